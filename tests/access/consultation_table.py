"""Who may come to the pages of consultations, and to which consultation."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from tests.access.targets import ALL, EDITORS, INSIDE, KEEPERS, NONE, PLANNERS, Row, Target, Who
from tests.access.world import World

PRIVACY: Who = frozenset({"privacy"})
Targets = Callable[[World], Mapping[str, Target]]


def shown_consultations(**where: Any) -> Targets:
    """A page of a consultation: open to everybody, to whoever is signed in, and of a desk and another."""
    return lambda world: {
        "signed in": Target({"code": "told", **where}, INSIDE),
        "open": Target({"code": "open", **where}, ALL),
        "of one desk": Target({"code": "kept", **where}, KEEPERS),
        "of another desk": Target({"code": "far", **where}, PLANNERS - KEEPERS),
        "unknown": Target({"code": "there-is-none", **where}, NONE),
    }


def kept_consultations(
    *, data: Mapping[str, Any] | None = None, get: int = 200, post: int = 303, own: str = "", **where: Any
) -> Targets:
    """A page for whoever keeps a consultation; what is open to others is not theirs to change.

    ``own`` names the parameter that is another in each consultation.
    """

    def targets(world: World) -> Mapping[str, Target]:
        def target(code: str, sees: Who, not_theirs: Who = NONE, of: str = "") -> Target:
            theirs = {own: world.consultations[of or code][own]} if own else {}
            return Target(
                {"code": code, **theirs, **where}, sees, data or {}, get=get, post=post, not_theirs=not_theirs
            )

        found = {
            "signed in": target("told", PLANNERS, PLANNERS - KEEPERS),
            "of one desk": target("kept", KEEPERS),
            "of another desk": target("far", PLANNERS - KEEPERS),
            "unknown": target("there-is-none", NONE, of="told"),
        }
        return {**found, "of another consultation": target("kept", NONE, of="told")} if own else found

    return targets


def one_more_edition() -> Targets:
    """An edition after the newest one that there is, for whoever keeps the consultation."""

    def targets(world: World) -> Mapping[str, Target]:
        def sent(target: Target) -> Target:
            held = world.consultations.get(target.where["code"], {})
            data = {"note": "Once more.", "confirmed": "on", "seen": held.get("editions", 0)}
            return replace(target, data=data)

        return {relation: sent(target) for relation, target in kept_consultations()(world).items()}

    return targets


def kept_as_models() -> Targets:
    """An analysis that becomes a causal model, for whoever keeps the consultation and edits models."""
    return lambda world: {
        "signed in": Target({"code": "told", "number": 1}, EDITORS, not_theirs=EDITORS - KEEPERS, post=303),
        "of one desk": Target({"code": "kept", "number": 1}, KEEPERS, post=303),
        "unknown": Target({"code": "there-is-none", "number": 1}, NONE),
        "no such analysis": Target({"code": "kept", "number": 9}, NONE),
    }


CAUSES: Mapping[str, Row] = {
    "planning:causes": Row(ALL, "GET", shown_consultations()),
    "planning:begin_analysis": Row(PLANNERS, "GET POST", kept_consultations(data={"title": "More"})),
    "planning:analysis": Row(ALL, "GET", shown_consultations(number=1)),
    "planning:cause_results": Row(ALL, "GET", shown_consultations(number=1)),
    "planning:analysis_print": Row(ALL, "GET", shown_consultations(number=1)),
    "planning:cause_node": Row(ALL, "GET", shown_consultations(number=1, key="cause")),
    "planning:cause_arrow": Row(ALL, "GET", shown_consultations(number=1, arrow=1)),
    "planning:cause_model_file": Row(ALL, "GET", shown_consultations(number=1)),
    "planning:add_cause_nodes": Row(
        PLANNERS, "GET POST", kept_consultations(number=1, data={"kind": "cause", "title": "Another"})
    ),
    "planning:change_cause_node": Row(
        PLANNERS, "GET POST", kept_consultations(number=1, key="cause", post=200)
    ),
    "planning:remove_cause_node": Row(
        PLANNERS, "POST", kept_consultations(number=1, key="cause", data={"seen": "1"})
    ),
    "planning:draw_cause_arrow": Row(PLANNERS, "GET POST", kept_consultations(number=1, post=200)),
    "planning:bear_on_arrow": Row(
        PLANNERS, "POST", kept_consultations(number=1, arrow=1, data={"side": "for", "selected": "2-"})
    ),
    "planning:change_cause_arrow": Row(PLANNERS, "GET POST", kept_consultations(number=1, arrow=1, post=200)),
    "planning:remove_cause_arrow": Row(
        PLANNERS, "POST", kept_consultations(number=1, arrow=1, data={"seen": "4"})
    ),
    "planning:undo_cause_step": Row(PLANNERS, "POST", kept_consultations(number=1, step=4)),
    "planning:end_analysis": Row(
        PLANNERS, "GET POST", kept_consultations(number=1, data={"reason": "Another question"})
    ),
    "planning:resume_analysis": Row(PLANNERS, "POST", kept_consultations(number=1, post=409)),
    "planning:cause_to_model": Row(EDITORS, "POST", kept_as_models()),
    "planning:cause_take_in": Row(PLANNERS, "GET POST", kept_consultations(number=1, post=200)),
    "planning:cause_take_in_now": Row(PLANNERS, "POST", kept_consultations(number=1)),
}


def notes_to_redact(world: World) -> Mapping[str, Target]:
    """A note that is worked on, also in a consultation that everybody reads."""
    again = {"step": "again"}
    where = {"code": "open", "number": 1, "note_id": world.consultations["open"]["note_id"]}
    return {
        **kept_consultations(own="note_id", number=1, data=again)(world),
        "open": Target(where, PLANNERS, again, post=303, not_theirs=PLANNERS - KEEPERS),
    }


def sealed_originals(world: World) -> Mapping[str, Target]:
    """The original of a note, for whoever may open it, of whichever desk."""
    where = {code: {"original_id": held["original_id"]} for code, held in world.consultations.items()}
    found = {code: Target(each, PRIVACY, {"reason": "check"}, post=200) for code, each in where.items()}
    return {**found, "unknown": Target({"original_id": UUID(int=1)}, NONE)}


CONSULTATIONS: Mapping[str, Row] = {
    **CAUSES,
    "planning:consultations": Row(ALL),
    "planning:begin_consultation": Row(PLANNERS, "GET POST"),
    "planning:import": Row(PLANNERS, "GET POST"),
    "planning:consultation": Row(ALL, "GET", shown_consultations()),
    "planning:cluster": Row(ALL, "GET", shown_consultations(number="1.1")),
    "planning:statement": Row(ALL, "GET", shown_consultations(number=1)),
    "planning:repeated": Row(ALL, "GET", shown_consultations()),
    "planning:open": Row(PLANNERS, "POST", kept_consultations(data={"visibility": "desk"})),
    "planning:name_cluster": Row(
        PLANNERS, "GET POST", kept_consultations(number="1.1", data={"title": "Care"})
    ),
    "planning:review": Row(PLANNERS, "GET", kept_consultations(get=303)),
    "planning:look": Row(PLANNERS, "GET", kept_consultations(number=1)),
    "planning:right": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:cut": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:join": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:move": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:leave_out": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:left_out": Row(PLANNERS, "GET POST", kept_consultations(post=200)),
    "planning:undo": Row(PLANNERS, "POST", kept_consultations(number=1, post=409)),
    "planning:sort": Row(PLANNERS, "GET POST", kept_consultations(number="1.1", post=200)),
    "planning:add_cluster": Row(PLANNERS, "GET POST", kept_consultations(post=200)),
    "planning:opposed": Row(ALL, "GET", shown_consultations()),
    "planning:oppose": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:no_longer_oppose": Row(PLANNERS, "POST", kept_consultations(own="opposition")),
    "planning:decided": Row(PLANNERS, "GET", kept_consultations()),
    "planning:rounds": Row(PLANNERS, "GET POST", kept_consultations(post=200)),
    "planning:round": Row(PLANNERS, "GET POST", kept_consultations(own="round_id", post=200)),
    "planning:close_round": Row(PLANNERS, "POST", kept_consultations(own="round_id")),
    "planning:settle": Row(PLANNERS, "POST", kept_consultations(own="round_id", number=1)),
    "planning:talks": Row(PLANNERS, "GET", kept_consultations()),
    "planning:add_talk": Row(PLANNERS, "GET POST", kept_consultations(post=200)),
    "planning:talk": Row(PLANNERS, "GET", kept_consultations(number=1)),
    "planning:change_talk": Row(PLANNERS, "GET POST", kept_consultations(number=1, post=200)),
    "planning:remove_talk": Row(PLANNERS, "POST", kept_consultations(number=1)),
    "planning:stakeholders": Row(PLANNERS, "GET", kept_consultations()),
    "planning:add_stakeholder": Row(PLANNERS, "GET POST", kept_consultations(post=200)),
    "planning:change_stakeholder": Row(
        PLANNERS, "GET POST", kept_consultations(own="stakeholder_id", post=200)
    ),
    "planning:remove_stakeholder": Row(PLANNERS, "POST", kept_consultations(own="stakeholder_id")),
    "planning:editions": Row(ALL, "GET", shown_consultations()),
    "planning:publish": Row(PLANNERS, "GET POST", one_more_edition()),
    "planning:edition": Row(ALL, "GET", shown_consultations(edition=1)),
    "planning:edition_account": Row(ALL, "GET", shown_consultations(edition=1)),
    "planning:edition_chapter": Row(ALL, "GET", shown_consultations(edition=1, chapter=1)),
    "planning:edition_cluster": Row(ALL, "GET", shown_consultations(edition=1, number="1.1")),
    "planning:edition_statement": Row(ALL, "GET", shown_consultations(edition=1, number=1)),
    "planning:edition_file": Row(ALL, "GET", shown_consultations(edition=1, kind="pdf")),
    "planning:withdraw_edition": Row(
        PLANNERS, "GET POST", kept_consultations(edition=1, data={"reason": "Somebody can be known."})
    ),
    "planning:letter": Row(ALL, "GET", shown_consultations()),
    "planning:talk_letter": Row(PLANNERS, "GET", kept_consultations(number=1)),
    "planning:talk_letter_file": Row(PLANNERS, "GET", kept_consultations(number=1)),
    "planning:letter_file": Row(PLANNERS, "GET", kept_consultations()),
    "planning:add_note": Row(PLANNERS, "GET POST", kept_consultations(number=1, post=200)),
    "planning:note": Row(PLANNERS, "GET POST", notes_to_redact),
    "planning:make_statements": Row(
        PLANNERS, "GET POST", kept_consultations(own="note_id", number=1, get=303)
    ),
    "planning:pointing": Row(PLANNERS, "GET POST", kept_consultations(post=409)),
    "planning:release": Row(PLANNERS, "POST", kept_consultations(post=409)),
    "planning:originals": Row(PRIVACY),
    "planning:original": Row(PRIVACY, "GET POST", sealed_originals),
}
