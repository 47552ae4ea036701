"""What a figure counts, how exact it is, and one figure of a series."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ketenzicht.planning.domain.figures.periods import Period


class CountKind(StrEnum):
    """What one is counting. A report, a victim and an estimate are three different things."""

    REPORT = "report"
    VICTIM = "victim"
    ESTIMATE = "estimate"
    COMPLAINT = "complaint"
    INVESTIGATION = "investigation"
    SUSPECT = "suspect"
    CONVICTION = "conviction"
    NORM = "norm"
    SHARE = "share"
    MONEY = "money"
    PARTICIPATION = "participation"


# Counts of separate things. Shares, norms and estimates do not become one figure by adding.
ADDS_UP = frozenset(CountKind) - {CountKind.ESTIMATE, CountKind.SHARE, CountKind.NORM}


class Precision(StrEnum):
    """How exactly a source gives a figure."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"


class SourceKind(StrEnum):
    """What kind of place figures come from."""

    REGISTER = "register"
    STUDY = "study"
    ACCOUNT = "account"
    OPEN_DATA = "open_data"
    SUMMARY = "summary"
    PRESS = "press"


@dataclass(frozen=True)
class Counted:
    """What a series counts. An empty region is the whole country."""

    kind: CountKind
    unit: str
    definition: str
    population: str
    region: str = ""
    counted_twice: str = ""


@dataclass(frozen=True)
class Point:
    """One figure. Without a period the source does not say when it held; without a value it was withdrawn.

    ``break_before`` is why it cannot be compared with what stands before it.
    """

    period: Period | None
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    precision: Precision = Precision.EXACT
    revision: int = 1
    break_before: str = ""
    certain: bool = True


@dataclass(frozen=True)
class Told:
    """What is counted, with its figures."""

    counted: Counted
    points: tuple[Point, ...]
