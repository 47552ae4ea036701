"""Dates the way people type them, in Dutch or English."""

import datetime
import re
from typing import Final

_MONTHS: Final = (
    "jan",
    "feb",
    "mrt maa mar",
    "apr",
    "mei may",
    "jun",
    "jul",
    "aug",
    "sep",
    "okt oct",
    "nov",
    "dec",
)
_MONTH_OF: Final = {start: number for number, starts in enumerate(_MONTHS, 1) for start in starts.split()}
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS: Final = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})")


def parse_written_date(text: str) -> datetime.date | None:
    """The date that ``text`` means, or None when it means none."""
    text = text.lower()
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif match := _IN_WORDS.fullmatch(text):
        day, year = match[1], match[3]
        month = str(_MONTH_OF.get(match[2][:3], 0))
    else:
        return None
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
