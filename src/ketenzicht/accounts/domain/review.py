"""When a role that somebody holds has to be looked at again."""

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from ketenzicht.common.domain.rights import PRIVILEGED

YEARLY: Final = 12
QUARTERLY: Final = 3
LOOK_AHEAD: Final = timedelta(days=14)


class Outcome(StrEnum):
    """What came of looking at a role."""

    CONFIRMED = "confirmed"
    ENDED = "ended"


class Standing(StrEnum):
    """Whether a role has to be looked at now."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


def term_of(role: str) -> int:
    """After how many months somebody looks at this role again."""
    return QUARTERLY if role in PRIVILEGED else YEARLY


def due_on(role: str, granted_on: date, confirmed_on: date | None) -> date:
    """The last day on which the role can be looked at in time."""
    since = granted_on if confirmed_on is None else max(granted_on, confirmed_on)
    return _months_after(since, term_of(role))


def standing(due: date, today: date) -> Standing:
    """How a role that has to be looked at before the end of ``due`` stands today."""
    if today > due:
        return Standing.OVERDUE
    return Standing.SOON if today >= due - LOOK_AHEAD else Standing.LATER


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    # The thirty-first of a shorter month is its last day.
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
