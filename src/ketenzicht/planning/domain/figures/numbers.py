"""Numbers as people type them, in the Dutch and the English notation. What can mean two things is asked."""

import re
from decimal import Decimal

from ketenzicht.planning.domain.figures.typed import FigureTrouble

_NUMBER = re.compile(
    r"(?:(?P<groups>[1-9]\d{0,2}(?P<sign>[., \u00a0\u202f])\d{3}(?:(?P=sign)\d{3})*)|(?P<digits>\d+))"
    r"(?:(?!(?P=sign))[.,](?P<part>\d{1,3}0*))?"
)
TOO_LARGE = Decimal(10) ** 13


class NoNumber(ValueError):
    """What was typed gives no number that can be kept; ``trouble`` says why."""

    def __init__(self, trouble: FigureTrouble, text: str) -> None:
        super().__init__(text)
        self.trouble = trouble


def parse_number(text: str, *, dutch: bool) -> Decimal:
    """The number in ``text``. Raises NoNumber.

    Both notations are read, whatever the language. One sign before exactly three digits is thousands only
    when it is the sign that the language has for them; otherwise it could as well be decimals.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise NoNumber(FigureTrouble.NO_NUMBER, text)
    groups, sign, part = found["groups"] or "", found["sign"], found["part"]
    if sign == ("," if dutch else ".") and groups.count(sign) == 1 and part is None:
        raise NoNumber(FigureTrouble.WHICH_NUMBER, text)
    number = Decimal(re.sub(r"\D", "", groups or found["digits"]) + "." + (part or "0")[:3])
    if number >= TOO_LARGE:
        raise NoNumber(FigureTrouble.TOO_LARGE, text)
    return number


def write_number(value: Decimal, *, dutch: bool) -> str:
    """The number so that it is read as it is: no thousands, and a zero that keeps three decimals decimals."""
    whole, _sign, part = f"{value:f}".partition(".")
    part = part.rstrip("0")
    if not part:
        return whole
    return f"{whole}{',' if dutch else '.'}{part}{'0' if len(part) == 3 else ''}"
