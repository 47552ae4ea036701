"""One scheme run to its end: shares per factor, the signs of every draw, and some draws kept whole."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causal.press.sampling import BUDGET_SECONDS, Bench, Tally, accepted
from causal.press.solving import Draws

KEPT = 2048  # draws kept with their sizes, to see which sizes matter


@dataclass(frozen=True)
class Share:
    """The shares of the accepted draws in which a factor falls, stays and rises; together 1."""

    negative: float
    zero: float
    positive: float

    def as_json(self) -> dict[str, float]:
        """The three shares by name."""
        return {"negative": self.negative, "zero": self.zero, "positive": self.positive}

    def toward(self, sign: int) -> float:
        """The share with this sign."""
        return (self.zero, self.positive, self.negative)[sign]


@dataclass(frozen=True)
class Run:
    """The accepted draws of one scheme: ``signs`` (N, A), and the first 2,048 themselves."""

    bench: Bench
    tally: Tally
    signs: NDArray[np.int8]
    kept: Draws

    def share(self, place: int) -> Share:
        """The shares of one factor; all 0 when nothing was accepted."""
        total = self.signs.shape[1] or 1
        falls, rises = (int((self.signs[place] == sign).sum()) for sign in (-1, 1))
        zero = self.signs.shape[1] - falls - rises
        return Share(falls / total, zero / total, rises / total)


def run(
    bench: Bench,
    presses: Mapping[str, int],
    *,
    observed: Mapping[str, int],
    draws: int,
    seed: int,
    budget_seconds: float = BUDGET_SECONDS,
) -> Run:
    """Draw until ``draws`` are accepted or the run is refused. Raises KeyError for an unknown factor."""
    press = bench.press_vector(presses)
    signs, kept = [], []
    held = 0
    for batch in accepted(
        bench, press=press, observed=observed, draws=draws, seed=seed, budget_seconds=budget_seconds
    ):
        signs.append(bench.signs(batch.responses, press))
        if held < KEPT:
            kept.append(batch.draws.pick(np.arange(min(batch.draws.count, KEPT - held))))
            held += kept[-1].count
    return Run(bench, batch.tally, np.concatenate(signs, axis=1), Draws.joined(kept))


def stable_draws(bench: Bench, *, draws: int, seed: int, budget_seconds: float = BUDGET_SECONDS) -> Run:
    """Stable draws with nothing pressed, all kept whole: to compare many presses on the same draws."""
    press = bench.press_vector({})
    kept = []
    for batch in accepted(
        bench, press=press, observed={}, draws=draws, seed=seed, budget_seconds=budget_seconds
    ):
        kept.append(batch.draws)
    joined = Draws.joined(kept)
    return Run(bench, batch.tally, np.zeros((len(press), joined.count), dtype=np.int8), joined)
