"""Figures: where they come from, the series they belong to, and every value as it was published."""

from django.db import models
from django.db.models import F, Q

from ketenzicht.common.models import REFERENCE_FIELDS, ReferenceRow
from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.domain.figures.counting import (
    Counted,
    CountKind,
    Point,
    Precision,
    SourceKind,
)
from ketenzicht.planning.domain.figures.periods import Period


class FigureSource(ReferenceRow):
    """A place that figures come from (bron van cijfers): what it can tell, and what it cannot."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " position kind can_tell_nl can_tell_en cannot_tell_nl cannot_tell_en",
    )

    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in SourceKind])
    can_tell_nl = models.TextField()
    can_tell_en = models.TextField()
    cannot_tell_nl = models.TextField(blank=True)
    cannot_tell_en = models.TextField(blank=True)

    class Meta:
        ordering = ("position",)

    @property
    def can_tell(self) -> str:
        """What it can tell, in the language of the page."""
        return self.in_language("can_tell")

    @property
    def cannot_tell(self) -> str:
        """What it cannot, in the language of the page."""
        return self.in_language("cannot_tell")


class Series(ReferenceRow):
    """Figures that count one thing in one way (reeks). Without a desk it came with the product."""

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " position desk visibility kind told_by region unit_nl unit_en"
        " definition_nl definition_en population_nl population_en counted_by_nl counted_by_en"
        " counted_twice_nl counted_twice_en cannot_say_nl cannot_say_en revision is_demonstration",
    )

    class Visibility(models.TextChoices):
        DESK = "desk"
        SIGNED_IN = "signed_in"
        PUBLIC = "public"

    position = models.PositiveIntegerField(default=0)
    desk = models.ForeignKey("partners.Desk", models.PROTECT, null=True, blank=True, related_name="+")
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.PUBLIC)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in CountKind])
    told_by = models.ForeignKey(FigureSource, models.PROTECT, null=True, blank=True, related_name="series")
    region = models.CharField(max_length=100, blank=True)
    unit_nl = models.CharField(max_length=100)
    unit_en = models.CharField(max_length=100)
    definition_nl = models.TextField()
    definition_en = models.TextField()
    population_nl = models.TextField()
    population_en = models.TextField()
    counted_by_nl = models.CharField(max_length=300)
    counted_by_en = models.CharField(max_length=300)
    counted_twice_nl = models.TextField(blank=True)
    counted_twice_en = models.TextField(blank=True)
    cannot_say_nl = models.TextField(blank=True)
    cannot_say_en = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("position", "label_nl", "code")
        verbose_name_plural = "series"

    @property
    def unit(self) -> str:
        """What is counted in, in the language of the page."""
        return self.in_language("unit")

    @property
    def definition(self) -> str:
        """What counts and what does not, in the language of the page."""
        return self.in_language("definition")

    @property
    def population(self) -> str:
        """Among whom or what it is counted, in the language of the page."""
        return self.in_language("population")

    @property
    def counted_by(self) -> str:
        """Who counts, in the language of the page."""
        return self.in_language("counted_by")

    @property
    def counted_twice(self) -> str:
        """What counts more than once, in the language of the page."""
        return self.in_language("counted_twice")

    @property
    def cannot_say(self) -> str:
        """What it cannot tell, in the language of the page."""
        return self.in_language("cannot_say")

    @property
    def counted(self) -> Counted:
        """What it counts, for the rules about what may be put together."""
        return Counted(
            kind=CountKind(self.kind),
            unit=self.unit_nl,
            definition=self.definition_nl,
            population=self.population_nl,
            region=self.region,
            counted_twice=self.counted_twice_nl,
        )


class Figure(ReferenceRow):
    """One value as it was published (cijfer). A later one for the same period stands beside it.

    Without a value it was withdrawn; without a period its source does not say when it held.
    """

    privacy = Privacy(
        retention="reference",
        neutral=REFERENCE_FIELDS + " series begins_on ends_on revision value low high precision as_of"
        " break_before_nl break_before_en reason_nl reason_en note_nl note_en made_by made_at",
    )

    series = models.ForeignKey(Series, models.PROTECT, related_name="figures")
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    value = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)
    low = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)
    high = models.DecimalField(max_digits=16, decimal_places=3, null=True, blank=True)
    precision = models.CharField(
        max_length=20, choices=[(word.value, word.value) for word in Precision], default=Precision.EXACT
    )
    as_of = models.DateField(null=True, blank=True)
    break_before_nl = models.TextField(blank=True)
    break_before_en = models.TextField(blank=True)
    reason_nl = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    note_nl = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    made_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("begins_on", "ends_on", "-revision", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("series", "begins_on", "ends_on", "revision"), name="planning_figure_revision"
            ),
            models.CheckConstraint(
                condition=Q(begins_on__isnull=True, ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="planning_figure_period",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason_nl=""), name="planning_figure_revised_why"
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
                name="planning_figure_interval",
            ),
        )

    @property
    def period(self) -> Period | None:
        """What it is about."""
        return Period(self.begins_on, self.ends_on) if self.begins_on and self.ends_on else None

    @property
    def point(self) -> Point:
        """The figure as the rules about lines and sums know it; reasons in the language of the page."""
        return Point(
            period=self.period,
            value=self.value,
            low=self.low,
            high=self.high,
            precision=Precision(self.precision),
            revision=self.revision,
            break_before=self.in_language("break_before"),
            certain=not self.to_be_verified,
        )
