"""The tables of this part, by subject."""

from ketenzicht.planning.models.consultations import (
    Change,
    Chapter,
    Cluster,
    Consultation,
    Placement,
    Source,
    SourceLine,
    Statement,
)
from ketenzicht.planning.models.money import CostAmount, CostItem, DistributionKey, Scenario
from ketenzicht.planning.models.plans import ElementState, Plan, PlanPart, RequiredElement

__all__ = [
    "Change",
    "Chapter",
    "Cluster",
    "Consultation",
    "CostAmount",
    "CostItem",
    "DistributionKey",
    "ElementState",
    "Placement",
    "Plan",
    "PlanPart",
    "RequiredElement",
    "Scenario",
    "Source",
    "SourceLine",
    "Statement",
]
