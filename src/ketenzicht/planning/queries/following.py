"""From what was said forward: which plans took it up, and what they do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q

from ketenzicht.common.actor import Actor
from ketenzicht.planning.domain.causes.network import Side
from ketenzicht.planning.domain.goals import ProblemFate
from ketenzicht.planning.models import Cluster, Goal, Measure, Problem
from ketenzicht.planning.queries.causes import Bearing
from ketenzicht.planning.queries.plans import plans_visible_to


@dataclass(frozen=True)
class Followed:
    """A problem that a plan saw in what was said, with the goals that answer it and their measures."""

    problem: Problem
    goals: list[Goal]
    measures: list[Measure]

    @property
    def clusters(self) -> set[UUID]:
        """What it is about: the cluster that it names, and that of the cause that it names."""
        node = self.problem.node
        return {key for key in (self.problem.cluster_id, node and node.cluster_id) if key}

    @property
    def is_left(self) -> bool:
        """Whether the plan says that it does not answer this."""
        return self.problem.fate == ProblemFate.LEAVE


def followed(actor: Actor, clusters: Iterable[Cluster], bearings: Iterable[Bearing] = ()) -> list[Followed]:
    """What came of these clusters in the plans that the actor sees, and of the causes that were drawn.

    A statement leads to the problem at either end of an arrow that it supports, also when nobody put a
    cluster there.
    """
    goals = Goal.objects.filter(removed_at=None).prefetch_related(
        Prefetch("measures", Measure.objects.filter(removed_at=None).select_related("owner"))
    )
    keys = [one.pk for one in clusters]
    arrows = [one.arrow for one in bearings if one.side == Side.FOR]
    ends = [end for arrow in arrows for end in (arrow.source_id, arrow.target_id)]
    about = Q(cluster__in=keys) | Q(node__cluster__in=keys) | Q(node__in=ends)
    problems = Problem.objects.filter(about, removed_at=None, plan__in=plans_visible_to(actor))
    found = problems.select_related("plan", "node").prefetch_related(Prefetch("goals", goals))
    return [_followed(problem) for problem in found.order_by("plan__title", "position")]


def _followed(problem: Problem) -> Followed:
    goals = list(problem.goals.all())
    measures = {measure.pk: measure for goal in goals for measure in goal.measures.all()}
    return Followed(problem, goals, list(measures.values()))
