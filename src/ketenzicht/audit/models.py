"""The audit trail: append-only events, the chain that the database makes of them, and where it was cut."""

import uuid

from django.db import models

from ketenzicht.common.privacy import Privacy


class AuditEvent(models.Model):
    """One thing done or looked at. No foreign keys, so the trail never holds on to what it describes."""

    privacy = Privacy(
        retention="audit",
        neutral="id at kind is_read actor_kind actor_desk_id target_kind target_id desk_id detail",
        personal="actor_user_id",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    is_read = models.BooleanField(default=False)
    actor_kind = models.CharField(max_length=20)
    actor_user_id = models.BigIntegerField(null=True, blank=True)
    actor_desk_id = models.BigIntegerField(null=True, blank=True)
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=60)
    desk_id = models.BigIntegerField(null=True, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=("-at",), name="audit_event_at"),
            models.Index(fields=("target_kind", "target_id", "at"), name="audit_event_target"),
            models.Index(fields=("actor_user_id", "at"), name="audit_event_actor"),
            models.Index(fields=("kind", "at"), name="audit_event_kind"),
        )

    def __str__(self) -> str:
        return self.kind


class AuditLink(models.Model):
    """A link of the chain: the event's place and the digest over it and the link before."""

    privacy = Privacy(retention="audit", neutral="sequence event previous_digest digest")

    sequence = models.BigIntegerField(primary_key=True)
    event = models.UUIDField(unique=True)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("sequence",)

    def __str__(self) -> str:
        return str(self.sequence)


class AuditHead(models.Model):
    """The end of the chain, in one row."""

    privacy = Privacy(retention="audit", neutral="id sequence digest")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return str(self.sequence)


class AuditCheckpoint(models.Model):
    """Where the chain begins since its oldest part was removed, and who decided so.

    Without a proposal it was removed again after a restore.
    """

    privacy = Privacy(
        retention="audit",
        neutral="sequence digest events first_at last_at before made_at proposal",
        personal="proposed_by approved_by",
    )

    sequence = models.BigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    events = models.BigIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    before = models.DateTimeField()
    made_at = models.DateTimeField()
    proposal = models.BigIntegerField(null=True)
    proposed_by = models.BigIntegerField(null=True)
    approved_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-sequence",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(proposal=None, proposed_by=None, approved_by=None)
                | models.Q(proposal__isnull=False, proposed_by__isnull=False, approved_by__isnull=False)
                & ~models.Q(approved_by=models.F("proposed_by")),
                name="audit_checkpoint_two_people",
            ),
        )

    def __str__(self) -> str:
        return str(self.sequence)
