"""Measures under their lines, everything about one of them, and how far they cover the goals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from ketenzicht.common.actor import NotVisible
from ketenzicht.planning.domain.measures import HalfYear, MeasureStatus, to_be_told
from ketenzicht.planning.models import (
    ActionLine,
    CauseNode,
    Cluster,
    Decision,
    Goal,
    Intervention,
    Involvement,
    Measure,
    Plan,
    Problem,
    ProgressNote,
    Project,
    ProjectFigure,
    Risk,
)

if TYPE_CHECKING:
    from ketenzicht.partners.models import Organisation


@dataclass(frozen=True)
class MeasureFilter:
    """Which measures are asked for; empty words ask for all."""

    status: str = ""
    owner: str = ""
    pillar: str = ""
    role: str = ""

    def takes(self, measure: Measure) -> bool:
        """Whether this measure is asked for."""
        owner = str(measure.owner_id or "none")
        return (
            self.status in ("", measure.status)
            and self.owner in ("", owner)
            and (not self.pillar or self.pillar in measure.pillars)
            and (not self.role or self.role in measure.roles)
        )


@dataclass(frozen=True)
class MeasureRow:
    """A measure in a list, with the half-years of which nothing was told."""

    measure: Measure
    untold: list[HalfYear]


@dataclass(frozen=True)
class LineRow:
    """An action line with its measures; the measures without one stand under None."""

    line: ActionLine | None
    rows: list[MeasureRow] = field(default_factory=list)


def measures_of(plan: Plan) -> list[Measure]:
    """The measures of a plan in their order."""
    return list(_standing(plan).select_related("owner", "line"))


def lines_of(plan: Plan) -> list[ActionLine]:
    """The action lines of a plan in their order."""
    return list(ActionLine.objects.filter(plan=plan, removed_at=None))


def projects_of(plan: Plan) -> list[Project]:
    """The projects of a plan with their figures."""
    figures = ProjectFigure.objects.filter(removed_at=None)
    there = Project.objects.filter(plan=plan, removed_at=None).select_related("measure")
    return list(there.prefetch_related(Prefetch("figures", figures)))


def goals_of_measures(plan: Plan) -> dict[UUID | None, list[Goal]]:
    """The goals that each measure of a plan brings nearer, by the key of the measure."""
    standing = Prefetch("goals", Goal.objects.filter(removed_at=None))
    return {measure.pk: list(measure.goals.all()) for measure in _standing(plan).prefetch_related(standing)}


def interventions() -> list[Intervention]:
    """What can be chosen from, in the order of the list."""
    return list(Intervention.objects.filter(valid_to=None))


def measure_rows(plan: Plan, wanted: MeasureFilter, today: date) -> list[LineRow]:
    """The measures that are asked for, by line; lines without any of them too when all are asked for."""
    lines: dict[UUID | None, LineRow] = {line.pk: LineRow(line) for line in lines_of(plan)}
    told = ProgressNote.objects.filter(removed_at=None)
    for measure in _standing(plan).select_related("owner").prefetch_related(Prefetch("progressnotes", told)):
        if wanted.takes(measure):
            line = measure.line_id if measure.line_id in lines else None
            lines.setdefault(line, LineRow(None)).rows.append(MeasureRow(measure, untold(measure, today)))
    return [line for line in lines.values() if line.rows or (wanted == MeasureFilter() and line.line)]


def untold(measure: Measure, today: date) -> list[HalfYear]:
    """The half-years that are over and of which no progress was told."""
    if measure.status == MeasureStatus.PLANNED:
        return []
    told = {note.half_year for note in measure.progressnotes.all()}
    return [half for half in to_be_told(measure.starts_on, measure.ends_on, today) if str(half) not in told]


@dataclass(frozen=True)
class MeasureView:
    """One measure with everything that is written down about it, and what it goes back to."""

    measure: Measure
    notes: list[ProgressNote]
    risks: list[Risk]
    decisions: list[Decision]
    involvements: list[Involvement]
    projects: list[Project]
    goals: list[Goal]
    problems: list[Problem]
    untold: list[HalfYear]
    partners: list["Organisation"]

    @property
    def clusters(self) -> list[Cluster]:
        """The clusters of the problems it helps to answer."""
        found = {one.cluster_id: one.cluster for one in self.problems if one.cluster}
        return [cluster for cluster in found.values() if cluster]

    @property
    def causes(self) -> list[CauseNode]:
        """What these problems name in an analysis of causes."""
        found = {one.node_id: one.node for one in self.problems if one.node}
        return [node for node in found.values() if node]


def measure_view(plan: Plan, measure_id: UUID, today: date) -> MeasureView:
    """One measure. Raises NotVisible."""
    measure = _standing(plan).select_related("owner", "line", "intervention").filter(pk=measure_id).first()
    if measure is None:
        raise NotVisible
    goals = list(measure.goals.filter(removed_at=None).prefetch_related("answers"))
    problems = Problem.objects.filter(goals__in=goals, removed_at=None).distinct()
    return MeasureView(
        measure,
        list(measure.progressnotes.filter(removed_at=None)),
        list(measure.risks.filter(removed_at=None)),
        list(measure.decisions.filter(removed_at=None)),
        list(measure.involvements.filter(removed_at=None)),
        list(measure.projects.filter(removed_at=None)),
        goals,
        list(
            problems.select_related(
                "cluster__chapter", "cluster__consultation", "node__analysis__consultation"
            ).order_by("position")
        ),
        untold(measure, today),
        list(measure.partners.order_by("label_nl")),
    )


@dataclass(frozen=True)
class CoverageRow:
    """A goal with a mark for every measure that brings it nearer."""

    goal: Goal
    marks: list[bool]

    @property
    def is_gap(self) -> bool:
        """Whether nothing is done for it."""
        return not any(self.marks)


@dataclass(frozen=True)
class Coverage:
    """Goals against measures, with what is missing on either side."""

    measures: list[Measure]
    rows: list[CoverageRow]
    without_goal: list[Measure]

    @property
    def gaps(self) -> list[Goal]:
        """The goals for which nothing is done."""
        return [row.goal for row in self.rows if row.is_gap]


def coverage(plan: Plan, goals: Sequence[Goal]) -> Coverage:
    """Which measures bring which of these goals nearer. Measures that were stopped do not count."""
    found = _standing(plan).exclude(status=MeasureStatus.STOPPED).prefetch_related("goals")
    measures = list(found)
    serves = {measure.pk: {goal.pk for goal in measure.goals.all()} for measure in measures}
    rows = [CoverageRow(goal, [goal.pk in serves[measure.pk] for measure in measures]) for goal in goals]
    known = {goal.pk for goal in goals}
    return Coverage(measures, rows, [one for one in measures if not serves[one.pk] & known])


@dataclass(frozen=True)
class PlanTally:
    """How far the measures of a plan are, in numbers."""

    measures: int
    statuses: dict[str, int]
    without_owner: int
    untold: int
    budget: Decimal


def plan_tally(plan: Plan, today: date) -> PlanTally:
    """The counts of a plan as it stands now."""
    told = ProgressNote.objects.filter(removed_at=None)
    found = list(_standing(plan).prefetch_related(Prefetch("progressnotes", told)))
    statuses = Counter(str(measure.status) for measure in found)
    return PlanTally(
        len(found),
        {status.value: statuses[status.value] for status in MeasureStatus},
        sum(measure.owner_id is None for measure in found),
        sum(bool(untold(measure, today)) for measure in found),
        sum((measure.budget or Decimal(0) for measure in found), Decimal(0)),
    )


def _standing(plan: Plan) -> QuerySet[Measure]:
    return Measure.objects.filter(plan=plan, removed_at=None)
