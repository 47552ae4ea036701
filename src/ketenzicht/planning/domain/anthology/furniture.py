"""What the page adds to the text: page numbers and the lines that return on every page."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from ketenzicht.planning.domain.anthology.lines import Line, bare, ends_sentence, key

_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:pagina|pag\.?|page|p\.)\s*)?\d{1,4}(?:\s*(?:van|of|/)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_NUMBER = re.compile(r"\b\d+\b")
_OFTEN = 4
_LONGEST = 90


def find_furniture(lines: Sequence[Line], headings: Collection[int]) -> frozenset[int]:
    """The numbers of lines that belong to the page.

    A returning line counts when it comes back at least four times, is short, is no sentence, and stands
    beside a page number or at the edge of a page: a statement that several people made is no furniture.
    """
    page_numbers = {line.number for line in lines if _PAGE_NUMBER.match(bare(line.text))} - set(headings)
    edges = _edges(lines, page_numbers)
    often = Counter(_shape(line) for line in lines if line.number in edges)
    returning = {
        line.number
        for line in lines
        if line.number in edges and often[_shape(line)] >= _OFTEN and _could_return(bare(line.text))
    }
    return frozenset(page_numbers | (returning - set(headings)))


def _could_return(text: str) -> bool:
    return len(text) <= _LONGEST and not ends_sentence(text)


def _shape(line: Line) -> str:
    return key(_NUMBER.sub("", bare(line.text)))


def _edges(lines: Sequence[Line], page_numbers: Collection[int]) -> frozenset[int]:
    """Lines that are first or last on a page, or neighbours of a page number or a form feed."""
    full = [line for line in lines if bare(line.text)]
    found: set[int] = set()
    for before, after in pairwise(full):
        breaks = before.page != after.page or "\x0c" in after.text
        if breaks or before.number in page_numbers or after.number in page_numbers:
            found |= {before.number, after.number}
    return frozenset(found)
