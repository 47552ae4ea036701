"""The model as arrays: what every calculation works on."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causal.model.core import Layer, Model

ALL_LAYERS = frozenset(Layer)


@dataclass(frozen=True)
class Graph:
    """N factors and R relations that count, as parallel arrays (R,); ``self_limited`` is (N,).

    Parallel relations between the same two factors stay apart. ``sign`` is 1, -1 or 0 (unknown); ``gain`` is
    signed; ``delay`` is in time units; ``relations`` holds the index of each relation in ``Model.relations``;
    ``layers`` says of each relation how firmly it stands, and is empty for a graph that knows no layers.
    """

    factors: tuple[str, ...]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    sign: NDArray[np.int8]
    gain: NDArray[np.float64]
    delay: NDArray[np.float64]
    relations: NDArray[np.int64]
    self_limited: NDArray[np.bool_]
    uncertain: tuple[str, ...]
    layers: tuple[Layer, ...] = ()

    def index(self, factor: str) -> int:
        """The place of a factor. Raises ValueError for an unknown one."""
        return self.factors.index(factor)


def graph_of(model: Model, layers: Collection[Layer] = ALL_LAYERS) -> Graph:
    """The relations of these layers that count (``Relation.counts``), with the factors of the whole model."""
    place = {factor.id: number for number, factor in enumerate(model.factors)}
    kept = [
        (number, relation)
        for number, relation in enumerate(model.relations)
        if relation.counts and relation.layer in layers
    ]
    return Graph(
        factors=tuple(place),
        source=np.array([place[relation.source] for _, relation in kept], dtype=np.int64),
        target=np.array([place[relation.target] for _, relation in kept], dtype=np.int64),
        sign=np.array([int(relation.sign) for _, relation in kept], dtype=np.int8),
        gain=np.array([model.gain(relation) for _, relation in kept], dtype=np.float64),
        delay=np.array([model.delay(relation) for _, relation in kept], dtype=np.float64),
        relations=np.array([number for number, _ in kept], dtype=np.int64),
        self_limited=np.array([factor.self_limitation for factor in model.factors], dtype=np.bool_),
        uncertain=tuple(relation.uncertain for _, relation in kept),
        layers=tuple(relation.layer for _, relation in kept),
    )
