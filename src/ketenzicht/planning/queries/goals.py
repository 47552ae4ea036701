"""Problems, goals and the tree they stand in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from ketenzicht.planning.domain.goals import GoalLevel, ProblemFate
from ketenzicht.planning.models import (
    Cluster,
    Goal,
    GoalConflict,
    Measure,
    Measurement,
    Placement,
    Plan,
    Problem,
)


def problems_of(plan: Plan) -> list[Problem]:
    """The problems of a plan in their order."""
    there = Problem.objects.filter(plan=plan, removed_at=None)
    return list(there.select_related("cluster__chapter", "cluster__consultation"))


def goals_of(plan: Plan) -> list[Goal]:
    """The goals of a plan in their order."""
    return list(Goal.objects.filter(plan=plan, removed_at=None))


def measurements_of(plan: Plan) -> dict[UUID, list[Measurement]]:
    """What was measured, by the key of the goal, the last day first."""
    found: dict[UUID, list[Measurement]] = {}
    for one in Measurement.objects.filter(plan=plan, removed_at=None):
        found.setdefault(one.goal_id, []).append(one)
    return found


def conflicts_of(plan: Plan) -> list[GoalConflict]:
    """Where the goals of a plan pull apart."""
    there = GoalConflict.objects.filter(
        plan=plan, removed_at=None, goal__removed_at=None, other__removed_at=None
    )
    return list(there.select_related("goal", "other"))


def clusters_of_plan(plan: Plan) -> list[Cluster]:
    """The clusters of the consultation a plan rests on."""
    if plan.consultation_id is None:
        return []
    return list(Cluster.objects.filter(consultation=plan.consultation_id).select_related("chapter"))


@dataclass(frozen=True)
class ProblemRow:
    """A problem with how often it was spoken of and which goals answer it."""

    problem: Problem
    statements: int
    goals: list[Goal]

    @property
    def is_left(self) -> bool:
        """Whether the plan says that it does not answer this."""
        return self.problem.fate == ProblemFate.LEAVE

    @property
    def is_gap(self) -> bool:
        """Whether it should be answered and no goal does."""
        return not self.is_left and not self.goals


def problem_rows(plan: Plan) -> list[ProblemRow]:
    """Every problem of a plan, with what is done about it."""
    problems = problems_of(plan)
    said: dict[UUID, int] = {}
    placed = Placement.objects.filter(
        cluster__in=[one.cluster_id for one in problems if one.cluster_id],
        ended_by=None,
        statement__replaced_by=None,
    )
    for cluster in placed.values_list("cluster_id", flat=True):
        said[cluster] = said.get(cluster, 0) + 1
    goals: dict[UUID, list[Goal]] = {}
    for goal in Goal.objects.filter(plan=plan, removed_at=None).prefetch_related("answers"):
        for problem in goal.answers.all():
            goals.setdefault(problem.pk, []).append(goal)
    return [
        ProblemRow(one, said.get(one.cluster_id, 0) if one.cluster_id else 0, goals.get(one.pk, []))
        for one in problems
    ]


@dataclass(frozen=True)
class GoalNode:
    """A goal in the tree; ``shown`` is whether it stands under what was asked for."""

    goal: Goal
    depth: int
    problems: list[Problem]
    measures: list[Measure]
    late: bool
    shown: bool

    @property
    def without_measure(self) -> bool:
        """Whether nothing is done for a result."""
        return self.goal.level == GoalLevel.RESULT and not self.measures

    @property
    def without_indicator(self) -> bool:
        """Whether a result cannot be measured yet."""
        return self.goal.level == GoalLevel.RESULT and not (self.goal.indicator and self.goal.target)


def goal_tree(plan: Plan, today: date, pillar: str = "", role: str = "") -> list[GoalNode]:
    """The goals of a plan from the top down; a pillar or a role leaves those in view that stand under it."""
    standing = Measure.objects.filter(removed_at=None)
    goals = list(
        Goal.objects.filter(plan=plan, removed_at=None).prefetch_related(
            Prefetch("answers", Problem.objects.filter(removed_at=None)), Prefetch("measures", standing)
        )
    )
    known = {goal.pk for goal in goals}
    nodes: list[GoalNode] = []

    def place(parent: UUID | None, depth: int) -> None:
        for goal in goals:
            # What stood under a goal that was removed moves up, so that nothing disappears with it.
            above = goal.parent_id if goal.parent_id in known else None
            if above == parent:
                nodes.append(_node(goal, depth, today, pillar, role))
                place(goal.pk, depth + 1)

    place(None, 0)
    # Two people at once can put two goals under each other; then neither is reached from the top.
    reached = {node.goal.pk for node in nodes}
    nodes += [_node(goal, 0, today, pillar, role) for goal in goals if goal.pk not in reached]
    return nodes


def _node(goal: Goal, depth: int, today: date, pillar: str, role: str) -> GoalNode:
    shown = (not pillar or pillar in goal.pillars) and (not role or role in goal.roles)
    late = goal.due_on is not None and goal.due_on < today
    return GoalNode(goal, depth, list(goal.answers.all()), list(goal.measures.all()), late, shown)


def possible_parents(plan: Plan, goal_id: UUID | None) -> list[Goal]:
    """The goals that this one may stand under: not itself, and none that stands under it."""
    goals = goals_of(plan)
    below = {goal_id} if goal_id else set()
    while more := {goal.pk for goal in goals if goal.parent_id in below} - below:
        below |= more
    return [goal for goal in goals if goal.pk not in below]
