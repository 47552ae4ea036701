"""Time limits in work days, days and minutes: when something is due, what is left, what a pause does.

A limit in work days ends at the end of the office day of the nth working day that follows the start;
a start on a day off counts from the next working day. Working days are Monday to Friday without the
public holidays that are passed in (reference data). Every instant returned is in UTC, because two
instants in one local zone compare by the wall clock and go wrong in the hour the clock is put back.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
END_OF_OFFICE_DAY = time(17, 0)

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_SATURDAY = 5


class Unit(StrEnum):
    """What a limit is counted in."""

    MINUTES = "minutes"
    WORKDAYS = "workdays"
    DAYS = "days"


@dataclass(frozen=True)
class Limit:
    """A time limit, such as two work days. Raises ValueError below one or in an unknown unit."""

    quantity: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise ValueError("A limit is at least one.")
        object.__setattr__(self, "unit", Unit(self.unit))


@dataclass(frozen=True)
class Remaining:
    """How far away a due moment is: so many work days or minutes left, or so many days or minutes late.

    Zero work days left means due today; zero days late means it passed earlier today.
    """

    late: bool
    quantity: int
    unit: Unit


def day_of(moment: datetime, tz: ZoneInfo = AMSTERDAM) -> date:
    """The day it is there at ``moment``. Raises ValueError for a moment without a time zone."""
    return _local(moment, tz).date()


def is_working_day(day: date, holidays: frozenset[date]) -> bool:
    """Whether offices work on ``day``: Monday to Friday and no public holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def working_days_between(start: date, end: date, holidays: frozenset[date]) -> int:
    """The number of working days after ``start``, up to and including ``end``; 0 if end is not later."""
    span = (end - start).days
    return sum(is_working_day(start + n * _DAY, holidays) for n in range(1, span + 1))


def due_at(start: datetime, limit: Limit, holidays: frozenset[date], tz: ZoneInfo = AMSTERDAM) -> datetime:
    """The moment at which ``limit``, begun at ``start``, is over.

    Work days end at the end of the office day; days end at the same wall-clock time; minutes simply pass.
    Raises ValueError for a start without a time zone.
    """
    local = _local(start, tz)
    if limit.unit is Unit.MINUTES:
        return start.astimezone(UTC) + limit.quantity * _MINUTE
    if limit.unit is Unit.DAYS:
        return (local + limit.quantity * _DAY).astimezone(UTC)
    first = _working_day_from(local.date(), holidays)
    return _office_end(_following(first, limit.quantity, holidays), tz)


def due_after_pause(
    due: datetime,
    unit: Unit,
    holidays: frozenset[date],
    *,
    paused_at: datetime,
    resumed_at: datetime,
    tz: ZoneInfo = AMSTERDAM,
) -> datetime:
    """The new due moment of a clock that stood still between two moments; never earlier than ``due``.

    What remained of the limit at the pause is what remains at the resumption. A clock that was already
    late when it was paused stays as late as it was.
    Raises ValueError for a moment without a time zone, or a resumption before the pause.
    """
    if resumed_at < paused_at:
        raise ValueError("A clock cannot resume before it was paused.")
    if paused_at >= due:
        return due.astimezone(UTC)
    if unit is not Unit.WORKDAYS:
        return due.astimezone(UTC) + (resumed_at.astimezone(UTC) - paused_at.astimezone(UTC))
    return _resumed_workdays(due, paused_at, resumed_at, holidays, tz)


def remaining(
    due: datetime,
    now: datetime,
    unit: Unit,
    holidays: frozenset[date],
    tz: ZoneInfo = AMSTERDAM,
) -> Remaining:
    """What is left until ``due``, in the terms a person counts in; ``unit`` is that of the limit.

    Minutes are rounded up while time is left and down once it is over, so that nothing looks late
    before it is. Work days are counted from where the limit counts: on a day off from the next working
    day, so that never more is left than the limit gave. A late limit in work days is counted in calendar
    days: help waited those days too.
    Raises ValueError for a moment without a time zone.
    """
    today, due_day = day_of(now, tz), day_of(due, tz)
    late = now >= due
    if unit is Unit.MINUTES:
        passed = (now.astimezone(UTC) - due.astimezone(UTC)) // _MINUTE
        return Remaining(late, abs(passed), Unit.MINUTES)
    if late:
        return Remaining(True, (today - due_day).days, Unit.DAYS)
    if unit is Unit.DAYS:
        return Remaining(False, (due_day - today).days, Unit.DAYS)
    counted_from = min(_working_day_from(today, holidays), due_day)
    left = working_days_between(counted_from, due_day, holidays)
    # On the day off before the last working day that day is still to come.
    return Remaining(False, max(left, int(today < due_day)), Unit.WORKDAYS)


def _local(moment: datetime, tz: ZoneInfo) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(tz)


def _working_day_from(day: date, holidays: frozenset[date]) -> date:
    while not is_working_day(day, holidays):
        day += _DAY
    return day


def _following(day: date, count: int, holidays: frozenset[date]) -> date:
    for _ in range(count):
        day = _working_day_from(day + _DAY, holidays)
    return day


def _office_end(day: date, tz: ZoneInfo) -> datetime:
    return datetime.combine(day, END_OF_OFFICE_DAY, tz).astimezone(UTC)


def _resumed_workdays(
    due: datetime, paused: datetime, resumed: datetime, holidays: frozenset[date], tz: ZoneInfo
) -> datetime:
    counted_from = _working_day_from(day_of(paused, tz), holidays)
    left = working_days_between(counted_from, day_of(due, tz), holidays)
    first = _working_day_from(day_of(resumed, tz), holidays)
    end = _office_end(_following(first, left, holidays), tz)
    # Paused on its last day and resumed after office hours: that last day is over, the next one counts.
    if end <= resumed:
        end = _office_end(_following(first, 1, holidays), tz)
    return max(end, due.astimezone(UTC))
