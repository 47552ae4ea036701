"""Figures as a person types them, one at a time or as a file, and what adding them would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ketenzicht.planning.domain.figures.counting import Precision
from ketenzicht.planning.domain.figures.periods import Period


class Certainty(StrEnum):
    """How sure somebody is of a figure."""

    CERTAIN = "certain"
    OLD = "old"
    UNCERTAIN = "uncertain"


class FigureTrouble(StrEnum):
    """Why a figure cannot be added."""

    NO_PERIOD = "no_period"
    NO_VALUE = "no_value"
    NO_NUMBER = "no_number"
    WHICH_NUMBER = "which_number"
    TOO_LARGE = "too_large"
    OUTSIDE_INTERVAL = "outside_interval"
    NO_DATE = "no_date"
    NO_SOURCE = "no_source"
    NO_REASON = "no_reason"
    NOTHING_TO_WITHDRAW = "nothing_to_withdraw"
    TWICE = "twice"
    UNKNOWN_WORD = "unknown_word"
    TOO_LONG = "too_long"
    COLUMNS = "columns"


@dataclass(frozen=True)
class TypedFigure:
    """A figure that somebody wants to add. Without a value it withdraws the one that is there."""

    period: Period
    value: Decimal | None
    source: str
    low: Decimal | None = None
    high: Decimal | None = None
    precision: Precision = Precision.EXACT
    as_of: date | None = None
    certainty: Certainty = Certainty.CERTAIN
    break_before: str = ""
    reason: str = ""
    note: str = ""

    @property
    def troubles(self) -> list[FigureTrouble]:
        """What is wrong with it by itself."""
        low, high, value = self.low, self.high, self.value
        outside = value is not None and (
            (low is not None and value < low) or (high is not None and value > high)
        )
        found = {
            FigureTrouble.OUTSIDE_INTERVAL: outside or (low is not None and high is not None and high < low),
            FigureTrouble.NO_SOURCE: not self.source.strip(),
        }
        return [trouble for trouble, holds in found.items() if holds]


@dataclass(frozen=True)
class WhatToDo:
    """What adding a figure does. ``revision`` above 1: beside an earlier one, whose value is ``before``."""

    figure: TypedFigure
    revision: int
    before: Decimal | None = None
    same: bool = False
    troubles: list[FigureTrouble] = field(default_factory=list)

    @property
    def adds(self) -> bool:
        """Whether a figure comes in."""
        return not self.same and not self.troubles


@dataclass(frozen=True)
class There:
    """The last figure of a period, as far as it matters here."""

    revision: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    precision: str
    as_of: date | None
    source: str
    break_before: str
    certainty: str = Certainty.CERTAIN
    note: str = ""

    def says_the_same(self, figure: TypedFigure) -> bool:
        """Whether adding this figure would say nothing new."""
        said = [name.name for name in fields(self) if name.name != "revision"]
        return all(getattr(self, name) == getattr(figure, name) for name in said)


def what_to_do(figures: Sequence[TypedFigure], there: Mapping[Period, There]) -> list[WhatToDo]:
    """What adding each of these does to a series that holds ``there``; every figure gets an answer."""
    seen: set[Period] = set()
    found = []
    for figure in figures:
        found.append(_one(figure, there.get(figure.period), again=figure.period in seen))
        seen.add(figure.period)
    return found


def _one(figure: TypedFigure, there: There | None, *, again: bool) -> WhatToDo:
    troubles = [FigureTrouble.TWICE] if again else []
    troubles += figure.troubles
    if there is None:
        if figure.value is None:
            troubles.append(FigureTrouble.NOTHING_TO_WITHDRAW)
        return WhatToDo(figure, 1, troubles=troubles)
    if there.says_the_same(figure):
        return WhatToDo(figure, there.revision, there.value, same=True, troubles=troubles)
    if not figure.reason.strip():
        troubles.append(FigureTrouble.NO_REASON)
    return WhatToDo(figure, there.revision + 1, there.value, troubles=troubles)
