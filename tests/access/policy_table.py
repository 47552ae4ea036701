"""Who may come to the pages of plans, and to which plan."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.access.policy_truth import KEEPERS
from tests.access.targets import ALL, INSIDE, NONE, UNKNOWN, Row, Target
from tests.access.world import World

Targets = Callable[[World], Mapping[str, Target]]


def read_plan() -> Targets:
    """A page about a plan: of one that everybody with an account reads, and of one of a desk alone."""
    return lambda world: {
        "opened": Target({"code": world.plans["told"]["code"]}, INSIDE),
        "of one desk": Target({"code": world.plans["secret"]["code"]}, KEEPERS),
        "unknown": Target({"code": "there-is-none"}, NONE),
    }


def kept_plan(*, data: Mapping[str, Any] | None = None, post: int = 303, **where: Any) -> Targets:
    """A page for whoever keeps plans; all plans are kept by one desk."""
    return lambda world: {
        tag: Target({"code": code, **where}, KEEPERS if tag in world.plans else NONE, data or {}, post=post)
        for tag, code in _codes(world).items()
    }


def kept_scenario(*, data: Mapping[str, Any] | None = None, post: int = 303, **where: Any) -> Targets:
    """A page about a scenario, which is found in its own plan alone."""

    def targets(world: World) -> Mapping[str, Target]:
        told, secret = world.plans["told"], world.plans["secret"]
        own = {"code": told["code"], "scenario_id": told["scenario"], **where}
        return {
            "own": Target(own, KEEPERS, data or {}, post=post),
            "of another plan": Target({**own, "scenario_id": secret["scenario"]}, NONE, data or {}),
            "unknown": Target({**own, "scenario_id": UNKNOWN}, NONE, data or {}),
        }

    return targets


def kept_part(*, data: Mapping[str, Any] | None = None, post: int = 303) -> Targets:
    """A page about a part, which is found in its own plan alone."""

    def targets(world: World) -> Mapping[str, Target]:
        told, secret = world.plans["told"], world.plans["secret"]
        own = {"code": told["code"], "kind": "kostenpost", "part_id": told["item"]}
        return {
            "own": Target(own, KEEPERS, data or {}, post=post),
            "of another plan": Target({**own, "part_id": secret["item"]}, NONE, data or {}),
            "of another kind": Target({**own, "kind": "scenario"}, NONE, data or {}),
            "of no kind": Target({**own, "kind": "plan"}, NONE, data or {}),
        }

    return targets


def _codes(world: World) -> dict[str, str]:
    return {**{tag: plan["code"] for tag, plan in world.plans.items()}, "unknown": "there-is-none"}


WHOLE = {"title": "Better", "kind": "district", "vision": "", "seen": "1"}
PLANS: Mapping[str, Row] = {
    "planning:plans": Row(ALL),
    "planning:begin_plan": Row(KEEPERS, "GET POST"),
    "planning:plan": Row(ALL, "GET", read_plan()),
    "planning:change_plan": Row(KEEPERS, "GET POST", kept_plan(data=WHOLE)),
    "planning:open_plan": Row(KEEPERS, "POST", kept_plan(data={"visibility": "public"})),
    "planning:elements": Row(ALL, "GET", read_plan()),
    "planning:mark_elements": Row(KEEPERS, "GET POST", kept_plan(data={"state-staff-trained": "there"})),
    "planning:money": Row(ALL, "GET", read_plan()),
    "planning:money_print": Row(ALL, "GET", read_plan()),
    "planning:money_file": Row(ALL, "GET", read_plan()),
    "planning:take_in_published": Row(KEEPERS, "POST", kept_plan()),
    "planning:choose_year": Row(KEEPERS, "POST", kept_scenario(data={"year": "2024"})),
    "planning:carry_over": Row(KEEPERS, "POST", kept_scenario(data={"year": "2023", "percent": "3"})),
    "planning:copy_scenario": Row(KEEPERS, "POST", kept_scenario(data={"name": "Another"})),
    "planning:amounts": Row(KEEPERS, "GET POST", kept_scenario(year=2023, data={"seen": "0"})),
    "planning:add_part": Row(KEEPERS, "GET POST", kept_plan(kind="kostenpost", data={"name": "More"})),
    "planning:change_part": Row(KEEPERS, "GET POST", kept_part(data={"name": "Other", "seen": "1"})),
    "planning:remove_part": Row(KEEPERS, "POST", kept_part(data={"seen": "1"})),
    "planning:restore_part": Row(KEEPERS, "POST", kept_part()),
}
