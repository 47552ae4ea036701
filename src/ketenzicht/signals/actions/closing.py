"""The end of the work on a signal, and starting again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.handover.domain.states import UNANSWERED
from ketenzicht.signals.actions.holding import hold, move, settle
from ketenzicht.signals.actions.replying import send_reply
from ketenzicht.signals.actions.telling import (
    sent_states,
    start_clocks,
    stop_clocks,
    tell_reporters,
)
from ketenzicht.signals.domain.closing import ClosingProblem, closing_problems
from ketenzicht.signals.domain.states import SignalEvent
from ketenzicht.signals.models import Signal
from ketenzicht.signals.queries.facts import unanswered


class CannotClose(Exception):
    """Something is still missing. Knows what."""

    def __init__(self, problems: Sequence[ClosingProblem]) -> None:
        super().__init__(", ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class LastWord:
    """The answer that goes to the reporter with the closing; without ``text`` the approved one as it is."""

    text_code: str
    text: str = ""


@transaction.atomic
def close(
    *,
    signal_id: UUID,
    outcome: str,
    last_word: LastWord | None = None,
    no_reply_reason: str = "",
    version: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Signal:
    """Close a signal with its outcome, and with an answer to the reporter or the reason why there is none.

    Raises CannotClose, MoveNotAllowed, ChangedMeanwhile.
    """
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_CLOSE, version=version)
    problems = closing_problems(
        outcome=outcome,
        replied=last_word is not None or not unanswered(signal),
        no_reply_reason=no_reply_reason,
        handover_unanswered=bool(sent_states(signal, by=by) & UNANSWERED),
    )
    if problems:
        raise CannotClose(problems)
    if last_word:
        send_reply(signal, text_code=last_word.text_code, text=last_word.text, by=by, at=at)
    move(signal, SignalEvent.CLOSE, by=by, at=at)
    signal.outcome, signal.closed_at, signal.no_reply_reason = outcome, at, no_reply_reason
    settle(signal, "closed", by=by, at=at, text=no_reply_reason, outcome=outcome)
    stop_clocks(signal, at=at)
    tell_reporters(signal, by=by, at=at)
    return signal


@transaction.atomic
def reopen(
    *, signal_id: UUID, reason: str, version: datetime | None = None, by: Actor, at: datetime
) -> Signal:
    """Take a closed signal up again; its clocks start anew. Raises ReasonMissing, MoveNotAllowed."""
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_CLOSE, version=version)
    before = signal.outcome
    move(signal, SignalEvent.REOPEN, by=by, at=at, reason=reason)
    signal.assignee_id = signal.assignee_id or by.user_id
    settle(signal, "reopened", by=by, at=at, text=reason, outcome_before=before)
    start_clocks(signal, at=at)
    tell_reporters(signal, by=by, at=at)
    return signal
