"""A report comes in, or more is told about one: the desk gets work."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from ketenzicht.common.actor import Actor, acting
from ketenzicht.reporting import queries as reporting
from ketenzicht.reporting.hooks import ReportAdded, ReportReceived
from ketenzicht.signals.actions.holding import A_MOMENT, move, settle
from ketenzicht.signals.actions.searching import index, refresh_search
from ketenzicht.signals.actions.telling import (
    desk_actor,
    start_clocks,
    start_missing,
    stop_waiting,
    tell_desk,
    tell_reporters,
)
from ketenzicht.signals.domain.states import SignalEvent, SignalState
from ketenzicht.signals.models import Signal, SignalReport
from ketenzicht.signals.queries.reports import signal_of_report
from ketenzicht.signals.queries.visible import signals_visible_to
from ketenzicht.signals.words import Urgency


def receive(event: ReportReceived) -> None:
    """Make a signal of a report, with its clocks, and tell the desk that there is one.

    Joined to ``reporting.hooks.on_received``: report and signal are stored together or not at all. A job can
    tell twice of the same report; there is one signal.
    """
    desk = desk_actor(event.desk_id)
    with acting(desk):
        if SignalReport.objects.filter(report_id=event.report_id).exists():
            return
        report = reporting.report_view(desk, event.report_id)
        signal = Signal.objects.create(
            number=_next_number(),
            desk_id=event.desk_id,
            state=SignalState.RECEIVED,
            state_since=event.received_at,
            urgency=Urgency.ACUTE if event.acute else Urgency.ORDINARY,
            municipality=report.municipality,
            subject=event.subject,
            setting=report.setting,
            received_at=event.received_at,
            last_activity_at=event.received_at,
            is_demonstration=event.is_demonstration,
        )
        SignalReport.objects.create(signal=signal, report_id=event.report_id, added_at=event.received_at)
        settle(
            signal,
            "received",
            by=desk,
            at=event.received_at,
            channel=event.channel,
            urgency=signal.urgency,
            report=str(event.report_id),
        )
        index(signal, said=reporting.words_of([report]))
        start_clocks(signal, at=event.received_at)
        tell_desk(signal)


def add_information(event: ReportAdded) -> None:
    """Put a signal back in triage because its reporter told more. Joined to ``reporting.hooks.on_added``.

    A report that lies under another signal now reaches that one.
    """
    desk = desk_actor(event.desk_id)
    with acting(desk):
        signal = _lying_under(event.report_id, desk)
        if signal is None or _told_before(signal, event):
            return
        before = SignalState(signal.state)
        move(signal, SignalEvent.INFORMATION_ADDED, by=None, at=event.at)
        settle(signal, "information_added", by=desk, at=event.at, report=str(event.report_id))
        _clocks_after_addition(signal, before, event.at)
        refresh_search(signal, by=desk)
        tell_reporters(signal, by=desk, at=event.at)
        tell_desk(signal)


def _lying_under(report_id: UUID, desk: Actor) -> Signal | None:
    """The signal of a report, locked; when that was put under another one meanwhile, that other one."""
    held: Signal | None = None
    while (found := signal_of_report(report_id)) and (held is None or held.pk != found.pk):
        held = signals_visible_to(desk).select_for_update(of=("self",)).get(pk=found.pk)
    return held


def _told_before(signal: Signal, event: ReportAdded) -> bool:
    then = signal.events.filter(at__gte=event.at, at__lt=event.at + A_MOMENT)
    return then.filter(event="information_added", detail__report=str(event.report_id)).exists()


def _clocks_after_addition(signal: Signal, before: SignalState, at: datetime) -> None:
    if before is SignalState.WAITING:
        stop_waiting(signal, at=at)
    elif before is not SignalState.RECEIVED:
        start_missing(signal, at=at)


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('signals_number')")
        return int(cursor.fetchone()[0])
