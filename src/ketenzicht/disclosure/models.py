"""On which ground, for which purpose and which fields something may be shared, and what was."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ketenzicht.common.models import REFERENCE_FIELDS, ReferenceRow
from ketenzicht.common.privacy import Privacy


class LegalBasis(ReferenceRow):
    """A legal ground (grondslag) on which one kind of organisation may share with another."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " position law article applies_to allows_special allows_criminal"
        " note_nl note_en",
    )

    position = models.PositiveSmallIntegerField(default=0)
    law = models.CharField(max_length=120)
    article = models.CharField(max_length=120, blank=True)
    applies_to = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    allows_special = models.BooleanField(default=False)
    allows_criminal = models.BooleanField(default=False)
    note_nl = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        ordering = ("position", "code")
        verbose_name_plural = "legal bases"


class Purpose(ReferenceRow):
    """What shared data may be used for (doelbinding)."""

    privacy = Privacy(
        retention="reference", neutral=REFERENCE_FIELDS + " position description_nl description_en"
    )

    position = models.PositiveSmallIntegerField(default=0)
    description_nl = models.TextField(blank=True)
    description_en = models.TextField(blank=True)

    class Meta:
        ordering = ("position", "code")


class ShareableField(ReferenceRow):
    """A named field that a package may hold."""

    privacy = Privacy(
        retention="reference", neutral=REFERENCE_FIELDS + " position privacy_class on_by_default"
    )

    position = models.PositiveSmallIntegerField(default=0)
    privacy_class = models.CharField(max_length=20)
    on_by_default = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "code")


class GateRule(ReferenceRow):
    """A reviewed rule of the gate: under which conditions sharing is allowed, or refused because."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " position conditions allowed because_nl because_en",
    )

    position = models.PositiveSmallIntegerField(default=0)
    conditions = models.JSONField(default=dict)
    allowed = models.BooleanField(default=False)
    because_nl = models.TextField()
    because_en = models.TextField()

    class Meta:
        ordering = ("position", "code")


class Disclosure(models.Model):
    """One act of sharing (verstrekking): from whom to whom, on which ground, what, until when."""

    privacy = Privacy(
        retention="audit",
        neutral="id subject_kind subject_id from_desk to_desk basis purpose fields made_at until"
        " ended_at ended_because",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    from_desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    to_desk = models.ForeignKey("partners.Desk", models.PROTECT, related_name="+")
    basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="+")
    fields = ArrayField(models.CharField(max_length=80))
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(fields__len__gt=0), name="disclosure_disclosure_names_fields"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("made_at")), name="disclosure_disclosure_ends"
            ),
        )
        indexes = (models.Index(fields=("-made_at",), name="disclosure_made_at"),)

    def __str__(self) -> str:
        return str(self.id)
