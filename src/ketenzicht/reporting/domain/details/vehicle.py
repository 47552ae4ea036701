"""Number plates: the fourteen Dutch patterns (sidecodes) by their shape; no library for Python has them.

A plate of any other shape, such as a foreign one, is kept in capitals without separators, and marked.
"""

import re

from ketenzicht.reporting.domain.details.kinds import Detail, DetailKind, DetailProblem, Typed, Value

# A letter is X, a digit is 9; the dashes stand where the plate has them.
_PATTERNS = [
    "XX-99-99",
    "99-99-XX",
    "99-XX-99",
    "XX-99-XX",
    "XX-XX-99",
    "99-XX-XX",
    "99-XXX-9",
    "9-XXX-99",
    "XX-999-X",
    "X-999-XX",
    "XXX-99-X",
    "X-99-XXX",
    "9-XX-999",
    "999-XX-9",
]
_BY_SHAPE = {pattern.replace("-", ""): pattern for pattern in _PATTERNS}


def vehicle(typed: Typed) -> Detail:
    """One vehicle from ``plate``, which may be missing."""
    compact = re.sub(r"[\W_]", "", typed.get("plate", "")).upper()
    if not compact:
        return Detail(DetailKind.VEHICLE, typed)
    dutch = _dutch(compact)
    normalised: dict[str, Value] = {"plate": dutch or compact}
    return Detail(DetailKind.VEHICLE, typed, normalised, None if dutch else DetailProblem.PLATE_NOT_DUTCH)


def _dutch(compact: str) -> str | None:
    shape = re.sub(r"[A-Z]", "X", re.sub(r"[0-9]", "9", compact))
    pattern = _BY_SHAPE.get(shape)
    if pattern is None:
        return None
    signs = iter(compact)
    return "".join(sign if sign == "-" else next(signs) for sign in pattern)
