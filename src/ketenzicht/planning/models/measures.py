"""What a plan does: action lines, measures, and what is written down about each of them."""

from django.db import models

from ketenzicht.common.models import REFERENCE_FIELDS, ReferenceRow
from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.domain.measures import Involved, MeasureStatus, Paid
from ketenzicht.planning.models.goals import Goal
from ketenzicht.planning.models.plans import PART_FIELDS, RETENTION, Plan, PlanPart


def _choices(words: type[MeasureStatus] | type[Involved] | type[Paid]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Intervention(ReferenceRow):
    """Something that can be done (interventie), from published lists."""

    privacy = Privacy(retention="reference", neutral=REFERENCE_FIELDS + " position pillars")

    position = models.PositiveIntegerField()
    # Under which pillars it stands is our own reading of the list.
    pillars = models.JSONField(default=list)

    class Meta:
        ordering = ("position",)


class ActionLine(PlanPart):
    """Measures that belong together (actielijn)."""

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " title text")

    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class Measure(PlanPart):
    """What somebody does to reach goals (maatregel). Without an owner nobody answers for it."""

    privacy = Privacy(
        retention=RETENTION,
        neutral=PART_FIELDS + " line title text owner starts_on ends_on budget indicator status"
        " intervention pillars roles",
    )

    line = models.ForeignKey(ActionLine, models.PROTECT, null=True, blank=True, related_name="measures")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    owner = models.ForeignKey(
        "partners.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    partners = models.ManyToManyField("partners.Organisation", through="MeasurePartner", related_name="+")
    goals = models.ManyToManyField(Goal, through="Contribution", related_name="measures")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    indicator = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=20, choices=_choices(MeasureStatus), default=MeasureStatus.PLANNED)
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, blank=True, related_name="measures"
    )
    pillars = models.JSONField(default=list, blank=True)
    roles = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.title


class MeasurePartner(models.Model):
    """An organisation that takes part in a measure (partner in een maatregel)."""

    privacy = Privacy(retention=RETENTION, neutral="id plan measure organisation")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    organisation = models.ForeignKey("partners.Organisation", models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("measure", "organisation"), name="planning_measurepartner_once"),
        )

    def __str__(self) -> str:
        return f"{self.measure_id} {self.organisation_id}"


class Contribution(models.Model):
    """That a measure brings a goal nearer (bijdrage aan een doel)."""

    privacy = Privacy(retention=RETENTION, neutral="id plan measure goal")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("measure", "goal"), name="planning_contribution_once"),
        )

    def __str__(self) -> str:
        return f"{self.measure_id} → {self.goal_id}"


class MeasurePart(PlanPart):
    """What is written down about one measure."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="%(class)ss")

    class Meta(PlanPart.Meta):
        abstract = True


class ProgressNote(MeasurePart):
    """How a measure went in half a year (voortgangsbericht)."""

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " measure half_year status value text")

    half_year = models.CharField(max_length=6)
    status = models.CharField(max_length=20, choices=_choices(MeasureStatus))
    value = models.CharField(max_length=100, blank=True)
    text = models.TextField()

    class Meta(MeasurePart.Meta):
        abstract = False
        ordering = ("-half_year", "-changed_at")

    def __str__(self) -> str:
        return self.half_year


class Risk(MeasurePart):
    """What can go wrong with a measure (risico), and what is done against it."""

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " measure text remedy")

    text = models.CharField(max_length=500)
    remedy = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.text


class Decision(MeasurePart):
    """What was decided about a measure (besluit), when and by which body."""

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " measure text decided_on decided_by")

    text = models.CharField(max_length=500)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.text


class Involvement(MeasurePart):
    """How experts by experience take part in a measure (betrokkenheid van ervaringsdeskundigen)."""

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " measure asked how paid changed")

    asked = models.CharField(max_length=20, choices=_choices(Involved))
    how = models.CharField(max_length=500, blank=True)
    paid = models.CharField(max_length=20, choices=_choices(Paid), default=Paid.UNKNOWN)
    changed = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.how or self.asked


class Project(PlanPart):
    """A project, field lab or test region (project): its aim, what came of it, what it cannot tell."""

    privacy = Privacy(
        retention=RETENTION,
        neutral=PART_FIELDS + " kind measure title aim parties period result lesson follow_up"
        " cannot_conclude source",
    )

    class Kind(models.TextChoices):
        PROJECT = "project"
        FIELD_LAB = "field_lab"
        TEST_REGION = "test_region"

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PROJECT)
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="projects")
    title = models.CharField(max_length=300)
    aim = models.TextField(blank=True)
    parties = models.CharField(max_length=500, blank=True)
    period = models.CharField(max_length=100, blank=True)
    result = models.TextField(blank=True)
    lesson = models.TextField(blank=True)
    follow_up = models.TextField(blank=True)
    cannot_conclude = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title


class ProjectFigure(PlanPart):
    """A figure of a project with the day on which it held (cijfer van een project)."""

    privacy = Privacy(retention=RETENTION, neutral=PART_FIELDS + " project label value as_of series")

    project = models.ForeignKey(Project, models.PROTECT, related_name="figures")
    label = models.CharField(max_length=200)
    value = models.CharField(max_length=50)
    as_of = models.CharField(max_length=100)
    series = models.ForeignKey(
        "Series", models.PROTECT, null=True, blank=True, related_name="project_figures"
    )

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
