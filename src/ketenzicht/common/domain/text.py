"""What people type, made fit to keep: nothing readable is lost, nothing is cut off.

Only what cannot be read is taken out: control characters, and the marks that turn the direction of the text
around, with which one text can be made to look like another. Too long is an error, never a shortened text.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

# Controls but tab and line end; embeddings, overrides and isolates of direction (the plain left-to-right and
# right-to-left marks stay, Arabic needs them); the byte order mark and the soft hyphen.
_NOT_READ = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
# As many marks on one letter as Unicode lets a text have that is read as a stream (UAX 15, D4).
_MOST_MARKS = 30
_PARTS_MARKS = "\u034f"
# These come apart into two marks each; three of them pass for letters.
_TWO_MARKS = frozenset("\u0344\u0f73\u0f75\u0f81")


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
    kept = _HALF_A_CHARACTER.sub(_REPLACEMENT, _NOT_READ.sub("", lines))
    return composed(kept).strip()


def composed(text: str) -> str:
    """The text in one Unicode form (NFC), in a time that grows with its length alone.

    Sorting the marks on one letter takes the square of their number, so a letter with thousands would take
    for ever. Unicode's own joiner parts them; nothing is lost, and nobody reads such a letter.
    """
    return unicodedata.normalize("NFC", text if text.isascii() else _parted(text))


def _parted(text: str) -> str:
    made, marks = [], 0
    for char in text:
        more = 2 if char in _TWO_MARKS else 1 if unicodedata.combining(char) else 0
        marks = marks + more if more else 0
        if marks > _MOST_MARKS:
            made.append(_PARTS_MARKS)
            marks = more
        made.append(char)
    return "".join(made)


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
