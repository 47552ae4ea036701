"""What people want to know, what could tell it, and what was found; beside whatever asks it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.models import (
    Cluster,
    Figure,
    Finding,
    Goal,
    InformationNeed,
    Problem,
    Project,
    Series,
)
from ketenzicht.planning.queries.consultations import consultations_visible_to
from ketenzicht.planning.queries.figures import latest_codes, latest_figures, series_visible_to
from ketenzicht.planning.queries.plans import plans_visible_to


@dataclass(frozen=True)
class Asker:
    """What asks a question: a cluster, a problem or a goal, and the desk that keeps it."""

    kind: str
    name: str
    desk_id: int
    fields: Mapping[str, Any]


def asker_for(actor: Actor, kind: str, key: UUID) -> Asker:
    """What somebody points at as asking. Raises NotVisible."""
    find = _ASKERS.get(kind)
    if find is None:
        raise NotVisible
    return find(actor, key)


def _cluster(actor: Actor, key: UUID) -> Asker:
    seen = Cluster.objects.filter(consultation__in=consultations_visible_to(actor), removed_by=None)
    found = seen.select_related("consultation", "chapter").filter(pk=key).first()
    if found is None:
        raise NotVisible
    fields = {"consultation_id": found.consultation_id, "cluster_id": found.pk}
    return Asker("cluster", str(found), found.consultation.desk_id, fields)


def _problem(actor: Actor, key: UUID) -> Asker:
    seen = Problem.objects.filter(plan__in=plans_visible_to(actor), removed_at=None)
    found = seen.select_related("plan").filter(pk=key).first()
    if found is None:
        raise NotVisible
    fields = {"plan_id": found.plan_id, "problem_id": found.pk}
    return Asker("problem", found.title, found.plan.desk_id, fields)


def _goal(actor: Actor, key: UUID) -> Asker:
    seen = Goal.objects.filter(plan__in=plans_visible_to(actor), removed_at=None)
    found = seen.select_related("plan").filter(pk=key).first()
    if found is None:
        raise NotVisible
    return Asker("goal", found.title, found.plan.desk_id, {"plan_id": found.plan_id, "goal_id": found.pk})


_ASKERS: Mapping[str, Callable[[Actor, UUID], Asker]] = {
    "cluster": _cluster,
    "problem": _problem,
    "goal": _goal,
}


def needs_visible_to(actor: Actor) -> QuerySet[InformationNeed]:
    """The questions of the consultations and plans that the actor sees, also those taken away."""
    seen = Q(consultation__in=consultations_visible_to(actor)) | Q(plan__in=plans_visible_to(actor))
    return InformationNeed.objects.filter(seen).select_related(
        *("consultation", "cluster__chapter", "cluster__consultation"),
        *("plan", "problem__plan", "goal__plan"),
    )


def need_for(actor: Actor, need_id: UUID) -> InformationNeed:
    """One question, also when it was taken away. Raises NotVisible."""
    found = needs_visible_to(actor).filter(pk=need_id).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class SeriesBeside:
    """A series beside a question, with its last figure."""

    series: Series
    latest: Figure | None


@dataclass(frozen=True)
class NeedRow:
    """A question with the series beside it, and what was found last, if anything was."""

    need: InformationNeed
    series: list[SeriesBeside]
    findings: list[Finding]
    changed_since: bool = False

    @property
    def finding(self) -> Finding | None:
        """What counts now."""
        return self.findings[0] if self.findings else None


def need_rows(actor: Actor, needs: QuerySet[InformationNeed]) -> list[NeedRow]:
    """These questions with what stands beside them, as far as the actor sees the series."""
    judged = Prefetch("findings", Finding.objects.select_related("by_user"))
    found = list(needs.prefetch_related(Prefetch("series", series_visible_to(actor)), judged))
    latest = latest_figures({series.pk for need in found for series in need.series.all()})
    return [
        NeedRow(
            need,
            [SeriesBeside(series, latest.get(series.pk)) for series in need.series.all()],
            list(need.findings.all()),
        )
        for need in found
    ]


def all_needs(actor: Actor) -> list[NeedRow]:
    """Every question that stands, with its outcome; those without one first."""
    rows = need_rows(actor, needs_visible_to(actor).filter(removed_at=None))
    return sorted(rows, key=lambda row: (row.finding is not None, row.need.question))


def need_row(actor: Actor, need: InformationNeed) -> NeedRow:
    """One question in full: also whether figures came in since it was judged."""
    (row,) = need_rows(actor, needs_visible_to(actor).filter(pk=need.pk))
    now = latest_codes(one.series for one in row.series)
    moved = row.finding is not None and not set(now) <= set(row.finding.figures)
    return NeedRow(need, row.series, row.findings, moved)


def removed_needs(actor: Actor) -> list[InformationNeed]:
    """The questions that were taken away and that the actor may put back."""
    gone = needs_visible_to(actor).filter(removed_at__isnull=False).order_by("-removed_at")
    return [need for need in gone if actor.may(Verb.PLAN_EDIT, need.desk_id)]


def needs_of_cluster(actor: Actor, cluster: Cluster) -> list[NeedRow]:
    """What a cluster asks."""
    return need_rows(actor, needs_visible_to(actor).filter(cluster=cluster, removed_at=None))


def needs_of_problems(actor: Actor, problems: Iterable[Problem]) -> dict[UUID, list[NeedRow]]:
    """What problems ask, and the clusters they stand on, by problem."""
    there = list(problems)
    clusters = [one.cluster_id for one in there if one.cluster_id]
    asked = Q(problem__in=there) | Q(cluster__in=clusters)
    rows = need_rows(actor, needs_visible_to(actor).filter(asked, removed_at=None))
    return {
        problem.pk: [
            row
            for row in rows
            if row.need.problem_id == problem.pk
            or (problem.cluster_id and row.need.cluster_id == problem.cluster_id)
        ]
        for problem in there
    }


def needs_of_goals(actor: Actor, goals: Mapping[UUID, Iterable[Problem]]) -> dict[UUID, list[NeedRow]]:
    """What goals ask, and the problems they answer, by goal."""
    problems = {problem.pk: problem for answered in goals.values() for problem in answered}
    of_problems = needs_of_problems(actor, problems.values())
    own = need_rows(actor, needs_visible_to(actor).filter(goal__in=list(goals), removed_at=None))
    found: dict[UUID, list[NeedRow]] = {}
    for goal, answered in goals.items():
        rows = [row for row in own if row.need.goal_id == goal]
        rows += [row for problem in answered for row in of_problems[problem.pk]]
        found[goal] = list({row.need.pk: row for row in rows}.values())
    return found


@dataclass(frozen=True)
class Uses:
    """What leans on a series: questions, goals that it measures, and projects whose figures it counts."""

    needs: list[InformationNeed]
    goals: list[Goal]
    projects: list[Project]


def uses_of(actor: Actor, series: Series) -> Uses:
    """Who uses a series, in the consultations and plans that the actor sees."""
    plans = plans_visible_to(actor)
    standing = {"plan__in": plans, "removed_at": None}
    projects = Project.objects.filter(figures__series=series, figures__removed_at=None, **standing)
    return Uses(
        list(needs_visible_to(actor).filter(series=series, removed_at=None)),
        list(Goal.objects.filter(series=series, **standing).select_related("plan")),
        list(projects.select_related("plan").distinct()),
    )
