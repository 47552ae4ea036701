"""Hand-offs to a desk: what the receiver sees before and after acceptance, and what came of it."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ketenzicht.common.domain.workdays import Remaining, Unit
from ketenzicht.common.privacy import Privacy


class Handover(models.Model):
    """A hand-off (overdracht) from one desk to another.

    It cannot be stored without ground, purpose, fields, question and end, and what was sent stays as it was
    sent (a trigger sees to it). Both desks read this row, so it holds nothing that only one of them may know:
    that stands in :class:`HandoverOrigin` and :class:`EventAuthor`.
    """

    privacy = Privacy(
        retention="soft_signal",
        neutral="id number kind from_desk to_desk state urgency basis purpose fields accepted_fields"
        " access_until answer_due_at answer_unit sent_at seen_at decided_at reason_code confirmed_at"
        " started_at finished_at outcome may_tell ended_at preview_region preview_age_band preview_forms",
        criminal="question reason answer",
        personal="spoken_to",
    )

    class Urgency(models.TextChoices):
        ORDINARY = "ordinary"
        ACUTE = "acute"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=20, default="handoff")
    from_desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="handovers_sent")
    to_desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="handovers_received")
    state = models.CharField(max_length=30)
    urgency = models.CharField(max_length=20, choices=Urgency, default=Urgency.ORDINARY)
    basis = models.ForeignKey("disclosure.LegalBasis", models.PROTECT, related_name="+")
    purpose = models.ForeignKey("disclosure.Purpose", models.PROTECT, related_name="+")
    fields = ArrayField(models.CharField(max_length=80))
    accepted_fields = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    question = models.TextField()
    preview_region = models.CharField(max_length=120, blank=True)
    preview_age_band = models.CharField(max_length=20, blank=True)
    preview_forms = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    access_until = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    answer_unit = models.CharField(max_length=20, default=Unit.WORKDAYS.value)
    sent_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    spoken_to = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    answer = models.TextField(blank=True)
    may_tell = models.CharField(max_length=20, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    # How much time is left to answer; filled in by the queries that make lists, never stored.
    time_left: Remaining | None = None

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(fields__len__gt=0), name="handover_handover_names_fields"
            ),
            models.CheckConstraint(
                condition=models.Q(access_until__gt=models.F("sent_at")), name="handover_handover_ends"
            ),
            models.CheckConstraint(
                condition=models.Q(question__regex=r"\S"), name="handover_handover_asks_something"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_desk=models.F("to_desk")), name="handover_handover_two_desks"
            ),
            models.CheckConstraint(
                condition=models.Q(fields__contains=models.F("accepted_fields")),
                name="handover_handover_accepts_what_was_sent",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("accepted", "accepted_partly", "in_hand", "finished"))
                | models.Q(accepted_fields__len__gt=0),
                name="handover_handover_accepted_names_fields",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(reason_code=""),
                name="handover_handover_returned_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="finished") | ~models.Q(answer=""),
                name="handover_handover_finished_has_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | ~models.Q(spoken_to=""),
                name="handover_handover_confirmed_names_whom",
            ),
        )
        indexes = (
            models.Index(fields=("to_desk", "state", "answer_due_at"), name="handover_inbox"),
            models.Index(fields=("from_desk", "state", "answer_due_at"), name="handover_outbox"),
        )

    def __str__(self) -> str:
        return f"H-{self.number}"


class HandoverOrigin(models.Model):
    """What a hand-off was made from and by whom, its proof and its reasons: the sending desk's own affair."""

    privacy = Privacy(
        retention="soft_signal",
        neutral="handover from_desk kind subject_id sent_by",
        personal="proof",
        criminal="override_reason",
    )

    handover = models.OneToOneField(Handover, models.PROTECT, primary_key=True, related_name="origin")
    from_desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    sent_by = models.BigIntegerField(null=True)
    override_reason = models.TextField(blank=True)
    proof = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("kind", "subject_id"), name="handover_origin_subject"),)

    def __str__(self) -> str:
        return self.kind


class PackageItem(models.Model):
    """One named field of the package, as it was when it was sent; never changed."""

    privacy = Privacy(retention="soft_signal", neutral="id handover field", criminal="content")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="package_items")
    field = models.CharField(max_length=80)
    content = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("handover", "field"), name="handover_packageitem_once"),
        )

    def __str__(self) -> str:
        return self.field


class PackageFile(models.Model):
    """A working copy of an attachment that goes along in the package."""

    privacy = Privacy(
        retention="soft_signal",
        neutral="id handover content_type size sha256",
        personal="name",
        criminal="content",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="package_files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class HandoverEvent(models.Model):
    """A step in a hand-off, as both desks see it."""

    privacy = Privacy(retention="soft_signal", neutral="id handover at event by_desk", criminal="text")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    event = models.CharField(max_length=40)
    by_desk = models.ForeignKey("partners.Desk", models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.event


class EventAuthor(models.Model):
    """Who took a step. Read at the own desk only: to the other one a desk acts, never a person."""

    privacy = Privacy(retention="soft_signal", neutral="event by_desk by_user")

    event = models.OneToOneField(HandoverEvent, models.PROTECT, primary_key=True, related_name="author")
    by_desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    by_user = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.event_id)
