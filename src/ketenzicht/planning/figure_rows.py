"""The rows of figures that ship with the product, and what must hold between them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self, cast

from pydantic import BeforeValidator, Field, model_validator

from ketenzicht.common.reference.kinds import Kind, Reference, Rows
from ketenzicht.common.reference.problems import Problem
from ketenzicht.common.reference.rows import Code, OptionalCode, OptionalDate, Row, Sentence
from ketenzicht.planning.domain.figures.counting import CountKind, Precision, SourceKind
from ketenzicht.planning.domain.figures.periods import FIRST_DAY, LAST_DAY
from ketenzicht.planning.models import Figure, FigureSource, Series

SOURCES = "planning.figure_sources"
SERIES = "planning.series"
FIGURES = "planning.figures"


def _empty_is_none(value: Any) -> Any:
    return None if value == "" else value


Number = Annotated[Decimal | None, BeforeValidator(_empty_is_none)]


class FigureSourceRow(Row):
    """A place that figures come from."""

    position: int = Field(ge=1)
    kind: SourceKind
    can_tell_nl: Sentence
    can_tell_en: Sentence
    cannot_tell_nl: str = ""
    cannot_tell_en: str = ""


class SeriesRow(Row):
    """What was counted in one way."""

    position: int = Field(ge=1)
    kind: CountKind
    told_by: OptionalCode
    region: str = ""
    unit_nl: Sentence
    unit_en: Sentence
    definition_nl: Sentence
    definition_en: Sentence
    population_nl: Sentence
    population_en: Sentence
    counted_by_nl: Sentence
    counted_by_en: Sentence
    counted_twice_nl: str = ""
    counted_twice_en: str = ""
    cannot_say_nl: str = ""
    cannot_say_en: str = ""


class FigureRow(Row):
    """One value as it was published."""

    series: Code
    begins_on: OptionalDate
    ends_on: OptionalDate
    revision: int = Field(ge=1)
    value: Decimal
    low: Number = None
    high: Number = None
    precision: Precision
    as_of: OptionalDate = None
    break_before_nl: str = ""
    break_before_en: str = ""
    reason_nl: str = ""
    reason_en: str = ""
    note_nl: str = ""
    note_en: str = ""

    @model_validator(mode="after")
    def _has_a_whole_period_or_none(self) -> Self:
        if (self.begins_on is None) != (self.ends_on is None):
            raise ValueError("has half a period; write both days, or none where the source names none")
        if self.begins_on and self.ends_on and self.ends_on < self.begins_on:
            raise ValueError("ends_on lies before begins_on")
        if any(day and not FIRST_DAY <= day <= LAST_DAY for day in (self.begins_on, self.ends_on)):
            raise ValueError(f"a day lies outside {FIRST_DAY.year} to {LAST_DAY.year}")
        return self

    @model_validator(mode="after")
    def _lies_in_its_interval(self) -> Self:
        if (self.low is not None and self.value < self.low) or (
            self.high is not None and self.value > self.high
        ):
            raise ValueError("value lies outside low and high")
        return self

    @model_validator(mode="after")
    def _says_why_it_was_revised(self) -> Self:
        if (self.revision > 1) != bool(self.reason_nl and self.reason_en):
            raise ValueError("a revised figure has a reason in both languages, and no other figure has one")
        return self


def _revisions(rows: Rows) -> Iterator[Problem]:
    """Of every period the revisions count up from one, so that the earlier value is there too."""
    found: dict[tuple[str, date | None, date | None], list[FigureRow]] = {}
    for row in cast("tuple[FigureRow, ...]", rows[FIGURES]):
        found.setdefault((row.series, row.begins_on, row.ends_on), []).append(row)
    for same in found.values():
        ordered = sorted(same, key=lambda row: row.revision)
        if [row.revision for row in ordered] != list(range(1, len(ordered) + 1)):
            yield Problem(
                "planning/refdata/figures.csv",
                f"row {ordered[-1].code}",
                "revision: the figures of this period do not count up from 1",
                "Keep the earlier figure, and give the later one the next number.",
            )


def _told(rows: Rows) -> Iterator[Problem]:
    """No series without a figure: one of which nothing was read is a source, not a series."""
    with_figures = {row.series for row in cast("tuple[FigureRow, ...]", rows[FIGURES])}
    for row in rows[SERIES]:
        if row.code not in with_figures:
            yield Problem(
                "planning/refdata/series.yaml",
                f"row {row.code}",
                "has no figure",
                "Add its figures to figures.csv, or describe the source in figure_sources.yaml.",
            )


KINDS = (
    Kind(SOURCES, "figure_sources.yaml", FigureSourceRow, FigureSource),
    Kind(SERIES, "series.yaml", SeriesRow, Series, references=(Reference("told_by", SOURCES),)),
    Kind(
        FIGURES,
        "figures.csv",
        FigureRow,
        Figure,
        references=(Reference("series", SERIES),),
        checks=(_revisions, _told),
    ),
)
