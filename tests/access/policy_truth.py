"""Who sees and changes which row of plans: the desk that keeps one, and whom it was opened to."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.access.people import SIGNED_IN
from tests.access.world import mark

if TYPE_CHECKING:
    from tests.access.truth import Truth

Rule = Callable[[dict[str, Any]], object]
# All plans of the world are kept by the chain direction.
KEEPERS = frozenset({"chain", "adviser"})
PARTS = (
    *("elementstate", "costitem", "distributionkey", "scenario", "costamount"),
    *("problem", "goal", "goalconflict", "measurement", "actionline", "measure", "progressnote", "risk"),
    "decision",
    *("planreport", "involvement", "project", "projectfigure", "answer", "contribution", "measurepartner"),
)
PLAN_TABLES = ("planning_plan", *(f"planning_{name}" for name in PARTS))
KINDS = ("PLAN", "VISION", "ITEM", "PROBLEM", "GOAL", "MEASURE", "PROGRESS", "PROJECT")
# Links between parts come and go; everything else of a plan stays in its table.
REMOVABLE = frozenset(
    {
        *("planning_answer", "planning_contribution", "planning_measurepartner"),
        *("planning_needseries", "planning_needsource"),
    }
)


def plans_read_by(who: str) -> frozenset[str]:
    """The markers of plans that somebody reads."""
    tags = {"told"} if who in SIGNED_IN else set()
    tags |= {"told", "secret"} if who in KEEPERS else set()
    return frozenset(mark(kind, tag) for kind in KINDS for tag in tags)


def policy_rules(truth: "Truth", who: str) -> Mapping[str, Rule]:
    """Who sees which row."""
    plans = truth.by_id("planning_plan")

    def plan(row: dict[str, Any]) -> bool:
        opened = row["visibility"] == "public" or (row["visibility"] == "signed_in" and who in SIGNED_IN)
        return who in KEEPERS or opened

    def of_plan(row: dict[str, Any]) -> bool:
        return plan(plans[row["plan_id"]])

    return {"planning_plan": plan, **dict.fromkeys(PLAN_TABLES[1:], of_plan)}


def policy_changes(truth: "Truth", who: str) -> Mapping[str, Rule]:
    """Who changes which row: the desk that keeps the plan."""
    rules: dict[str, Rule] = dict.fromkeys(PLAN_TABLES, lambda row: who in KEEPERS)
    return {**rules, "planning_planreport": lambda row: False}


def policies_published(truth: "Truth", table: str) -> set[Any]:
    """The keys of the rows that more than one desk reads."""
    opened = {row["id"] for row in truth.tables["planning_plan"] if row["visibility"] != "desk"}
    column = "id" if table == "planning_plan" else "plan_id"
    return {row["id"] for row in truth.tables[table] if row[column] in opened}
