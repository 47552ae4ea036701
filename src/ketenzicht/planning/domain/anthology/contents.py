"""The table of contents: where it stands, and what it promises."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ketenzicht.planning.domain.anthology.lines import Line, bare, key

NUMBERED = re.compile(
    r"^(?:(?:hoofdstuk|deel|chapter|part)\s+)?(\d{1,2})(?:\.(\d{1,3}))?[.):]?[\s–—-]+(\S.*)$", re.IGNORECASE
)
_NAMES = frozenset({"inhoudsopgave", "inhoud", "contents", "tableofcontents"})
_PAGE_NUMBER = re.compile(r"(?:[\s.…·_]*[\t .…·_])\W*(\d{1,4})\W*$")
_LOOKED_THROUGH = 400
_SMALLEST = 2
_STRANGE = 3  # lines in a row that are no entry, such as a page number and a running head


@dataclass(frozen=True)
class Contents:
    """``titles`` by number ("2.14"), its ``lines``, and the ``closing`` titles that have no number."""

    titles: Mapping[str, str] = field(default_factory=dict)
    lines: frozenset[int] = frozenset()
    closing: tuple[str, ...] = ()


def find_contents(lines: Sequence[Line]) -> Contents:
    """The table of contents at the head of the document, or an empty one."""
    for place, line in enumerate(lines[:_LOOKED_THROUGH]):
        if key(bare(line.text)) in _NAMES:
            contents = _read_from(lines, place)
            if len(contents.titles) >= _SMALLEST:
                return contents
    return Contents()


def number_and_title(text: str) -> tuple[str, str] | None:
    """``("2.14", "Title")`` of a numbered heading, ``("2", "Title")`` of a main one; None for other text."""
    numbered = NUMBERED.match(text)
    if numbered is None:
        return None
    main, sub, title = numbered.groups()
    return (f"{main}.{sub}" if sub else main), title.strip()


def _read_from(lines: Sequence[Line], start: int) -> Contents:
    titles: dict[str, str] = {}
    closing: list[str] = []
    last, strange = lines[start].number, 0
    for line, following in pairwise([*lines[start + 1 :], Line(0, "")]):
        text = bare(line.text)
        if not text:
            continue
        entry = _entry(line.text) or _entry(f"{line.text} {following.text}") or text
        numbered = number_and_title(entry)
        if numbered and numbered[0] in titles:
            break
        if numbered:
            titles[numbered[0]] = numbered[1]
            closing = []
        elif _entry(line.text):
            closing.append(entry)
        else:
            strange += 1
            if strange > _STRANGE:
                break
            continue
        strange, last = 0, line.number
    taken = frozenset(line.number for line in lines if lines[start].number <= line.number <= last)
    return Contents(titles, taken, tuple(closing))


def _entry(text: str) -> str | None:
    """The title of an entry, without its page number; None for a line without one."""
    plain = text.replace("**", "").strip()
    tail = _PAGE_NUMBER.search(plain)
    return (bare(plain[: tail.start()]).rstrip(" .…·_") or None) if tail else None
