"""The kinds of parts that a plan is made of, by the word that addresses and the audit trail use."""

from collections.abc import Mapping

from ketenzicht.planning.models.money import CostItem, DistributionKey, Scenario
from ketenzicht.planning.models.plans import PlanPart

PART_KINDS: Mapping[str, type[PlanPart]] = {
    "costitem": CostItem,
    "distributionkey": DistributionKey,
    "scenario": Scenario,
}
