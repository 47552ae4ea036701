"""Levels in time as pieces of power series."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from causal.response.network import Array, Places

SAMPLES = 8  # parts of a piece in which a curve is looked at for crossings


@dataclass(frozen=True)
class Curves:
    """C curves: M pieces of degree D; ``powers`` is (M, D + 1, C), with time counted from the piece's start.

    At a jump a curve has the value right after it. ``end`` is where the last piece ends.
    """

    starts: Array
    end: float
    powers: Array

    def at(self, times: Sequence[float] | Array) -> Array:
        """(T, C) The values at these times, which lie between the first start and the end."""
        moments = np.asarray(times, dtype=np.float64)
        piece = np.clip(np.searchsorted(self.starts, moments, side="right") - 1, 0, len(self.starts) - 1)
        since = (moments - self.starts[piece])[:, None]
        powers = self.powers[piece]
        values = powers[:, -1, :]
        for power in range(powers.shape[1] - 2, -1, -1):
            values = values * since + powers[:, power, :]
        return values

    def only(self, columns: Sequence[int] | Places) -> "Curves":
        """These curves alone."""
        return Curves(self.starts, self.end, self.powers[:, :, list(columns)])

    def slopes(self) -> "Curves":
        """The derivatives."""
        numbers = np.arange(1, self.powers.shape[1])[None, :, None]
        return Curves(self.starts, self.end, self.powers[:, 1:, :] * numbers)

    def grid(self, also: Sequence[float] | Array = ()) -> Array:
        """Times in rising order that part every piece into SAMPLES, with the edges and these others."""
        edges = np.append(self.starts, self.end)
        inner = edges[:-1, None] + np.diff(edges)[:, None] * (np.arange(SAMPLES) / SAMPLES)
        return np.unique(np.concatenate([inner.ravel(), edges, np.asarray(also, dtype=np.float64)]))


def crossings(curve: Curves, level: float, grid: Array) -> list[float]:
    """The times at which a single curve passes a level between two times of the grid."""
    before = _just(curve, grid[:-1], grid[1:]) - level
    turned = np.flatnonzero(before[:, 0] * before[:, 1] < 0.0)
    return [_crossing(curve, level, float(grid[place]), float(grid[place + 1])) for place in turned]


def _just(curve: Curves, begins: Array, ends: Array) -> Array:
    """(T, 2) Values right after the begins and right before the ends."""
    short = (ends - begins) * 1e-9
    return np.stack([curve.at(begins)[:, 0], curve.at(ends - short)[:, 0]], axis=1)


def _crossing(curve: Curves, level: float, low: float, high: float) -> float:
    below = curve.at([low])[0, 0] < level
    for _ in range(60):
        middle = 0.5 * (low + high)
        if (curve.at([middle])[0, 0] < level) == below:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
