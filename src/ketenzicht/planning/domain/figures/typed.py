"""Figures as a person types them, one at a time or as a file, and what adding them would do."""

import re
from collections.abc import Iterator, Mapping, Sequence
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
    FROM_MEMORY = "from_memory"
    PROPOSAL = "proposal"


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
    """A figure that somebody wants to add. Without a value it withdraws the one that is there.

    Without a period its source does not say when it held.
    """

    period: Period | None
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
class FigureChange:
    """What adding a figure changes. ``revision`` above 1: beside an earlier one of value ``before``."""

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
    """A figure of a period that a series holds, as far as it matters here."""

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
    reason: str = ""

    def says_the_same(self, figure: TypedFigure) -> bool:
        """Whether adding this figure would say nothing new; the reason is no part of what is said."""
        said = [one.name for one in fields(self) if one.name not in ("revision", "reason")]
        return all(_plain(getattr(self, name)) == _plain(getattr(figure, name)) for name in said)

    def is_this(self, figure: TypedFigure) -> bool:
        """Whether the figure is this one, its reason too."""
        return self.says_the_same(figure) and _plain(self.reason) == _plain(figure.reason)


def one_kind_of_line_end(text: str) -> str:
    """The text with the same sign at the end of every line, whatever program wrote it."""
    return re.sub("\r\n?|[\u2028\u2029]", "\n", text).strip()


def _plain(said: object) -> object:
    return one_kind_of_line_end(said) if isinstance(said, str) else said


def changes_by(
    figures: Sequence[TypedFigure], there: Mapping[Period | None, Sequence[There]]
) -> list[FigureChange]:
    """What adding each of these changes in a series that holds ``there``; every figure gets an answer.

    ``there`` has of each period every revision, the first of them first. Figures of one period follow each
    other as its revisions, so that a series that was written out is the same one when it is read.
    """
    places: dict[Period | None, list[int]] = {}
    for place, figure in enumerate(figures):
        places.setdefault(figure.period, []).append(place)
    found: dict[int, FigureChange] = {}
    for period, same in places.items():
        follow = _undated if period is None else _follow
        answers = follow([figures[place] for place in same], there.get(period, ()))
        found.update(zip(same, answers, strict=True))
    return [found[place] for place in range(len(figures))]


def _follow(figures: Sequence[TypedFigure], there: Sequence[There]) -> Iterator[FigureChange]:
    """Figures of one period after each other: first those that are there, then what comes behind them."""
    known = there[_first_known(figures, there) :]
    for figure, one in zip(figures, known, strict=False):
        yield FigureChange(figure, one.revision, one.value, same=True)
    last = there[-1] if there else None
    for place, figure in enumerate(figures[len(known) :], len(known)):
        answer = _one(figure, last, again=place > 0)
        if answer.adds:
            last = _kept(answer)
        yield answer


def _first_known(figures: Sequence[TypedFigure], there: Sequence[There]) -> int:
    """At which revision these figures begin; past the last one where they are no continuation of any."""
    if len(figures) == 1:
        last = len(there) - 1
        return last if there and there[last].says_the_same(figures[0]) else len(there)
    return next(
        (
            first
            for first in range(len(there))
            if all(one.is_this(figure) for one, figure in zip(there[first:], figures, strict=False))
        ),
        len(there),
    )


def _undated(figures: Sequence[TypedFigure], there: Sequence[There]) -> Iterator[FigureChange]:
    """Figures of which nobody knows when they held replace nothing: each of them stands alone."""
    held = list(there)
    for figure in figures:
        same = any(one.says_the_same(figure) for one in held)
        answer = FigureChange(figure, 1, same=True) if same else _one(figure, None, again=False)
        held += [_kept(answer)] if answer.adds else []
        yield answer


def _kept(answer: FigureChange) -> There:
    said = {one.name: getattr(answer.figure, one.name) for one in fields(There) if one.name != "revision"}
    return There(revision=answer.revision, **said)


def _one(figure: TypedFigure, last: There | None, *, again: bool) -> FigureChange:
    troubles = figure.troubles
    if last is None:
        if figure.value is None:
            troubles.append(FigureTrouble.NOTHING_TO_WITHDRAW)
        return FigureChange(figure, 1, troubles=troubles)
    if last.says_the_same(figure):
        return FigureChange(figure, last.revision, last.value, same=True, troubles=troubles)
    if not figure.reason.strip():
        troubles.append(FigureTrouble.TWICE if again else FigureTrouble.NO_REASON)
    return FigureChange(figure, last.revision + 1, last.value, troubles=troubles)
