"""Who works on a signal: take, assign, give back, and many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ketenzicht.accounts.queries import users_at
from ketenzicht.common.actor import Actor, NotAllowed, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.signals.actions.holding import Work, hold, move, require_open, settle
from ketenzicht.signals.domain.states import NOT_OPEN, SignalEvent, SignalState
from ketenzicht.signals.models import Signal


class NotAColleague(Exception):
    """The person to assign to does not work on signals at this desk."""


class RowResult(StrEnum):
    """How one row of many went."""

    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class BulkRow:
    """One row of a bulk assignment: how it went and because of what."""

    signal_id: UUID
    result: RowResult
    because: str = ""
    number: int | None = None


@transaction.atomic
def take(*, signal_id: UUID, version: datetime | None = None, by: Actor, at: datetime) -> Signal:
    """Take a signal up yourself; one that nobody had looked at goes in triage at once."""
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_TRIAGE, version=version)
    require_open(signal, Work.ASSIGN)
    signal.assignee_id = by.user_id
    if signal.state == SignalState.RECEIVED:
        move(signal, SignalEvent.TAKE_UP, by=by, at=at)
    settle(signal, "taken", by=by, at=at)
    return signal


@transaction.atomic
def assign(
    *, signal_id: UUID, to_user_id: int, version: datetime | None = None, by: Actor, at: datetime
) -> Signal:
    """Give a signal to a colleague of the desk. Raises NotAColleague, MoveNotAllowed, ChangedMeanwhile."""
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_ASSIGN, version=version)
    require_open(signal, Work.ASSIGN)
    _assign(signal, to_user_id, by, at)
    return signal


@transaction.atomic
def unassign(*, signal_id: UUID, version: datetime | None = None, by: Actor, at: datetime) -> Signal:
    """Give a signal back to the desk, so that a colleague can take it."""
    signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_ASSIGN, version=version)
    require_open(signal, Work.ASSIGN)
    signal.assignee_id = None
    settle(signal, "unassigned", by=by, at=at)
    return signal


def bulk_assign(
    *, signal_ids: Sequence[UUID], to_user_id: int, seen_at: datetime, by: Actor, at: datetime
) -> list[BulkRow]:
    """Give many signals to one colleague. Each row stands by itself: one that fails leaves the others done.

    A row that somebody worked on after ``seen_at`` is skipped, never overwritten.
    """
    # In one order whatever was chosen first: two people who do this at once never wait for each other.
    rows = {each: _assign_row(each, to_user_id, seen_at, by, at) for each in sorted(set(signal_ids))}
    return [rows[each] for each in dict.fromkeys(signal_ids)]


def _assign_row(signal_id: UUID, to_user_id: int, seen_at: datetime, by: Actor, at: datetime) -> BulkRow:
    try:
        with transaction.atomic():
            signal = hold(signal_id=signal_id, by=by, verb=Verb.SIGNAL_ASSIGN)
            skipped = _why_skipped(signal, to_user_id, seen_at)
            if not skipped:
                _assign(signal, to_user_id, by, at)
    except NotAColleague:
        return BulkRow(signal_id, RowResult.FAILED, "not_a_colleague")
    except (NotAllowed, NotVisible):
        return BulkRow(signal_id, RowResult.FAILED, "not_visible")
    return BulkRow(signal_id, RowResult.SKIPPED if skipped else RowResult.DONE, skipped, signal.number)


def _why_skipped(signal: Signal, to_user_id: int, seen_at: datetime) -> str:
    because = {
        "not_open": signal.state in NOT_OPEN,
        "already_assigned": signal.assignee_id == to_user_id,
        "changed_meanwhile": signal.last_activity_at > seen_at,
    }
    return next((code for code, yes in because.items() if yes), "")


def _assign(signal: Signal, to_user_id: int, by: Actor, at: datetime) -> None:
    colleagues = users_at([signal.desk_id], Verb.SIGNAL_TRIAGE, timezone.localdate(at))
    if not colleagues.filter(pk=to_user_id).exists():
        raise NotAColleague
    signal.assignee_id = to_user_id
    settle(signal, "assigned", by=by, at=at, to_user=to_user_id)
