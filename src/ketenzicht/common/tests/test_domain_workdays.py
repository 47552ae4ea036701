"""Work days, limits and pauses."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.common.domain.workdays import (
    AMSTERDAM,
    Limit,
    Remaining,
    Unit,
    day_of,
    due_after_pause,
    due_at,
    is_working_day,
    remaining,
    working_days_between,
)

HOLIDAYS = frozenset(
    {date(2024, 4, 1), date(2024, 5, 9), date(2024, 5, 20), date(2024, 12, 25), date(2024, 12, 26)}
)
NONE: frozenset[date] = frozenset()

moments = st.datetimes(
    datetime(2023, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC), allow_imaginary=False
)
limits = st.builds(Limit, st.integers(1, 40), st.sampled_from(Unit))
holidays = st.frozensets(st.dates(date(2023, 1, 1), date(2027, 6, 1)), max_size=30)


def at(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


def workdays(count: int) -> Limit:
    return Limit(count, Unit.WORKDAYS)


@pytest.mark.parametrize(
    ("start", "count", "due", "because"),
    [
        (at(2024, 6, 3), 2, at(2024, 6, 5, 17), "two following work days"),
        (at(2024, 6, 3, 23, 59), 1, at(2024, 6, 4, 17), "a late evening is still that day"),
        (at(2024, 6, 7), 1, at(2024, 6, 10, 17), "the weekend does not count"),
        (at(2024, 6, 8), 1, at(2024, 6, 11, 17), "a Saturday counts from Monday"),
        (at(2024, 6, 9), 1, at(2024, 6, 11, 17), "a Sunday counts from Monday"),
        (at(2024, 5, 8), 1, at(2024, 5, 10, 17), "Ascension Day does not count"),
        (at(2024, 5, 9), 1, at(2024, 5, 13, 17), "a holiday counts from the next working day"),
        (at(2024, 12, 24), 1, at(2024, 12, 27, 17), "two days of Christmas"),
        (at(2024, 2, 28), 1, at(2024, 2, 29, 17), "the leap day is a day"),
        (at(2024, 3, 29), 1, at(2024, 4, 2, 17), "Easter Monday, and the clock moves forward"),
        (at(2024, 10, 25), 1, at(2024, 10, 28, 17), "the clock moves back in the weekend"),
    ],
)
def test_it_ends_at_the_end_of_the_office_day(
    start: datetime, count: int, due: datetime, because: str
) -> None:
    assert due_at(start, workdays(count), HOLIDAYS) == due.astimezone(UTC), because


def test_it_counts_minutes_straight_through_the_hour_that_is_skipped() -> None:
    start = datetime(2024, 3, 31, 1, 50, tzinfo=AMSTERDAM)
    assert due_at(start, Limit(30, Unit.MINUTES), NONE) == start.astimezone(UTC) + timedelta(minutes=30)


def test_it_counts_minutes_straight_through_the_hour_that_comes_twice() -> None:
    start = datetime(2024, 10, 27, 2, 50, tzinfo=AMSTERDAM)
    due = due_at(start, Limit(60, Unit.MINUTES), NONE)
    assert due.astimezone(AMSTERDAM).replace(tzinfo=None) == datetime(2024, 10, 27, 2, 50)
    assert due.astimezone(AMSTERDAM).fold == 1


def test_it_keeps_the_wall_clock_for_days() -> None:
    due = due_at(at(2024, 3, 30, 9), Limit(1, Unit.DAYS), NONE)
    assert due == at(2024, 3, 31, 9).astimezone(UTC)


def test_it_counts_in_the_given_zone() -> None:
    start = datetime(2024, 6, 3, 23, 0, tzinfo=UTC)
    assert due_at(start, workdays(1), NONE) == at(2024, 6, 5, 17).astimezone(UTC)
    london = ZoneInfo("Europe/London")
    assert due_at(start, workdays(1), NONE, london) == datetime(2024, 6, 5, 16, tzinfo=UTC)


def test_it_is_the_day_in_amsterdam_just_after_midnight() -> None:
    winter, summer = (datetime(2026, month, 22, hour, 30, tzinfo=UTC) for month, hour in ((11, 23), (7, 22)))
    assert [day_of(moment).day for moment in (winter, summer, summer - timedelta(hours=1))] == [23, 23, 22]


def test_it_refuses_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due_at(datetime(2024, 6, 3), workdays(1), NONE)


@pytest.mark.parametrize("quantity", [0, -1])
def test_it_refuses_an_empty_limit(quantity: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Limit(quantity, Unit.DAYS)


@pytest.mark.parametrize(
    ("now", "unit", "expected"),
    [
        (at(2024, 6, 3), Unit.WORKDAYS, Remaining(False, 2, Unit.WORKDAYS)),
        (at(2024, 6, 5), Unit.WORKDAYS, Remaining(False, 0, Unit.WORKDAYS)),
        (at(2024, 6, 5, 17), Unit.WORKDAYS, Remaining(True, 0, Unit.DAYS)),
        (at(2024, 6, 8), Unit.WORKDAYS, Remaining(True, 3, Unit.DAYS)),
        (at(2024, 6, 1), Unit.DAYS, Remaining(False, 4, Unit.DAYS)),
        (at(2024, 6, 5, 16, 40), Unit.MINUTES, Remaining(False, 20, Unit.MINUTES)),
        (at(2024, 6, 5, 17, 20), Unit.MINUTES, Remaining(True, 20, Unit.MINUTES)),
    ],
)
def test_it_says_what_is_left(now: datetime, unit: Unit, expected: Remaining) -> None:
    assert remaining(at(2024, 6, 5, 17), now, unit, HOLIDAYS) == expected


def test_it_rounds_minutes_so_that_nothing_looks_late_before_it_is() -> None:
    due = at(2024, 6, 5, 17)
    almost = remaining(due, due - timedelta(seconds=1), Unit.MINUTES, NONE)
    assert almost == Remaining(False, 1, Unit.MINUTES)
    assert remaining(due, due, Unit.MINUTES, NONE) == Remaining(True, 0, Unit.MINUTES)


@pytest.mark.parametrize(
    ("paused", "resumed", "due", "because"),
    [
        (at(2024, 6, 3), at(2024, 6, 3, 11), at(2024, 6, 5, 17), "two work days were left"),
        (at(2024, 6, 4), at(2024, 6, 10), at(2024, 6, 11, 17), "one work day was left"),
        (at(2024, 6, 5), at(2024, 6, 10), at(2024, 6, 10, 17), "its last day was left"),
        (at(2024, 6, 5), at(2024, 6, 10, 18), at(2024, 6, 11, 17), "that day is already over"),
        (at(2024, 6, 6), at(2024, 6, 20), at(2024, 6, 5, 17), "it was late before the pause"),
    ],
)
def test_it_gives_back_what_was_left_at_the_pause(
    paused: datetime, resumed: datetime, due: datetime, because: str
) -> None:
    before = at(2024, 6, 5, 17)
    after = due_after_pause(before, Unit.WORKDAYS, HOLIDAYS, paused_at=paused, resumed_at=resumed)
    assert after == due.astimezone(UTC), because


def test_it_does_not_add_a_day_for_a_pause_in_the_weekend() -> None:
    saturday = at(2024, 6, 8)
    due = at(2024, 6, 10, 17)
    after = due_after_pause(due, Unit.WORKDAYS, NONE, paused_at=saturday, resumed_at=saturday)
    assert after == due.astimezone(UTC)


def test_it_refuses_to_resume_before_the_pause() -> None:
    with pytest.raises(ValueError, match="before"):
        due_after_pause(at(2024, 6, 5), Unit.DAYS, NONE, paused_at=at(2024, 6, 4), resumed_at=at(2024, 6, 3))


@given(moments, st.integers(1, 40), holidays)
def test_it_is_never_due_on_a_day_off(start: datetime, count: int, off: frozenset[date]) -> None:
    due = due_at(start, workdays(count), off).astimezone(AMSTERDAM)
    assert is_working_day(due.date(), off)
    assert due.hour == 17
    assert due > start


@given(moments, moments, limits, holidays)
def test_it_is_never_due_earlier_for_a_later_start(
    one: datetime, other: datetime, limit: Limit, off: frozenset[date]
) -> None:
    first, second = sorted([one, other])
    # A calendar day keeps the wall clock, so the skipped hour may fold two starts over each other.
    slack = timedelta(hours=1) if limit.unit is Unit.DAYS else timedelta(0)
    assert due_at(first, limit, off) <= due_at(second, limit, off) + slack


@given(moments, limits, holidays)
def test_it_is_due_later_for_a_longer_limit(start: datetime, limit: Limit, off: frozenset[date]) -> None:
    longer = Limit(limit.quantity + 1, limit.unit)
    assert due_at(start, longer, off) > due_at(start, limit, off)


@given(moments, limits, holidays, st.timedeltas(timedelta(0), timedelta(days=60)), st.data())
def test_it_never_shortens_by_pausing(
    start: datetime, limit: Limit, off: frozenset[date], length: timedelta, data: st.DataObject
) -> None:
    due = due_at(start, limit, off)
    paused = data.draw(st.datetimes(start.replace(tzinfo=None), due.replace(tzinfo=None)))
    paused = paused.replace(tzinfo=UTC)
    after = due_after_pause(due, limit.unit, off, paused_at=paused, resumed_at=paused + length)
    assert after >= due
    if limit.unit is Unit.WORKDAYS:
        assert is_working_day(after.astimezone(AMSTERDAM).date(), off)


@given(moments, limits, holidays, st.data())
def test_it_changes_nothing_by_a_pause_of_no_length(
    start: datetime, limit: Limit, off: frozenset[date], data: st.DataObject
) -> None:
    due = due_at(start, limit, off)
    paused = data.draw(st.datetimes(start.replace(tzinfo=None), due.replace(tzinfo=None)))
    paused = paused.replace(tzinfo=UTC)
    assert due_after_pause(due, limit.unit, off, paused_at=paused, resumed_at=paused) == due


@given(moments, st.integers(1, 40), holidays)
def test_it_counts_back_what_it_counted_forward(start: datetime, count: int, off: frozenset[date]) -> None:
    local = start.astimezone(AMSTERDAM).date()
    due = due_at(start, workdays(count), off).astimezone(AMSTERDAM).date()
    extra = 0 if is_working_day(local, off) else 1
    assert working_days_between(local, due, off) == count + extra


@given(moments, st.integers(1, 40), holidays, st.data())
def test_it_never_has_more_left_than_the_limit_gave(
    start: datetime, count: int, off: frozenset[date], data: st.DataObject
) -> None:
    due = due_at(start, workdays(count), off)
    earlier = data.draw(st.datetimes(start.replace(tzinfo=None), due.replace(tzinfo=None))).replace(
        tzinfo=UTC
    )
    first, later = remaining(due, start, Unit.WORKDAYS, off), remaining(due, earlier, Unit.WORKDAYS, off)
    assert first.quantity == count
    assert later.late or 0 <= later.quantity <= count


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (at(2024, 6, 7), 1),  # Friday, due on Monday
        (at(2024, 6, 8), 1),  # Saturday: Monday is still to come
        (at(2024, 6, 9), 1),
        (at(2024, 6, 10), 0),
    ],
)
def test_it_counts_on_a_day_off_as_on_the_next_working_day(now: datetime, left: int) -> None:
    assert remaining(at(2024, 6, 10, 17), now, Unit.WORKDAYS, NONE).quantity == left
