"""How far measures are, the half-years in which progress is told, and who was asked to take part."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MeasureStatus(StrEnum):
    """How far a measure is."""

    PLANNED = "planned"
    RUNNING = "running"
    DELAYED = "delayed"
    DONE = "done"
    STOPPED = "stopped"


class Involved(StrEnum):
    """Whether experts by experience were asked."""

    ASKED = "asked"
    DECLINED = "declined"
    NOT_ASKED = "not_asked"


class Paid(StrEnum):
    """Whether they were paid for it."""

    PAID = "paid"
    EXPENSES = "expenses"
    UNPAID = "unpaid"
    UNKNOWN = "unknown"


@dataclass(frozen=True, order=True)
class HalfYear:
    """The first or the second half of a year, written as 2026-1."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> "HalfYear":
        """The half-year in which a day lies."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    def __str__(self) -> str:
        return f"{self.year}-{self.half}"

    @property
    def next(self) -> "HalfYear":
        """The one that follows."""
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    @property
    def before(self) -> "HalfYear":
        """The one that goes before."""
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)


def to_be_told(starts_on: date | None, ends_on: date | None, today: date) -> Iterator[HalfYear]:
    """The half-years that are over and in which a measure ran: progress has to be told of each."""
    if starts_on is None:
        return
    half, last = HalfYear.of(starts_on), HalfYear.of(min(ends_on or today, today))
    while half <= last and half.last_day < today:
        yield half
        half = half.next
