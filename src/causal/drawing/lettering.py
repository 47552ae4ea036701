"""Breaking labels into lines: estimated widths, and long compound words parted at a likely syllable."""

import re

from causal.model import Text

NARROW = frozenset("iljtfrI.,:;'|()[]-/ ")
WIDE = frozenset("mwMWABCDGHKNOQRUVXYZ%&@")
VOWELS = "aeiouyáéíóúàèäëïöü"
JOINT = re.compile(rf"(?<=[{VOWELS}][^\W\d_{VOWELS}])(?=[^\W\d_{VOWELS}][{VOWELS}])", re.IGNORECASE)
AFTER_VOWEL = re.compile(rf"(?<=[{VOWELS}])(?=[^\W\d_{VOWELS}][{VOWELS}])", re.IGNORECASE)
SHORTEST_PART = 4
HYPHEN = "\u2010"  # ours, unlike the hyphen of the text itself


def say(text: Text, language: str, fallback: str = "") -> str:
    """The text in this language, else without language, else in any, else the fallback."""
    return text.get(language) or text.get("") or next(filter(None, text.values()), fallback)


def width_of(text: str, size: float) -> float:
    """About how wide a text is in the sans serif of the drawings."""
    units = sum(0.29 if sign in NARROW else 0.68 if sign in WIDE else 0.505 for sign in text)
    return units * size


def wrap(text: str, width: float, size: float, lines: int) -> list[str]:
    """At most ``lines`` lines that fit; what does not fit ends in an ellipsis."""
    parts = [piece for word in text.split() for piece in _fitting(word, width, size)]
    rows: list[str] = []
    for part in parts:
        joined = f"{rows[-1]} {part}" if rows else part
        if rows and not rows[-1].endswith(HYPHEN) and width_of(joined, size) <= width:
            rows[-1] = joined
        else:
            rows.append(part)
    if len(rows) <= lines:
        return rows
    return [*rows[: lines - 1], _shortened(rows[lines - 1], width, size)]


def _fitting(word: str, width: float, size: float) -> list[str]:
    """The word, or its parts with a hyphen when it is wider than a line."""
    if width_of(word, size) <= width:
        return [word]
    cut = _cut(word, width, size)
    mark = "" if word[cut - 1] in "-/" else HYPHEN
    return [word[:cut] + mark, *_fitting(word[cut:], width, size)]


def _cut(word: str, width: float, size: float) -> int:
    fits = max(
        (place for place in range(1, len(word)) if width_of(word[:place] + HYPHEN, size) <= width), default=1
    )
    signs = [place + 1 for place, sign in enumerate(word[:-1]) if sign in "-/"]
    for places in (signs, _places(JOINT, word), _places(AFTER_VOWEL, word)):
        good = [place for place in places if SHORTEST_PART <= place <= fits]
        if good:
            return good[-1]
    return fits


def _places(pattern: re.Pattern[str], word: str) -> list[int]:
    return [found.start() for found in pattern.finditer(word) if len(word) - found.start() >= SHORTEST_PART]


def _shortened(row: str, width: float, size: float) -> str:
    while row and width_of(row + "…", size) > width:
        row = row[:-1]
    return row.rstrip(" -/") + "…"
