"""How fast a draw can grow, so that its transform is read on the right side of all its modes."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from causal.model import Graph
from causal.response.draws import Draws
from causal.response.network import Array, Places
from causal.response.stability import inside_components, slowest_mode

ROUNDS = 40  # of the power iteration; more make the bound tighter
HALVINGS = 9
CLOSE = 8.0  # growth over a whole run up to which the bound itself is good enough


def growth_bounds(graph: Graph, draws: Draws, until: float, order: int) -> Array:
    """(S,) For each draw a rate that no mode of the model without pins and controls exceeds, 0 at least.

    For Re s >= x no entry of K(s) is larger than that of |K|(x) = sum of |gain| / (1 + x · delay / n) ** n,
    so there is no mode beyond an x at which the spectral radius of |K|(x) is below 1, which a positive vector
    proves (Collatz and Wielandt). Where that bound is far off the modes themselves are computed.
    """
    inside = np.flatnonzero(inside_components(replace(graph, gain=np.max(np.abs(draws.gains), axis=0))))
    bounds = np.zeros(len(draws.gains))
    if not len(inside):
        return bounds
    gains, delays = np.abs(draws.gains[:, inside]).T, draws.delays[:, inside].T
    source, target = graph.source[inside], graph.target[inside]
    size, high = len(graph.factors), np.full(len(bounds), 2.0 * CLOSE / until)

    def is_beyond(rate: Array) -> NDArray[np.bool_]:
        passed = gains / (1.0 + rate * delays / order) ** order
        beyond: NDArray[np.bool_] = _radius_bound(source, target, passed, size) < 1.0
        return beyond

    at_rest = is_beyond(bounds)
    low = bounds.copy()
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        beyond = is_beyond(middle)
        high = np.where(beyond, middle, high)
        low = np.where(beyond, low, middle)
    bounds = np.where(at_rest, 0.0, high)
    for sample in np.flatnonzero(bounds * until > CLOSE).tolist():
        bounds[sample] = _growth(graph, draws, sample, order)
    return bounds


def _radius_bound(source: Places, target: Places, passed: Array, size: int) -> Array:
    """(S,) Not less than the spectral radius of each matrix with entries ``passed`` (relations, S)."""
    vector = np.ones((size, passed.shape[1]))
    ratio = np.full(passed.shape[1], np.inf)
    for _ in range(ROUNDS):
        after = vector.copy()
        for relation, (tail, head) in enumerate(zip(source.tolist(), target.tolist(), strict=True)):
            after[head] += passed[relation] * vector[tail]
        ratio = np.minimum(ratio, np.max(after / vector, axis=0))
        vector = after / np.max(after, axis=0)
        vector = np.maximum(vector, 1e-200)
    bound: Array = ratio - 1.0
    return bound


def _growth(graph: Graph, draws: Draws, sample: int, order: int) -> float:
    drawn = replace(graph, gain=draws.gains[sample], delay=draws.delays[sample])
    mode = slowest_mode(drawn, order)
    return 0.0 if mode is None else max(0.0, 1.02 * mode.real)
