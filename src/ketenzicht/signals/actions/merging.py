"""Two signals about the same matter: one goes under the other, and can be taken apart without loss."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.signals.actions.holding import hold, move, settle
from ketenzicht.signals.actions.searching import refresh_search
from ketenzicht.signals.actions.telling import (
    ACUTE,
    ASSESSMENT,
    REPLY,
    WAITING,
    start_acute,
    start_reply,
    subject_of,
    tell_reporters,
)
from ketenzicht.signals.domain.states import NOT_OPEN, SignalEvent, SignalState
from ketenzicht.signals.models import Signal, SignalReport
from ketenzicht.signals.queries.facts import unanswered
from ketenzicht.signals.queries.reports import report_ids
from ketenzicht.signals.queries.visible import signal_for, with_all_above
from ketenzicht.signals.words import Urgency

CLOCKS = (ASSESSMENT, REPLY, ACUTE, WAITING)


class CannotMerge(Exception):
    """These two cannot lie together: the same signal twice, another desk's, or one that is not open."""


@transaction.atomic
def merge(
    *, signal_id: UUID, into_id: UUID, version: datetime | None = None, by: Actor, at: datetime
) -> Signal:
    """Put a signal under another one of the same desk: its reports move, its clocks stand still.

    Danger is never merged away: under an acute signal the other one becomes acute too.
    Raises CannotMerge, MoveNotAllowed, ChangedMeanwhile, NotVisible.
    """
    if signal_id == into_id:
        raise CannotMerge
    signal, other = _hold_both(signal_id, into_id, version, by)
    if signal.desk_id != other.desk_id or SignalState(other.state) in NOT_OPEN:
        raise CannotMerge
    move(signal, SignalEvent.MERGE, by=by, at=at)
    signal.merged_into = other
    moved, waiting = report_ids(signal), unanswered(signal)
    _move_reports(moved, signal, other, at)
    settle(signal, "merged", by=by, at=at, into=other.number)
    if signal.urgency == Urgency.ACUTE:
        other.urgency = Urgency.ACUTE
    came = {"reports": [str(pk) for pk in moved], "unanswered": sorted(str(pk) for pk in waiting)}
    settle(other, "took_in", by=by, at=at, shown=came, number=signal.number)
    _take_over_clocks(signal, other, bool(waiting), at)
    _after(other, signal, by, at)
    return other


def _take_over_clocks(signal: Signal, other: Signal, waiting: bool, at: datetime) -> None:
    """Let what was due of a signal be due of the one that it goes under, unless that runs there already."""
    runs = {clock.kind for clock in clocks.running(subject=subject_of(other))}
    for kind in CLOCKS:
        clocks.pause(kind=kind, subject=subject_of(signal), at=at, reason="merged")
    if signal.urgency == Urgency.ACUTE and ACUTE not in runs:
        start_acute(other, at=at)
    if waiting and REPLY not in runs:
        # From when it began: putting signals together postpones nothing.
        began = clocks.running(subject=subject_of(signal), kind=REPLY).first()
        start_reply(other, at=began.started_at if began else at)
        if other.state == SignalState.WAITING:
            clocks.pause(kind=REPLY, subject=subject_of(other), at=at, reason=other.waiting_for)


@transaction.atomic
def unmerge(
    *, signal_id: UUID, reason: str, version: datetime | None = None, by: Actor, at: datetime
) -> Signal:
    """Take a signal apart again: every report it had goes back to it, its clocks run on.

    Raises ReasonMissing, MoveNotAllowed, ChangedMeanwhile, NotVisible.
    """
    into_id = signal_for(by, signal_id).merged_into_id
    if into_id is None:
        raise MoveNotAllowed(SignalState(signal_for(by, signal_id).state), SignalEvent.TAKE_APART)
    signal, other = _hold_both(signal_id, into_id, version, by)
    merged_at = signal.state_since
    had = SignalReport.objects.filter(signal=signal, removed_at=merged_at).values_list("report_id", flat=True)
    move(signal, SignalEvent.TAKE_APART, by=by, at=at, reason=reason)
    signal.merged_into = None
    # Only what still lies above: a report that went home to a third signal since stays there.
    lying = SignalReport.objects.filter(
        report_id__in=list(had), removed_at=None, signal__in=with_all_above(other)
    ).select_related("signal")
    holders = {row.signal_id: row.signal for row in lying}
    for holder in holders.values():
        _move_reports([row.report_id for row in lying if row.signal_id == holder.pk], holder, signal, at)
    settle(signal, "taken_apart", by=by, at=at, text=reason, from_number=other.number)
    settle(other, "gave_back", by=by, at=at, text=reason, number=signal.number)
    clocks.stop(WAITING, subject=subject_of(signal), at=at)
    for kind in CLOCKS:
        clocks.resume(kind=kind, subject=subject_of(signal), at=at)
    _after(signal, other, by, at)
    return signal


def _hold_both(signal_id: UUID, other_id: UUID, version: datetime | None, by: Actor) -> tuple[Signal, Signal]:
    # Always in the same order, so that two people who merge each other's signals do not wait for each other.
    held = {
        pk: hold(signal_id=pk, by=by, verb=Verb.SIGNAL_TRIAGE, version=version if pk == signal_id else None)
        for pk in sorted((signal_id, other_id))
    }
    return held[signal_id], held[other_id]


def _move_reports(moved: Iterable[UUID], frm: Signal, to: Signal, at: datetime) -> None:
    for report_id in moved:
        SignalReport.objects.filter(signal=frm, report_id=report_id, removed_at=None).update(removed_at=at)
        SignalReport.objects.create(signal=to, report_id=report_id, added_at=at)


def _after(first: Signal, second: Signal, by: Actor, at: datetime) -> None:
    for signal in (first, second):
        refresh_search(signal, by=by)
        tell_reporters(signal, by=by, at=at)
