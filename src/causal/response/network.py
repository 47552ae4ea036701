"""The relations as delays in a row: what the flows through them do to the levels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causal.model import Graph

Array = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """N factors and R delayed relations as parallel arrays (R,), each delay in ``order`` equal stages.

    A relation passes on the *change* of its source, ``gain`` times, spread over its delay:
    with q = gain · dx_source/dt, p1' = q - p1 · rate, pi' = p(i-1) · rate - pi · rate, and pn · rate flows
    into the level of the target; ``rate`` is order / delay (MARVEL as the Business Simulation Library reads
    it). ``instant`` (N, N) holds the gains of relations without delay: [target, source].
    """

    size: int
    source: Places
    target: Places
    gain: Array
    rate: Array
    order: int
    instant: Array | None

    def inflow(self, last_stage: Array) -> Array:
        """(N,) What flows into each level; ``last_stage`` is (R,)."""
        flows = np.bincount(self.target, weights=last_stage * self.rate, minlength=self.size)
        return np.asarray(flows, dtype=np.float64)

    def long_run_gains(self) -> Array:
        """(N, N) K: the whole gain of all relations from column to row."""
        gains = np.zeros((self.size, self.size))
        np.add.at(gains, (self.target, self.source), self.gain)
        return gains if self.instant is None else gains + self.instant


def network_of(graph: Graph, order: int = 1, shortest: float = 0.0) -> Network:
    """The relations with a gain; those with a delay of at most ``shortest`` work at once.

    A relation of unknown sign has no gain and takes no part. Raises ValueError for an order below 1.
    """
    if order < 1:
        raise ValueError(f"A delay has at least one stage, not {order}.")
    size = len(graph.factors)
    works = graph.gain != 0.0
    at_once = works & (graph.delay <= shortest)
    delayed = works & ~at_once
    instant = None
    if at_once.any():
        instant = np.zeros((size, size))
        np.add.at(instant, (graph.target[at_once], graph.source[at_once]), graph.gain[at_once])
    return Network(
        size=size,
        source=graph.source[delayed],
        target=graph.target[delayed],
        gain=graph.gain[delayed],
        rate=order / graph.delay[delayed],
        order=order,
        instant=instant,
    )
