"""One line of the source, and its words without the debris of layout."""

import re
from dataclasses import dataclass

from ketenzicht.common.domain.text import composed

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\x0c"))
_BOLD = re.compile(r"\*\*|__|</?(?:b|strong|i|em)>", re.IGNORECASE)
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_SENTENCE_END = re.compile(r"""[.!?…][)\]"'’”»*]*$""")
_BULLET = re.compile(r"^(?:[-–—•●▪◦·‣o]|\*|\(?\d{1,2}\)|[a-z]\))\s+(?=\S)")


@dataclass(frozen=True)
class Line:
    """A line of the source; ``number`` counts from 1; ``level`` is 1 or 2 when the source marks a heading."""

    number: int
    text: str
    page: int = 0
    level: int = 0


def bare(text: str) -> str:
    """The words of a line: no bold marks, no invisible characters, single spaces."""
    seen = composed(text).translate(_INVISIBLE).replace("\u00a0", " ")
    seen = _BOLD.sub("", _HEADING_MARK.sub("", seen.strip()))
    return re.sub(r"\s+", " ", seen).strip()


def key(text: str) -> str:
    """A text with only its letters and digits, in lower case: to compare titles and repeated statements."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(_SENTENCE_END.search(text))


def without_bullet(text: str) -> str | None:
    """The words after the bullet of a list item; None for a line that is no item."""
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet else None
