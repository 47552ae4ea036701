"""Strongly connected components, and each of them as the search wants it."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from causal.model import Graph
from causal.structure.search import CURSOR_SIZE, DEPTH, Net, State


def strongly_connected(graph: Graph) -> tuple[NDArray[np.int64], ...]:
    """The sets of factors that all reach each other, as sorted indices; largest first, then by first factor.

    Every factor is in exactly one; a factor without loops is alone in its own.
    """
    ahead: list[list[int]] = [[] for _ in graph.factors]
    for source, target in zip(graph.source.tolist(), graph.target.tolist(), strict=True):
        ahead[source].append(target)
    found = sorted((sorted(one) for one in _tarjan(ahead)), key=lambda one: (-len(one), one[0]))
    return tuple(np.array(one, dtype=np.int64) for one in found)


class _Visits:
    """Tarjan's search (1972): numbers in order of first visit, and the factors not yet in a component."""

    def __init__(self) -> None:
        self.number: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self.open: list[int] = []
        self.is_open: set[int] = set()
        self.found: list[list[int]] = []

    def enter(self, node: int) -> None:
        self.number[node] = self.low[node] = len(self.number)
        self.open.append(node)
        self.is_open.add(node)

    def leave(self, node: int, before: int | None) -> None:
        if before is not None:
            self.low[before] = min(self.low[before], self.low[node])
        if self.low[node] == self.number[node]:
            component = [self.open.pop()]
            while component[-1] != node:
                component.append(self.open.pop())
            self.is_open.difference_update(component)
            self.found.append(component)


def _tarjan(ahead: Sequence[Sequence[int]]) -> list[list[int]]:
    visits = _Visits()
    for root in range(len(ahead)):
        if root not in visits.number:
            _visit_from(root, ahead, visits)
    return visits.found


def _visit_from(root: int, ahead: Sequence[Sequence[int]], visits: _Visits) -> None:
    visits.enter(root)
    work = [(root, iter(ahead[root]))]
    while work:
        node, rest = work[-1]
        other = next(rest, None)
        if other is None:
            work.pop()
            visits.leave(node, work[-1][0] if work else None)
        elif other not in visits.number:
            visits.enter(other)
            work.append((other, iter(ahead[other])))
        elif other in visits.is_open:
            visits.low[node] = min(visits.low[node], visits.number[other])


class Piece(NamedTuple):
    """A component as a net, with the relation behind each slot and the factor behind each number."""

    net: Net
    relations: tuple[int, ...]
    factors: tuple[int, ...]


def pieces(graph: Graph) -> tuple[Piece, ...]:
    """The components that can hold loops of two or more relations, each as a net with all roots."""
    component = np.empty(len(graph.factors), dtype=np.int64)
    members = [one for one in strongly_connected(graph) if len(one) > 1]
    component.fill(-1)
    for number, one in enumerate(members):
        component[one] = number
    inside = (component[graph.source] >= 0) & (component[graph.source] == component[graph.target])
    inside &= graph.source != graph.target
    by_component: list[list[int]] = [[] for _ in members]
    for relation in np.flatnonzero(inside).tolist():
        by_component[component[graph.source[relation]]].append(relation)
    return tuple(
        piece(graph, one.tolist(), relations) for one, relations in zip(members, by_component, strict=True)
    )


def piece(graph: Graph, factors: Sequence[int], relations: Sequence[int]) -> Piece:
    """These factors and relations as a net. Busy ones come first: without them little is left."""
    source, target = graph.source.tolist(), graph.target.tolist()
    degree = dict.fromkeys(factors, 0)
    for relation in relations:
        degree[source[relation]] += 1
        degree[target[relation]] += 1
    order = sorted(factors, key=lambda factor: (-degree[factor], factor))
    number = {factor: place for place, factor in enumerate(order)}
    slots = sorted(relations, key=lambda relation: (number[source[relation]], relation))
    tail = [number[source[relation]] for relation in slots]
    head = [number[target[relation]] for relation in slots]
    signs = graph.sign[slots].tolist()
    net = net_of(len(order), tail, head, [(1, abs(sign), sign) for sign in signs])
    return Piece(net, tuple(slots), tuple(order))


def net_of(
    size: int, tail: Sequence[int], head: Sequence[int], weights: Sequence[tuple[int, int, int]]
) -> Net:
    """A net of slots that are sorted by tail; weights are (ways, signed, balance) of each slot."""
    return Net(
        offsets=_offsets(tail, size),
        head=head,
        tail=tail,
        ways=[weight[0] for weight in weights],
        signed=[weight[1] for weight in weights],
        balance=[weight[2] for weight in weights],
        in_offsets=_offsets(head, size),
        in_slots=sorted(range(len(head)), key=head.__getitem__),
        roots=list(range(size)),
    )


def _offsets(places: Sequence[int], size: int) -> list[int]:
    counts = [0] * (size + 1)
    for place in places:
        counts[place + 1] += 1
    return list(accumulate(counts))


def fresh_state(net: Net) -> State:
    """A search that has not begun; bound and limit are to be set in its cursor."""
    size, slots = len(net.offsets) - 1, len(net.head)
    cursor = [0] * CURSOR_SIZE
    cursor[DEPTH] = -1
    return State(
        cursor=cursor,
        signs=[0, 0],
        distance=[0] * size,
        lock=[0] * size,
        waiting=[0] * slots,
        path=[0] * (size + 1),
        pointer=[0] * (size + 1),
        ways=[0] * (size + 1),
        signed=[0] * (size + 1),
        balance=[0] * (size + 1),
        found=[0] * (size + 1),
        pile=[0] * (size + 1),
    )
