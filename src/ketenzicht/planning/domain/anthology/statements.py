"""Makes statements out of the lines under a heading."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ketenzicht.planning.domain.anthology.lines import Line, bare, ends_sentence, key, without_bullet
from ketenzicht.planning.domain.anthology.result import Doubt, Statement

_MARKS = re.compile(r"^\*+(?=\S)|(?<=\S)\*+$")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010]$")
_WRAPS_FROM = 0.3  # of the neighbouring lines
_FEW = 4  # a line broken here and there is no width


@dataclass
class Part:
    """A line under a heading, with what stood before it: nothing, an empty line, or a turn of the page."""

    line: Line
    after_blank: bool
    after_page: bool = False


@dataclass
class _Growing:
    text: str
    lines: list[int]
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether a next line may still belong to it."""
        return not ends_sentence(self.text) and not self.text.endswith(":")

    @property
    def takes_items(self) -> bool:
        return self.text.endswith(":") or "\n- " in self.text


def wraps(lines: Sequence[Line]) -> bool:
    """Whether the source breaks its lines at a width, so that neighbouring lines belong together."""
    pairs = [
        (bare(before.text), bare(after.text))
        for before, after in pairwise(lines)
        if bare(before.text) and bare(after.text)
    ]
    broken = sum(not ends_sentence(before) and not without_bullet(after) for before, after in pairs)
    return broken >= _FEW and broken > _WRAPS_FROM * len(pairs) and len(pairs) > len(lines) / 10


def make_statements(parts: Sequence[Part], *, wrapped: bool) -> tuple[Statement, ...]:
    """The statements of one cluster, every line in exactly one of them."""
    grown: list[_Growing] = []
    for part in parts:
        if not (grown and _belongs(grown[-1], part, wrapped)):
            grown.append(_begin(part, grown, wrapped))
    often = Counter(key(one.text) for one in grown)
    return tuple(_finished(one, often[key(one.text)] > 1) for one in grown)


def _begin(part: Part, grown: Sequence[_Growing], wrapped: bool) -> _Growing:
    text = bare(part.line.text)
    item = without_bullet(text)
    begun = _Growing(item or text, [part.line.number])
    if grown and not part.after_blank and not part.after_page and item is None and not wrapped:
        begun.doubts.append(Doubt.SPLIT)
    return begun


def _belongs(last: _Growing, part: Part, wrapped: bool) -> bool:
    """Add the line to the last statement when it belongs there."""
    text = bare(part.line.text)
    item = without_bullet(text)
    if item is not None:
        if last.takes_items:
            last.text += f"\n- {item}"
            last.lines.append(part.line.number)
        return last.takes_items
    flows = wrapped and not part.after_blank and not part.after_page
    introduced = last.text.endswith(":") and not part.after_blank
    goes_on = (last.is_open or introduced) and (text[0].islower() or bool(_HYPHEN.search(last.text)))
    if not (flows or goes_on):
        return False
    last.text = _joined(last.text, text)
    last.lines.append(part.line.number)
    if part.after_blank and not part.after_page:
        last.doubts.append(Doubt.JOINED)
    return True


def _joined(before: str, after: str) -> str:
    if _HYPHEN.search(before) and after[0].islower():
        return before[:-1] + after
    return f"{before} {after}"


def _finished(one: _Growing, repeated: bool) -> Statement:
    text = _MARKS.sub("", one.text)
    found = dict.fromkeys(one.doubts)
    if text != one.text:
        found[Doubt.MARKS] = None
    if not ends_sentence(text):
        found[Doubt.UNFINISHED] = None
    if repeated:
        found[Doubt.REPEATED] = None
    return Statement(text, tuple(one.lines), tuple(found))
