"""Organisations, their desks and what these take in, regions, routes, and how rows were corrected."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ketenzicht.common.models import REFERENCE_FIELDS, ReferenceRow
from ketenzicht.common.privacy import Privacy


def codes() -> "ArrayField[list[str], list[str]]":
    """A list of codes."""
    return ArrayField(models.CharField(max_length=80), default=list, blank=True)


class Region(ReferenceRow):
    """A region (regio) for some theme: a police unit, a district, a Veilig Thuis region."""

    privacy = Privacy(retention="reference", neutral=REFERENCE_FIELDS + " kind")

    kind = models.CharField(max_length=40)


class Municipality(ReferenceRow):
    """A municipality (gemeente) with its GM code."""

    privacy = Privacy(retention="reference", neutral=REFERENCE_FIELDS + " province population population_on")

    province = models.CharField(max_length=60)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "municipalities"


class RegionMembership(ReferenceRow):
    """That a municipality lies in a region, for one theme and from a date: regions are never one tree."""

    privacy = Privacy(retention="reference", neutral=REFERENCE_FIELDS + " region municipality theme")

    region = models.ForeignKey(Region, models.PROTECT, related_name="memberships")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="memberships")
    theme = models.CharField(max_length=60)


class Organisation(ReferenceRow):
    """An organisation of the chain."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " level kind description_nl description_en website",
    )

    class Level(models.TextChoices):
        NATIONAL = "national"
        REGIONAL = "regional"
        LOCAL = "local"

    level = models.CharField(max_length=20, choices=Level)
    kind = models.CharField(max_length=40)
    description_nl = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    website = models.CharField(max_length=300, blank=True)


class Desk(ReferenceRow):
    """A desk (loket) of an organisation: visible to others where the people behind it are not."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " organisation kind region municipality forms subjects age_groups"
        " urgencies phone email website opening_nl opening_en description_nl description_en connected",
    )

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="desks")
    kind = models.CharField(max_length=40)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="desks")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="desks"
    )
    forms = codes()
    subjects = codes()
    age_groups = codes()
    urgencies = codes()
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=200, blank=True)
    website = models.CharField(max_length=300, blank=True)
    opening_nl = models.CharField(max_length=300, blank=True)
    opening_en = models.CharField(max_length=300, blank=True)
    description_nl = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    connected = models.BooleanField(default=False)


class Route(ReferenceRow):
    """A rule of the route table (meldroute): under which conditions which desks do what, and how fast."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " position region conditions steps explanation_nl explanation_en"
        " assessment_quantity assessment_unit reply_quantity reply_unit",
    )

    position = models.PositiveSmallIntegerField()
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="routes")
    conditions = models.JSONField(default=dict, blank=True)
    steps = models.JSONField(default=list)
    explanation_nl = models.TextField()
    explanation_en = models.TextField()
    assessment_quantity = models.PositiveSmallIntegerField()
    assessment_unit = models.CharField(max_length=20)
    reply_quantity = models.PositiveSmallIntegerField()
    reply_unit = models.CharField(max_length=20)

    class Meta:
        ordering = ("position", "code")


class Revision(models.Model):
    """A correction of a desk or route row: what it was, what it became, by whom and why."""

    privacy = Privacy(
        retention="reference",
        neutral="id row_kind row_code number at reason before after",
        personal="by_user_id",
    )

    row_kind = models.CharField(max_length=20)
    row_code = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_user_id = models.BigIntegerField()
    reason = models.CharField(max_length=500)
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("row_kind", "row_code", "number"), name="partners_revision_number"
            ),
        )
        ordering = ("row_kind", "row_code", "-number")

    def __str__(self) -> str:
        return f"{self.row_kind} {self.row_code} {self.number}"
