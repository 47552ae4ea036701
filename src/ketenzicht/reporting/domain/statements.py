"""The five kinds of statement in a report, kept apart from the first page on.

What was seen, under which circumstances, what others said, what the reporter makes of it and where it comes
from weigh differently, and cannot be pulled apart afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class StatementKind(StrEnum):
    """What sort of statement it is, in the order in which they are asked and shown."""

    FACT = "fact"  # zelf gezien of gehoord
    CIRCUMSTANCE = "circumstance"  # waar, wanneer, in welke omstandigheden
    HEARD = "heard"  # van iemand anders gehoord
    INTERPRETATION = "interpretation"  # wat de melder ervan denkt
    SOURCE = "source"  # waar het vandaan komt


_ORDER = {kind: place for place, kind in enumerate(StatementKind)}


@dataclass(frozen=True)
class Statement:
    """One thing somebody said, with its kind."""

    kind: StatementKind
    text: str


def in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """What was said, by kind; within a kind in the order given. Blank ones are left out."""
    said = (one for one in statements if one.text.strip())
    return tuple(sorted(said, key=lambda one: _ORDER[one.kind]))
