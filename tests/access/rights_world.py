"""Requests of data subjects in the world: one in every state, and one whose term is long over."""

from datetime import timedelta

from django.utils import timezone

from ketenzicht.common.actor import acting
from ketenzicht.rights import actions
from ketenzicht.rights.domain.states import Channel, Ending, Outcome, Proof, RequestKind
from tests.access.world import HAYSTACK, World, plant

LONG_AGO = timedelta(days=730)
STATES = ("received", "verified", "searched", "decided", "erasure", "objection", "closed", "old")
DECIDED = {"decided", "erasure", "objection", "old"}
SEARCHED = {"searched", *DECIDED}
KINDS = {"erasure": RequestKind.ERASURE, "objection": RequestKind.OBJECTION}


def asked(world: World) -> None:
    """One in every state; of the old one everything free may go."""
    world.asked = {tag: _brought_to(world, tag) for tag in STATES}


def _brought_to(world: World, tag: str) -> int:
    by = world.actor("privacy")
    at = timezone.now() - (LONG_AGO if tag == "old" else timedelta())
    with acting(by):
        number = actions.register(
            kind=KINDS.get(tag, RequestKind.ACCESS),
            term="avg",
            channel=Channel.LETTER,
            arrived_on=timezone.localdate(at),
            due=None,
            asker=plant("ASKER", tag),
            asked=plant("ASKED", tag),
            by=by,
            at=at,
        ).number
        one = {"number": number, "by": by, "at": at}
        if tag == "closed":
            actions.close(ending=Ending.WITHDRAWN, **one)
        if tag not in {"received", "closed"}:
            actions.verify(proof=Proof.KNOWN_HERE, **one)
        if tag in SEARCHED:
            actions.search(terms=[HAYSTACK], **one)
    if tag in SEARCHED:
        assert actions.carry_out_search(number=number, at=at)
    with acting(by):
        if tag in DECIDED:
            actions.decide(outcome=Outcome.GRANTED, ground="", reason=plant("BECAUSE", tag), **one)
        if tag == "objection":
            actions.stop_use(signal_id=world.records["own"].signal, **one)
        if tag == "old":
            actions.answer(answered_on=timezone.localdate(at), **one)
    return number
