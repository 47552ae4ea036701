"""Closing, and what the reporter sees."""

import pytest

from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.signals.domain.closing import ClosingProblem, closing_problems
from ketenzicht.signals.domain.public_view import public_status
from ketenzicht.signals.domain.states import SignalState


def test_it_closes_with_an_outcome_and_a_reply() -> None:
    problems = closing_problems(outcome="helped", replied=True, no_reply_reason="", handover_unanswered=False)
    assert problems == ()


def test_it_closes_without_a_reply_when_it_is_said_why() -> None:
    problems = closing_problems(
        outcome="helped", replied=False, no_reply_reason="no receipt", handover_unanswered=False
    )
    assert problems == ()


def test_it_says_everything_that_is_missing_at_once() -> None:
    problems = closing_problems(outcome=" ", replied=False, no_reply_reason="  ", handover_unanswered=True)
    assert problems == tuple(ClosingProblem)


@pytest.mark.parametrize(
    ("state", "open_question", "with_partner", "replied", "status"),
    [
        (SignalState.RECEIVED, False, False, False, PublicStatus.RECEIVED),
        (SignalState.IN_TRIAGE, False, False, False, PublicStatus.BEING_LOOKED_AT),
        (SignalState.WAITING, False, False, False, PublicStatus.BEING_LOOKED_AT),
        (SignalState.WAITING, True, False, False, PublicStatus.QUESTION_FOR_YOU),
        (SignalState.IN_FOLLOW_UP, True, True, False, PublicStatus.QUESTION_FOR_YOU),
        (SignalState.HANDED_OVER, False, False, False, PublicStatus.BEING_LOOKED_AT),
        (SignalState.IN_FOLLOW_UP, False, True, False, PublicStatus.PASSED_ON),
        (SignalState.IN_FOLLOW_UP, False, False, False, PublicStatus.BEING_LOOKED_AT),
        (SignalState.TO_REPLY, False, False, False, PublicStatus.BEING_LOOKED_AT),
        (SignalState.TO_REPLY, False, True, True, PublicStatus.ANSWERED),
        (SignalState.CLOSED, True, True, True, PublicStatus.ANSWERED),
        (SignalState.CLOSED, True, True, False, PublicStatus.CLOSED),
        (SignalState.MERGED, False, False, False, PublicStatus.BEING_LOOKED_AT),
    ],
)
def test_it_tells_the_reporter_in_a_short_list(
    state: SignalState, open_question: bool, with_partner: bool, replied: bool, status: PublicStatus
) -> None:
    shown = public_status(state, open_question=open_question, with_partner=with_partner, replied=replied)
    assert shown is status
