"""Whether a change dies out, and which loop is to blame when it does not."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from causal.model import Graph, Layer, Model, graph_of
from causal.model.graph import ALL_LAYERS
from causal.response.network import Array, Network, network_of
from causal.structure import Loop, find_loops, strongly_connected

SETTLED = -1e-9  # a mode that dies out slower than this stays for ever, as far as a machine can tell
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
    values = np.linalg.eigvals(_system(network, adjustment))
    return complex(values[np.argmax(values.real)])


def inside_components(graph: Graph, held: Collection[int] = ()) -> NDArray[np.bool_]:
    """(R,) Which relations have a gain and can be part of a loop when ``held`` factors cannot move."""
    free = (graph.gain != 0.0) & ~np.isin(graph.target, list(held))
    smaller = replace(graph, source=graph.source[free], target=graph.target[free])
    component = np.empty(len(graph.factors), dtype=np.int64)
    for number, factors in enumerate(strongly_connected(smaller)):
        component[factors] = number
    inside: NDArray[np.bool_] = free & (component[graph.source] == component[graph.target])
    return inside


def _system(network: Network, adjustment: Array | None) -> Array:
    """The matrix of stages p (stage by stage), then of the levels of controlled factors."""
    relations, order = len(network.source), network.order
    drawn = np.empty(0, dtype=np.int64)
    if adjustment is not None:
        drawn = np.intersect1d(np.flatnonzero(np.isfinite(adjustment)), network.source)
    size = relations * order + len(drawn)
    system = np.zeros((size, size))
    number = np.arange(relations)
    for stage in range(order):
        here = number + stage * relations
        system[here, here] -= network.rate
        if stage:
            system[here, here - relations] += network.rate
    last = number + (order - 1) * relations
    fed = network.source[:, None] == network.target[None, :]
    system[:relations, last] += network.gain[:, None] * fed * network.rate[None, :]
    for place, factor in enumerate(drawn.tolist(), start=relations * order):
        pull = 1.0 / adjustment[factor] if adjustment is not None else 0.0
        system[place, place] -= pull
        system[place, last] += (network.target == factor) * network.rate
        system[:relations, place] -= network.gain * (network.source == factor) * pull
    return system


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
