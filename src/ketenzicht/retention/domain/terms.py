"""How long a record is kept: the rule of a legal regime over the life of a record. No clock, no database."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Start(StrEnum):
    """The moment from which a regime counts."""

    CORROBORATION = "corroboration"  # when it came in, or was last confirmed from outside
    FIRST_PROCESSING = "first_processing"
    LAST_CHANGE = "last_change"
    CLOSURE = "closure"


class Verdict(StrEnum):
    """Whether a record may go now, or the first reason why it stays."""

    DUE = "due"
    HELD = "held"
    OPEN = "open"
    SHARED = "shared"
    NO_TERM = "no_term"
    TERM_RUNS = "term_runs"


@dataclass(frozen=True)
class Rule:
    """What a regime says. ``months`` is None when it names no number: then a person decides, not a sum."""

    code: str
    start: Start
    months: int | None
    extension_months: int = 0
    extensions: int = 0


@dataclass(frozen=True)
class Life:
    """The moments of a record that rules count from."""

    received_on: date
    corroborated_on: date
    changed_on: date
    closed_on: date | None = None
    shared_until: date | None = None
    shared_now: bool = False


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where that one has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def starts_on(rule: Rule, life: Life) -> date | None:
    """From when the term counts; None while that is still to come."""
    moments: Mapping[Start, date | None] = {
        Start.CORROBORATION: max(life.received_on, life.corroborated_on),
        Start.FIRST_PROCESSING: life.received_on,
        Start.LAST_CHANGE: life.changed_on,
        Start.CLOSURE: life.closed_on,
    }
    return moments[rule.start]


def ends_on(rule: Rule, life: Life, extended: int = 0) -> date | None:
    """The last day that the regime keeps it; None when no day can be named.

    ``extended`` is how often somebody extended it; more often than the regime allows counts no further.
    """
    start = starts_on(rule, life)
    if start is None or rule.months is None:
        return None
    return months_after(start, rule.months + min(extended, rule.extensions) * rule.extension_months)


def verdict(
    rule: Rule, life: Life, today: date, *, extended: int = 0, held: bool = False, asked: bool = False
) -> Verdict:
    """Whether it may go on ``today``.

    A hold goes before everything. What is still worked on, or shared with somebody, stays whatever its term;
    a regime without a number never lets anything go by itself. ``asked`` says that a granted request lets it
    go before its term.
    """
    if held:
        return Verdict.HELD
    if life.closed_on is None:
        return Verdict.OPEN
    if life.shared_now or (life.shared_until is not None and life.shared_until >= today):
        return Verdict.SHARED
    if asked:
        return Verdict.DUE
    end = ends_on(rule, life, extended)
    if end is None:
        return Verdict.NO_TERM
    return Verdict.DUE if end < today else Verdict.TERM_RUNS
