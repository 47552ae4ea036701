"""What the outside hears of a step: the reporter on the receipt page, the desk by mail, the clocks."""

from datetime import datetime

from django.utils import timezone

from ketenzicht.accounts.actions import notify_desk
from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.workdays import Limit, Unit
from ketenzicht.handover import queries as handovers
from ketenzicht.handover.domain.states import TAKEN_ON, HandoverState
from ketenzicht.partners.queries import RouteAdvice
from ketenzicht.reporting import actions as reporting
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.signals.domain import limits
from ketenzicht.signals.domain.public_view import public_status
from ketenzicht.signals.domain.states import NOT_OPEN, SignalState, WaitingFor
from ketenzicht.signals.models import Signal
from ketenzicht.signals.queries.facts import advice_for, unanswered
from ketenzicht.signals.queries.reports import report_ids
from ketenzicht.signals.queries.visible import with_all_under
from ketenzicht.signals.words import Urgency

ASSESSMENT, REPLY, ACUTE, WAITING = "signal.assessment", "signal.reply", "signal.acute", "signal.waiting"
WITH_PARTNER = TAKEN_ON | {HandoverState.FINISHED}


def subject_of(signal: Signal) -> clocks.Subject:
    """The signal as clocks and hand-offs name it."""
    return ("signal", signal.pk)


def desk_actor(desk_id: int) -> Actor:
    """The product acting for the desk that holds a signal, when something comes in from outside."""
    return Actor.desk(
        desk_id, Verb.SIGNAL_READ, Verb.REPORT_READ, Verb.REPLY_SEND, Verb.HANDOVER_READ, Verb.HANDOVER_SEND
    )


def sent_states(signal: Signal, *, by: Actor) -> frozenset[HandoverState]:
    """How far the hand-offs are of a signal and of what lies under it: the work on them goes on here."""
    return handovers.states_sent_for(by, "signal", with_all_under(signal))


def status_now(signal: Signal, *, by: Actor, answered: bool) -> PublicStatus:
    """The status of the signal in the reporter's words."""
    sent = sent_states(signal, by=by)
    return public_status(
        SignalState(signal.state),
        open_question=signal.waiting_for == WaitingFor.REPORTER,
        with_partner=bool(sent & WITH_PARTNER),
        replied=answered,
    )


def tell_reporters(signal: Signal, *, by: Actor, at: datetime) -> None:
    """Put the status in the reporter's words on every receipt of the signal."""
    reports, waiting = report_ids(signal), unanswered(signal)
    for answered in (True, False):
        to = [report_id for report_id in reports if (report_id not in waiting) is answered]
        if to:
            status = status_now(signal, by=by, answered=answered)
            reporting.set_status(report_ids=to, status=status, look_again_on=None, by=by, at=at)


def tell_desk(signal: Signal) -> None:
    """Mail the people who work on the desk's signals that there is something to look at."""
    notify_desk(desk_id=signal.desk_id, verb=Verb.SIGNAL_TRIAGE)


def start_clocks(signal: Signal, *, at: datetime) -> None:
    """Start the clocks a person has to meet: first assessment, answer to the reporter, acute danger."""
    advice = advice_for(signal, timezone.localdate(at))
    _start(ASSESSMENT, signal, advice.assessment or limits.ASSESSMENT, at)
    _start(REPLY, signal, advice.reply or limits.REPLY, at)
    if signal.urgency == Urgency.ACUTE:
        _start(ACUTE, signal, _acute_limit(advice), at)


def start_missing(signal: Signal, *, at: datetime, assess: bool = True) -> None:
    """Start what does not run yet of assessment, danger and answer; what is due is never postponed by it."""
    started = {clock.kind for clock in clocks.running(subject=subject_of(signal))}
    if assess and ASSESSMENT not in started:
        advice = advice_for(signal, timezone.localdate(at))
        _start(ASSESSMENT, signal, advice.assessment or limits.ASSESSMENT, at)
    if assess and ACUTE not in started and signal.urgency == Urgency.ACUTE:
        start_acute(signal, at=at)
    if REPLY not in started and unanswered(signal):
        start_reply(signal, at=at)


def start_reply(signal: Signal, *, at: datetime) -> None:
    """Start the clock for the answer to the reporter, by the route that holds now."""
    _start(REPLY, signal, advice_for(signal, timezone.localdate(at)).reply or limits.REPLY, at)


def start_acute(signal: Signal, *, at: datetime) -> None:
    """Start the clock of minutes that escalates when nobody acts on danger."""
    _start(ACUTE, signal, _acute_limit(advice_for(signal, timezone.localdate(at))), at)


def _acute_limit(advice: RouteAdvice) -> Limit:
    limit = advice.assessment
    return limit if limit and limit.unit is Unit.MINUTES else limits.ACUTE


def start_waiting(signal: Signal, *, at: datetime, reason: str) -> None:
    """Let assessment and answer stand still, and wait no longer than a fixed time."""
    for kind in (ASSESSMENT, REPLY):
        clocks.pause(kind=kind, subject=subject_of(signal), at=at, reason=reason)
    _start(WAITING, signal, limits.WAITING, at)


def stop_waiting(signal: Signal, *, at: datetime) -> None:
    """Let assessment and answer run on."""
    clocks.stop(WAITING, subject=subject_of(signal), at=at)
    for kind in (ASSESSMENT, REPLY):
        clocks.resume(kind=kind, subject=subject_of(signal), at=at)


def stop_clocks(signal: Signal, *kinds: str, at: datetime) -> None:
    """Stop the named clocks of the signal, or all of them."""
    clocks.stop(*kinds or (ASSESSMENT, REPLY, ACUTE, WAITING), subject=subject_of(signal), at=at)


def is_open(signal: Signal) -> bool:
    """Whether somebody still has to do something for the signal."""
    return SignalState(signal.state) not in NOT_OPEN


def _start(kind: str, signal: Signal, limit: Limit, at: datetime) -> None:
    clocks.start(kind=kind, subject=subject_of(signal), desk_id=signal.desk_id, limit=limit, at=at)
