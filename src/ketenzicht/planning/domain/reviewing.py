"""Cutting a statement in two, and putting two together, with the lines of the source they rest on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ketenzicht.planning.domain.anthology.lines import bare

_AFTER_SENTENCE = re.compile(r"""[.!?…][)\]"'’”»]*\s+(?=\S)""")
_ITEM = "\n- "


@dataclass(frozen=True)
class Words:
    """The words of a statement and the lines of the source they stand on."""

    text: str
    lines: tuple[int, ...]


class CannotCut(ValueError):
    """The text has no such break."""


def breaks(text: str, sources: Sequence[str]) -> tuple[int, ...]:
    """Where a text can be cut: between sentences, before the items of its list, and where its lines met.

    ``sources`` are the lines it was made of. Gives the places in ``text`` where the second part begins.
    """
    found = {match.end() for match in _AFTER_SENTENCE.finditer(text)}
    found |= {place + 1 for place in _places(text, _ITEM)}
    found |= set(_line_starts(text, sources))
    return tuple(sorted(place for place in found if 0 < place < len(text)))


def cut(words: Words, sources: Sequence[str], at: int) -> tuple[Words, Words]:
    """The two parts of a statement; a line that both parts stand on belongs to both. Raises CannotCut."""
    if at not in breaks(words.text, sources):
        raise CannotCut(at)
    starts = [0, *_line_starts(words.text, sources)]
    if len(starts) != len(words.lines):
        return (
            Words(words.text[:at].strip(), words.lines),
            Words(_without_item(words.text[at:]), words.lines),
        )
    ends = [*starts[1:], len(words.text)]
    before = tuple(line for line, start in zip(words.lines, starts, strict=True) if start < at)
    after = tuple(line for line, end in zip(words.lines, ends, strict=True) if end > at)
    return Words(words.text[:at].strip(), before), Words(_without_item(words.text[at:]), after)


def join(one: Words, other: Words) -> Words:
    """Two statements as one, in the order of the source."""
    first, second = sorted((one, other), key=lambda words: words.lines[:1])
    lines = tuple(sorted({*first.lines, *second.lines}))
    return Words(f"{first.text} {second.text}", lines)


def _places(text: str, piece: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(piece), text)]


def _line_starts(text: str, sources: Sequence[str]) -> list[int]:
    """Where the second and later lines begin in ``text``; fewer when a line cannot be found in it."""
    starts, place = [], 0
    for number, source in enumerate(sources):
        words = re.sub(r"^\W+", "", bare(source))[:12]
        found = text.find(words, place) if words else -1
        if found < 0:
            continue
        if number:
            starts.append(found - 2 if text[max(0, found - 3) : found] == _ITEM else found)
        place = found + 1
    return starts


def _without_item(text: str) -> str:
    return text.strip().removeprefix("- ").strip()
