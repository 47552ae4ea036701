"""Editions: how what was said is laid out, and what changed from one edition to the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_ITEM = ("- ", "• ", "* ", "– ")


def paragraphs(text: str) -> list[tuple[str, list[str]]]:
    """The paragraphs of a text, each with the items of the list that follows it.

    A paragraph may be empty when a list begins the text. No word is lost: only line ends and marks of items.
    """
    found: list[tuple[str, list[str]]] = []
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith(_ITEM):
            if not found:
                found.append(("", []))
            found[-1][1].append(line[2:].strip())
        elif line:
            found.append((line, []))
    return found


@dataclass(frozen=True)
class Layout:
    """Where everything stands in an edition: clusters by their lasting id, statements by their number."""

    titles: Mapping[str, tuple[str, str]]
    standing: Mapping[int, frozenset[str]]


@dataclass(frozen=True)
class Differences:
    """What changed since edition ``since``: numbers of statements, numbers and titles of clusters.

    Of a cluster as it was it holds the number alone: an edition says nothing that only another one says, so
    that nothing of one that is withdrawn stays behind in the next.
    """

    since: int
    added: Sequence[int] = ()
    gone: Sequence[int] = ()
    moved: Sequence[int] = ()
    new_clusters: Sequence[tuple[str, str]] = ()
    gone_clusters: Sequence[tuple[str, str]] = ()
    renamed: Sequence[tuple[tuple[str, str], tuple[str, str]]] = field(default_factory=tuple)

    @property
    def nothing(self) -> bool:
        """Whether both editions say the same."""
        return not any(value for name, value in self.__dict__.items() if name != "since")

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Differences":
        """From what was stored."""
        return cls(**data)


def differences(since: int, old: Layout, new: Layout) -> Differences:
    """What the newer edition changed."""
    both = old.standing.keys() & new.standing.keys()
    return Differences(
        since=since,
        added=sorted(new.standing.keys() - old.standing.keys()),
        gone=sorted(old.standing.keys() - new.standing.keys()),
        moved=sorted(number for number in both if old.standing[number] != new.standing[number]),
        new_clusters=_titles(new, new.titles.keys() - old.titles.keys()),
        gone_clusters=[
            (number, "") for number, _title in _titles(old, old.titles.keys() - new.titles.keys())
        ],
        renamed=[
            ((old.titles[pk][0], ""), title)
            for pk, title in new.titles.items()
            if old.titles.get(pk, title) != title
        ],
    )


def _titles(layout: Layout, ids: Iterable[str]) -> list[tuple[str, str]]:
    wanted = set(ids)
    return [title for pk, title in layout.titles.items() if pk in wanted]
