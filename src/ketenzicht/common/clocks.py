"""Clocks: what is due for which desk, and the one engine that notices when it is too late.

A clock is a row, so a killed worker loses nothing: whatever is past due and has not been seen to is found
by the next run. The row is locked, marked and handled in one transaction, so nothing happens twice.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.workdays import Limit, Remaining, Unit, due_after_pause, due_at, remaining
from ketenzicht.common.models import Clock, Holiday
from ketenzicht.common.remembered import remembered

log = logging.getLogger(__name__)
Subject = tuple[str, UUID]


@dataclass(frozen=True)
class DueClock:
    """A clock as a handler gets it: ids and codes, no record."""

    kind: str
    subject: Subject
    desk_id: int
    due_at: datetime


Handler = Callable[[DueClock, datetime], None]
_handlers: dict[str, Handler] = {}


def on_due(kind: str, handler: Handler) -> None:
    """Let ``handler`` be called once for every clock of ``kind`` that passes its moment.

    It is called inside the engine's transaction and has to act as the desk itself. Parts join in
    ``AppConfig.ready()``.
    """
    if kind in _handlers:
        raise ValueError(f"Two handlers for {kind}")
    _handlers[kind] = handler


@remembered(lambda: "holidays")
def holidays() -> frozenset[date]:
    """The days on which offices are closed."""
    return frozenset(Holiday.objects.values_list("day", flat=True))


@transaction.atomic
def start(*, kind: str, subject: Subject, desk_id: int, limit: Limit, at: datetime) -> Clock:
    """Start a clock, or start it again from ``at`` when one of this kind was running for the subject."""
    stop(kind, subject=subject, at=at)
    return Clock.objects.create(
        kind=kind,
        subject_kind=subject[0],
        subject_id=subject[1],
        desk_id=desk_id,
        limit_quantity=limit.quantity,
        limit_unit=limit.unit.value,
        started_at=at,
        due_at=due_at(at, limit, holidays()),
    )


@transaction.atomic
def stop(*kinds: str, subject: Subject, at: datetime) -> None:
    """Stop the running clocks of these kinds for the subject, or every running clock of it."""
    clocks = running(subject=subject)
    (clocks.filter(kind__in=kinds) if kinds else clocks).update(stopped_at=at)


@transaction.atomic
def pause(*, kind: str, subject: Subject, at: datetime, reason: str) -> None:
    """Let the clock stand still, because somebody else has to do something first."""
    running(subject=subject, kind=kind).filter(paused_at=None).update(paused_at=at, pause_reason=reason)


@transaction.atomic
def resume(*, kind: str, subject: Subject, at: datetime) -> None:
    """Let a paused clock run on with what was left of it."""
    days_off = holidays()
    for clock in running(subject=subject, kind=kind).exclude(paused_at=None).select_for_update():
        if clock.paused_at:
            clock.due_at = due_after_pause(
                clock.due_at, Unit(clock.limit_unit), days_off, paused_at=clock.paused_at, resumed_at=at
            )
            clock.paused_at, clock.pause_reason = None, ""
            clock.save(update_fields=["due_at", "paused_at", "pause_reason"])


def running(*, subject: Subject, kind: str | None = None) -> QuerySet[Clock]:
    """The clocks of a subject that have not been stopped."""
    clocks = Clock.objects.filter(subject_kind=subject[0], subject_id=subject[1], stopped_at=None)
    return clocks if kind is None else clocks.filter(kind=kind)


def running_at(desk_ids: Iterable[int]) -> QuerySet[Clock]:
    """Every clock that runs for one of the desks, the first due first."""
    return Clock.objects.filter(desk_id__in=list(desk_ids), stopped_at=None).order_by("due_at", "id")


def time_left(clock: Clock, now: datetime, days_off: frozenset[date] | None = None) -> Remaining:
    """How much is left of a clock, or how late it is; a paused one as it stood when it was paused."""
    moment = clock.paused_at or now
    return remaining(
        clock.due_at, moment, Unit(clock.limit_unit), holidays() if days_off is None else days_off
    )


def first_due() -> datetime | None:
    """The moment of the clock that goes off first, of those that have not yet."""
    with acting(Actor.clockwork()):
        waiting = Clock.objects.filter(stopped_at=None, paused_at=None, fired_at=None)
        return waiting.order_by("due_at").values_list("due_at", flat=True).first()


def fire_due(at: datetime, most: int = 500) -> int:
    """Handle every clock whose moment has passed, each in its own transaction; says how many.

    A handler that fails leaves its clock as it was, for the next run, and does not stop the others.
    """
    fired = 0
    failed: set[UUID] = set()
    while fired + len(failed) < most:
        found = _fire_one(at, failed)
        if found is None:
            break
        fired += found
    return fired


def _fire_one(at: datetime, failed: set[UUID]) -> int | None:
    clock_id: UUID | None = None
    try:
        with acting(Actor.clockwork()):
            clock = (
                Clock.objects.filter(due_at__lte=at, stopped_at=None, paused_at=None, fired_at=None)
                .exclude(pk__in=failed)
                .order_by("due_at", "id")
                .select_for_update(skip_locked=True)
                .first()
            )
            if clock is None:
                return None
            clock_id = clock.pk
            clock.fired_at = at
            clock.save(update_fields=["fired_at"])
            if handler := _handlers.get(clock.kind):
                subject = (clock.subject_kind, clock.subject_id)
                handler(DueClock(clock.kind, subject, clock.desk_id, clock.due_at), at)
    except Exception:
        # Whatever a handler runs into, the other clocks have to go on; the next run tries this one again.
        log.exception("A clock could not be handled")
        if clock_id is None:
            raise
        failed.add(clock_id)
        return 0
    return 1
