"""Who sees what of a hand-off, and when an acute one escalates."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.common.domain.state_table import Relation
from ketenzicht.handover.domain.acute import PhoneConfirmation, call_time_problem, must_escalate
from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.handover.domain.visibility import (
    PREVIEW_FIELDS,
    content_visible,
    in_audience,
    preview_visible,
)

NOW = datetime(2024, 6, 3, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
WITHIN = timedelta(minutes=30)
READABLE = {
    HandoverState.ACCEPTED,
    HandoverState.ACCEPTED_PARTLY,
    HandoverState.IN_HAND,
    HandoverState.FINISHED,
}


@pytest.mark.parametrize("state", HandoverState)
def test_it_shows_the_receiver_the_content_only_after_acceptance(state: HandoverState) -> None:
    assert content_visible(state, NOW, LATER, Relation.RECEIVER) is (state in READABLE)


@pytest.mark.parametrize("state", HandoverState)
@pytest.mark.parametrize("access_until", [None, NOW, NOW - timedelta(seconds=1)])
def test_it_shows_the_receiver_nothing_without_or_after_the_end(
    state: HandoverState, access_until: datetime | None
) -> None:
    assert not content_visible(state, NOW, access_until, Relation.RECEIVER)


@pytest.mark.parametrize("state", HandoverState)
@pytest.mark.parametrize("relation", [None, Relation.HOLDER, Relation.REPORTER, Relation.SYSTEM])
def test_it_shows_others_nothing(state: HandoverState, relation: Relation | None) -> None:
    assert not content_visible(state, NOW, LATER, relation)
    assert not preview_visible(state, relation)


@pytest.mark.parametrize("state", HandoverState)
def test_it_always_shows_the_sender_what_was_sent(state: HandoverState) -> None:
    assert content_visible(state, NOW, None, Relation.SENDER)
    assert preview_visible(state, Relation.SENDER)


def test_it_previews_what_is_needed_to_decide_and_nobody_by_name() -> None:
    assert PREVIEW_FIELDS == ("purpose", "urgency", "form", "region", "age_band", "question")
    assert preview_visible(HandoverState.SENT, Relation.RECEIVER)
    assert not preview_visible(HandoverState.REVOKED, Relation.RECEIVER)


@pytest.mark.parametrize("audience", [None, frozenset[int](), (), [2, 3]])
def test_it_is_for_nobody_when_the_audience_is_empty_or_gone(
    audience: frozenset[int] | tuple[int, ...] | list[int] | None,
) -> None:
    assert not in_audience(1, audience)


def test_it_is_for_the_desks_in_the_audience() -> None:
    assert in_audience(2, {2, 3})


@given(
    st.sampled_from(HandoverState),
    st.sampled_from([*Relation, None]),
    st.none() | st.timedeltas(timedelta(days=-3), timedelta(days=3)),
)
def test_it_never_shows_content_where_even_the_preview_is_hidden(
    state: HandoverState, relation: Relation | None, end: timedelta | None
) -> None:
    until = None if end is None else NOW + end
    if content_visible(state, NOW, until, relation):
        assert preview_visible(state, relation)


def test_it_escalates_an_acute_hand_off_that_nobody_confirmed() -> None:
    def escalates(state: HandoverState, call: PhoneConfirmation | None, minutes: int) -> bool:
        now = NOW + timedelta(minutes=minutes)
        return must_escalate(state, call, sent_at=NOW, now=now, within=WITHIN)

    spoken = PhoneConfirmation("duty officer", NOW)
    assert not escalates(HandoverState.SENT, None, 29)
    assert escalates(HandoverState.SENT, None, 30)
    assert escalates(HandoverState.SEEN, None, 30)
    assert not escalates(HandoverState.SENT, spoken, 30)
    assert not escalates(HandoverState.ACCEPTED, None, 30)


def test_it_wants_to_know_who_was_spoken_to() -> None:
    with pytest.raises(ValueError, match="who was spoken to"):
        PhoneConfirmation("  ", NOW)


def test_it_does_not_believe_a_call_in_the_future() -> None:
    assert call_time_problem(LATER, NOW)
    assert not call_time_problem(NOW, NOW)
