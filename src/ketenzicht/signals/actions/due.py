"""What happens when a clock of a signal has passed its moment."""

from datetime import datetime

from django.utils import timezone

from ketenzicht.accounts.actions import notify_desk
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.clocks import DueClock
from ketenzicht.common.domain.rights import Verb
from ketenzicht.partners import queries as partners
from ketenzicht.signals.actions.holding import move, note, settle
from ketenzicht.signals.actions.telling import (
    desk_actor,
    is_open,
    stop_waiting,
    tell_desk,
    tell_reporters,
)
from ketenzicht.signals.domain.states import SignalEvent, SignalState
from ketenzicht.signals.models import Signal
from ketenzicht.signals.queries.visible import signals_visible_to


def overdue(due: DueClock, at: datetime) -> None:
    """Say in the timeline and to the desk that something is too late. It does not count as work on it."""
    _late(due, at, "overdue")


def escalate(due: DueClock, at: datetime) -> None:
    """Nobody acted on danger in time: the desk and the chain director hear that, never what it is about."""
    signal = _late(due, at, "escalated")
    if signal is None:
        return
    municipality = signal.municipality_id or signal.desk.municipality_id
    for desk in partners.overseeing_desks(timezone.localdate(at), municipality):
        notify_desk(desk_id=desk.pk, verb=Verb.CLOCK_OVERSEE)


def stop_expecting(due: DueClock, at: datetime) -> None:
    """No answer came: a waiting signal goes back in triage and its clocks run on."""
    desk = desk_actor(due.desk_id)
    with acting(desk):
        signal = _held(due, desk)
        if signal.state != SignalState.WAITING:
            return
        move(signal, SignalEvent.CLOCK, by=None, at=at)
        settle(signal, "waited_long_enough", by=desk, at=at)
        stop_waiting(signal, at=at)
        tell_reporters(signal, by=desk, at=at)
        tell_desk(signal)


def _held(due: DueClock, desk: Actor) -> Signal:
    """The signal, locked at once or not at all.

    The engine holds the clock already, and whoever works on the signal may want that clock next: waiting
    here would let the two wait for each other. A clock that fails is handled by the next run.
    """
    rows = signals_visible_to(desk).select_related("desk")
    return rows.select_for_update(of=("self",), nowait=True).get(pk=due.subject[1])


def _late(due: DueClock, at: datetime, event: str) -> Signal | None:
    desk = desk_actor(due.desk_id)
    with acting(desk):
        signal = _held(due, desk)
        if not is_open(signal):
            return None
        note(signal, event, by=desk, at=at, shown={"clock": due.kind})
        audit.record(
            kind=f"signals.signal.{event}",
            target=("signal", signal.pk),
            by=desk,
            at=at,
            desk_id=signal.desk_id,
            clock=due.kind,
        )
        tell_desk(signal)
        return signal
