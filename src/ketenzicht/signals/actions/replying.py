"""What the desk says to the reporter, and asks."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.reporting import actions as reporting
from ketenzicht.reporting import queries as reported
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.signals.actions.holding import Work, hold, move, require_open, settle
from ketenzicht.signals.actions.telling import REPLY, start_waiting, status_now, stop_clocks
from ketenzicht.signals.domain.states import SignalEvent, SignalState, WaitingFor
from ketenzicht.signals.models import Signal
from ketenzicht.signals.queries.facts import unanswered
from ketenzicht.signals.queries.reports import report_ids

ASK = "more_information"


@transaction.atomic
def reply_to_reporter(
    *,
    signal_id: UUID,
    text_code: str,
    text: str = "",
    reports: Sequence[UUID] = (),
    version: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Signal:
    """Tell the reporter something, and with that answer: the reply clock stops when nobody waits any more.

    ``text_code`` is the approved text it is built on. Without ``text`` that one goes out as it is, to each
    reporter in the language of the own report. Without ``reports`` every reporter hears it.
    Raises MoveNotAllowed, NotAllowed, ChangedMeanwhile.
    """
    signal = hold(signal_id=signal_id, by=by, verb=Verb.REPLY_SEND, version=version)
    require_open(signal, Work.REPLY)
    send_reply(signal, text_code=text_code, text=text, reports=reports, by=by, at=at)
    return signal


def send_reply(
    signal: Signal, *, text_code: str, text: str, reports: Sequence[UUID] = (), by: Actor, at: datetime
) -> None:
    """Send an answer for a signal that is held already; the reply clock stops when everybody heard one."""
    status, chosen = status_now(signal, by=by, answered=True), _chosen(signal, reports)
    for report_id, said in _worded(chosen, text_code, text, by=by, at=at):
        reporting.reply(report_id=report_id, text_code=text_code, text=said, status=status, by=by, at=at)
    told = {"reports": [str(report_id) for report_id in chosen]}
    settle(signal, "replied", by=by, at=at, shown=told, text_code=text_code)
    if not unanswered(signal):
        stop_clocks(signal, REPLY, at=at)


@transaction.atomic
def ask_reporter(
    *,
    signal_id: UUID,
    text: str,
    reports: Sequence[UUID] = (),
    version: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Signal:
    """Ask the reporter something, and let the clocks stand still until there is an answer.

    Raises MoveNotAllowed when the signal is past triage, NotAllowed, ChangedMeanwhile.
    """
    signal = hold(signal_id=signal_id, by=by, verb=Verb.REPLY_SEND, version=version)
    if signal.state == SignalState.RECEIVED:
        move(signal, SignalEvent.TAKE_UP, by=by, at=at)
        signal.assignee_id = signal.assignee_id or by.user_id
    move(signal, SignalEvent.WAIT, by=by, at=at, reason=WaitingFor.REPORTER)
    signal.waiting_for = WaitingFor.REPORTER
    settle(signal, "asked_reporter", by=by, at=at)
    for report_id in _chosen(signal, reports):
        reporting.reply(
            report_id=report_id,
            text_code=ASK,
            text=text,
            status=PublicStatus.QUESTION_FOR_YOU,
            by=by,
            at=at,
        )
    start_waiting(signal, at=at, reason=WaitingFor.REPORTER)
    return signal


def _chosen(signal: Signal, reports: Sequence[UUID]) -> list[UUID]:
    lying_here = report_ids(signal)
    if set(reports) - set(lying_here):
        raise NotVisible
    return [report_id for report_id in lying_here if not reports or report_id in reports]


def _worded(
    chosen: Sequence[UUID], text_code: str, text: str, *, by: Actor, at: datetime
) -> Iterator[tuple[UUID, str]]:
    if text.strip():
        yield from ((report_id, text) for report_id in chosen)
        return
    approved = reported.reply_texts(timezone.localdate(at)).filter(code=text_code).first()
    languages = reported.languages_of(by, chosen)
    for report_id in chosen:
        with override(languages.get(report_id, settings.LANGUAGE_CODE)):
            yield report_id, approved.in_language("text") if approved else ""
