"""Routes from one factor to another that visit no factor twice: the strongest, the shortest, and how many."""

import heapq
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from causal.model import Graph, Layer
from causal.structure.census import Census
from causal.structure.components import piece
from causal.structure.path import Path, PathSet
from causal.structure.search import Net

COUNTED = 1_000_000
EXPANSIONS = 20_000  # looks at the routes that go on from one beginning
LEAST_GAIN = 1e-30  # stands for an unknown or no gain, so that such routes come last

Costs = NDArray[np.float64]
_Beginning = tuple[float, int, tuple[int, ...]]  # least cost, minus its length, relations


def find_paths(
    graph: Graph,
    source: str,
    target: str,
    *,
    k: int = 10,
    order: str = "strongest",
    count_limit: int = COUNTED,
    budget_seconds: float | None = None,
) -> PathSet:
    """The k strongest (largest |gain|) or shortest routes, and the number of all routes by sign.

    Ties go to the shorter, or the stronger, of the two. Routes over parallel relations differ. Counting stops
    at ``count_limit`` or when the time is up. Raises ValueError for an unknown factor, for another order, or
    when source and target are the same.
    """
    first, last = _ends(graph, source, target)
    deadline = None if budget_seconds is None else time.monotonic() + budget_seconds
    census = Census(count_limit, deadline)
    closed = _with_way_back(graph, first, last)
    if closed is not None:
        census.add(*closed, None)
    counts = census.result()
    search = _BestFirst(graph, first, last, _costs(graph, order), deadline)
    paths = tuple(path_of(graph, relations) for relations in search.run(k))
    return PathSet(
        paths=paths,
        positive=counts.reinforcing,
        negative=counts.balancing,
        undetermined=counts.undetermined,
        complete=counts.complete,
        ordered=search.is_exact,
    )


def path_of(graph: Graph, relations: Sequence[int]) -> Path:
    """The route over these relations (n of them, in order)."""
    along = list(relations)
    sign = int(np.prod(graph.sign[along], dtype=np.int64))
    factors = [graph.factors[number] for number in graph.source[along]]
    firmness = list(Layer)
    return Path(
        factors=(*factors, graph.factors[graph.target[along[-1]]]),
        relations=tuple(along),
        sign=sign,
        gain=float(np.prod(graph.gain[along])) if sign else None,
        delay=float(np.sum(graph.delay[along])),
        weakest=max((graph.layers[r] for r in along), key=firmness.index) if graph.layers else None,
    )


def _ends(graph: Graph, source: str, target: str) -> tuple[int, int]:
    if source == target:
        raise ValueError(f"A route runs between two factors; {source} to itself is a loop.")
    return graph.index(source), graph.index(target)


def reachable(ahead: Sequence[Sequence[int]], start: int) -> set[int]:
    """The factors that can be reached from ``start``, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        for other in ahead[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def between(graph: Graph, first: int, last: int) -> list[int]:
    """The relations that a route from first to last could use, in order of the graph."""
    ahead: list[list[int]] = [[] for _ in graph.factors]
    behind: list[list[int]] = [[] for _ in graph.factors]
    pairs = list(zip(graph.source.tolist(), graph.target.tolist(), strict=True))
    for tail, head in pairs:
        if tail not in (head, last) and head != first:
            ahead[tail].append(head)
            behind[head].append(tail)
    useful = reachable(ahead, first) & reachable(behind, last)
    return [
        relation
        for relation, (tail, head) in enumerate(pairs)
        if tail in useful and head in useful and tail not in (head, last) and head != first
    ]


def _with_way_back(graph: Graph, first: int, last: int) -> tuple[Net, int] | None:
    """A net with one relation added from last to first: its loops through ``first`` are the routes."""
    usable = between(graph, first, last)
    if not usable:
        return None
    source = np.append(graph.source[usable], last)
    target = np.append(graph.target[usable], first)
    closed = replace(graph, source=source, target=target, sign=np.append(graph.sign[usable], np.int8(1)))
    made = piece(closed, sorted({*source.tolist()}), range(len(source)))
    return made.net, made.factors.index(first)


def _costs(graph: Graph, order: str) -> Costs:
    """(R,) What each relation adds to the length of a route, of which the least comes first."""
    weakness: Costs = -np.log(np.maximum(np.abs(graph.gain), LEAST_GAIN))
    if order == "strongest":
        return weakness + 1e-8
    if order == "shortest":
        most = len(graph.factors) * float(np.max(np.abs(weakness), initial=1.0))
        return 1.0 + weakness * (0.4 / most)
    raise ValueError(f"Routes are ordered by strongest or shortest, not by {order}.")


class _BestFirst:
    """Beginnings of routes in the order of the least they can still cost.

    That bound is the least cost of a walk from the beginning's end to the target which avoids all factors of
    the beginning and has no more relations than there are factors left. Where no loop amplifies, such a walk
    is a route, so every beginning that is looked at leads to a route that is listed.
    """

    def __init__(self, graph: Graph, first: int, last: int, costs: Costs, deadline: float | None) -> None:
        self._graph, self._first, self._last, self._costs = graph, first, last, costs
        self._deadline = deadline
        self._ahead: list[list[int]] = [[] for _ in graph.factors]
        for relation, tail in enumerate(graph.source.tolist()):
            self._ahead[tail].append(relation)
        self.is_exact = True

    def run(self, k: int) -> Iterator[tuple[int, ...]]:
        """The relations of the first k routes."""
        heap: list[_Beginning] = [(0.0, 0, ())]
        expansions = 0
        while heap and k > 0:
            relations = heapq.heappop(heap)[-1]
            if relations and self._graph.target[relations[-1]] == self._last:
                k -= 1
                yield relations
                continue
            expansions += 1
            if expansions > EXPANSIONS or self._is_late():
                self.is_exact = False
                return
            for longer in self._continued(relations):
                heapq.heappush(heap, longer)

    def _continued(self, relations: tuple[int, ...]) -> Iterator[_Beginning]:
        along = list(relations)
        visited = {self._first, *self._graph.target[along].tolist()}
        end = int(self._graph.target[along[-1]]) if along else self._first
        rest = self._rest(visited)
        so_far = float(np.sum(self._costs[along]))
        for relation in self._ahead[end]:
            head = int(self._graph.target[relation])
            cost = so_far + float(self._costs[relation] + rest[head])
            if head not in visited and np.isfinite(cost):
                yield round(cost, 9), -len(along), (*relations, relation)  # of equal ones the longest first

    def _rest(self, visited: set[int]) -> Costs:
        """(N,) Least cost from each factor to the target around the visited ones (Bellman and Ford)."""
        usable = np.ones(len(self._graph.factors), dtype=np.bool_)
        usable[list(visited)] = False
        kept = usable[self._graph.source] & usable[self._graph.target]
        tails, heads, costs = self._graph.source[kept], self._graph.target[kept], self._costs[kept]
        rest: Costs = np.full(len(usable), np.inf)
        rest[self._last] = 0.0
        for _ in range(int(usable.sum()) - 1):
            before = rest.copy()
            np.minimum.at(rest, tails, costs + before[heads])
            if np.array_equal(rest, before):
                break
        return rest

    def _is_late(self) -> bool:
        return self._deadline is not None and time.monotonic() > self._deadline
