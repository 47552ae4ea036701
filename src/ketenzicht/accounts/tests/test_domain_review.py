"""When a role has to be looked at again: a sum over days, whatever they are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.accounts.domain.review import (
    LOOK_AHEAD,
    QUARTERLY,
    YEARLY,
    Standing,
    due_on,
    standing,
    term_of,
)
from ketenzicht.common.domain.rights import FAR_REACHING, PRIVILEGED, ROLE_VERBS, Role, Verb

DAYS = st.dates(date(1990, 1, 1), date(2190, 12, 31))
ROLES = st.sampled_from(Role)
WORST = {QUARTERLY: (89, 92), YEARLY: (365, 366)}


@given(ROLES, DAYS, DAYS)
def test_it_is_a_term_after_the_last_time_somebody_looked(role: Role, granted: date, other: date) -> None:
    due = due_on(role, granted, None)
    least, most = WORST[term_of(role)]
    assert timedelta(least) <= due - granted <= timedelta(most)
    assert (due.year * 12 + due.month) - (granted.year * 12 + granted.month) == term_of(role)
    assert due.day == granted.day or (due + timedelta(1)).day == 1
    # Looking never brings it nearer, and looking before it was given counts for nothing.
    assert due_on(role, granted, other) == max(due, due_on(role, other, None))


@given(ROLES, DAYS, st.integers(0, 2000))
def test_it_never_comes_earlier_for_what_was_looked_at_later(role: Role, day: date, later: int) -> None:
    assert due_on(role, day, None) <= due_on(role, day + timedelta(later), None)


@given(DAYS, DAYS)
def test_it_goes_from_later_to_soon_to_overdue_and_never_back(due: date, today: date) -> None:
    order = [Standing.LATER, Standing.SOON, Standing.OVERDUE]
    now, tomorrow = standing(due, today), standing(due, today + timedelta(1))
    assert order.index(tomorrow) - order.index(now) in (0, 1)
    assert (now is Standing.OVERDUE) is (today > due)
    assert (now is Standing.LATER) is (due - today > LOOK_AHEAD)


@given(ROLES, DAYS)
def test_what_was_just_confirmed_waits_for_nobody(role: Role, today: date) -> None:
    assert standing(due_on(role, date(1990, 1, 1), today), today) is Standing.LATER


@pytest.mark.parametrize(
    ("role", "granted", "due"),
    [
        (Role.AUDITOR, date(2026, 11, 30), date(2027, 2, 28)),
        (Role.ADMINISTRATOR, date(2023, 11, 30), date(2024, 2, 29)),
        (Role.PARTNER_DESK, date(2024, 2, 29), date(2025, 2, 28)),
        (Role.FOCAL_OFFICER, date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_the_end_of_a_shorter_month_is_its_last_day(role: Role, granted: date, due: date) -> None:
    assert due_on(role, granted, None) == due


def test_roles_that_reach_beyond_a_desk_are_looked_at_more_often() -> None:
    assert {
        Role.CHAIN_DIRECTOR,
        Role.PRIVACY_OFFICER,
        Role.ADMINISTRATOR,
        Role.AUDITOR,
    } == PRIVILEGED
    assert {term_of(role) for role in PRIVILEGED} == {QUARTERLY}
    assert {term_of(role) for role in set(Role) - PRIVILEGED} == {YEARLY}
    assert term_of("a role of before") == YEARLY
    assert all(ROLE_VERBS[role] & FAR_REACHING for role in PRIVILEGED)


def test_the_database_knows_which_role_manages_accounts() -> None:
    # Its function accounts_looked_after counts administrators by this word.
    assert [role for role, verbs in ROLE_VERBS.items() if Verb.USER_MANAGE in verbs] == ["administrator"]
