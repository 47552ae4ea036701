"""Requests of data subjects: the privacy officer's alone."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from tests.access.rights_world import STATES
from tests.access.targets import NONE, UNKNOWN, Row, Target, Who, one
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
    return requests("decided", "erasure", "objection", answered_on=f"{timezone.localdate()}")(world)


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


_OPEN = ("received", "verified", "searched")
RIGHTS: Mapping[str, Row] = {
    "rights:requests": Row(OFFICER),
    "rights:register": Row(OFFICER, "GET POST", one(data=REGISTERED, post=303)),
    "rights:request": Row(OFFICER, "GET", requests()),
    "rights:verify": Row(OFFICER, "POST", requests("received", proof="known_here")),
    "rights:search": Row(OFFICER, "POST", requests("verified", "searched", terms="zzhooiberg")),
    "rights:extend": Row(
        OFFICER, "POST", requests(*_OPEN, "decided", "erasure", "objection", reason="Many records.")
    ),
    "rights:decide": Row(OFFICER, "POST", requests("searched", outcome="granted", reason="All of it.")),
    "rights:answer": Row(OFFICER, "POST", answered),
    "rights:erase": Row(OFFICER, "POST", about_signals("erasure")),
    "rights:stop_use": Row(OFFICER, "POST", about_signals("objection")),
    "rights:close": Row(OFFICER, "POST", requests(*_OPEN, ending="withdrawn")),
}
