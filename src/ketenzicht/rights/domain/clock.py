"""By when a request is answered. No clock, no database."""

from dataclasses import dataclass
from datetime import date

from ketenzicht.retention.domain.terms import months_after


@dataclass(frozen=True)
class Answering:
    """What a law says about answering; no ``months`` when we know no number: then a person sets the day."""

    code: str
    months: int | None
    extension_months: int = 0


def due_on(term: Answering, arrived_on: date, *, extended: bool = False) -> date | None:
    """The last day on which the answer is in time; None when the law names no number that we know."""
    if term.months is None:
        return None
    return months_after(arrived_on, term.months + (term.extension_months if extended else 0))


def may_extend(term: Answering, arrived_on: date, today: date, *, extended: bool = False) -> bool:
    """Whether the term can still be extended: once, and only while it runs."""
    end = due_on(term, arrived_on)
    return bool(term.extension_months) and not extended and end is not None and today <= end


def days_left(due: date | None, today: date) -> int | None:
    """How many days are left; below zero it is too late."""
    return None if due is None else (due - today).days
