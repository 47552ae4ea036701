"""What was written down in a talk, sealed until nobody can be told from it; and what was sealed for good."""

import uuid

from django.db import models
from django.db.models import Q

from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.domain.pointing import Reason
from ketenzicht.planning.domain.redaction import Decision, Kind
from ketenzicht.planning.models.consultations import RETENTION, Statement
from ketenzicht.planning.models.listening import Talk

ORIGINALS = "talk_original"


class TalkNote(models.Model):
    """What was written down in a talk (notitie). ``draft`` is sealed, and empty once statements were made.

    ``steps`` holds what each decision replaced, so that it can be undone: places and codes, never words. An
    empty one at its beginning says that older ones were let go. With ``too_many_finds`` nothing was kept of
    what was found, and the note cannot be worked on.
    """

    privacy = Privacy(
        retention=ORIGINALS,
        neutral="id talk revision steps taken_at taken_by searched_at too_many_finds finished_at finished_by"
        " remove_on removed_at",
        personal="draft",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    talk = models.ForeignKey(Talk, models.PROTECT, related_name="notes")
    draft = models.BinaryField()
    revision = models.PositiveIntegerField(default=0)
    steps = models.JSONField(default=list)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    searched_at = models.DateTimeField(null=True, blank=True)
    too_many_finds = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    remove_on = models.DateField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("taken_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, removed_at__isnull=True) | Q(draft=b""),
                name="planning_talknote_draft_gone",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step that can be taken back."""
        return bool(self.steps and self.steps[-1])

    @property
    def forgot_steps(self) -> bool:
        """Whether older steps were let go."""
        return bool(self.steps) and not self.steps[0]


class NoteOriginal(models.Model):
    """A note as it was written, sealed (verzegeld origineel). It carries what tells it from others.

    Whoever looks after privacy sees that it is there, also where they do not see the consultation.
    """

    privacy = Privacy(
        retention=ORIGINALS,
        neutral="id note desk consultation_title talk_number held_on sealed_at remove_on",
        personal="sealed",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    note = models.OneToOneField(TalkNote, models.PROTECT, related_name="original")
    desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    consultation_title = models.CharField(max_length=200)
    talk_number = models.PositiveIntegerField()
    held_on = models.DateField()
    sealed = models.BinaryField()
    sealed_at = models.DateTimeField()
    remove_on = models.DateField()

    class Meta:
        ordering = ("remove_on", "pk")

    def __str__(self) -> str:
        return str(self.pk)


class Redaction(models.Model):
    """A place in a note that could tell who is meant (vondst), and what a person decided about it."""

    privacy = Privacy(
        retention=ORIGINALS, neutral="id note start end kind by_hand decision decided_at decided_by"
    )

    note = models.ForeignKey(TalkNote, models.PROTECT, related_name="redactions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Kind])
    by_hand = models.BooleanField(default=False)
    decision = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.value) for one in Decision if one]
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("start", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(end__gt=models.F("start")), name="planning_redaction_is_somewhere"
            ),
        )

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"


class ClearedPoint(models.Model):
    """That a person let something stand that could point to someone (vrijgave)."""

    privacy = Privacy(retention=RETENTION, neutral="id statement reason start end at by_user")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="cleared")
    reason = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Reason])
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("statement", "reason", "start", "end"), name="planning_clearedpoint_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.statement_id} {self.start}–{self.end}"
