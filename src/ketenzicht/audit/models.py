"""The audit trail: append-only events, and the chain that the database makes of them at commit."""

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
