"""Graphs for tests: made by hand, and drawn at random."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from causal.model import Graph

Arrow = tuple[str, str, int]


def graph(arrows: Sequence[Arrow], gains: Sequence[float] | None = None) -> Graph:
    """A graph of (source, target, sign); gain 0.5 with that sign and delay 1 unless given."""
    factors = tuple(sorted({end for arrow in arrows for end in arrow[:2]}))
    sign = np.array([arrow[2] for arrow in arrows], dtype=np.int8)
    halves: list[float] = [0.5 * arrow[2] for arrow in arrows]
    return Graph(
        factors=factors,
        source=np.array([factors.index(arrow[0]) for arrow in arrows], dtype=np.int64),
        target=np.array([factors.index(arrow[1]) for arrow in arrows], dtype=np.int64),
        sign=sign,
        gain=np.array(halves if gains is None else gains, dtype=np.float64),
        delay=np.ones(len(arrows)),
        relations=np.arange(len(arrows)),
        self_limited=np.ones(len(factors), dtype=np.bool_),
        uncertain=("",) * len(arrows),
    )


@st.composite
def arrows(draw: st.DrawFn, most_factors: int = 6, most: int = 18) -> list[Arrow]:
    """Arrows between a few factors, with parallel ones, unknown signs and arrows back to where they start."""
    names = st.sampled_from([chr(ord("a") + number) for number in range(draw(st.integers(2, most_factors)))])
    return draw(st.lists(st.tuples(names, names, st.sampled_from([1, -1, 0])), min_size=1, max_size=most))


def diamonds(count: int, *, closed: bool) -> Graph:
    """A chain of diamonds, 2 ** count ways from first to last; ``closed`` leads back to the first."""
    made: list[Arrow] = []
    for number in range(count):
        here, there = f"n{number:04}", f"n{number + 1:04}"
        for side in "uv":
            made += [(here, f"{side}{number:04}", 1), (f"{side}{number:04}", there, 1)]
    return graph([*made, (f"n{count:04}", "n0000", 1)] if closed else made)
