"""Postal addresses: a Dutch postal code (python-stdnum) and a house number with its addition."""

import re

from stdnum.exceptions import ValidationError
from stdnum.nl import postcode

from ketenzicht.common.domain.text import clean_line
from ketenzicht.reporting.domain.details.kinds import Detail, DetailKind, DetailProblem, Typed, Value

# The land register allows house numbers up to five digits; letter and addition may follow in any notation.
_NUMBER = re.compile(r"(?P<number>[1-9]\d{0,4})(?:[\s\-/.]*(?P<addition>[^\W_][\w\s\-/.]{0,8}))?")


def address(typed: Typed) -> Detail:
    """One address from ``street``, ``number``, ``postcode`` and ``place``; each may be missing."""
    parts = {name: clean_line(typed.get(name, "")) for name in ("street", "number", "postcode", "place")}
    normalised: dict[str, Value] = {name: parts[name] for name in ("street", "place") if parts[name]}
    number, number_problem = _house_number(parts["number"])
    code, code_problem = _postcode(parts["postcode"])
    normalised |= number | code
    return Detail(DetailKind.ADDRESS, typed, normalised or None, code_problem or number_problem)


def _postcode(text: str) -> tuple[dict[str, Value], DetailProblem | None]:
    if not text:
        return {}, None
    try:
        return {"postcode": postcode.validate(text)}, None
    except ValidationError:
        return {}, DetailProblem.POSTCODE_NOT_DUTCH


def _house_number(text: str) -> tuple[dict[str, Value], DetailProblem | None]:
    if not text:
        return {}, None
    match = _NUMBER.fullmatch(text)
    if match is None:
        return {}, DetailProblem.NUMBER_NOT_CLEAR
    found: dict[str, Value] = {"number": int(match["number"])}
    if match["addition"]:
        found["addition"] = re.sub(r"[\s\-/.]+", " ", match["addition"]).strip().upper()
    return found, None
