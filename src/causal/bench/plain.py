"""The same work as a straightforward script would do it with networkx and numpy: one thing at a time."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from math import prod

import networkx
import numpy as np
from numpy.typing import NDArray

from causal.model import ChangeKind, Graph, Intervention

Array = NDArray[np.float64]


def loops(graph: Graph) -> list[tuple[list[int], int, float, float]]:
    """Every loop as networkx lists it, with its sign, gain and delay; not for parallel relations."""
    place = {pair: relation for relation, pair in enumerate(_pairs(graph))}
    sign, gain, delay = graph.sign.tolist(), graph.gain.tolist(), graph.delay.tolist()
    found = []
    for cycle in networkx.simple_cycles(networkx.DiGraph(_pairs(graph))):
        along = [place[pair] for pair in zip(cycle, cycle[1:] + cycle[:1], strict=True)]
        signs, gains = prod(sign[one] for one in along), prod(gain[one] for one in along)
        found.append((cycle, signs, gains, sum(delay[one] for one in along)))
    return found


def signs_of_loops(graph: Graph, limit: int) -> Counter[int]:
    """How many of the first ``limit`` loops have each sign."""
    sign = dict(zip(_pairs(graph), graph.sign.tolist(), strict=True))
    cycles = networkx.simple_cycles(networkx.DiGraph(_pairs(graph)))
    return Counter(
        prod(sign[pair] for pair in zip(cycle, cycle[1:] + cycle[:1], strict=True))
        for cycle in islice(cycles, limit)
    )


def _pairs(graph: Graph) -> list[tuple[int, int]]:
    return list(zip(graph.source.tolist(), graph.target.tolist(), strict=True))


def press_table(graph: Graph, accepted: int, seed: int) -> tuple[Array, int]:
    """(N, N) How often each factor rises per press, over ``accepted`` stable draws, and the draws that took.

    Links U(0, 1), self-limitation 1; stable when all eigenvalues are negative; responses from the inverse.
    """
    random = np.random.default_rng(seed)
    size = len(graph.factors)
    rises = np.zeros((size, size))
    kept = drawn = 0
    while kept < accepted:
        drawn += 1
        matrix = -np.eye(size)
        for source, target, sign in zip(graph.source, graph.target, graph.sign, strict=True):
            matrix[target, source] += sign * random.random()
        if np.all(np.linalg.eigvals(matrix).real < 0.0):
            rises += -np.linalg.inv(matrix) > 1e-10
            kept += 1
    return rises / kept, drawn


def euler_run(
    graph: Graph, gain: Array, delay: Array, changes: Sequence[Intervention], *, until: float, step: float
) -> Array:
    """(N,) The changes of the levels at the end, in steps of ``step``, for changes from the start on."""
    size = len(graph.factors)
    level, passing = np.zeros(size), np.zeros(len(gain))
    controls: list[tuple[int, float]] = []
    pinned: list[int] = []
    for change in (change for one in changes for change in one.changes):
        factor = graph.index(change.factor)
        if change.kind is ChangeKind.CONTROL:
            controls.append((factor, change.amount))
            continue
        if change.kind is ChangeKind.PINNED:
            pinned.append(factor)
        level[factor] += change.amount
        passing += np.where(graph.source == factor, gain * change.amount, 0.0)
    for _ in range(round(until / step)):
        flow = np.zeros(size)
        np.add.at(flow, graph.target, passing / delay)
        for factor, amount in controls:
            flow[factor] += amount - level[factor]
        flow[pinned] = 0.0
        passing += step * (gain * flow[graph.source] - passing / delay)
        level += step * flow
    return level
