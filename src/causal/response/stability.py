"""Whether a change dies out, and which loop is to blame when it does not."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from causal.model import Graph, Layer, Model, graph_of
from causal.model.graph import ALL_LAYERS
from causal.response.network import Array, Network, Places, network_of
from causal.structure import Loop, find_loops, strongly_connected

SETTLED = -1e-9  # a mode that dies out slower than this stays for ever, as far as a machine can tell
LARGE = 400  # unknowns from which on Arnoldi's method is quicker
LOOKED_AT = 2_000  # loops among which the one to blame is sought


@dataclass(frozen=True)
class Stability:
    """``stable``: every change dies out or comes to rest. ``spectral_radius`` is that of the gains K.

    ``growth`` is the real part of the slowest mode in 1 / time unit (None without loops); the levels
    themselves only add up flows and are left out of it. ``responsible`` is the loop behind an unstable mode.
    """

    stable: bool
    spectral_radius: float
    growth: float | None
    responsible: Loop | None

    def as_json(self) -> dict[str, object]:
        """The findings as the command line shows them."""
        return {
            "stable": self.stable,
            "spectral_radius": self.spectral_radius,
            "growth": self.growth,
            "responsible": None if self.responsible is None else self.responsible.as_json(),
        }


def stability(model: Model, layers: Collection[Layer] = ALL_LAYERS, *, order: int = 1) -> Stability:
    """The eigenvalues of the whole system of delays, and the spectral radius of the gains.

    The loop to blame is the one whose transmission at the growing mode is nearest to 1, among those without
    which the model would be stable if there are any. Transmission is the product over its relations of
    gain / (1 + s · delay / n) ** n, with s the eigenvalue and n the order; a loop on its own has 1 there.
    """
    graph = graph_of(model, layers)
    gains = network_of(graph, order).long_run_gains()
    radius = float(np.max(np.abs(np.linalg.eigvals(gains)), initial=0.0))
    mode = slowest_mode(graph, order)
    growth = None if mode is None else mode.real
    stable = growth is None or growth < SETTLED
    blamed = None if stable or mode is None else _responsible(graph, order, mode)
    return Stability(stable, radius, growth, blamed)


def slowest_mode(
    graph: Graph, order: int = 1, held: Collection[int] = (), adjustment: Array | None = None
) -> complex | None:
    """The eigenvalue with the largest real part of flows in loops, None without loops.

    ``held`` factors pass nothing on; ``adjustment`` (N,) is the adjustment time of the factors under control
    and infinite for others. With D delayed relations inside components the system has order · D unknowns, and
    one for every controlled factor. Relations without delay are given one of a millionth of the shortest.
    """
    inside = inside_components(graph, held)
    if not inside.any():
        return None
    delay = graph.delay[inside]
    delay = np.where(delay > 0.0, delay, 1e-6 * np.min(delay[delay > 0.0], initial=1.0))
    network = Network(
        size=len(graph.factors),
        source=graph.source[inside],
        target=graph.target[inside],
        gain=graph.gain[inside],
        rate=order / delay,
        order=order,
        instant=None,
    )
    size, entries = _system(network, adjustment)
    return _rightmost(size, *entries)


def _rightmost(size: int, rows: Places, columns: Places, values: Array) -> complex:
    """The eigenvalue with the largest real part; Arnoldi's method for a large matrix, else all of them."""
    if size > LARGE:
        from scipy.sparse import csr_matrix
        from scipy.sparse.linalg import ArpackError, eigs

        sparse = csr_matrix((values, (rows, columns)), shape=(size, size))
        try:
            found = eigs(sparse, k=4, which="LR", v0=np.ones(size), ncv=60, return_eigenvectors=False)
            return complex(found[np.argmax(found.real)])
        except ArpackError:  # it did not settle
            pass
    dense = np.zeros((size, size))
    np.add.at(dense, (rows, columns), values)
    found = np.linalg.eigvals(dense)
    return complex(found[np.argmax(found.real)])


def inside_components(graph: Graph, held: Collection[int] = ()) -> NDArray[np.bool_]:
    """(R,) Which relations have a gain and can be part of a loop when ``held`` factors cannot move."""
    free = (graph.gain != 0.0) & ~np.isin(graph.target, list(held))
    smaller = replace(graph, source=graph.source[free], target=graph.target[free])
    component = np.empty(len(graph.factors), dtype=np.int64)
    for number, factors in enumerate(strongly_connected(smaller)):
        component[factors] = number
    inside: NDArray[np.bool_] = free & (component[graph.source] == component[graph.target])
    return inside


def _system(network: Network, adjustment: Array | None) -> tuple[int, tuple[Places, Places, Array]]:
    """Size and entries (row, column, value) of the matrix of stages, stage by stage, then of drawn levels."""
    relations, order = len(network.source), network.order
    number = np.arange(relations)
    stages = np.arange(relations * order)
    rate = np.tile(network.rate, order)
    last = number + (order - 1) * relations
    fed, feeding = _joined(network.source, network.target)
    entries = [
        (stages, stages, -rate),
        (stages[relations:], stages[:-relations], rate[relations:]),
        (fed, last[feeding], network.gain[fed] * network.rate[feeding]),
    ]
    drawn = np.empty(0, dtype=np.int64)
    if adjustment is not None:
        drawn = np.intersect1d(np.flatnonzero(np.isfinite(adjustment)), network.source)
        pull = 1.0 / adjustment[drawn]
        places = np.arange(len(drawn)) + relations * order
        level, into = _joined(drawn, network.target)
        out, factor = _joined(network.source, drawn)
        entries += [
            (places, places, -pull),
            (places[level], last[into], network.rate[into]),
            (out, places[factor], -network.gain[out] * pull[factor]),
        ]
    rows, columns, values = (np.concatenate(part) for part in zip(*entries, strict=True))
    return relations * order + len(drawn), (rows, columns, values)


def _joined(one: Places, other: Places) -> tuple[Places, Places]:
    """All pairs of places at which both have the same value."""
    order = np.argsort(other, kind="stable")
    low = np.searchsorted(other[order], one, side="left")
    count = np.searchsorted(other[order], one, side="right") - low
    first = np.repeat(np.arange(len(one)), count)
    within = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    return first, order[low[first] + within]


def _responsible(graph: Graph, order: int, mode: complex) -> Loop | None:
    delay = graph.delay / order
    passed = graph.gain / (1.0 + mode * delay) ** order
    loops = find_loops(graph, limit=LOOKED_AT, count_limit=LOOKED_AT).loops
    known = [loop for loop in loops if loop.gain]
    known.sort(key=lambda loop: abs(np.prod(passed[list(loop.relations)]) - 1.0))
    for loop in known[:10]:
        if _is_stable_without(graph, order, loop):
            return loop
    return known[0] if known else None


def _is_stable_without(graph: Graph, order: int, loop: Loop) -> bool:
    """Whether cutting any one relation of the loop makes the model stable."""
    for relation in loop.relations:
        gain = graph.gain.copy()
        gain[relation] = 0.0
        cut = replace(graph, gain=gain)
        mode = slowest_mode(cut, order)
        if mode is None or mode.real < SETTLED:
            return True
    return False
