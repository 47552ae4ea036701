"""Every move, by everybody, from every state: the table decides, and what it forbids leaves no trace."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, ReasonMissing, Relation
from ketenzicht.handover import actions, hooks
from ketenzicht.handover.domain.answers import AnswerOutcome, MayTell
from ketenzicht.handover.domain.states import HANDOVER_STATES, HandoverEvent, HandoverState, ReturnReason
from ketenzicht.handover.models import Handover
from ketenzicht.handover.models import HandoverEvent as Step
from ketenzicht.handover.tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

AT = make.NOON + timedelta(hours=3)
TRAIL = Actor.operator(Verb.AUDIT_READ)
Move = Callable[[Handover, Actor], object]

MOVES: dict[HandoverEvent, Move] = {
    HandoverEvent.SEE: lambda h, by: actions.see(handover_id=h.pk, by=by, at=AT),
    HandoverEvent.ACCEPT: lambda h, by: actions.accept(handover_id=h.pk, by=by, at=AT),
    HandoverEvent.ACCEPT_PARTLY: lambda h, by: actions.accept_partly(
        handover_id=h.pk, fields=["test_facts"], reason="Enough for us.", by=by, at=AT
    ),
    HandoverEvent.RETURN: lambda h, by: actions.return_(
        handover_id=h.pk, reason_code=ReturnReason.NO_CAPACITY, by=by, at=AT
    ),
    HandoverEvent.TAKE_IN_HAND: lambda h, by: actions.start(handover_id=h.pk, by=by, at=AT),
    HandoverEvent.FINISH: lambda h, by: actions.finish(
        handover_id=h.pk, outcome=AnswerOutcome.TOO_LITTLE, answer="We could do nothing.", by=by, at=AT
    ),
    HandoverEvent.REVOKE: lambda h, by: actions.revoke(handover_id=h.pk, reason="Wrong desk.", by=by, at=AT),
}
ROWS = {(row.frm, row.event): row for row in HANDOVER_STATES.transitions}
PEOPLE: dict[Callable[[], Actor], Relation | None] = {
    make.sender: Relation.SENDER,
    make.receiver: Relation.RECEIVER,
    make.stranger: None,
    make.nobody: None,
}


@pytest.mark.parametrize("state", list(HandoverState))
def test_it_refuses_every_move_that_the_table_does_not_have(state: HandoverState) -> None:
    handover = make.brought_to(state)
    before = _everything(handover)
    for who, relation in PEOPLE.items():
        actor = who()
        for event, move in MOVES.items():
            row = ROWS.get((state, event))
            if row is None or row.relation is not relation:
                with pytest.raises(_error(relation, event)):
                    move(handover, actor)
    assert _everything(handover) == before


@pytest.mark.parametrize(("state", "event"), [pair for pair in ROWS if pair[1] in MOVES])
def test_it_makes_every_move_that_the_table_has(state: HandoverState, event: HandoverEvent) -> None:
    handover = make.brought_to(state)
    actor = make.sender() if event is HandoverEvent.REVOKE else make.receiver()

    MOVES[event](handover, actor)

    assert make.again(handover).state == ROWS[state, event].to


def _error(relation: Relation | None, event: HandoverEvent) -> type[Exception]:
    if relation is None:
        return NotVisible
    mine = Relation.SENDER if event is HandoverEvent.REVOKE else Relation.RECEIVER
    return MoveNotAllowed if relation is mine else NotAllowed


def _changes_nothing(handover: Handover, move: Callable[[], object], error: type[Exception]) -> None:
    before = _everything(handover)
    with pytest.raises(error):
        move()
    assert _everything(handover) == before


def _everything(handover: Handover) -> dict[str, Any]:
    with acting(TRAIL):
        trail = AuditEvent.objects.filter(target_id=str(handover.pk)).count()
    with acting(make.sender()):
        row = Handover.objects.filter(pk=handover.pk).values().get()
        steps = Step.objects.filter(handover=handover).count()
    return {"row": row, "trail": trail, "steps": steps}


@pytest.mark.parametrize(
    ("event", "state"),
    [(event, next(row.frm for row in HANDOVER_STATES.transitions if row.event == event)) for event in MOVES],
)
def test_it_leaves_a_step_an_audit_row_and_tells_higher_parts(
    event: HandoverEvent, state: HandoverState, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[hooks.HandoverMoved] = []
    monkeypatch.setattr(hooks, "on_moved", [heard.append])
    handover = make.brought_to(state)
    heard.clear()
    before = _everything(handover)
    actor = make.sender() if event is HandoverEvent.REVOKE else make.receiver()

    MOVES[event](handover, actor)

    after = _everything(handover)
    assert after["steps"] == before["steps"] + 1
    assert after["trail"] == before["trail"] + 1
    assert [(one.event, one.origin, one.number) for one in heard] == [(event, make.ORIGIN, handover.number)]
    with acting(TRAIL):
        row = AuditEvent.objects.filter(target_id=str(handover.pk)).latest("at")
    assert row.kind == f"handover.handover.{event}"
    assert row.actor_user_id == actor.user_id


@pytest.mark.parametrize("event", list(MOVES))
def test_it_changes_nothing_when_the_audit_trail_fails(
    event: HandoverEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = next(row.frm for row in HANDOVER_STATES.transitions if row.event == event)
    handover = make.brought_to(state)
    actor = make.sender() if event is HandoverEvent.REVOKE else make.receiver()

    def fails(**_: object) -> None:
        raise RuntimeError("the trail is full")

    monkeypatch.setattr("ketenzicht.audit.actions.record", fails)

    _changes_nothing(handover, lambda: MOVES[event](handover, actor), RuntimeError)


def test_it_changes_nothing_when_a_higher_part_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    handover = make.sent()

    def fails(_: hooks.HandoverMoved) -> None:
        raise RuntimeError("the signal could not follow")

    monkeypatch.setattr(hooks, "on_moved", [fails])

    _changes_nothing(handover, lambda: MOVES[HandoverEvent.ACCEPT](handover, make.receiver()), RuntimeError)


def test_it_lets_an_onlooker_see_and_not_answer() -> None:
    handover = make.sent()

    actions.see(handover_id=handover.pk, by=make.onlooker(), at=AT)

    assert make.again(handover).state == HandoverState.SEEN
    for event in (HandoverEvent.ACCEPT, HandoverEvent.RETURN, HandoverEvent.ACCEPT_PARTLY):
        _changes_nothing(handover, partial(MOVES[event], handover, make.onlooker()), NotAllowed)


@pytest.mark.parametrize(
    "fields", [[], ["test_facts", "test_persons", "attachments"], ["test_facts", "other"]]
)
def test_it_accepts_in_part_only_a_real_part(fields: list[str]) -> None:
    handover = make.sent()

    _changes_nothing(
        handover,
        lambda: actions.accept_partly(
            handover_id=handover.pk, fields=fields, reason="Why.", by=make.receiver(), at=AT
        ),
        ValueError,
    )


@pytest.mark.parametrize("empty", ["", "  \n "])
def test_it_asks_for_reasons_and_answers(empty: str) -> None:
    handover = make.brought_to(HandoverState.SEEN)
    accepted = make.brought_to(HandoverState.ACCEPTED)
    bob, alice = make.receiver(), make.sender()
    moves: list[tuple[Handover, Callable[[], object]]] = [
        (
            handover,
            lambda: actions.accept_partly(
                handover_id=handover.pk, fields=["test_facts"], reason=empty, by=bob, at=AT
            ),
        ),
        (
            handover,
            lambda: actions.return_(
                handover_id=handover.pk, reason_code=ReturnReason.OTHER, reason=empty, by=bob, at=AT
            ),
        ),
        (
            accepted,
            lambda: actions.finish(
                handover_id=accepted.pk, outcome=AnswerOutcome.COMBINED, answer=empty, by=bob, at=AT
            ),
        ),
        (accepted, lambda: actions.revoke(handover_id=accepted.pk, reason=empty, by=alice, at=AT)),
    ]
    for record, move in moves:
        _changes_nothing(record, move, ReasonMissing)


def test_it_keeps_the_answer_and_what_the_reporter_may_hear() -> None:
    handover = make.brought_to(HandoverState.IN_HAND)

    actions.finish(
        handover_id=handover.pk,
        outcome=AnswerOutcome.HELP_STARTED,
        answer=" She is safe. ",
        may_tell=MayTell.WORKED_ON,
        by=make.receiver(),
        at=AT,
    )

    after = make.again(handover)
    assert (after.outcome, after.answer, after.may_tell) == ("help_started", "She is safe.", "worked_on")


def test_it_tells_the_reporter_nothing_unless_somebody_says_otherwise() -> None:
    assert make.brought_to(HandoverState.FINISHED).may_tell == MayTell.NOTHING


def test_it_does_not_accept_after_access_has_ended() -> None:
    handover = make.sent(access_until=make.NOON + timedelta(days=10))

    with pytest.raises(MoveNotAllowed):
        actions.accept(handover_id=handover.pk, by=make.receiver(), at=make.NOON + timedelta(days=10))
