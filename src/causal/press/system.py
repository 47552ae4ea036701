"""The matrix behind a model, as the places whose sizes are drawn and an order in which it is solved."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from causal.model import Graph

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class System:
    """A community matrix A of N factors without its sizes: A[i, j] is the effect of j on i.

    K links, as parallel arrays (K,): ``target`` i, ``source`` j, ``sign`` (1, -1, 0 unknown), ``group``
    (index of the uncertain group, -1 when the link surely exists), ``relation`` (index in the model).
    ``restraint`` (N,) tells how a factor restrains itself: IMPLICIT, NONE, or the index of the relation that
    says so. A negative self relation replaces the implicit restraint; it is not counted twice. One that may
    be absent does so only where nothing else restrains the factor, and comes on top otherwise.
    """

    factors: tuple[str, ...]
    target: Ints
    source: Ints
    sign: Ints
    group: Ints
    relation: Ints
    restraint: Ints
    restraint_group: Ints
    groups: tuple[str, ...]

    @cached_property
    def in_degree(self) -> Ints:
        """How many links each factor receives (N,); its own restraint is not one of them."""
        return np.bincount(self.target, minlength=len(self.factors))

    @cached_property
    def restrained(self) -> NDArray[np.bool_]:
        """Which factors surely restrain themselves (N,)."""
        surely: NDArray[np.bool_] = (self.restraint != NONE) & (self.restraint_group < 0)
        return surely

    @cached_property
    def blocks(self) -> tuple[Ints, ...]:
        """The strongly connected parts, causes before effects, each an array of factor numbers."""
        count = len(self.factors)
        links = coo_array((np.ones(len(self.source)), (self.source, self.target)), shape=(count, count))
        _, label = connected_components(links, directed=True, connection="strong")
        order = TopologicalSorter({int(part): set[int]() for part in np.unique(label)})
        for cause, effect in zip(label[self.source], label[self.target], strict=True):
            if cause != effect:
                order.add(int(effect), int(cause))
        members: dict[int, list[int]] = {}
        for number, part in enumerate(label.tolist()):
            members.setdefault(part, []).append(number)
        return tuple(np.array(members[part], dtype=np.int64) for part in order.static_order())

    def reached_from(self, starts: Iterable[int]) -> NDArray[np.bool_]:
        """The starts and every factor that a route from them leads to (N,)."""
        return _spread(self.source, self.target, starts, len(self.factors))

    def leading_to(self, goal: int) -> NDArray[np.bool_]:
        """The goal and every factor with a route to it (N,)."""
        return _spread(self.target, self.source, [goal], len(self.factors))


IMPLICIT = -1
NONE = -2


def _spread(source: Ints, target: Ints, starts: Iterable[int], count: int) -> NDArray[np.bool_]:
    seen = np.zeros(count, dtype=np.bool_)
    seen[list(starts)] = True
    before = -1
    while before != (before := int(seen.sum())):
        seen[target[seen[source]]] = True
    return seen


def system_of(graph: Graph) -> System:
    """The system of a graph; self relations with a minus become restraints, all others are links."""
    count = len(graph.factors)
    groups = tuple(dict.fromkeys(name for name in graph.uncertain if name))
    group = np.array([groups.index(name) if name else -1 for name in graph.uncertain], dtype=np.int64)
    restraint = np.where(graph.self_limited, IMPLICIT, NONE).astype(np.int64)
    restraint_group = np.full(count, -1, dtype=np.int64)
    link = np.ones(len(graph.source), dtype=np.bool_)
    for place in np.flatnonzero((graph.source == graph.target) & (graph.sign < 0)):
        factor = graph.source[place]
        doubtful = group[place] >= 0 and graph.self_limited[factor]
        if restraint[factor] < 0 and not doubtful:
            restraint[factor], restraint_group[factor], link[place] = (
                graph.relations[place],
                group[place],
                False,
            )
    return System(
        factors=graph.factors,
        target=graph.target[link],
        source=graph.source[link],
        sign=graph.sign[link].astype(np.int64),
        group=group[link],
        relation=graph.relations[link],
        restraint=restraint,
        restraint_group=restraint_group,
        groups=groups,
    )
