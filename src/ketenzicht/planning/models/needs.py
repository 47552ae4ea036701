"""What somebody wants to know: the question, what could tell it, and what a person found."""

import uuid

from django.db import models
from django.db.models import Q

from ketenzicht.common.privacy import Privacy
from ketenzicht.planning.domain.figures.judging import Outcome
from ketenzicht.planning.models.figures import FigureSource, Series
from ketenzicht.planning.models.plans import RETENTION


def _asked(*there: str) -> Q:
    """That exactly these of the places of a question are filled in."""
    places = ("consultation", "cluster", "plan", "problem", "goal")
    return Q(**{f"{place}__isnull": place not in there for place in places})


class InformationNeed(models.Model):
    """What somebody wants to know (informatiebehoefte), asked by a cluster, a problem or a goal."""

    privacy = Privacy(
        retention=RETENTION,
        neutral="id consultation cluster plan problem goal question why revision changed_at"
        " changed_by removed_at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey("Consultation", models.PROTECT, null=True, blank=True, related_name="+")
    cluster = models.ForeignKey("Cluster", models.PROTECT, null=True, blank=True, related_name="needs")
    plan = models.ForeignKey("Plan", models.PROTECT, null=True, blank=True, related_name="+")
    problem = models.ForeignKey("Problem", models.PROTECT, null=True, blank=True, related_name="needs")
    goal = models.ForeignKey("Goal", models.PROTECT, null=True, blank=True, related_name="needs")
    question = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    series = models.ManyToManyField(Series, through="NeedSeries", related_name="needs")
    sources = models.ManyToManyField(FigureSource, through="NeedSource", related_name="needs")
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("changed_at", "question")
        constraints = (
            models.CheckConstraint(
                condition=_asked("consultation", "cluster")
                | _asked("plan", "problem")
                | _asked("plan", "goal"),
                name="planning_informationneed_asked_once",
            ),
        )

    def __str__(self) -> str:
        return self.question

    @property
    def desk_id(self) -> int:
        """The desk that keeps the consultation or the plan it was asked in."""
        if self.consultation:
            return self.consultation.desk_id
        if self.plan:
            return self.plan.desk_id
        raise ValueError("nothing asks this question")


class NeedSeries(models.Model):
    """That a series stands beside a question (reeks bij een vraag)."""

    privacy = Privacy(retention=RETENTION, neutral="id need series")

    need = models.ForeignKey(InformationNeed, models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("need", "series"), name="planning_needseries_once"),)

    def __str__(self) -> str:
        return f"{self.need_id} {self.series_id}"


class NeedSource(models.Model):
    """That a source could answer a question (mogelijke bron)."""

    privacy = Privacy(retention=RETENTION, neutral="id need source")

    need = models.ForeignKey(InformationNeed, models.PROTECT, related_name="+")
    source = models.ForeignKey(FigureSource, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("need", "source"), name="planning_needsource_once"),)

    def __str__(self) -> str:
        return f"{self.need_id} {self.source_id}"


class Finding(models.Model):
    """What somebody found when figures were laid beside what was said (bevinding); the last one counts.

    ``revision`` is that of the question when it was said. ``figures`` are the codes of the figures that were
    looked at, so that a later one is noticed.
    """

    privacy = Privacy(retention=RETENTION, neutral="id need revision outcome note wanted figures at by_user")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    need = models.ForeignKey(InformationNeed, models.PROTECT, related_name="findings")
    revision = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=[(word.value, word.value) for word in Outcome])
    note = models.TextField()
    wanted = models.TextField(blank=True)
    figures = models.JSONField(default=list)
    at = models.DateTimeField()
    by_user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-revision",)

    def __str__(self) -> str:
        return self.outcome
