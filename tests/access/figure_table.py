"""Who may come to the pages of figures, to which series and to which question."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.access.policy_truth import KEEPERS
from tests.access.targets import ALL, INSIDE, NONE, PLANNERS, UNKNOWN, Row, Target
from tests.access.world import World

Targets = Callable[[World], Mapping[str, Target]]
SHIPPED = "victims-reported"


def read_series() -> Targets:
    """A page about a series: a shipped one, one for everybody with an account, and one of a desk alone."""
    return lambda world: {
        "shipped": Target({"code": SHIPPED}, ALL),
        "opened": Target({"code": world.figures["told"]["code"]}, INSIDE),
        "of one desk": Target({"code": world.figures["secret"]["code"]}, KEEPERS),
        "unknown": Target({"code": "there-is-none"}, NONE),
    }


def kept_series(*, data: Mapping[str, Any], post: int = 303) -> Targets:
    """A page for whoever keeps a series; shipped ones are nobody's to change here."""

    def targets(world: World) -> Mapping[str, Target]:
        told, secret = world.figures["told"]["code"], world.figures["secret"]["code"]
        return {
            "opened": Target({"code": told}, PLANNERS, data, post=post, not_theirs=PLANNERS - KEEPERS),
            "of one desk": Target({"code": secret}, KEEPERS, data, post=post),
            "shipped": Target({"code": SHIPPED}, PLANNERS, data, not_theirs=PLANNERS),
            "unknown": Target({"code": "there-is-none"}, NONE, data),
        }

    return targets


def read_need(world: World) -> Mapping[str, Target]:
    """The page of a question."""
    return {
        "opened": Target({"need_id": world.figures["told"]["need_id"]}, INSIDE),
        "of one desk": Target({"need_id": world.figures["secret"]["need_id"]}, KEEPERS),
        "unknown": Target({"need_id": UNKNOWN}, NONE),
    }


def kept_need(*, data: Mapping[str, Any] | None = None, post: int = 303) -> Targets:
    """A page for whoever keeps the plan in which something was asked."""

    def targets(world: World) -> Mapping[str, Target]:
        told, secret = world.figures["told"]["need_id"], world.figures["secret"]["need_id"]
        given, others = data or {}, PLANNERS - KEEPERS
        return {
            "opened": Target({"need_id": told}, PLANNERS, given, post=post, not_theirs=others),
            "of one desk": Target({"need_id": secret}, KEEPERS, given, post=post),
            "unknown": Target({"need_id": UNKNOWN}, NONE, given),
        }

    return targets


SAID = dict.fromkeys(("label", "definition", "population", "unit", "counted_by", "source"), "Counted by us")
TYPED = {
    "period": "2026",
    "value": "13",
    "precision": "exact",
    "certainty": "certain",
    "source": "We",
    "seen": "1",
}
FIGURES: Mapping[str, Row] = {
    "planning:figures": Row(ALL),
    "planning:figure_sources": Row(ALL),
    "planning:compare_series": Row(ALL),
    "planning:begin_series": Row(PLANNERS, "GET POST"),
    "planning:series": Row(ALL, "GET", read_series()),
    "planning:series_file": Row(ALL, "GET", read_series()),
    "planning:change_series": Row(
        PLANNERS, "GET POST", kept_series(data={**SAID, "kind": "report", "certainty": "certain"}, post=409)
    ),
    "planning:open_series": Row(PLANNERS, "POST", kept_series(data={"visibility": "desk"})),
    "planning:add_figure": Row(PLANNERS, "GET POST", kept_series(data=TYPED)),
    "planning:read_figures": Row(
        PLANNERS, "GET POST", kept_series(data={"text": "periode;waarde;bron\n2026;13;We"}, post=200)
    ),
    "planning:needs": Row(ALL),
    # Without naming what asks there is nothing to ask about.
    "planning:ask": Row(PLANNERS, "GET POST", lambda world: {"of nothing": Target({}, NONE)}),
    "planning:need": Row(ALL, "GET", read_need),
    "planning:change_need": Row(PLANNERS, "GET POST", kept_need(data={"question": "How many?", "seen": "1"})),
    "planning:judge_need": Row(
        PLANNERS, "POST", kept_need(data={"outcome": "disagree", "note": "It does not.", "seen": "1"})
    ),
    "planning:remove_need": Row(PLANNERS, "POST", kept_need(data={"seen": "1"})),
    "planning:restore_need": Row(PLANNERS, "POST", kept_need()),
}
