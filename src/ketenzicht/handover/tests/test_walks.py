"""Random walks through the real actions: whatever desks try in whatever order, the record stays sound."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.clocks import DueClock
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.common.models import Clock
from ketenzicht.disclosure.models import Disclosure
from ketenzicht.handover import actions, queries
from ketenzicht.handover.actions.moving import receiving_desk, sending_desk
from ketenzicht.handover.domain.answers import AnswerOutcome, Fact
from ketenzicht.handover.domain.states import (
    ENDED,
    HANDOVER_STATES,
    UNANSWERED,
    HandoverEvent,
    HandoverState,
    ReturnReason,
)
from ketenzicht.handover.models import Handover
from ketenzicht.handover.models import HandoverEvent as Step
from ketenzicht.handover.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WALKS, STEPS = 200, 5
TRAIL = Actor.operator(Verb.AUDIT_READ)
REFUSALS = (MoveNotAllowed, NotAllowed, NotVisible)
NEXT = {(row.frm, row.event): row.to for row in HANDOVER_STATES.transitions}
Try = Callable[[Handover, Actor, datetime], object]


def _expire(handover: Handover, _: Actor, at: datetime) -> None:
    due = DueClock("handover.answer", ("handover", handover.pk), handover.from_desk_id, at)
    actions.expire_unanswered(due, at)


TRIES: dict[HandoverEvent, Try] = {
    HandoverEvent.SEE: lambda h, by, at: actions.see(handover_id=h.pk, by=by, at=at),
    HandoverEvent.ACCEPT: lambda h, by, at: actions.accept(handover_id=h.pk, by=by, at=at),
    HandoverEvent.ACCEPT_PARTLY: lambda h, by, at: actions.accept_partly(
        handover_id=h.pk, fields=["test_facts"], reason="Enough.", by=by, at=at
    ),
    HandoverEvent.RETURN: lambda h, by, at: actions.return_(
        handover_id=h.pk, reason_code=ReturnReason.NOT_OUR_REGION, by=by, at=at
    ),
    HandoverEvent.TAKE_IN_HAND: lambda h, by, at: actions.start(handover_id=h.pk, by=by, at=at),
    HandoverEvent.FINISH: lambda h, by, at: actions.finish(
        handover_id=h.pk, outcome=AnswerOutcome.KEPT_SOFT, answer="Kept.", by=by, at=at
    ),
    HandoverEvent.REVOKE: lambda h, by, at: actions.revoke(handover_id=h.pk, reason="Wrong.", by=by, at=at),
    HandoverEvent.EXPIRE: _expire,
}


@pytest.mark.parametrize("seed", range(8))
def test_it_stays_sound_whatever_desks_try(seed: int) -> None:
    chance = random.Random(seed)
    people = [make.sender(), make.receiver(), make.receiver(), make.stranger()]
    for _ in range(WALKS // 8):
        handover = make.sent(by=people[0])
        walked = [Fact.SEND.value]
        for step in range(STEPS):
            at = make.NOON + timedelta(minutes=step + 1)
            walked += _one_step(chance, handover, people, at)
        _is_sound(handover, walked)


def _one_step(chance: random.Random, handover: Handover, people: list[Actor], at: datetime) -> list[str]:
    event, by = chance.choice(list(TRIES)), chance.choice(people)
    before = HandoverState(make.again(handover).state)
    try:
        TRIES[event](handover, by, at)
    except REFUSALS:
        assert make.again(handover).state == before
        return []
    after = HandoverState(make.again(handover).state)
    if event is HandoverEvent.EXPIRE and before not in UNANSWERED:
        assert after == before
        return []
    assert after == NEXT[before, event]
    return [event.value]


def _is_sound(handover: Handover, walked: list[str]) -> None:
    now = make.again(handover)
    with acting(TRAIL):
        trail = AuditEvent.objects.filter(target_id=str(handover.pk)).order_by("at")
        kinds = [row.kind.removeprefix("handover.handover.") for row in trail]
    with acting(sending_desk(handover)):
        steps = list(Step.objects.filter(handover=handover).order_by("at").values_list("event", flat=True))
        running = Clock.objects.filter(subject_id=handover.pk, stopped_at=None).count()
        shared = list(Disclosure.objects.filter(subject_id=handover.pk))
    assert steps == walked
    assert kinds == walked
    assert running == (1 if now.state in UNANSWERED else 0)
    assert (now.ended_at is not None) == (now.state in ENDED)
    _reads_what_it_accepted(now, shared)


def _reads_what_it_accepted(now: Handover, shared: list[Disclosure]) -> None:
    desk = receiving_desk(now)
    with acting(desk):
        fields = queries.content.readable_fields(desk, now, make.NOON + timedelta(days=1))
    open_still = now.accepted_fields and now.state not in ENDED - {HandoverState.FINISHED}
    assert set(fields) == (set(now.accepted_fields) if open_still else set())
    assert len(shared) == (1 if now.accepted_fields else 0)
    for row in shared:
        assert row.fields == now.accepted_fields
        assert (row.ended_at is None) == bool(open_still)
