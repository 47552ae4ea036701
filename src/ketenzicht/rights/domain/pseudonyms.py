"""Blacking out, and what somebody is called throughout one hand-out. The caller gives prints, no names.

What goes out is Dutch, so what stands in the place of a name is Dutch too.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ketenzicht.common.domain.text import clean

BLACK = "[weggelakt]"
SHORTEST_TO_WARN = 4


class PersonKind(StrEnum):
    """What kind of somebody or something a label stands for."""

    PERSON = "person"
    EMPLOYEE = "employee"
    ORGANISATION = "organisation"


class Becomes(StrEnum):
    """What can come in the place of words, beside a label that is there already."""

    BLACK = "black"
    PERSON = "person"
    EMPLOYEE = "employee"
    ORGANISATION = "organisation"
    NAMESAKE = "namesake"


_WORDS = {
    PersonKind.PERSON: "persoon",
    PersonKind.EMPLOYEE: "medewerker",
    PersonKind.ORGANISATION: "organisatie",
}
_MARKS_OF_WORDS = re.compile(r"\s+")


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a text, from ``start`` up to ``end``, and the code of what comes there; empty is black."""

    start: int
    end: int
    label: str


def label_in_words(code: str) -> str:
    """What stands in the text for the code of a label."""
    if not code:
        return BLACK
    kind, _, number = code.partition(":")
    return f"[{_WORDS[PersonKind(kind)]} {number}]"


def settled(text: str) -> str:
    """The text without what cannot be seen, each letter written in one way: places in it stay the same."""
    return clean(text)


def folded(words: str) -> str:
    """By what two ways of writing are the same name: capitals and spaces do not matter, accents do."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", clean(words)).casefold())
    return " ".join(plain.split())


def standing(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a settled text as whole words, in any case and with any space between."""
    pattern = r"\s+".join(re.escape(word) for word in settled(words).split())
    if not pattern:
        return []
    return [found.span() for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]


def marked(text: str, wanted: Iterable[tuple[str, str]]) -> list[Mark]:
    """The marks for words with their labels. Where two meet the longer one wins.

    What then sticks out of the other is blacked out: it does not go out, and a part of a name is nobody's.
    """
    marks: list[Mark] = []
    found = [(start, end, label) for words, label in wanted for start, end in standing(text, words)]
    for start, end, label in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        left = list(_sticking_out(text, start, end, sorted(marks)))
        marks += [Mark(start, end, label)] if left == [(start, end)] else [Mark(*one, "") for one in left]
    return sorted(marks)


def _sticking_out(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    """What of a place no mark covers, without the spaces around it."""
    edges = [start]
    for mark in marks:
        if start < mark.end and mark.start < end:
            edges += [mark.start, mark.end]
    for first, last in zip(edges[::2], [*edges[1::2], end], strict=True):
        part = text[first:last]
        if part.strip():
            yield last - len(part.lstrip()), first + len(part.rstrip())


def redacted(text: str, marks: Sequence[Mark]) -> str:
    """The text with what came in the place of each mark. The marks do not meet."""
    pieces, place = [], 0
    for mark in sorted(marks):
        pieces += [text[place : mark.start], label_in_words(mark.label)]
        place = mark.end
    return "".join([*pieces, text[place:]])


def numbered(texts: Iterable[tuple[str, Sequence[Mark]]]) -> Iterator[str]:
    """Texts with what came in the place of their marks, the labels counted as they come in these texts.

    A number that is not there would say that a text which stays out names somebody. ``texts`` are what goes
    out of each, as :func:`redacted` made it, with its marks.
    """
    given: dict[str, str] = {}
    for told, marks in texts:
        pieces, place, shift = [], 0, 0
        for mark in sorted(marks):
            stood = label_in_words(mark.label)
            start = mark.start + shift
            pieces += [told[place:start], label_in_words(_counted(mark.label, given))]
            place = start + len(stood)
            shift += len(stood) - (mark.end - mark.start)
        yield "".join([*pieces, told[place:]])


def _counted(code: str, given: dict[str, str]) -> str:
    if code and code not in given:
        kind = code.partition(":")[0]
        given[code] = f"{kind}:{1 + sum(one.startswith(f'{kind}:') for one in given)}"
    return given.get(code, "")


def still_inside(told: str, words: Iterable[str]) -> list[str]:
    """Words of what goes out in which a marked word still stands, such as the name with an s behind it."""
    parts = {part for one in words for part in folded(one).split() if len(part) >= SHORTEST_TO_WARN}
    bare = re.sub(r"\[[^\]]*\]", " ", told)
    shown = dict.fromkeys(_MARKS_OF_WORDS.split(bare))
    return [word for word in shown if any(part in folded(word) for part in parts)]


@dataclass
class Known:
    """A label of one request, with the prints of the names it stands for."""

    kind: PersonKind
    number: int
    prints: set[str] = field(default_factory=set)

    @property
    def code(self) -> str:
        """The label as a mark holds it."""
        return f"{self.kind.value}:{self.number}"


class NoSuchLabel(ValueError):
    """A label that this request does not have."""


class Roster:
    """Everybody with a label in one request. A label is never given to another, and never taken back."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self.known = list(known)

    def label(self, becomes: str, name: str) -> str:
        """The label for a name by its print: the one it has, or the next. Raises NoSuchLabel.

        ``becomes`` is a :class:`Becomes`, or a label of this request: then the name is one more of it.
        """
        if becomes == Becomes.BLACK:
            return ""
        if becomes == Becomes.NAMESAKE:
            return self._next(PersonKind.PERSON, name).code
        chosen = next((one for one in self.known if one.code == becomes), None)
        if chosen:
            chosen.prints.add(name)
            return chosen.code
        if becomes not in set(PersonKind):
            raise NoSuchLabel(becomes)
        kind = PersonKind(becomes)
        same = (one for one in self.known if one.kind is kind and name in one.prints)
        return (next(same, None) or self._next(kind, name)).code

    def _next(self, kind: PersonKind, name: str) -> Known:
        number = 1 + max((one.number for one in self.known if one.kind is kind), default=0)
        made = Known(kind, number, {name})
        self.known.append(made)
        return made
