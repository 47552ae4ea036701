"""Reads the rows of the demonstration region, and the reference data they are held against."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]
PRODUCT = Path(__file__).parents[2]
DATA = PRODUCT / "config" / "demonstration" / "data"


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


@cache
def people() -> dict[str, Row]:
    return {row["key"]: row for row in read(DATA / "people.yaml")}


@cache
def reports() -> tuple[Row, ...]:
    return tuple(row for path in sorted((DATA / "signals").glob("*.yaml")) for row in read(path))


@cache
def by_key() -> dict[str, Row]:
    return {row["key"]: row for row in reports()}


def steps(*kinds: str) -> Iterator[tuple[Row, Row]]:
    for report in reports():
        for step in report.get("story", ()):
            if not kinds or step["do"] in kinds:
                yield report, step


def span(words: str) -> timedelta:
    """How long "1d 3h" is."""
    units = {"d": "days", "h": "hours", "m": "minutes"}
    return sum((timedelta(**{units[w[-1]]: int(w[:-1])}) for w in words.split()), timedelta())


def age(report: Row) -> timedelta:
    """How long ago a report arrived at the least: loaded just after midnight."""
    if "minutes_ago" in report:
        return timedelta(minutes=report["minutes_ago"])
    hours, minutes = map(int, report["time"].split(":"))
    return timedelta(days=report["days_ago"], hours=-hours, minutes=-minutes)


@cache
def items(path: str) -> list[Row]:
    found: list[Row] = read(PRODUCT / path)["items"]
    return found


def codes(path: str) -> set[str]:
    return {row["code"] for row in items(path)}


def texts(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


@cache
def demonstration_desks() -> set[str]:
    return {row["code"] for row in read(DATA / "desks.yaml")["desks"]}
