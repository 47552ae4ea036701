"""Requests of data subjects: the privacy officer's, and passages of the desk that has them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from tests.access.rights_world import STATES
from tests.access.targets import FOCAL, HOLDER, NONE, UNKNOWN, Row, Target, Who, one
from tests.access.world import World

OFFICER: Who = frozenset({"privacy"})
Targets = Callable[[World], Mapping[str, Target]]
REGISTERED = {
    "kind": "access",
    "term": "avg",
    "channel": "letter",
    "arrived_on": "1 januari 2026",
    "asker": "M. de Vries",
    "asked": "Everything.",
}


def requests(*right: str, **data: Any) -> Targets:
    """One in every state; what is sent fits those in the states named, and not the others."""

    def targets(world: World) -> Mapping[str, Target]:
        unknown = {"unknown": Target({"number": 10**6}, NONE, data)}
        return unknown | {
            tag: Target({"number": world.asked[tag]}, OFFICER, data, post=303 if tag in right else 409)
            for tag in STATES
        }

    return targets


def answered(world: World) -> Mapping[str, Target]:
    """The day of the answer lies with the one that is decided."""
    return requests("decided", "erasure", "objection", "released", answered_on=f"{timezone.localdate()}")(
        world
    )


def about_signals(kind: str) -> Targets:
    """A signal that was found, for this kind of request and for another one; and one that was not found."""

    def targets(world: World) -> Mapping[str, Target]:
        own = world.records["own"].signal
        found = {"granted": (kind, own), "another": ("decided", own)}
        other = {"elsewhere": (kind, UNKNOWN), "nothing": ("received", own)}
        return {
            name: Target(
                {"number": world.asked[tag], "signal_id": signal},
                OFFICER if name in found else NONE,
                post=303,
            )
            for name, (tag, signal) in (found | other).items()
        }

    return targets


def begun(world: World) -> Mapping[str, Target]:
    """What was not searched, was refused or is no access is explained; what was released stays."""
    data = {"about": "M. de Vries", "wanted_by": f"{timezone.localdate()}"}
    answers = {"searched": 303, "decided": 303, "handing": 303, "released": 409}
    return {
        tag: Target({"number": world.asked[tag]}, OFFICER, data, post=answers.get(tag, 200)) for tag in STATES
    }


def drafts(world: World) -> Mapping[str, Target]:
    """Where nothing is put together yet, there is nothing to read."""
    return {
        tag: Target({"number": number}, OFFICER, get=200 if tag in HANDED_OUT else 303)
        for tag, number in world.asked.items()
    }


def handed_out(*, handing: int = 0, released: int = 0, **data: Any) -> Targets:
    """What the two with a hand-out answer; nothing is not there, as with every other request."""
    answers = {"handing": handing, "released": released}

    def targets(world: World) -> Mapping[str, Target]:
        return {
            tag: Target(
                {"number": number}, OFFICER if answers.get(tag) else NONE, data, post=answers.get(tag) or 404
            )
            for tag, number in world.asked.items()
        }

    return targets


def sent_back(world: World) -> Mapping[str, Target]:
    """The passage that was decided, under its own request and under another; and none."""
    where = {
        "decided": ("handing", world.passages["decided"]),
        "elsewhere": ("released", world.passages["decided"]),
        "unknown": ("handing", UNKNOWN),
    }
    return {
        name: Target(
            {"number": world.asked[tag], "passage_id": passage},
            OFFICER if name == "decided" else NONE,
            {"reason": "tells_who"},
            post=303,
        )
        for name, (tag, passage) in where.items()
    }


def passages(world: World) -> Mapping[str, Target]:
    """One of each desk, and none."""
    data = {"version": 1, "decision": "not_theirs", "ground": ""}
    return {
        name: Target({"passage_id": world.passages[key]}, who, data | {"read": world.read[key]}, post=303)
        for name, key, who in (("own", "open", HOLDER), ("far", "far", frozenset({"elsewhere"})))
    } | {
        "unknown": Target({"passage_id": UNKNOWN}, NONE, data),
    }


HANDED_OUT = ("handing", "released")
_OPEN = ("received", "verified", "searched", "handing")
RIGHTS: Mapping[str, Row] = {
    "rights:requests": Row(OFFICER),
    "rights:register": Row(OFFICER, "GET POST", one(data=REGISTERED, post=303)),
    "rights:request": Row(OFFICER, "GET", requests()),
    "rights:verify": Row(OFFICER, "POST", requests("received", proof="known_here")),
    "rights:search": Row(OFFICER, "POST", requests("verified", "searched", "handing", terms="zzhooiberg")),
    "rights:extend": Row(
        OFFICER,
        "POST",
        requests(*_OPEN, "decided", "erasure", "objection", "released", reason="Many records."),
    ),
    "rights:decide": Row(
        OFFICER, "POST", requests("searched", "handing", outcome="granted", reason="All of it.")
    ),
    "rights:answer": Row(OFFICER, "POST", answered),
    "rights:erase": Row(OFFICER, "POST", about_signals("erasure")),
    "rights:stop_use": Row(OFFICER, "POST", about_signals("objection")),
    "rights:close": Row(OFFICER, "POST", requests(*_OPEN, ending="withdrawn")),
    "rights:hand_out": Row(OFFICER, "GET", requests()),
    "rights:put_before": Row(OFFICER, "POST", begun),
    "rights:draft": Row(OFFICER, "GET", drafts),
    "rights:send_back": Row(OFFICER, "POST", sent_back),
    "rights:release": Row(OFFICER, "POST", handed_out(handing=303, released=409)),
    "rights:document": Row(OFFICER, "GET", handed_out(released=200)),
    "rights:hand_over": Row(OFFICER, "POST", handed_out(handing=409, released=303, way="in_person")),
    "rights:passages": Row(FOCAL),
    "rights:passage": Row(FOCAL, "GET POST", passages),
}
