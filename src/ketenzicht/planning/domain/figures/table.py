"""A table of figures as text: written, and read again. A line gives a figure, or says what is wrong."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from typing import TypeVar

from ketenzicht.common.domain.written_dates import parse_written_date
from ketenzicht.planning.domain.figures.counting import Precision
from ketenzicht.planning.domain.figures.numbers import NoNumber, parse_number, write_number
from ketenzicht.planning.domain.figures.periods import NoPeriod, Period, parse_period
from ketenzicht.planning.domain.figures.typed import (
    Certainty,
    FigureTrouble,
    TypedFigure,
    one_kind_of_line_end,
)

Word = TypeVar("Word")
MOST_LINES = 2000
LONGEST_CELL = 2000
LONGEST_SOURCE = 300
SEPARATORS = (";", "\t", ",")


class Column(StrEnum):
    """What a column of the table holds."""

    PERIOD = "period"
    VALUE = "value"
    LOW = "low"
    HIGH = "high"
    PRECISION = "precision"
    AS_OF = "as_of"
    SOURCE = "source"
    CERTAINTY = "certainty"
    BREAK = "break_before"
    REASON = "reason"
    NOTE = "note"


NAMES: Mapping[Column, tuple[str, str]] = {
    Column.PERIOD: ("periode", "period"),
    Column.VALUE: ("waarde", "value"),
    Column.LOW: ("laag", "low"),
    Column.HIGH: ("hoog", "high"),
    Column.PRECISION: ("nauwkeurigheid", "precision"),
    Column.AS_OF: ("peildatum", "cut-off date"),
    Column.SOURCE: ("bron", "source"),
    Column.CERTAINTY: ("zekerheid", "certainty"),
    Column.BREAK: ("breuk", "break"),
    Column.REASON: ("reden", "reason"),
    Column.NOTE: ("toelichting", "note"),
}
PRECISIONS: Mapping[str, Precision] = {
    **dict.fromkeys(("", "exact", "precies"), Precision.EXACT),
    **dict.fromkeys(("ongeveer", "about", "≈", "ca", "ca.", "circa"), Precision.ABOUT),
    **dict.fromkeys(("meer dan", "more than", "more_than", ">"), Precision.MORE_THAN),
}
CERTAINTIES: Mapping[str, Certainty] = {
    **dict.fromkeys(("", "zeker", "certain"), Certainty.CERTAIN),
    **dict.fromkeys(("oud", "old"), Certainty.OLD),
    **dict.fromkeys(("onzeker", "uncertain"), Certainty.UNCERTAIN),
    **dict.fromkeys(("uit het geheugen", "from memory", "from_memory"), Certainty.FROM_MEMORY),
    **dict.fromkeys(("voorstel", "proposal"), Certainty.PROPOSAL),
}
NOT_STATED = ("niet genoemd", "not stated")
_BEFORE = re.compile(r"(?P<sign>≈|>|ca\.?|circa|ongeveer|about|meer dan|more than)\s*(?P<rest>.+)", re.I)
# What a spreadsheet is kept from running begins with a mark; what began with marks of its own, with one more.
_RUNS = r"(?='*\s*[=+\-@|%])"
_WOULD_RUN = re.compile(rf"\A{_RUNS}")
_KEPT_FROM_RUNNING = re.compile(rf"\A'{_RUNS}")


class TableTrouble(StrEnum):
    """Why a table as a whole cannot be read."""

    EMPTY = "empty"
    NO_HEADING = "no_heading"
    TWICE = "heading_twice"
    TOO_LONG = "table_too_long"
    BROKEN = "broken"


class NoTable(ValueError):
    """The text is no table of figures; ``trouble`` says why, ``word`` where."""

    def __init__(self, trouble: TableTrouble, word: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble, self.word = trouble, word


@dataclass(frozen=True)
class Line:
    """A line of the table by its number, with its figure or with what is wrong, by column."""

    number: int
    figure: TypedFigure | None
    troubles: list[tuple[Column | None, FigureTrouble]] = field(default_factory=list)


def write_table(figures: Iterable[TypedFigure], *, dutch: bool) -> str:
    """The figures as a table for a spreadsheet that ``read_table`` reads as the same figures."""
    table = StringIO(newline="")
    writer = csv.writer(table, delimiter=SEPARATORS[0])
    writer.writerow([NAMES[column][0 if dutch else 1] for column in Column])
    for figure in figures:
        cells = _cells(figure, dutch=dutch)
        writer.writerow([_WOULD_RUN.sub("'", cells[column], count=1) for column in Column])
    return table.getvalue()


def _cells(figure: TypedFigure, *, dutch: bool) -> dict[Column, str]:
    def number(value: Decimal | None) -> str:
        return "" if value is None else write_number(value, dutch=dutch)

    exact = figure.precision == Precision.EXACT
    return {
        Column.PERIOD: str(figure.period or NOT_STATED[0 if dutch else 1]),
        Column.VALUE: number(figure.value),
        Column.LOW: number(figure.low),
        Column.HIGH: number(figure.high),
        Column.PRECISION: "" if exact else figure.precision.replace("_", " "),
        Column.AS_OF: figure.as_of.isoformat() if figure.as_of else "",
        Column.SOURCE: one_kind_of_line_end(figure.source),
        Column.CERTAINTY: figure.certainty.replace("_", " "),
        Column.BREAK: one_kind_of_line_end(figure.break_before),
        Column.REASON: one_kind_of_line_end(figure.reason),
        Column.NOTE: one_kind_of_line_end(figure.note),
    }


def read_table(text: str) -> list[Line]:
    """The lines below the heading, whose name for the value says how numbers are read. Raises NoTable."""
    rows = _rows(text)
    if not rows:
        raise NoTable(TableTrouble.EMPTY)
    (_number, names), *lines = rows
    columns = _columns(names)
    if len(lines) > MOST_LINES:
        raise NoTable(TableTrouble.TOO_LONG, str(MOST_LINES))
    dutch = _plain(names[columns.index(Column.VALUE)]) == NAMES[Column.VALUE][0]
    return [_line(number, columns, cells, dutch=dutch) for number, cells in lines]


def _rows(text: str) -> list[tuple[int, list[str]]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    found = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((reader.line_num, [_KEPT_FROM_RUNNING.sub("", cell.strip()) for cell in cells]))
    except csv.Error as error:
        raise NoTable(TableTrouble.BROKEN, str(reader.line_num)) from error
    return found


def _columns(names: list[str]) -> list[Column]:
    known = {name: column for column, both in NAMES.items() for name in (*both, column.value)}
    found = []
    for name in names:
        column = known.get(_plain(name))
        if column is None:
            raise NoTable(TableTrouble.NO_HEADING, name[:60])
        if column in found:
            raise NoTable(TableTrouble.TWICE, name[:60])
        found.append(column)
    for needed in (Column.PERIOD, Column.VALUE):
        if needed not in found:
            raise NoTable(TableTrouble.NO_HEADING, NAMES[needed][0])
    return found


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _line(number: int, columns: list[Column], cells: list[str], *, dutch: bool) -> Line:
    while len(cells) > len(columns) and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > len(columns):
        return Line(number, None, [(None, FigureTrouble.COLUMNS)])
    typed = dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))
    reading = _Reading(typed, dutch=dutch)
    figure = reading.figure()
    return Line(number, figure if not reading.troubles else None, reading.troubles)


class _Reading:
    """One line while it is read; ``troubles`` collects what is wrong, so that all of it is said at once."""

    def __init__(self, cells: Mapping[Column, str], *, dutch: bool) -> None:
        self.cells, self.dutch = cells, dutch
        self.troubles: list[tuple[Column | None, FigureTrouble]] = [
            (column, FigureTrouble.TOO_LONG)
            for column, cell in cells.items()
            if len(cell) > (LONGEST_SOURCE if column == Column.SOURCE else LONGEST_CELL)
        ]

    def figure(self) -> TypedFigure:
        """The figure, as far as it could be read."""
        period, (sign, value) = self._period(), self._value()
        said = self._word(Column.PRECISION, PRECISIONS)
        known = TypedFigure(
            period=period,
            value=value,
            source=self._cell(Column.SOURCE),
            low=self._number(Column.LOW),
            high=self._number(Column.HIGH),
            precision=sign or said or Precision.EXACT,
            as_of=self._date(),
            certainty=self._word(Column.CERTAINTY, CERTAINTIES) or Certainty.CERTAIN,
            break_before=self._cell(Column.BREAK),
            reason=self._cell(Column.REASON),
            note=self._cell(Column.NOTE),
        )
        where = {FigureTrouble.NO_SOURCE: Column.SOURCE, FigureTrouble.OUTSIDE_INTERVAL: Column.VALUE}
        self.troubles += [(where[trouble], trouble) for trouble in known.troubles]
        return known

    def _cell(self, column: Column) -> str:
        return self.cells.get(column, "")

    def _period(self) -> Period | None:
        text = self._cell(Column.PERIOD)
        if _plain(text) in NOT_STATED:
            return None
        try:
            return parse_period(text)
        except NoPeriod:
            self.troubles.append((Column.PERIOD, FigureTrouble.NO_PERIOD))
            return None

    def _value(self) -> tuple[Precision | None, Decimal | None]:
        text = self._cell(Column.VALUE)
        found = _BEFORE.fullmatch(text)
        if found is None:
            return None, self._parsed(Column.VALUE, text)
        sign = self._known(Column.VALUE, found["sign"], PRECISIONS)
        return sign, self._parsed(Column.VALUE, found["rest"])

    def _number(self, column: Column) -> Decimal | None:
        return self._parsed(column, self._cell(column))

    def _parsed(self, column: Column, text: str) -> Decimal | None:
        if not text:
            return None
        try:
            return parse_number(text, dutch=self.dutch)
        except NoNumber as refused:
            self.troubles.append((column, refused.trouble))
            return None

    def _date(self) -> date | None:
        text = self._cell(Column.AS_OF)
        day = parse_written_date(text) if text else None
        if text and day is None:
            self.troubles.append((Column.AS_OF, FigureTrouble.NO_DATE))
        return day

    def _word(self, column: Column, words: Mapping[str, Word]) -> Word | None:
        return self._known(column, self._cell(column), words)

    def _known(self, column: Column, word: str, words: Mapping[str, Word]) -> Word | None:
        found = words.get(word.casefold())
        if found is None:
            self.troubles.append((column, FigureTrouble.UNKNOWN_WORD))
        return found
