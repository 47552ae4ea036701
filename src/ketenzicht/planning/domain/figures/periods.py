"""The periods that figures are about, as people write them: 2019, 2019-1, 2019-Q1, 2019-03, 2016-2019."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN_YEAR = r"(?:(?:19|20)\d\d|2100)"
_YEAR = rf"(?P<year>{_WRITTEN_YEAR})"
_SHAPES = (
    re.compile(rf"{_YEAR}"),
    re.compile(rf"{_YEAR}\s*[-–/]\s*(?P<until>{_WRITTEN_YEAR})"),
    re.compile(rf"{_YEAR}-(?P<half>[12])"),
    re.compile(rf"{_YEAR}[- ]?[QqKk](?P<quarter>[1-4])"),
    re.compile(rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])"),
)
# Outside these years a day is a slip of the pen, not a time that anybody counted.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_DAY = r"\d{4}-\d{2}-\d{2}"
_DAYS = re.compile(rf"(?P<first>{_DAY})(?:\s*(?:/|–|t/m|to)\s*(?P<last>{_DAY}))?")


class NoPeriod(ValueError):
    """What was typed is no period."""


@dataclass(frozen=True, order=True)
class Period:
    """From a day up to and including another."""

    begins: date
    ends: date

    def __post_init__(self) -> None:
        if self.ends < self.begins:
            raise NoPeriod(f"{self.begins}–{self.ends}")

    @property
    def months(self) -> int | None:
        """How many whole months it is; None when it is no row of whole months."""
        ends_a_month = self.ends.day == monthrange(self.ends.year, self.ends.month)[1]
        if self.begins.day != 1 or not ends_a_month:
            return None
        return (self.ends.year - self.begins.year) * 12 + self.ends.month - self.begins.month + 1

    @property
    def length(self) -> tuple[str, int]:
        """How long it is; two periods are as long as each other when this is the same."""
        if self.months is not None:
            return "months", self.months
        return "days", (self.ends - self.begins).days

    @property
    def middle(self) -> float:
        """The moment in its middle, in years."""
        return sum(self.span) / 2

    @property
    def span(self) -> tuple[float, float]:
        """Where it begins and ends, in years."""
        return _in_years(self.begins), _in_years(self.ends, days_on=1)

    def follows(self, other: "Period") -> bool:
        """Whether it begins on the day after the other ends."""
        return self.begins - other.ends == timedelta(days=1)

    def overlaps(self, other: "Period") -> bool:
        """Whether both hold on some day."""
        return self.begins <= other.ends and other.begins <= self.ends

    def __str__(self) -> str:
        year, months = self.begins.year, self.months
        if months is None or (months % 12 and months not in (1, 3, 6)):
            return str(self.begins) if self.begins == self.ends else f"{self.begins}/{self.ends}"
        if months % 12 == 0 and self.begins.month == 1:
            return str(year) if months == 12 else f"{year}–{self.ends.year}"
        if months == 6 and self.begins.month in (1, 7):
            return f"{year}-{1 if self.begins.month == 1 else 2}"
        if months == 3 and self.begins.month % 3 == 1:
            return f"{year}-Q{self.begins.month // 3 + 1}"
        return f"{year}-{self.begins.month:02}" if months == 1 else f"{self.begins}/{self.ends}"


def parse_period(text: str) -> Period:
    """The period in ``text``. Raises NoPeriod."""
    text = text.strip()
    if found := _DAYS.fullmatch(text):
        return _of_days(found["first"], found["last"] or found["first"])
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            return _of_months(int(found["year"]), found.groupdict())
    raise NoPeriod(text)


def _of_days(first: str, last: str) -> Period:
    try:
        found = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as error:
        raise NoPeriod(f"{first}/{last}") from error
    if found.begins < FIRST_DAY or found.ends > LAST_DAY:
        raise NoPeriod(f"{first}/{last}")
    return found


def _of_months(year: int, parts: dict[str, str | None]) -> Period:
    if until := parts.get("until"):
        return Period(date(year, 1, 1), date(int(until), 12, 31))
    if half := parts.get("half"):
        return _months(year, 6 * int(half) - 5, 6)
    if quarter := parts.get("quarter"):
        return _months(year, 3 * int(quarter) - 2, 3)
    if month := parts.get("month"):
        return _months(year, int(month), 1)
    return _months(year, 1, 12)


def _months(year: int, first: int, many: int) -> Period:
    last = first + many - 1
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _in_years(day: date, days_on: int = 0) -> float:
    days = 366 if monthrange(day.year, 2)[1] == 29 else 365
    return day.year + (day.timetuple().tm_yday - 1 + days_on) / days
