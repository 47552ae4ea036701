"""Text that could tell who is meant: where it stands, what is put in its place, and cutting what is left."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What kind of text could tell who is meant. The first wins where two overlap."""

    EMAIL = "email"
    ACCOUNT = "account"
    PHONE = "phone"
    NUMBER = "number"
    PLATE = "plate"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    NAME = "name"


class Decision(StrEnum):
    """What a person decided about a proposal; empty while nobody did."""

    OPEN = ""
    REDACT = "redact"
    KEEP = "keep"


# Statements are kept in Dutch, so what stands in the place of a name is Dutch too.
PLACEHOLDERS = {
    Kind.EMAIL: "[e-mailadres]",
    Kind.ACCOUNT: "[account]",
    Kind.PHONE: "[telefoonnummer]",
    Kind.NUMBER: "[nummer]",
    Kind.PLATE: "[kenteken]",
    Kind.ADDRESS: "[adres]",
    Kind.ORGANISATION: "[organisatie]",
    Kind.NAME: "[naam]",
}
_WORD = re.compile(r"[^\s]+")
_SENTENCE = re.compile(r"""(?<=[.!?…])[)\]"'’”»]*\s+(?=[^\sa-z])""")
_ITEM = re.compile(r"^\s*(?:[-–•*·o]|\d{1,2}[.)]|[a-z][.)])\s+")


@dataclass(frozen=True, order=True)
class Span:
    """A piece of a text, from ``start`` up to ``end``."""

    start: int
    end: int
    kind: Kind

    def meets(self, other: "Span") -> bool:
        """Whether the two have a letter in common."""
        return self.start < other.end and other.start < self.end


def meeting(span: Span, others: Sequence[Span]) -> Sequence[Span]:
    """Those that a span meets, of others in their order that do not meet each other."""
    first = bisect_right(others, span.start, key=lambda one: one.end)
    last = bisect_left(others, span.end, key=lambda one: one.start)
    return others[first:last]


def settled(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans that stand when of two that meet the surer kind wins, then the longer one.

    What the other one has besides stays a span of its own, without loose words at its edges.
    """
    kinds = list(Kind)
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (kinds.index(one.kind), one.start - one.end, one.start)):
        for left in _left_of(text, span, meeting(span, kept)):
            insort(kept, left)
    return kept


def _left_of(text: str, span: Span, others: Sequence[Span]) -> list[Span]:
    if not others:
        return [span] if span.start < span.end else []
    if any(other.kind is span.kind for other in others):
        return []
    left, place = [], span.start
    for other in others:
        left.append((place, other.start))
        place = other.end
    left.append((place, span.end))
    return [Span(*trimmed, span.kind) for trimmed in (_trimmed(text, *one) for one in left) if trimmed]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From the first to the last word with a capital or a digit; None when there is none."""
    words = [match for match in re.finditer(r"[\w'’.-]+", text[start:end]) if _tells(match.group())]
    return (start + words[0].start(), start + words[-1].end()) if start < end and words else None


def _tells(word: str) -> bool:
    return word[0].isupper() or any(letter.isdigit() for letter in word)


def redacted(text: str, spans: Iterable[Span]) -> str:
    """The text with the placeholder of each span in its place; spans that meet become one."""
    pieces, place = [], 0
    for span in sorted(spans):
        if span.start >= place:
            pieces += [text[place : span.start], PLACEHOLDERS[span.kind]]
        place = max(place, span.end)
    return "".join([*pieces, text[place:]])


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where these words stand as whole words, in any case."""
    if not words.strip():
        return []
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]


class Edge(StrEnum):
    """How a span is made one word longer or shorter."""

    BEGIN_SOONER = "begin_sooner"
    BEGIN_LATER = "begin_later"
    END_SOONER = "end_sooner"
    END_LATER = "end_later"


def moved(text: str, span: Span, edge: Edge) -> Span:
    """The span with one edge a word further; the same span where that cannot be."""
    words = [match.span() for match in _WORD.finditer(text)]
    start, end = span.start, span.end
    if edge is Edge.BEGIN_SOONER:
        start = max((begin for begin, _end in words if begin < start), default=start)
    elif edge is Edge.BEGIN_LATER:
        start = min((begin for begin, _end in words if start < begin < end), default=start)
    elif edge is Edge.END_LATER:
        end = min((stop for _begin, stop in words if stop > end), default=end)
    else:
        end = max((stop for _begin, stop in words if start < stop < end), default=end)
    return Span(start, end, span.kind)


@dataclass(frozen=True)
class Piece:
    """A sentence of a note; ``begins`` when it begins a line, so probably something new."""

    text: str
    begins: bool


def pieces(text: str) -> list[Piece]:
    """The sentences of a note in their order, without the marks of lists."""
    found = []
    for line in text.splitlines():
        bare = _ITEM.sub("", line).strip()
        sentences = [part.strip() for part in _SENTENCE.split(bare) if part.strip()]
        found += [Piece(sentence, place == 0) for place, sentence in enumerate(sentences)]
    return found


class Use(StrEnum):
    """What becomes of a piece of a note."""

    OWN = "own"
    WITH_BEFORE = "with_before"
    NONE = "none"


def proposed_use(piece: Piece, questions: Sequence[str]) -> Use:
    """A line begins a statement, its later sentences belong to it; headings and questions are none."""
    asked = {question.casefold().rstrip(" ?") for question in questions}
    if piece.text.endswith(":") or piece.text.casefold().rstrip(" ?") in asked:
        return Use.NONE
    return Use.OWN if piece.begins else Use.WITH_BEFORE


def joined(found: Sequence[Piece], uses: Sequence[Use]) -> list[str]:
    """The texts of the statements that these choices make."""
    texts: list[str] = []
    for piece, use in zip(found, uses, strict=True):
        if use is Use.WITH_BEFORE and texts:
            texts[-1] = f"{texts[-1]} {piece.text}"
        elif use is not Use.NONE:
            texts.append(piece.text)
    return texts


Step = Sequence[Sequence[Any]]


def remembered(steps: Sequence[Step], new: Step, *, most: int) -> list[Step]:
    """The steps with a new one; the oldest are let go past ``most`` places, with an empty one in their place.

    The new one always stays.
    """
    kept = [*steps, new]
    size = sum(map(len, kept))
    if size <= most:
        return kept
    while size > most and len(kept) > 1:
        size -= len(kept.pop(0))
    return [[], *kept]
