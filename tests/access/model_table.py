"""Who may come to the pages of causal models, and to which model, draft, run or session."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.access.targets import ALL, EDITORS, HOLDER, INSIDE, NONE, UNKNOWN, Row, Target, Who
from tests.access.world import World

Targets = Callable[[World], Mapping[str, Target]]
BETWEEN: Who = frozenset({"holder", "elsewhere"})


def shown_models(*, get: int = 200, **where: Any) -> Targets:
    """A page about a version: of a model for whoever is signed in, for everybody, and for one desk alone."""
    return lambda world: {
        "signed in": Target({"code": world.models["code"], **where}, INSIDE, get=get),
        "shipped": Target({"code": "mensenhandel", **where}, ALL, get=get),
        "of one desk": Target(
            {"code": world.models["secret"], **where}, frozenset({"chain", "adviser"}), get=get
        ),
        "unknown": Target({"code": "there-is-none", **where}, NONE),
    }


def worked_models(
    *, data: Mapping[str, Any] | None = None, post: int = 200, only: Who = EDITORS, **where: Any
) -> Targets:
    """A page for whoever edits models, about one that they see; ``only`` may do it to this one."""
    return lambda world: {
        "seen": Target(
            {"code": world.models["code"], **where}, EDITORS, data or {}, post=post, not_theirs=EDITORS - only
        ),
        "of one desk": Target(
            {"code": world.models["secret"], **where},
            frozenset({"chain", "adviser"}),
            data or {},
            post=post,
            not_theirs=EDITORS - {"chain", "adviser"} if only == HOLDER else NONE,
        )
        if only == EDITORS
        else Target({"code": "there-is-none", **where}, NONE),
        "unknown": Target({"code": "there-is-none", **where}, NONE),
    }


def model_draft(*, data: Mapping[str, Any] | None = None, post: int = 303, **where: Any) -> Targets:
    """A page about a draft of the holding desk."""
    return lambda world: {
        "own": Target({"draft_id": world.models["draft"], **where}, HOLDER, _told(world, data), post=post),
        "unknown": Target({"draft_id": UNKNOWN, **where}, NONE, _told(world, data)),
    }


def _told(world: World, data: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is sent; ``revision`` stands for how far the draft is."""
    return {
        name: world.models["revision"] if name == "revision" else value
        for name, value in (data or {}).items()
    }


def one_proposal(only: Who, *, data: Mapping[str, Any] | None = None) -> Targets:
    """A proposal from one desk to another, and who of both may do this to it."""
    return lambda world: {
        "own": Target(
            {"proposal_id": world.models["proposal"]},
            BETWEEN,
            _told(world, data),
            post=303,
            not_theirs=BETWEEN - only,
        ),
        "unknown": Target({"proposal_id": UNKNOWN}, NONE, _told(world, data)),
    }


def one_run(*, get: int = 200, post: int = 303) -> Targets:
    """An analysis of the holding desk that waits for its turn."""
    return lambda world: {
        "own": Target({"run_id": world.models["run"]}, HOLDER, get=get, post=post),
        "unknown": Target({"run_id": UNKNOWN}, NONE),
    }


def one_session(*, data: Mapping[str, Any] | None = None, post: int = 303) -> Targets:
    """A session of the holding desk."""
    return lambda world: {
        "own": Target({"session_id": world.models["session"]}, HOLDER, data or {}, post=post),
        "unknown": Target({"session_id": UNKNOWN}, NONE, data or {}),
    }


def factors(world: World) -> Mapping[str, Target]:
    return {
        "signed in": Target({"code": world.models["code"], "factor_id": "waiting"}, INSIDE),
        "unknown": Target({"code": world.models["code"], "factor_id": "there-is-none"}, NONE),
        "of one desk": Target(
            {"code": world.models["secret"], "factor_id": "waiting"}, frozenset({"chain", "adviser"})
        ),
    }


def tickets(*, post: int = 200, arrow: bool = False) -> Targets:
    """Whoever got a ticket for the code takes part, whoever it is; nobody with another code or mark."""

    def targets(world: World) -> Mapping[str, Target]:
        more = {"arrow_id": world.models["arrow"]} if arrow else {}
        return {
            "known": Target({"ticket": world.models["ticket"], **more}, ALL, post=post),
            **{
                name: Target({"ticket": world.models[name], **more}, NONE)
                for name in ("ticket of none", "made up ticket")
            },
        }

    return targets


RELATION = {"source": "reports", "target": "waiting", "sign": "+"}
INTERVENTION = {
    "label_nl": "Shelter",
    "changes-TOTAL_FORMS": "1",
    "changes-INITIAL_FORMS": "0",
    "changes-0-factor": "waiting",
    "changes-0-kind": "shift",
    "changes-0-amount": "1",
}
CELL = {"field": "sign", "was": "-", "value": "+"}
INDICATOR = {"factor": "reports", "shape": "ramp"}
CLAIM = {
    "text_nl": "Nothing moves.",
    "layer": "stated",
    "checks-TOTAL_FORMS": "1",
    "checks-INITIAL_FORMS": "0",
    "checks-0-test": "equilibrium",
}
_MODELS = {
    "systems:models": Row(ALL),
    "systems:explorer": Row(ALL, "GET", shown_models()),
    "systems:factor": Row(ALL, "GET", factors),
    "systems:question": Row(ALL, "GET", shown_models()),
    "systems:report": Row(ALL, "GET", shown_models(get=302)),
    "systems:what_if": Row(ALL, "GET", shown_models()),
    "systems:loops": Row(ALL, "GET", shown_models()),
    "systems:drawing": Row(ALL, "GET", shown_models(kind="svg")),
    "systems:versions": Row(ALL, "GET", shown_models()),
    "systems:compare": Row(ALL, "GET", shown_models()),
    "systems:export": Row(ALL, "GET", shown_models(number=1)),
    "systems:export_file": Row(ALL, "GET", shown_models(number=1, name="yaml")),
    "systems:begin": Row(EDITORS, "GET POST"),
    "systems:edit": Row(EDITORS, "POST", worked_models(post=303)),
    "systems:fork": Row(EDITORS, "GET POST", worked_models()),
    "systems:runs": Row(EDITORS, "GET POST", worked_models()),
    "systems:publish": Row(
        EDITORS, "GET POST", worked_models(number=1, data={"visibility": "public"}, post=303, only=HOLDER)
    ),
    "systems:withdraw": Row(EDITORS, "POST", worked_models(number=1, post=303, only=HOLDER)),
}
_DRAFTS = {
    "systems:draft": Row(EDITORS, "GET", model_draft()),
    "systems:line": Row(EDITORS, "POST", model_draft(data={"line": "reports > waiting +"})),
    "systems:check": Row(EDITORS, "POST", model_draft(collection="regel", post=200)),
    "systems:undo": Row(EDITORS, "POST", model_draft(data={"revision": 1})),
    "systems:redo": Row(EDITORS, "POST", model_draft(data={"number": 1}, post=409)),
    "systems:keep": Row(EDITORS, "GET POST", model_draft(data={"revision": 1, "reason": "More."})),
    "systems:drop": Row(EDITORS, "GET POST", model_draft(data={"revision": 1})),
    "systems:propose": Row(EDITORS, "GET POST", model_draft(post=200)),
    "systems:import": Row(EDITORS, "GET POST", model_draft(post=200)),
    "systems:settings": Row(EDITORS, "GET POST", model_draft(post=200)),
    "systems:open_session": Row(EDITORS, "GET POST", model_draft(post=200)),
    "systems:add_factor": Row(EDITORS, "GET POST", model_draft(data={"label_nl": "Shelter"})),
    "systems:change_factor": Row(EDITORS, "GET POST", model_draft(key="waiting", post=200)),
    "systems:remove_factor": Row(EDITORS, "GET POST", model_draft(key="waiting", post=409)),
    "systems:add_relation": Row(EDITORS, "GET POST", model_draft(data=RELATION)),
    "systems:change_relation": Row(EDITORS, "GET POST", model_draft(key="arrow-one", post=200)),
    "systems:remove_relation": Row(EDITORS, "GET POST", model_draft(key="arrow-one", post=409)),
    "systems:cell": Row(EDITORS, "POST", model_draft(data=CELL, key="arrow-one", post=200)),
    "systems:add_intervention": Row(EDITORS, "GET POST", model_draft(data=INTERVENTION)),
    "systems:change_intervention": Row(EDITORS, "GET POST", model_draft(key="help", post=200)),
    "systems:remove_intervention": Row(EDITORS, "GET POST", model_draft(key="help", post=409)),
    "systems:add_indicator": Row(EDITORS, "GET POST", model_draft(data=INDICATOR)),
    "systems:change_indicator": Row(EDITORS, "GET POST", model_draft(key="waiting", post=200)),
    "systems:remove_indicator": Row(EDITORS, "GET POST", model_draft(key="waiting", post=409)),
    "systems:add_claim": Row(EDITORS, "GET POST", model_draft(data=CLAIM)),
    "systems:change_claim": Row(EDITORS, "GET POST", model_draft(key="so", post=200)),
    "systems:remove_claim": Row(EDITORS, "GET POST", model_draft(key="so", post=409)),
    "systems:scales": Row(EDITORS, "GET POST", model_draft(post=200)),
}
_TOGETHER = {
    "systems:proposals": Row(EDITORS),
    "systems:proposal": Row(EDITORS, "GET", one_proposal(BETWEEN)),
    "systems:merge": Row(EDITORS, "POST", one_proposal(HOLDER, data={"revision": 1})),
    "systems:decline": Row(EDITORS, "POST", one_proposal(HOLDER, data={"answer": "No."})),
    "systems:withdraw_proposal": Row(EDITORS, "POST", one_proposal(BETWEEN - HOLDER)),
    "systems:run": Row(EDITORS, "GET", one_run()),
    "systems:run_standing": Row(EDITORS, "GET", one_run()),
    "systems:cancel_run": Row(EDITORS, "POST", one_run()),
    "systems:resume_run": Row(EDITORS, "POST", one_run(post=409)),
    "systems:run_again": Row(EDITORS, "POST", one_run()),
    "systems:run_file": Row(EDITORS, "GET", one_run(get=404)),
    "systems:session": Row(EDITORS, "GET", one_session()),
    "systems:session_standing": Row(EDITORS, "GET", one_session()),
    "systems:session_add": Row(EDITORS, "POST", one_session(data={"line": "a > b +"})),
    "systems:close_session": Row(EDITORS, "GET POST", one_session()),
    "systems:join": Row(ALL, "GET POST"),
    "systems:take_part": Row(ALL, "GET POST", tickets()),
    "systems:counts": Row(ALL, "GET", tickets()),
    "systems:vote": Row(ALL, "POST", tickets(post=303, arrow=True)),
}
MODELS: Mapping[str, Row] = {**_MODELS, **_DRAFTS, **_TOGETHER}
