"""The whole table: what a press on any factor does to every other, as shares of the accepted draws."""

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causal.model import Layer, Model, graph_of
from causal.model.graph import ALL_LAYERS
from causal.press.sampling import BUDGET_SECONDS, Batch, Bench, Tally, accepted, cores
from causal.press.schemes import STEADY_SCHEME, Floats
from causal.press.solving import Draws

Counts = NDArray[np.int64]
_STRIP = 64  # draws solved at a time: one machine word of signs, and a table that stays near the processor


@dataclass(frozen=True)
class Impact:
    """Shares (N, N) of the accepted draws, indexed [response, press], for a press that raises its factor.

    A press that lowers it mirrors the shares. Nan everywhere when the tally says that it was refused.
    """

    factors: tuple[str, ...]
    negative: Floats
    zero: Floats
    positive: Floats
    tally: Tally

    def as_json(self) -> dict[str, object]:
        """Presses, then the factors that respond, then the three shares; what is always 0 is left out."""
        table = {
            press: {
                factor: {
                    "negative": float(self.negative[i, j]),
                    "zero": float(self.zero[i, j]),
                    "positive": float(self.positive[i, j]),
                }
                for i, factor in enumerate(self.factors)
                if self.zero[i, j] < 1
            }
            for j, press in enumerate(self.factors)
        }
        return {"scheme": self.tally.scheme, "impact": {} if self.tally.refused else table}


def impact(
    model: Model,
    *,
    layers: Collection[Layer] = ALL_LAYERS,
    draws: int = 10_000,
    scheme: str = STEADY_SCHEME,
    seed: int = 0,
    presses: Mapping[str, int] | None = None,
    validate: Mapping[str, int] | None = None,
    budget_seconds: float = BUDGET_SECONDS,
) -> Impact:
    """Every press on every factor, over ``draws`` accepted draws: the function to time in a benchmark.

    ``validate`` keeps only draws in which ``presses`` moved those factors so (-1, 0, 1). Uses every core, one
    chunk each, and the numbers do not depend on how many there are. Raises KeyError for an unknown factor and
    ValueError for an unknown scheme.
    """
    bench = Bench(model, graph_of(model, layers), scheme)
    batches = accepted(
        bench,
        press=bench.press_vector(presses or {}),
        observed=validate or {},
        draws=draws,
        seed=seed,
        budget_seconds=budget_seconds,
    )
    rising, falling, tally = _counted(bench, batches)
    return _shares(bench, rising, falling, tally)


def _counted(bench: Bench, batches: Iterator[Batch]) -> tuple[Counts, Counts, Tally]:
    size = len(bench.system.factors)
    rising, falling = np.zeros((size, size), dtype=np.int64), np.zeros((size, size), dtype=np.int64)
    with ThreadPoolExecutor(cores()) as pool:
        waiting: list[Future[tuple[Counts, Counts]]] = []
        for batch in batches:
            waiting.append(pool.submit(_count, batch.draws, bench.tolerance))
            if len(waiting) > 3:
                _add(waiting.pop(0), rising, falling)
        for future in waiting:
            _add(future, rising, falling)
    back = np.ix_(bench.layout.place, bench.layout.place)
    return rising[back], falling[back], batch.tally


def _add(future: Future[tuple[Counts, Counts]], rising: Counts, falling: Counts) -> None:
    up, down = future.result()
    rising += up
    falling += down


def _count(draws: Draws, tolerance: float) -> tuple[Counts, Counts]:
    size = len(draws.layout.order)
    rising, falling = np.zeros((size, size), dtype=np.int64), np.zeros((size, size), dtype=np.int64)
    for strip in draws.strips(_STRIP):
        table = strip.table()
        rising += _ones(table > tolerance)
        falling += _ones(table < -tolerance)
    return rising, falling


def _ones(flags: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """How many of the last axis are true, counted in packed bits."""
    counted: NDArray[np.uint8] = np.bitwise_count(np.packbits(flags, axis=-1)).sum(axis=-1, dtype=np.uint8)
    return counted


def _shares(bench: Bench, rising: Counts, falling: Counts, tally: Tally) -> Impact:
    rising[bench.zeros] = 0
    falling[bench.zeros] = 0
    total = float(tally.valid) if tally.valid and not tally.refused else np.nan
    positive: Floats = rising / total
    negative: Floats = falling / total
    zero: Floats = 1.0 - (rising + falling) / total
    return Impact(bench.system.factors, negative, zero, positive, tally)
