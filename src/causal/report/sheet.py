"""The pieces a report is set from, as plain data for the template."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Bar:
    """Shares that fall, stay and rise; ``alt`` says the same to who cannot see it."""

    name: str
    negative: float
    zero: float
    positive: float
    caption: str
    alt: str


@dataclass(frozen=True)
class Card:
    """One of the three verdicts."""

    name: str
    headline: str
    lines: Sequence[str] = ()
    bars: Sequence[Bar] = ()


@dataclass(frozen=True)
class Table:
    """Rows under a head; ``columns`` are shares of the width (0: as needed); ``align`` is l or r for each."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    columns: Sequence[float]
    align: str


@dataclass(frozen=True)
class Mark:
    """A value on an axis with its words."""

    value: float
    label: str


@dataclass(frozen=True)
class Line:
    """A named line; ``name_at`` is the height at which its name stands."""

    name: str
    values: Sequence[float]
    name_at: float


@dataclass(frozen=True)
class Chart:
    """Lines over time."""

    alt: str
    times: Sequence[float]
    ticks: Sequence[Mark]
    moments: Sequence[Mark]
    unit: str
    series: Sequence[Line]


@dataclass(frozen=True)
class Part:
    """A heading with what stands under it; the larger ``spare``, the sooner it goes when room is short."""

    title: str
    lines: Sequence[str] = ()
    items: Sequence[str] = ()
    table: Table | None = None
    chart: Chart | None = None
    after: Sequence[str] = ()
    spare: int = 0


@dataclass(frozen=True)
class Sheet:
    """A whole report."""

    language: str
    title: str
    author: str
    keywords: Sequence[str]
    kicker: str
    question: str
    footer: str
    answer: Sequence[str]
    verdicts: Sequence[Card]
    parts: Sequence[Part]
    words: dict[str, str]
    size: float = 9.8

    def as_data(self) -> dict[str, Any]:
        """The sheet as JSON can hold it."""
        return asdict(self)
