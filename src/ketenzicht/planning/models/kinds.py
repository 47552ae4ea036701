"""The kinds of parts that a plan is made of, by the word that addresses and the audit trail use."""

from collections.abc import Mapping

from ketenzicht.planning.models.goals import Goal, GoalConflict, Measurement, Problem
from ketenzicht.planning.models.measures import (
    ActionLine,
    Decision,
    Involvement,
    Measure,
    ProgressNote,
    Project,
    ProjectFigure,
    Risk,
)
from ketenzicht.planning.models.money import CostItem, DistributionKey, Scenario
from ketenzicht.planning.models.plans import PlanPart

PART_KINDS: Mapping[str, type[PlanPart]] = {
    model.__name__.lower(): model
    for model in (
        *(CostItem, DistributionKey, Scenario),
        *(Problem, Goal, GoalConflict, Measurement),
        *(ActionLine, Measure, ProgressNote, Risk, Decision, Involvement),
        *(Project, ProjectFigure),
    )
}
