"""What in a statement could still point to someone: a rare organisation or place, a number, a date.

Published rules, each with its reason; nothing is said about people, and nothing is given a score.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

RARE = 2
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]+"
_NAME = rf"{_CAPITAL}(?:\s(?:(?:op|aan|den|de|der|van|het)\s){{0,2}}{_CAPITAL})*"
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
# Everybody is in them, so they point to nobody.
_LARGE = frozenset({"Nederland", "Europa", "Rijk", "Tweede Kamer", "Den Haag", "EU", "Brabant", "Zeeland"})


class Reason(StrEnum):
    """Why a piece of a statement could point to someone. The first wins where two meet."""

    FUNCTION = "function"
    DATE = "date"
    ORGANISATION = "organisation"
    PLACE = "place"
    NUMBER = "number"


@dataclass(frozen=True, order=True)
class Point:
    """A piece of a statement that could point to someone."""

    start: int
    end: int
    reason: Reason
    words: str


_FUNCTION = re.compile(
    r"\b(?i:burgemeester|wethouder|raadslid|wijkagent|teamleider|directeur|huisarts|officier|rechter|"
    r"coördinator|zorgcoördinator|ketenregisseur|aandachtsfunctionaris|bestuurder|voorzitter|eigenaar|"
    r"inspecteur|schoolleider|pastor|imam|griffier)"
    rf"\s(?:van|in|te|uit|bij)\s(?:de\s|het\s)?(?:[Gg]emeente\s)?{_NAME}"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}\s(?:{_MONTHS})(?:\s\d{{4}})?\b|\b\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{2,4}}\b", re.IGNORECASE
)
_PLACE = re.compile(rf"\b(?i:in|te|uit|bij|naar|vanuit|rond)\s({_NAME})")
_NUMBER = re.compile(r"(?<![\w.,€-])\d{1,3}(?:\.\d{3})+(?![\w,]|\.\d)|(?<![\w.,€-])\d{2,6}(?![\w,%]|[.-]\d)")


def points_in(said: Mapping[int, str], organisations: Iterable[str]) -> dict[int, list[Point]]:
    """For each statement what could point to someone; how rare a name is counts over all of them."""
    known = _pattern(organisations)
    named = {key: _named(text, known) for key, text in said.items()}
    in_how_many = Counter(
        words.casefold() for found in named.values() for words in {one.words for one in found}
    )
    points = {}
    for key, text in said.items():
        rare = [one for one in named[key] if in_how_many[one.words.casefold()] <= RARE]
        if found := _apart([*_plain(text), *rare]):
            points[key] = found
    return points


def _pattern(organisations: Iterable[str]) -> re.Pattern[str] | None:
    names = sorted({name for name in organisations if len(name) > 1}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None


def _named(text: str, known: re.Pattern[str] | None) -> list[Point]:
    """Organisations and places that a statement names, also those that are not rare."""
    found = [
        Point(*match.span(), Reason.ORGANISATION, match.group())
        for match in (known.finditer(text) if known else ())
    ]
    for match in _PLACE.finditer(text):
        if match.group(1) not in _LARGE:
            found.append(Point(*match.span(1), Reason.PLACE, match.group(1)))
    return found


def _plain(text: str) -> list[Point]:
    found = [Point(*match.span(), Reason.FUNCTION, match.group()) for match in _FUNCTION.finditer(text)]
    found += [Point(*match.span(), Reason.DATE, match.group()) for match in _DATE.finditer(text)]
    return found + [
        Point(*match.span(), Reason.NUMBER, match.group())
        for match in _NUMBER.finditer(text)
        if _is_exact(match.group())
    ]


def _is_exact(number: str) -> bool:
    """Whether a number is neither round, nor a year, nor the age at which the law draws a line."""
    value = int(number.replace(".", ""))
    return value > 10 and value % 10 != 0 and value != 18 and not ("." not in number and 1900 <= value < 2100)


def _apart(points: Sequence[Point]) -> list[Point]:
    order = list(Reason)
    kept: list[Point] = []
    for point in sorted(points, key=lambda one: (order.index(one.reason), one.start)):
        if not any(point.start < other.end and other.start < point.end for other in kept):
            kept.append(point)
    return sorted(kept)
