"""The state table of a signal against the arrows as a person would draw them, written out a second time."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, Relation
from ketenzicht.signals.domain.states import (
    CLOCK_STANDS_STILL,
    NOT_OPEN,
    OPEN,
    SIGNAL_STATES,
    SYSTEM_EVENTS,
    SignalEvent,
    SignalState,
)

ALL_VERBS = frozenset(Verb)
REASON = "because"

# state: event>state for what the desk does …
BY_HAND = """
received: take_up>in_triage hand_over>handed_over merge>merged
in_triage: wait>waiting hand_over>handed_over follow_up>in_follow_up close>closed merge>merged
waiting: continue>in_triage hand_over>handed_over close>closed merge>merged
handed_over: hand_over>handed_over
in_follow_up: hand_over>in_follow_up finish>to_reply back_to_triage>in_triage close>closed
to_reply: hand_over>handed_over back_to_triage>in_triage close>closed
closed: reopen>in_triage
merged: take_apart>in_triage
"""
# … and event: the state that follows in each of the eight, in the order above.
BY_ITSELF = """
information_added: received in_triage in_triage in_triage in_triage in_triage in_triage merged
handover_accepted: received in_triage waiting in_follow_up in_follow_up to_reply closed merged
handover_returned: in_triage in_triage in_triage in_triage in_triage in_triage in_triage merged
handover_expired: in_triage in_triage in_triage in_triage in_triage in_triage in_triage merged
handover_revoked: in_triage in_triage in_triage in_triage in_triage in_triage in_triage merged
handover_finished: in_triage in_triage in_triage to_reply to_reply to_reply to_reply merged
clock: received in_triage in_triage handed_over in_follow_up to_reply closed merged
"""


def _expected() -> dict[tuple[SignalState, SignalEvent, Relation], SignalState]:
    rows = {}
    for line in BY_HAND.strip().splitlines():
        state, arrows = line.split(": ")
        for arrow in arrows.split():
            event, to = arrow.split(">")
            rows[SignalState(state), SignalEvent(event), Relation.HOLDER] = SignalState(to)
    for line in BY_ITSELF.strip().splitlines():
        event, states = line.split(": ")
        for from_state, to in zip(SignalState, states.split(), strict=True):
            rows[from_state, SignalEvent(event), Relation.SYSTEM] = SignalState(to)
    return rows


EXPECTED = _expected()


def test_it_has_exactly_the_moves_that_were_drawn() -> None:
    rows = {(row.frm, row.event, row.relation): row.to for row in SIGNAL_STATES.transitions}
    assert rows == EXPECTED


def test_it_reaches_every_state_and_is_stuck_in_none() -> None:
    assert SIGNAL_STATES.reachable() == set(SignalState)
    assert SIGNAL_STATES.final == frozenset()


def test_it_counts_everything_as_open_but_closed_and_merged() -> None:
    assert {SignalState.CLOSED, SignalState.MERGED} == NOT_OPEN
    assert set(SignalState) == OPEN | NOT_OPEN
    assert {SignalState.WAITING} == CLOCK_STANDS_STILL


@pytest.mark.parametrize("state", SignalState)
@pytest.mark.parametrize("event", SYSTEM_EVENTS)
def test_it_never_makes_a_partner_or_reporter_fail_on_the_state(
    state: SignalState, event: SignalEvent
) -> None:
    SIGNAL_STATES.move(state, event, verbs=(), relation=Relation.SYSTEM)


@pytest.mark.parametrize("state", SignalState)
@pytest.mark.parametrize(
    "event",
    [SignalEvent.HANDOVER_RETURNED, SignalEvent.HANDOVER_EXPIRED, SignalEvent.HANDOVER_REVOKED],
)
def test_it_puts_a_signal_that_comes_back_in_triage(state: SignalState, event: SignalEvent) -> None:
    after = SIGNAL_STATES.move(state, event, verbs=(), relation=Relation.SYSTEM)
    assert after is (SignalState.MERGED if state is SignalState.MERGED else SignalState.IN_TRIAGE)


@pytest.mark.parametrize("event", SYSTEM_EVENTS)
@pytest.mark.parametrize("relation", [Relation.HOLDER, Relation.SENDER, Relation.RECEIVER, None])
def test_it_lets_no_person_cause_what_only_happens(event: SignalEvent, relation: Relation | None) -> None:
    for state in SignalState:
        with pytest.raises(MoveNotAllowed):
            SIGNAL_STATES.move(state, event, verbs=ALL_VERBS, relation=relation, reason=REASON)


@pytest.mark.parametrize(
    ("event", "verb"),
    [
        (SignalEvent.TAKE_UP, Verb.SIGNAL_TRIAGE),
        (SignalEvent.HAND_OVER, Verb.HANDOVER_SEND),
        (SignalEvent.CLOSE, Verb.SIGNAL_CLOSE),
        (SignalEvent.REOPEN, Verb.SIGNAL_CLOSE),
        (SignalEvent.MERGE, Verb.SIGNAL_TRIAGE),
    ],
)
def test_it_asks_the_right_that_belongs_to_the_move(event: SignalEvent, verb: Verb) -> None:
    assert {row.verb for row in SIGNAL_STATES.transitions if row.event is event} == {verb}


# One draw per step keeps two thousand sequences quick.
STEPS = list(
    product(
        SignalEvent,
        [*Relation, None],
        [ALL_VERBS, frozenset[Verb](), frozenset({Verb.SIGNAL_TRIAGE})],
        [REASON, ""],
    )
)


@pytest.mark.slow
@settings(max_examples=2_000)
@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=12))
def test_it_makes_no_illegal_move_in_any_sequence(
    sequence: list[tuple[SignalEvent, Relation | None, frozenset[Verb], str]],
) -> None:
    state = SIGNAL_STATES.initial
    for event, relation, verbs, reason in sequence:
        drawn = None if relation is None else EXPECTED.get((state, event, relation))
        offered = {row.event for row in SIGNAL_STATES.allowed(state, verbs, relation)}
        try:
            after = SIGNAL_STATES.move(state, event, verbs=verbs, relation=relation, reason=reason)
        except MoveNotAllowed:
            assert drawn is None or verbs != ALL_VERBS or not reason
            continue
        assert after is drawn
        assert event in offered
        assert verbs or relation is Relation.SYSTEM
        state = after
