"""Drawing until enough stable draws agree with what was observed: always bounded, always counted.

A chunk of draws has its own stream of chance, made from the seed, the scheme and the chunk's number, and
chunks are taken in order. So the numbers do not depend on how many threads did the work.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import count as counting

import numpy as np
from numpy.typing import NDArray

from causal.model import Graph, Model
from causal.press.layout import Layout, layout_of
from causal.press.schemes import SCHEMES, Floats, Ranges, draw_sizes, ranges_of
from causal.press.solving import Draws
from causal.press.stability import Flags
from causal.press.system import System, system_of
from causal.press.zeros import Refusal, tolerance_of, true_zeros, why_never_stable

LEAST_ACCEPTANCE = 0.01
_TRIED_BEFORE_REFUSAL = 4096
_CHUNK = 256
_NO_LIMIT = 2**62
_CHUNK_NUMBERS = 500_000  # a chunk of a large system holds fewer draws, so that it stays small in memory
BUDGET_SECONDS = 120.0
_MOST_THREADS = 4


@dataclass(frozen=True)
class Tally:
    """How many draws were made, how many of them were stable, and how many of those agreed as well.

    ``refused`` says why there are no numbers, "" when there are, and ``reason`` says it in a code;
    ``complete`` is false when the time was up before as many draws were accepted as asked for.
    """

    scheme: str
    seed: int
    drawn: int
    stable: int
    valid: int
    refused: str = ""
    complete: bool = True
    reason: Refusal | None = None

    @property
    def acceptance(self) -> float:
        """The share of all draws that was accepted: stable and in agreement with what was observed."""
        return self.valid / self.drawn if self.drawn else 0.0


class Bench:
    """A model prepared for drawing: system, layout, true zeros and the ranges of the scheme."""

    def __init__(self, model: Model, graph: Graph, scheme: str) -> None:
        self.system: System = system_of(graph)
        self.layout: Layout = layout_of(self.system)
        self.scheme = scheme
        self.ranges: Ranges = ranges_of(scheme, self.system, model)
        self.zeros = true_zeros(self.system)
        self.tolerance = tolerance_of(self.system)
        size = self.layout.slots + len(self.system.target) + len(self.system.factors)
        self.chunk = max(8, min(_CHUNK, _CHUNK_NUMBERS // size))

    def draw(self, seed: int, chunk: int) -> Draws:
        """All draws of one chunk. Raises ValueError for a negative seed."""
        stream = np.random.default_rng([seed, SCHEMES.index(self.scheme), chunk])
        return Draws(self.system, self.layout, draw_sizes(self.system, self.ranges, self.chunk, stream))

    def press_vector(self, presses: Mapping[str, float]) -> Floats:
        """The press on each factor (N,). Raises KeyError for an unknown factor."""
        vector = np.zeros(len(self.system.factors))
        for factor, amount in presses.items():
            vector[self.place(factor)] += amount
        return vector

    def place(self, factor: str) -> int:
        """The number of a factor. Raises KeyError."""
        try:
            return self.system.factors.index(factor)
        except ValueError:
            raise KeyError(factor) from None

    def signs(self, responses: Floats, press: Floats) -> NDArray[np.int8]:
        """-1, 0, 1 for responses (N, C) to a press (N,); a true zero is 0 whatever the rounding."""
        signs = (responses > self.tolerance).astype(np.int8) - (responses < -self.tolerance).astype(np.int8)
        signs[self.zeros[:, press != 0].all(axis=1)] = 0
        return signs


@dataclass(frozen=True)
class Batch:
    """Accepted draws of one chunk with their responses (N, c) to the press, and the tally up to here."""

    draws: Draws
    responses: Floats
    tally: Tally


@dataclass(frozen=True)
class _Judged:
    """One chunk: which draws were stable and which of them agreed (C,); the latter with their responses."""

    stable: Flags
    valid: Flags
    draws: Draws
    responses: Floats


def accepted(
    bench: Bench,
    *,
    press: Floats,
    observed: Mapping[str, int],
    draws: int,
    seed: int,
    budget_seconds: float = BUDGET_SECONDS,
    most_drawn: int | None = None,
) -> Iterator[Batch]:
    """Batches with together ``draws`` accepted draws; at least one batch, the last with the whole tally.

    Stops with a reason when no draw can be stable, or when fewer than 1 % are accepted after 4,096 draws or
    when the time is up; with 1 % or more the time only leaves it incomplete. ``observed`` gives the sign
    (-1, 0, 1) that the response of a factor must have. With ``most_drawn`` exactly so many are drawn, however
    few of them are accepted.
    """
    reason, refused = why_never_stable(bench.system)
    tally = Tally(bench.scheme, seed, 0, 0, 0, refused=refused, reason=reason)
    if tally.refused or draws < 1:
        yield _nothing(bench, tally, seed)
        return
    latest = time.monotonic() + budget_seconds
    wanted = {bench.place(factor): sign for factor, sign in observed.items()}

    def needed() -> int:
        """How many more chunks it will take at the acceptance so far."""
        return int((draws - tally.valid) / (bench.chunk * (tally.acceptance or 1.0))) + 1

    for judged in _in_order(lambda chunk: _judge(bench, seed, chunk, press, wanted), needed):
        batch = _take(judged, tally, draws, (most_drawn or _NO_LIMIT) - tally.drawn)
        tally = batch.tally
        if most_drawn is None:
            tally = _checked(tally, observed, draws, late=time.monotonic() > latest)
        yield Batch(batch.draws, batch.responses, tally)
        if tally.refused or not tally.complete or draws <= tally.valid or most_drawn == tally.drawn:
            return


def _nothing(bench: Bench, tally: Tally, seed: int) -> Batch:
    none = bench.draw(seed, 0).pick(np.array([], dtype=np.int64))
    return Batch(none, np.zeros((len(bench.system.factors), 0)), tally)


def _judge(bench: Bench, seed: int, chunk: int, press: Floats, wanted: Mapping[int, int]) -> _Judged:
    draws = bench.draw(seed, chunk)
    stable = draws.stable()
    kept = draws.pick(stable)
    responses = kept.responses(press)
    agrees = np.ones(kept.count, dtype=np.bool_)
    if wanted:
        signs = bench.signs(responses, press)
        for factor, sign in wanted.items():
            agrees &= signs[factor] == sign
        kept, responses = kept.pick(agrees), responses[:, agrees]
    valid = np.zeros(draws.count, dtype=np.bool_)
    valid[np.flatnonzero(stable)[agrees]] = True
    return _Judged(stable, valid, kept, responses)


def _take(judged: _Judged, before: Tally, wanted: int, allowed: int) -> Batch:
    """The chunk cut off after the last draw that was still wanted, and after ``allowed`` draws."""
    places = np.flatnonzero(judged.valid[:allowed])[: wanted - before.valid]
    full = before.valid + len(places) >= wanted
    stop = int(places[-1]) + 1 if full else min(allowed, len(judged.valid))
    tally = replace(
        before,
        drawn=before.drawn + stop,
        stable=before.stable + int(judged.stable[:stop].sum()),
        valid=before.valid + len(places),
    )
    if len(places) == judged.draws.count:
        return Batch(judged.draws, judged.responses, tally)
    return Batch(judged.draws.pick(np.arange(len(places))), judged.responses[:, : len(places)], tally)


def _checked(tally: Tally, observed: Mapping[str, int], wanted: int, *, late: bool) -> Tally:
    if tally.valid >= wanted:
        return tally
    tried = late or tally.drawn >= _TRIED_BEFORE_REFUSAL
    if tried and tally.acceptance < LEAST_ACCEPTANCE:
        return _refused(tally, bool(observed))
    return replace(tally, complete=False) if late else tally


def _refused(tally: Tally, observed: bool) -> Tally:
    """The tally with the reason why it is refused: instability, or else that draws do not agree."""
    unstable = tally.stable < LEAST_ACCEPTANCE * tally.drawn or not observed
    what = "stable" if unstable else "stable and in agreement with what was observed"
    count = tally.stable if unstable else tally.valid
    return replace(
        tally,
        refused=f"only {count} of {tally.drawn} draws were {what}, less than 1 %: too few to trust",
        reason=Refusal.UNSTABLE if unstable else Refusal.DISAGREES,
    )


def cores() -> int:
    """How many threads to work with: one per core, and no more than four, which keeps memory small."""
    return min(_MOST_THREADS, os.cpu_count() or 1)


def _in_order(work: Callable[[int], _Judged], needed: Callable[[], int]) -> Iterator[_Judged]:
    """The chunks 0, 1, 2, … for as long as they are asked for; one ahead on each core, if still needed."""
    workers = cores()
    with ThreadPoolExecutor(workers) as pool:
        ahead: deque[Future[_Judged]] = deque()
        chunks = counting()
        try:
            while True:
                while len(ahead) < max(1, min(workers + 1, needed())):
                    ahead.append(pool.submit(work, next(chunks)))
                yield ahead.popleft().result()
        finally:
            for future in ahead:
                future.cancel()
