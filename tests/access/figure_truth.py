"""Who sees and changes which row of figures: shipped ones everybody, others as far as they were opened."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.access.people import SIGNED_IN
from tests.access.policy_truth import KEEPERS
from tests.access.world import mark

if TYPE_CHECKING:
    from tests.access.truth import Truth

Rule = Callable[[dict[str, Any]], object]
OF_NEEDS = ("planning_needseries", "planning_needsource", "planning_finding")
FIGURE_TABLES = ("planning_series", "planning_figure", "planning_informationneed", *OF_NEEDS)
KINDS = ("SERIES", "COUNTED", "QUESTION", "FOUND")


def figures_read_by(who: str) -> frozenset[str]:
    """The markers of figures that somebody reads."""
    tags = {"told"} if who in SIGNED_IN else set()
    tags |= {"told", "secret"} if who in KEEPERS else set()
    return frozenset(mark(kind, tag) for kind in KINDS for tag in tags)


def _opened(row: dict[str, Any], who: str) -> bool:
    return row["visibility"] == "public" or (row["visibility"] == "signed_in" and who in SIGNED_IN)


def figure_rules(truth: "Truth", who: str) -> Mapping[str, Rule]:
    """Who sees which row."""
    series, plans, needs = (truth.by_id(f"planning_{name}") for name in ("series", "plan", "informationneed"))

    def one(row: dict[str, Any]) -> bool:
        return _opened(row, who) or (row["desk_id"] is not None and who in KEEPERS)

    def need(row: dict[str, Any]) -> bool:
        # All questions of the world are asked in plans, which the chain direction keeps.
        return who in KEEPERS or _opened(plans[row["plan_id"]], who)

    return {
        "planning_series": one,
        "planning_figure": lambda row: one(series[row["series_id"]]),
        "planning_informationneed": need,
        **dict.fromkeys(OF_NEEDS, lambda row: need(needs[row["need_id"]])),
        "planning_needseries": lambda row: need(needs[row["need_id"]]) and one(series[row["series_id"]]),
    }


def figure_changes(truth: "Truth", who: str) -> Mapping[str, Rule]:
    """Who changes which row: shipped ones the administrator; a figure of a desk nobody."""
    series = truth.by_id("planning_series")

    def shipped(row: dict[str, Any]) -> bool:
        return row["desk_id"] is None and who == "admin"

    return {
        "planning_series": lambda row: shipped(row) or (row["desk_id"] is not None and who in KEEPERS),
        "planning_figure": lambda row: shipped(series[row["series_id"]]),
        "planning_informationneed": lambda row: who in KEEPERS,
        **dict.fromkeys(OF_NEEDS, lambda row: False),
    }


def figures_published(truth: "Truth", table: str) -> set[Any]:
    """The keys of the rows that more than one desk reads."""
    rules = figure_rules(truth, next(who for who in SIGNED_IN if who not in KEEPERS))
    return {row["id"] for row in truth.tables[table] if rules[table](row)}
