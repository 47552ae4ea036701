"""The states of recovery: whatever people do in whatever order, two others let somebody back in."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.accounts.domain.recovery import (
    OPEN,
    RECOVERY,
    TERM,
    RecoveryEvent,
    RecoveryState,
    move,
    relation_of,
    state_at,
)
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed

AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
ASKER, PERSON, DECIDER, NOBODY = 1, 2, 3, None
BOTH = frozenset({Verb.USER_MANAGE, Verb.RECOVERY_DECIDE})
STEPS = st.tuples(
    st.sampled_from(sorted(RecoveryEvent)),
    st.sampled_from([ASKER, PERSON, DECIDER, NOBODY]),
    st.sampled_from([BOTH, BOTH - {Verb.USER_MANAGE}, BOTH - {Verb.RECOVERY_DECIDE}, frozenset[Verb]()]),
    st.timedeltas(timedelta(), TERM),
)


@given(st.lists(STEPS, max_size=8))
def test_two_others_let_somebody_back_in_whatever_is_tried(
    steps: list[tuple[RecoveryEvent, int | None, frozenset[Verb], timedelta]],
) -> None:
    state, until, at = RecoveryState.ASKED, AT + TERM, AT
    granted_by: list[int | None] = []
    for event, who, verbs, passed in steps:
        at += passed
        before = state_at(state, until, at)
        relation = relation_of(who, asked_by=ASKER, about=PERSON)
        try:
            state = move(state, event, verbs=verbs, relation=relation, until=until, at=at)
        except MoveNotAllowed:
            continue
        assert before in OPEN
        if state is RecoveryState.GRANTED:
            granted_by.append(who)
            assert Verb.RECOVERY_DECIDE in verbs
            until = at + TERM
        if state is RecoveryState.USED:
            assert (before, who) == (RecoveryState.GRANTED, PERSON)
            assert at < until
    assert set(granted_by) <= {DECIDER}
    assert state not in (RecoveryState.GRANTED, RecoveryState.USED) or granted_by


def test_every_state_is_reached_and_what_is_over_stays_so() -> None:
    assert RECOVERY.reachable() == frozenset(RecoveryState)
    assert RECOVERY.final == frozenset(RecoveryState) - {*OPEN}


def test_it_lapses_by_the_time_that_passes() -> None:
    for state in RecoveryState:
        over = state_at(state, AT, AT)
        assert over is (RecoveryState.LAPSED if state in OPEN else state)
        assert state_at(state, AT + timedelta(seconds=1), AT) is state
