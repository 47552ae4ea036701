"""Keeping and destroying: the privacy officer sees numbers of every desk, the chain director proposals."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.access.targets import NONE, UNKNOWN, Row, Target, Who, one
from tests.access.world import World

OFFICER: Who = frozenset({"privacy"})
DECIDERS: Who = OFFICER | {"chain"}
Targets = Callable[[World], Mapping[str, Target]]


def dossier(tag: str = "due", **data: Any) -> Targets:
    return lambda world: {
        tag: Target({"signal_id": world.kept[tag]}, OFFICER, data, post=303),
        "unknown": Target({"signal_id": UNKNOWN}, NONE, data),
    }


def hold(world: World) -> Mapping[str, Target]:
    soon = timezone.localdate() + timedelta(days=90)
    return dossier(reason="A judge asked.", review_on=f"{soon}")(world)


def looks(world: World) -> Mapping[str, Target]:
    """Also signals full of markers, of every desk: the page shows none of them."""
    found = {tag: Target({"signal_id": world.records[tag].signal}, OFFICER) for tag in ("own", "far")}
    found["held"] = Target({"signal_id": world.kept["held"]}, OFFICER)
    gone = {tag: Target({"signal_id": world.kept["gone"]}, NONE) for tag in ("destroyed",)}
    return {**found, **gone, "unknown": Target({"signal_id": UNKNOWN}, NONE)}


def proposals(not_theirs: Who = NONE, **data: Any) -> Targets:
    def targets(world: World) -> Mapping[str, Target]:
        waiting, done, trail = (
            {"number": world.kept[f"{tag}_number"]} for tag in ("waiting", "done", "trail")
        )
        return {
            "waiting": Target(waiting, DECIDERS, data, post=303, not_theirs=not_theirs),
            "done": Target(done, DECIDERS, data, post=409, not_theirs=not_theirs),
            "trail": Target(trail, DECIDERS, data, post=409, not_theirs=not_theirs),
            "unknown": Target({"number": 10**6}, NONE, data),
        }

    return targets


def withdrawals(world: World) -> Mapping[str, Target]:
    """What waits is taken back by whoever made it; what was approved by whoever decides too."""
    found = proposals()(world)
    waiting = Target(found["waiting"].where, DECIDERS, post=303, not_theirs=DECIDERS - OFFICER)
    return {**found, "waiting": waiting}


RETENTION: Mapping[str, Row] = {
    "retention:overview": Row(OFFICER),
    "retention:propose": Row(
        OFFICER,
        "POST",
        lambda world: {"due": Target(data={"selected": [str(world.kept["due"])]}, post=303)},
    ),
    "retention:proposals": Row(DECIDERS),
    "retention:proposal": Row(DECIDERS, "GET", proposals()),
    "retention:approve": Row(DECIDERS, "POST", proposals(OFFICER)),
    "retention:reject": Row(DECIDERS, "POST", proposals(OFFICER, refusal="still_needed")),
    "retention:withdraw": Row(DECIDERS, "POST", withdrawals),
    "retention:dossier": Row(OFFICER, "GET", looks),
    "retention:set_regime": Row(OFFICER, "POST", dossier(regime="wmo", reason="Help began.")),
    "retention:extend": Row(OFFICER, "POST", dossier(reason="A second source.")),
    "retention:place_hold": Row(
        OFFICER,
        "POST",
        hold,
    ),
    "retention:end_hold": Row(OFFICER, "POST", dossier("held", reason="Decided.")),
    "retention:trail": Row(OFFICER, "GET", one()),
    "retention:propose_trail": Row(OFFICER, "POST", lambda world: {"nothing left": Target(post=303)}),
    "retention:regimes": Row(DECIDERS, "GET", one()),
    "retention:residues": Row(DECIDERS, "GET", one()),
}
