"""CSV text → rows with their lines, whatever sign separates the cells."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from causal.files import limits
from causal.files.problems import fail

SEPARATORS = ",;\t"
# A spreadsheet runs a cell that starts like this; a quote before it keeps it text.
FORMULA = re.compile(r"'*[=+@\t-]")


@dataclass(frozen=True)
class Row:
    """The cells of one row, stripped and as they stand, and the line on which it ends."""

    line: int
    cells: tuple[str, ...]
    raw: tuple[str, ...]


def rows_of(text: str, name: str) -> list[Row]:
    """The rows that are not empty. Raises ModelErrors when the text is no table or far too long."""
    separator = separator_of(text)
    if text.count(separator) > limits.CELLS:
        raise fail("values", file=name, limit=limits.CELLS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    try:
        for cells in reader:
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                rows.append(Row(reader.line_num, stripped, tuple(cells)))
            if len(rows) > limits.RELATIONS + limits.FACTORS:
                raise fail("too-many", file=name, line=reader.line_num, what="rows", limit=limits.RELATIONS)
    except csv.Error as error:
        raise fail("csv", file=name, line=reader.line_num, detail=str(error)) from None
    if not rows:
        raise fail("empty", file=name)
    return rows


def separator_of(text: str) -> str:
    """The sign that separates the cells of the first row: comma, semicolon or tab."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=lambda sign: (first.count(sign), sign == ","))


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV with commas."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet runs; ``unguarded`` undoes it."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
