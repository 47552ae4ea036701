"""The state table of a hand-off against its arrows, written out a second time."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, ReasonMissing, Relation
from ketenzicht.handover.domain.states import (
    ENDED,
    HANDOVER_STATES,
    TAKEN_ON,
    UNANSWERED,
    HandoverEvent,
    HandoverState,
)

ALL_VERBS = frozenset(Verb)
REASON = "because"
ARROWS = {
    Relation.RECEIVER: """
        sent: see>seen accept>accepted accept_partly>accepted_partly return>returned
        seen: accept>accepted accept_partly>accepted_partly return>returned
        accepted: take_in_hand>in_hand return>returned finish>finished
        accepted_partly: take_in_hand>in_hand return>returned finish>finished
        in_hand: return>returned finish>finished
    """,
    Relation.SENDER: """
        sent: revoke>revoked
        seen: revoke>revoked
        accepted: revoke>revoked
        accepted_partly: revoke>revoked
        in_hand: revoke>revoked
    """,
    Relation.SYSTEM: """
        sent: expire>expired
        seen: expire>expired
    """,
}


def _expected() -> dict[tuple[HandoverState, HandoverEvent, Relation], HandoverState]:
    rows = {}
    for relation, lines in ARROWS.items():
        for line in lines.strip().splitlines():
            state, arrows = line.strip().split(": ")
            for arrow in arrows.split():
                event, to = arrow.split(">")
                rows[HandoverState(state), HandoverEvent(event), relation] = HandoverState(to)
    return rows


EXPECTED = _expected()


def test_it_has_exactly_the_moves_that_were_drawn() -> None:
    rows = {(row.frm, row.event, row.relation): row.to for row in HANDOVER_STATES.transitions}
    assert rows == EXPECTED


def test_it_ends_where_it_ends() -> None:
    assert HANDOVER_STATES.final == ENDED
    assert HANDOVER_STATES.reachable() == set(HandoverState)
    assert set(HandoverState) == UNANSWERED | TAKEN_ON | ENDED


@pytest.mark.parametrize(
    "event",
    [HandoverEvent.ACCEPT_PARTLY, HandoverEvent.RETURN],
)
def test_it_asks_the_receiver_why(event: HandoverEvent) -> None:
    with pytest.raises(ReasonMissing):
        HANDOVER_STATES.move(
            HandoverState.SEEN, event, verbs=ALL_VERBS, relation=Relation.RECEIVER, reason=" "
        )


def test_it_does_not_finish_without_an_answer() -> None:
    with pytest.raises(ReasonMissing):
        HANDOVER_STATES.move(
            HandoverState.IN_HAND, HandoverEvent.FINISH, verbs=ALL_VERBS, relation=Relation.RECEIVER
        )


def test_it_lets_nobody_answer_a_hand_off_that_they_sent_themselves() -> None:
    events = {row.event for row in HANDOVER_STATES.allowed(HandoverState.SENT, ALL_VERBS, Relation.SENDER)}
    assert events == {HandoverEvent.REVOKE}


# One draw per step keeps two thousand sequences quick.
STEPS = list(
    product(
        HandoverEvent,
        [*Relation, None],
        [ALL_VERBS, frozenset[Verb](), frozenset({Verb.HANDOVER_READ})],
        [REASON, ""],
    )
)


@pytest.mark.slow
@settings(max_examples=2_000)
@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=12))
def test_it_makes_no_illegal_move_in_any_sequence(
    sequence: list[tuple[HandoverEvent, Relation | None, frozenset[Verb], str]],
) -> None:
    state = HANDOVER_STATES.initial
    for event, relation, verbs, reason in sequence:
        drawn = None if relation is None else EXPECTED.get((state, event, relation))
        offered = {row.event for row in HANDOVER_STATES.allowed(state, verbs, relation)}
        try:
            after = HANDOVER_STATES.move(state, event, verbs=verbs, relation=relation, reason=reason)
        except MoveNotAllowed:
            assert drawn is None or verbs != ALL_VERBS or not reason
            continue
        assert after is drawn
        assert event in offered
        assert state not in ENDED
        state = after
