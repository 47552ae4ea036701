"""How far people who clustered the same statements agree."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Generic, TypeVar

S = TypeVar("S", bound=Hashable)
C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True)
class Disputed(Generic[S, C]):
    """A statement that people put in different clusters, with how many chose each, most chosen first."""

    statement: S
    chosen: tuple[tuple[C, int], ...]


def adjusted_rand(one: Mapping[S, C], other: Mapping[S, C]) -> float | None:
    """Agreement of two people on the statements both placed: 1 the same, 0 what chance gives, below 0 less.

    The adjusted Rand index (Hubert and Arabie, 1985): it asks what is put together, not under which name.
    None when fewer than two statements are shared, because then there is nothing to compare.
    """
    both = [statement for statement in one if statement in other]
    if len(both) < 2:
        return None
    cells = Counter((one[statement], other[statement]) for statement in both)
    together = sum(comb(count, 2) for count in cells.values())
    rows = sum(comb(count, 2) for count in Counter(one[statement] for statement in both).values())
    columns = sum(comb(count, 2) for count in Counter(other[statement] for statement in both).values())
    expected = rows * columns / comb(len(both), 2)
    highest = (rows + columns) / 2
    if highest == expected:
        return 1.0
    return (together - expected) / (highest - expected)


def mean_agreement(clusterings: Sequence[Mapping[S, C]]) -> float | None:
    """The mean adjusted Rand index over all pairs of people; None when no pair can be compared."""
    pairs = [adjusted_rand(one, other) for one, other in combinations(clusterings, 2)]
    known = [value for value in pairs if value is not None]
    return sum(known) / len(known) if known else None


def disputed(clusterings: Sequence[Mapping[S, C]]) -> list[Disputed[S, C]]:
    """Statements that people put in different clusters, most divided first."""
    found: dict[S, Counter[C]] = {}
    for clustering in clusterings:
        for statement, cluster in clustering.items():
            found.setdefault(statement, Counter())[cluster] += 1
    divided = [(statement, counts) for statement, counts in found.items() if len(counts) > 1]
    divided.sort(key=lambda item: max(item[1].values()) / item[1].total())
    return [Disputed(statement, tuple(counts.most_common())) for statement, counts in divided]
