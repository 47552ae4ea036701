"""What may stand in one line, on one axis or in one sum. What is not allowed is refused, with the reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations, pairwise

from ketenzicht.planning.domain.figures.counting import ADDS_UP, Counted, CountKind, Point, Precision, Told
from ketenzicht.planning.domain.figures.periods import Period


class Apart(StrEnum):
    """Why figures are not put together."""

    KIND = "kind"
    UNIT = "unit"
    DEFINITION = "definition"
    POPULATION = "population"
    BROKEN = "broken"
    REGION = "region"
    COUNTED_TWICE = "counted_twice"
    DOES_NOT_ADD_UP = "does_not_add_up"
    NO_PERIOD = "no_period"
    INEXACT = "inexact"


class Gap(StrEnum):
    """Why a line stops and begins anew."""

    BREAK = "break"
    MISSING = "missing"
    OTHER_LENGTH = "other_length"
    OVERLAP = "overlap"
    ESTIMATE = "estimate"


class NotComparable(Exception):
    """These figures are not put together; ``reasons`` say why, each once, in a fixed order."""

    def __init__(self, reasons: Iterable[Apart]) -> None:
        self.reasons = tuple(reason for reason in Apart if reason in set(reasons))
        super().__init__(", ".join(self.reasons))


@dataclass(frozen=True)
class Placed:
    """A figure that has a place in time and a value."""

    period: Period
    value: Decimal
    point: Point


@dataclass(frozen=True)
class Stretch:
    """Figures that follow each other without a gap. ``why`` and ``reason`` are of the gap before them."""

    figures: tuple[Placed, ...]
    why: Gap | None = None
    reason: str = ""


def newest(points: Iterable[Point]) -> list[Placed]:
    """Of every period the last revision, in order of time; not what was withdrawn or has no period."""
    last: dict[Period, Point] = {}
    for point in points:
        if point.period and (point.period not in last or point.revision > last[point.period].revision):
            last[point.period] = point
    return [
        Placed(period, point.value, point)
        for period, point in sorted(last.items(), key=lambda item: item[0])
        if point.value is not None
    ]


def stretches(told: Told) -> list[Stretch]:
    """The figures of a series cut wherever no line may be drawn; every placed figure is in exactly one."""
    figures = newest(told.points)
    if not figures:
        return []
    found, current = [], Stretch((figures[0],))
    for before, after in pairwise(figures):
        gap = _gap(told.counted.kind, before, after)
        if gap is None:
            current = Stretch((*current.figures, after), current.why, current.reason)
        else:
            found.append(current)
            current = Stretch((after,), gap, after.point.break_before)
    return [*found, current]


def _gap(kind: CountKind, before: Placed, after: Placed) -> Gap | None:
    if after.point.break_before:
        return Gap.BREAK
    if kind == CountKind.ESTIMATE:
        return Gap.ESTIMATE  # each is made for its own period; between two of them nothing was estimated
    if after.period.overlaps(before.period):
        return Gap.OVERLAP
    if after.period.length != before.period.length:
        return Gap.OTHER_LENGTH
    return None if after.period.follows(before.period) else Gap.MISSING


def reasons_apart(one: Counted, other: Counted) -> frozenset[Apart]:
    """Why two series have no axis in common; nothing when they count the same thing in the same way."""
    reasons = {
        Apart.KIND: one.kind != other.kind,
        Apart.UNIT: _plain(one.unit) != _plain(other.unit),
        Apart.DEFINITION: _plain(one.definition) != _plain(other.definition),
        Apart.POPULATION: _plain(one.population) != _plain(other.population),
    }
    return frozenset(reason for reason, holds in reasons.items() if holds)


def require_one_axis(series: Sequence[Told]) -> None:
    """Raises NotComparable unless all of them count the same thing in the same way."""
    reasons = {
        reason
        for one, other in combinations(series, 2)
        for reason in reasons_apart(one.counted, other.counted)
    }
    if reasons:
        raise NotComparable(reasons)


def added(series: Sequence[Told]) -> list[tuple[Period, Decimal]]:
    """The sums over the periods that all of them have. Raises NotComparable.

    Only separate things in separate regions are added, and only where no series is broken.
    """
    require_one_axis(series)
    reasons = {reason for told in series for reason in _against_adding(told)}
    if len({_plain(told.counted.region) for told in series}) < len(series):
        reasons.add(Apart.REGION)
    values = [{figure.period: figure.value for figure in newest(told.points)} for told in series]
    shared = sorted(set.intersection(*map(set, values))) if values else []
    if not shared:
        reasons.add(Apart.NO_PERIOD)
    if reasons:
        raise NotComparable(reasons)
    return [(period, sum((one[period] for one in values), Decimal(0))) for period in shared]


def _against_adding(told: Told) -> set[Apart]:
    found = {
        Apart.DOES_NOT_ADD_UP: told.counted.kind not in ADDS_UP,
        Apart.COUNTED_TWICE: bool(told.counted.counted_twice),
        # The whole country holds every region already.
        Apart.REGION: not told.counted.region,
        Apart.BROKEN: any(stretch.why == Gap.BREAK for stretch in stretches(told)),
        Apart.INEXACT: any(figure.point.precision != Precision.EXACT for figure in newest(told.points)),
    }
    return {reason for reason, holds in found.items() if holds}


@dataclass(frozen=True)
class Change:
    """From one figure to a later one of the same stretch."""

    first: Placed
    last: Placed

    @property
    def difference(self) -> Decimal:
        """How much more it is; less is below zero."""
        return self.last.value - self.first.value


def change_between(told: Told, first: Period, last: Period) -> Change:
    """What changed between two periods. Raises NotComparable when a gap lies between them."""
    for stretch in stretches(told):
        by_period = {figure.period: figure for figure in stretch.figures}
        if first in by_period and last in by_period:
            change = Change(by_period[first], by_period[last])
            if Precision.MORE_THAN in (change.first.point.precision, change.last.point.precision):
                raise NotComparable([Apart.INEXACT])
            return change
    raise NotComparable([Apart.BROKEN])


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")
