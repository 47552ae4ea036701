"""What people type, made fit to keep: nothing readable is lost, nothing is cut off.

Only what cannot be read is taken out: control characters, and the marks that turn the direction of the text
around, with which one text can be made to look like another. Too long is an error, never a shortened text.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_KEPT_CONTROLS = frozenset("\n\t")
# Embeddings, overrides and isolates; the plain left-to-right and right-to-left marks stay, Arabic needs them.
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\ufeff\u00ad\u2028\u2029")
_REPLACEMENT = "\ufffd"


class TextProblem(StrEnum):
    """What is wrong with a text."""

    EMPTY = "empty"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class CleanText:
    """A text fit to keep, whole, with what is wrong with it; ``over`` is how many characters too many."""

    text: str
    problem: TextProblem | None = None
    over: int = 0


def clean(typed: str) -> str:
    """What was typed, without what cannot be read, in one Unicode form and with one kind of line end."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    kept = "".join(_readable(char) for char in lines)
    return unicodedata.normalize("NFC", kept).strip()


def clean_line(typed: str) -> str:
    """The same for a text of one line: every run of white space becomes one space."""
    return " ".join(clean(typed).split())


def clean_text(typed: str, *, longest: int, required: bool = False) -> CleanText:
    """The cleaned text with its problem, if any; the text itself is always there in full."""
    text = clean(typed)
    if len(text) > longest:
        return CleanText(text, TextProblem.TOO_LONG, len(text) - longest)
    if required and not text:
        return CleanText(text, TextProblem.EMPTY)
    return CleanText(text)


def _readable(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return _REPLACEMENT
    if category == "Cc" and char not in _KEPT_CONTROLS:
        return ""
    return "" if char in _TURNS_DIRECTION or char in _INVISIBLE else char
