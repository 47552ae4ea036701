"""Reading the rows of the demonstration, and placing them in time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone
from django.utils.translation import get_language

DATA = Path(__file__).resolve().parent / "data"
UNITS = {"d": "days", "h": "hours", "m": "minutes"}

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Happening:
    """Something that happens at a moment: a report arrives, or (with ``step``) something is done with it.

    ``began`` is when the report arrived.
    """

    at: datetime
    began: datetime
    report: Row
    step: Row | None = None


@cache
def people() -> tuple[Row, ...]:
    """Who can sign in, in the order in which they are offered."""
    return tuple(_read(DATA / "people.yaml"))


@cache
def desks() -> Row:
    """The organisations and desks that only the demonstration has."""
    found: Row = _read(DATA / "desks.yaml")
    return found


@cache
def plans() -> tuple[Row, ...]:
    """The plans, each with what it says."""
    return tuple(_read(DATA / "plans.yaml"))


@cache
def causes() -> Row:
    """The analysis of causes, with what stands in it and what was drawn."""
    found: Row = _read(DATA / "causes.yaml")
    return found


@cache
def identities() -> tuple[Row, ...]:
    """Who asked to see who a reporter is."""
    return tuple(_read(DATA / "identities.yaml"))


@cache
def questions() -> tuple[Row, ...]:
    """What is asked of the figures, each with what was found."""
    return tuple(_read(DATA / "questions.yaml"))


@cache
def reports() -> tuple[Row, ...]:
    """What was reported, each with its story."""
    return tuple(row for path in sorted((DATA / "signals").glob("*.yaml")) for row in _read(path))


def about(email: str) -> str:
    """One line about somebody of the demonstration, in the language of the page; empty for anybody else."""
    language = "en" if (get_language() or "nl").startswith("en") else "nl"
    return next((str(row["about"][language]) for row in people() if row["email"] == email), "")


def receipts() -> list[str]:
    """The receipt codes that are told to whoever tries the demonstration."""
    return [row["receipt"] for row in reports() if "receipt" in row]


def happenings(now: datetime) -> list[Happening]:
    """Everything that happened up to ``now``, in the order in which it did."""
    return sorted((one for row in reports() for one in _story(row, now)), key=lambda one: one.at)


def span(words: str) -> timedelta:
    """How long "1d 3h" is."""
    return sum((timedelta(**{UNITS[word[-1]]: int(word[:-1])}) for word in words.split()), timedelta())


def arrival(row: Row, now: datetime) -> datetime:
    """When a report came in."""
    if "minutes_ago" in row:
        return now - timedelta(minutes=row["minutes_ago"])
    day = timezone.localdate(now) - timedelta(days=row["days_ago"])
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(row["time"])))


def _story(row: Row, now: datetime) -> Iterator[Happening]:
    began = arrival(row, now)
    yield Happening(began, began, row)
    for step in row.get("story", ()):
        # A day on which the clock was changed can push the last step over the edge.
        yield Happening(min(began + span(step["after"]), now), began, row, step)


def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
