"""The sum of a legal regime, over lives of every kind."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.retention.domain.terms import (
    Life,
    Rule,
    Start,
    Verdict,
    ends_on,
    months_after,
    starts_on,
    verdict,
)

days = st.dates(min_value=date(2015, 1, 1), max_value=date(2040, 12, 31))
SOFT = Rule("soft_signal", Start.CORROBORATION, 12, 12, 1)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    received = draw(days)
    later = st.integers(0, 4000).map(lambda number: received + timedelta(days=number))
    return Life(
        received,
        draw(later),
        draw(later),
        draw(st.none() | later),
        draw(st.none() | days),
        draw(st.booleans()),
    )


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    months = draw(st.none() | st.integers(1, 240))
    return Rule(
        "any", draw(st.sampled_from(Start)), months, draw(st.integers(0, 24)), draw(st.integers(0, 3))
    )


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 12, 5), 1, date(2026, 1, 5)),
        (date(2025, 3, 5), 180, date(2040, 3, 5)),
    ],
)
def test_it_counts_months_as_a_calendar_does(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


@given(days, st.integers(0, 300), st.integers(0, 300))
def test_more_months_never_end_sooner(day: date, some: int, more: int) -> None:
    assert months_after(day, some) <= months_after(day, some + more)


@given(rules(), lives(), st.integers(0, 9))
def test_it_never_ends_before_it_starts_and_no_further_than_the_regime_allows(
    rule: Rule, life: Life, extended: int
) -> None:
    start, end = starts_on(rule, life), ends_on(rule, life, extended)
    assert (end is None) == (start is None or rule.months is None)
    if end is not None and start is not None:
        first, last = ends_on(rule, life), ends_on(rule, life, rule.extensions)
        assert first
        assert last
        assert start < first <= end <= last


@given(rules(), lives(), days, st.integers(0, 9), st.booleans(), st.booleans())
def test_nothing_goes_that_is_held_open_shared_or_without_a_term_that_is_over(
    rule: Rule, life: Life, today: date, extended: int, held: bool, asked: bool
) -> None:
    said = verdict(rule, life, today, extended=extended, held=held, asked=asked)
    end = ends_on(rule, life, extended)
    shared = life.shared_now or (life.shared_until is not None and life.shared_until >= today)
    over = asked or (end is not None and end < today)
    may_go = not held and life.closed_on is not None and not shared and over
    assert (said is Verdict.DUE) == may_go


@given(rules(), lives(), days)
def test_what_may_go_today_may_go_tomorrow(rule: Rule, life: Life, today: date) -> None:
    if verdict(rule, life, today) is Verdict.DUE:
        assert verdict(rule, life, today + timedelta(days=1)) is Verdict.DUE


def test_a_confirmation_from_outside_begins_the_term_anew() -> None:
    life = Life(date(2025, 1, 10), date(2025, 6, 10), date(2025, 8, 1), date(2025, 8, 1))
    assert ends_on(SOFT, life) == date(2026, 6, 10)
    assert ends_on(SOFT, life, extended=1) == date(2027, 6, 10)
    assert ends_on(SOFT, life, extended=2) == date(2027, 6, 10)
