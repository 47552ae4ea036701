"""What every route passes, and what has to go so that no route of one sign is left."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from causal.model import Graph
from causal.structure.path import Path
from causal.structure.paths import find_paths, path_of, reachable

ROUNDS = 400  # routes that one cut may take into account
LOOKED_AT = 200  # routes looked through for one of the unwanted sign when a plain search does not give it


@dataclass(frozen=True, slots=True)
class Cut:
    """Relations (places in the graph's arrays) without which no route of the sign is left.

    ``is_smallest`` says that no smaller set does it. ``routes`` are the routes that prove this: every cut has
    to break each of them. When it is False the search was broken off, and routes may be left.
    """

    relations: tuple[int, ...]
    is_smallest: bool
    routes: tuple[Path, ...]


def cut_factors(graph: Graph, source: str, target: str) -> tuple[str, ...]:
    """The factors between source and target that every route passes, in order; () without any route.

    Raises ValueError for an unknown factor.
    """
    first, last = graph.index(source), graph.index(target)
    ahead: list[list[int]] = [[] for _ in graph.factors]
    for tail, head in zip(graph.source.tolist(), graph.target.tolist(), strict=True):
        ahead[tail].append(head)
    found = find_paths(graph, source, target, k=1, order="shortest", count_limit=0)
    if not found.paths:
        return ()
    inner = found.paths[0].factors[1:-1]
    return tuple(factor for factor in inner if last not in _without(ahead, first, graph.index(factor)))


def _without(ahead: Sequence[Sequence[int]], first: int, left_out: int) -> set[int]:
    return reachable([[n for n in others if n != left_out] for others in ahead], first)


def smallest_cut(graph: Graph, source: str, target: str, *, sign: int) -> Cut:
    """The smallest set of relations that all routes of this sign (1 or -1) need.

    A route visits no factor twice; a relation of unknown sign counts as both. Unwanted routes are collected
    until the smallest set that hits all of them leaves none: that set is then the smallest there is. Among
    sets of the same size it prefers relations that stand earlier. Raises ValueError for an unknown factor.
    """
    first, last = graph.index(source), graph.index(target)
    routes: list[tuple[int, ...]] = []
    cut: tuple[int, ...] = ()
    for _ in range(ROUNDS):
        route, is_sure = _unwanted(graph, (first, last), sign, cut)
        if route is None:
            return Cut(cut, is_sure, tuple(path_of(graph, one) for one in routes))
        routes.append(route)
        cut = _hitting(routes)
    return Cut(cut, False, tuple(path_of(graph, one) for one in routes))


def _hitting(routes: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The smallest set with a relation of every route, as a programme in whole numbers."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    relations = sorted({relation for route in routes for relation in route})
    place = {relation: number for number, relation in enumerate(relations)}
    rows = np.zeros((len(routes), len(relations)))
    for number, route in enumerate(routes):
        rows[number, [place[relation] for relation in route]] = 1.0
    earlier_first = 1.0 + np.arange(len(relations)) * (0.5 / len(relations) ** 2)
    found = milp(
        earlier_first,
        constraints=LinearConstraint(rows, lb=1.0),
        integrality=np.ones(len(relations)),
        bounds=Bounds(0.0, 1.0),
    )
    return tuple(relation for relation, taken in zip(relations, found.x, strict=True) if taken > 0.5)


def _unwanted(
    graph: Graph, ends: tuple[int, int], sign: int, removed: Sequence[int]
) -> tuple[tuple[int, ...] | None, bool]:
    """A route of the sign around the removed relations; without one, whether there is none for sure."""
    walk = _shortest_walk(graph, ends, sign, set(removed))
    if walk is None:
        return None, True
    factors = [ends[0], *graph.target[list(walk)].tolist()]
    if len(set(factors)) == len(factors):
        return walk, True
    return _simple_route(graph, ends, sign, removed)


def _simple_route(
    graph: Graph, ends: tuple[int, int], sign: int, removed: Sequence[int]
) -> tuple[tuple[int, ...] | None, bool]:
    kept = np.setdiff1d(np.arange(len(graph.source)), removed)
    smaller = _restricted(graph, kept)
    names = [graph.factors[end] for end in ends]
    counts = find_paths(smaller, names[0], names[1], k=0, count_limit=1_000_000)
    if counts.complete and not counts.undetermined + (counts.positive if sign > 0 else counts.negative):
        return None, True
    found = find_paths(smaller, names[0], names[1], k=LOOKED_AT, order="shortest", count_limit=0)
    for path in found.paths:
        if path.sign in (sign, 0):
            return tuple(int(kept[relation]) for relation in path.relations), True
    return None, counts.complete and counts.count <= len(found.paths)


def _restricted(graph: Graph, kept: NDArray[np.int64]) -> Graph:
    return replace(
        graph,
        source=graph.source[kept],
        target=graph.target[kept],
        sign=graph.sign[kept],
        gain=graph.gain[kept],
        delay=graph.delay[kept],
        relations=graph.relations[kept],
        uncertain=tuple(graph.uncertain[relation] for relation in kept),
        layers=tuple(graph.layers[relation] for relation in kept) if graph.layers else (),
    )


def _shortest_walk(
    graph: Graph, ends: tuple[int, int], sign: int, removed: set[int]
) -> tuple[int, ...] | None:
    """Breadth first over (factor, sign so far); the walk may visit a factor once with each sign."""
    ahead: list[list[int]] = [[] for _ in graph.factors]
    for relation, tail in enumerate(graph.source.tolist()):
        if relation not in removed:
            ahead[tail].append(relation)
    came: dict[tuple[int, int], tuple[tuple[int, int], int] | None] = {(ends[0], 1): None}
    waiting = deque([(ends[0], 1)])
    while waiting and (ends[1], sign) not in came:
        here = waiting.popleft()
        for relation in ahead[here[0]]:
            own = int(graph.sign[relation])
            for there in [
                (int(graph.target[relation]), here[1] * one) for one in ([own] if own else [1, -1])
            ]:
                if there not in came:
                    came[there] = (here, relation)
                    waiting.append(there)
    return _traced(came, (ends[1], sign))


def _traced(
    came: dict[tuple[int, int], tuple[tuple[int, int], int] | None], end: tuple[int, int]
) -> tuple[int, ...] | None:
    if end not in came:
        return None
    walk: list[int] = []
    step = came[end]
    while step is not None:
        walk.append(step[1])
        step = came[step[0]]
    return tuple(reversed(walk))
