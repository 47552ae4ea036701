"""Requests of data subjects in the world: every state, one long over, two with a hand-out."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from ketenzicht.common.actor import acting
from ketenzicht.rights import actions
from ketenzicht.rights.actions import hand_outs, passages
from ketenzicht.rights.domain.hand_outs import Decision
from ketenzicht.rights.domain.states import Channel, Ending, Outcome, Proof, RequestKind
from ketenzicht.rights.models import HandOut
from ketenzicht.rights.passages import print_of
from ketenzicht.rights.queries import hand_outs as queries
from tests.access.world import HAYSTACK, World, plant

LONG_AGO = timedelta(days=730)
STATES = (
    *("received", "verified", "searched", "decided", "erasure", "objection", "closed", "old"),
    *("handing", "released"),
)
DECIDED = {"decided", "erasure", "objection", "old", "released"}
SEARCHED = {"searched", "handing", *DECIDED}
NOWHERE = "zznergens"
KINDS = {"erasure": RequestKind.ERASURE, "objection": RequestKind.OBJECTION}


def asked(world: World) -> None:
    """One in every state; of the old one everything free may go."""
    world.asked = {tag: _brought_to(world, tag) for tag in STATES}
    for tag in STATES:
        _ended(world, tag)


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
        one: dict[str, Any] = {"number": number, "by": by, "at": at}
        if tag == "closed":
            actions.close(ending=Ending.WITHDRAWN, **one)
        if tag not in {"received", "closed"}:
            actions.verify(proof=Proof.KNOWN_HERE, **one)
        if tag in SEARCHED:
            actions.search(terms=[NOWHERE if tag == "released" else HAYSTACK], **one)
    if tag in SEARCHED:
        _found(tag, one)
    return number


def _found(tag: str, one: dict[str, Any]) -> None:
    assert bool(actions.carry_out_search(number=one["number"], at=one["at"])) is (tag != "released")
    with acting(one["by"]):
        if tag in {"handing", "released"}:
            day = timezone.localdate(one["at"])
            hand_outs.put_before(about=plant("ABOUT", tag), wanted_by=day, **one)
        if tag in DECIDED:
            actions.decide(outcome=Outcome.GRANTED, ground="", reason=plant("BECAUSE", tag), **one)


def _ended(world: World, tag: str) -> None:
    by = world.actor("privacy")
    at = timezone.now() - (LONG_AGO if tag == "old" else timedelta())
    one: dict[str, Any] = {"number": world.asked[tag], "by": by, "at": at}
    with acting(by):
        if tag == "objection":
            actions.stop_use(signal_id=world.records["own"].signal, **one)
        if tag == "old":
            actions.answer(answered_on=timezone.localdate(at), **one)
        if tag == "released":
            read = queries.as_it_stands(by, HandOut.objects.get(number=world.asked[tag]))
            hand_outs.release(seen=read, **one)
    if tag == "handing":
        _decided_by_a_desk(world)


def _decided_by_a_desk(world: World) -> None:
    """One passage goes out with a label in the place of everything it says."""
    holder, at = world.actor("holder"), timezone.now()
    with acting(holder):
        said, left, *_others = [
            one for one in queries.passages_for_desk(holder) if one.place == "reporting.Statement.text"
        ]
        world.passages = {"decided": said.pk, "open": left.pk}
        world.read["open"] = print_of(queries.text_for_desk(holder, left))
        passages.decide(
            passage_id=said.pk,
            version=said.version,
            read=print_of(queries.text_for_desk(holder, said)),
            decision=Decision.PARTLY,
            ground="rights_of_others",
            rows=[(queries.text_for_desk(holder, said) or "", "person")],
            by=holder,
            at=at,
        )
    elsewhere = world.actor("elsewhere")
    with acting(elsewhere):
        far = queries.passages_for_desk(elsewhere)[0]
        world.passages["far"], world.read["far"] = far.pk, print_of(queries.text_for_desk(elsewhere, far))
