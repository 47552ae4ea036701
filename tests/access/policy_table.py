"""Who may come to the pages of plans, and to which plan."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.access.policy_truth import KEEPERS
from tests.access.targets import ALL, INSIDE, NONE, PLANNERS, UNKNOWN, Row, Target
from tests.access.world import World

Targets = Callable[[World], Mapping[str, Target]]


def read_plan() -> Targets:
    """A page about a plan: of one that everybody with an account reads, and of one of a desk alone."""
    return lambda world: {
        "opened": Target({"code": world.plans["told"]["code"]}, INSIDE),
        "of one desk": Target({"code": world.plans["secret"]["code"]}, KEEPERS),
        "unknown": Target({"code": "there-is-none"}, NONE),
    }


def read_report() -> Targets:
    """A page about the first report of a plan."""

    def targets(world: World) -> Mapping[str, Target]:
        return {
            said: Target({**target.where, "number": 1}, target.sees)
            for said, target in read_plan()(world).items()
        }

    return targets


def read_measure(world: World) -> Mapping[str, Target]:
    """The page of a measure, which is found in its own plan alone."""
    told, secret = world.plans["told"], world.plans["secret"]
    own = {"code": told["code"], "part_id": told["measure"]}
    return {
        "opened": Target(own, INSIDE),
        "of one desk": Target({"code": secret["code"], "part_id": secret["measure"]}, KEEPERS),
        "of another plan": Target({**own, "part_id": secret["measure"]}, NONE),
        "unknown": Target({**own, "part_id": UNKNOWN}, NONE),
    }


def kept_plan(*, data: Mapping[str, Any] | None = None, post: int = 303, **where: Any) -> Targets:
    """A page for whoever keeps plans: whoever keeps others sees the opened one and may not change it."""

    def targets(world: World) -> Mapping[str, Target]:
        told, secret = world.plans["told"]["code"], world.plans["secret"]["code"]
        return {
            "opened": _theirs({"code": told, **where}, data, post),
            "of one desk": Target({"code": secret, **where}, KEEPERS, data or {}, post=post),
            "unknown": Target({"code": "there-is-none", **where}, NONE, data or {}),
        }

    return targets


def kept_scenario(*, data: Mapping[str, Any] | None = None, post: int = 303, **where: Any) -> Targets:
    """A page about a scenario, which is found in its own plan alone."""

    def targets(world: World) -> Mapping[str, Target]:
        told, secret = world.plans["told"], world.plans["secret"]
        own = {"code": told["code"], "scenario_id": told["scenario"], **where}
        return {
            "own": _theirs(own, data, post),
            "of another plan": _nobodys({**own, "scenario_id": secret["scenario"]}, data),
            "unknown": _nobodys({**own, "scenario_id": UNKNOWN}, data),
        }

    return targets


def kept_part(*, data: Mapping[str, Any] | None = None, post: int = 303) -> Targets:
    """A page about a part, which is found in its own plan alone."""

    def targets(world: World) -> Mapping[str, Target]:
        told, secret = world.plans["told"], world.plans["secret"]
        own = {"code": told["code"], "kind": "kostenpost", "part_id": told["item"]}
        return {
            "own": _theirs(own, data, post),
            "of another plan": _nobodys({**own, "part_id": secret["item"]}, data),
            "of another kind": _nobodys({**own, "kind": "scenario"}, data),
            "of no kind": _nobodys({**own, "kind": "plan"}, data),
        }

    return targets


def _theirs(where: Mapping[str, Any], data: Mapping[str, Any] | None, post: int) -> Target:
    """Something of the opened plan, which its keepers change."""
    return Target(where, PLANNERS, data or {}, post=post, not_theirs=PLANNERS - KEEPERS)


def _nobodys(where: Mapping[str, Any], data: Mapping[str, Any] | None) -> Target:
    """Something that is not in the opened plan; whoever may not change that plan hears so first."""
    return Target(where, NONE, data or {}, not_theirs=PLANNERS - KEEPERS)


WHOLE = {"title": "Better", "kind": "district", "vision": "", "seen": "1"}
PLANS: Mapping[str, Row] = {
    "planning:plans": Row(ALL),
    "planning:begin_plan": Row(PLANNERS, "GET POST"),
    "planning:plan": Row(ALL, "GET", read_plan()),
    "planning:change_plan": Row(PLANNERS, "GET POST", kept_plan(data=WHOLE)),
    "planning:open_plan": Row(PLANNERS, "POST", kept_plan(data={"visibility": "public"})),
    "planning:elements": Row(ALL, "GET", read_plan()),
    "planning:mark_elements": Row(PLANNERS, "GET POST", kept_plan(data={"state-staff-trained": "there"})),
    "planning:money": Row(ALL, "GET", read_plan()),
    "planning:money_print": Row(ALL, "GET", read_plan()),
    "planning:money_file": Row(ALL, "GET", read_plan()),
    "planning:library": Row(ALL),
    "planning:problems": Row(ALL, "GET", read_plan()),
    "planning:goals": Row(ALL, "GET", read_plan()),
    "planning:measures": Row(ALL, "GET", read_plan()),
    "planning:measure": Row(ALL, "GET", read_measure),
    "planning:coverage": Row(ALL, "GET", read_plan()),
    "planning:projects": Row(ALL, "GET", read_plan()),
    "planning:take_in_published": Row(PLANNERS, "POST", kept_plan()),
    "planning:choose_year": Row(PLANNERS, "POST", kept_scenario(data={"year": "2024"})),
    "planning:carry_over": Row(PLANNERS, "POST", kept_scenario(data={"year": "2023", "percent": "3"})),
    "planning:copy_scenario": Row(PLANNERS, "POST", kept_scenario(data={"name": "Another"})),
    "planning:amounts": Row(PLANNERS, "GET POST", kept_scenario(year=2023, data={"seen": "0"})),
    "planning:add_part": Row(PLANNERS, "GET POST", kept_plan(kind="kostenpost", data={"name": "More"})),
    "planning:change_part": Row(PLANNERS, "GET POST", kept_part(data={"name": "Other", "seen": "1"})),
    "planning:remove_part": Row(PLANNERS, "POST", kept_part(data={"seen": "1"})),
    "planning:restore_part": Row(PLANNERS, "POST", kept_part()),
    "planning:plan_print": Row(ALL, "GET", read_plan()),
    "planning:plan_file": Row(INSIDE, "GET", read_plan()),
    "planning:reports": Row(ALL, "GET", read_plan()),
    "planning:make_report": Row(
        PLANNERS, "GET POST", kept_plan(data={"title": "How far", "addressed_to": "The council"})
    ),
    "planning:report": Row(ALL, "GET", read_report()),
    "planning:report_file": Row(ALL, "GET", read_report()),
}
