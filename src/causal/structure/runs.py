"""One run of the search over a component: plain at first, compiled when it turns out to be long."""

import time
from collections.abc import Iterator
from math import log2

import numpy as np
from numpy.typing import NDArray

from causal.structure import compiled, search
from causal.structure.components import fresh_state
from causal.structure.search import BOUND, BOUNDED, CAUGHT, CLOSED, LIMIT, USED, WHOLE, Catch, Net

Numbers = NDArray[np.int64]

PATIENCE = 1_500_000  # plain steps, about as long as loading the compiler takes
PLAIN_SLICE = 20_000  # steps between two looks at the clock
COMPILED_SLICE = 2_000_000
BATCH = 2_048  # loops in one catch
NO_LIMIT = 1 << 60
FEWER_BITS = 40  # of the ways round one loop; leaves room for adding loops up


class Run:
    """A search over one component that can be broken off and taken up again.

    With ``root``, a number in the net, it finds the loops through that factor only. ``deadline`` is a moment
    of ``time.monotonic``; after it the search stops within some hundredths of a second.
    """

    def __init__(self, net: Net, *, max_length: int | None, root: int | None, deadline: float | None) -> None:
        size = len(net.offsets) - 1
        bound = 2 * size if max_length is None or max_length >= size else max_length
        is_bounded = bound < size  # else it is so large that there is always room
        self._net = net if root is None else net._replace(roots=[root])
        self._state = fresh_state(self._net)
        cursor = self._state.cursor
        cursor[BOUND], cursor[BOUNDED], cursor[WHOLE] = bound, int(is_bounded), int(root is not None)
        self._catch = Catch([], [])
        self._advance: compiled.Advance = search.advance
        self._slice = PLAIN_SLICE
        self._may_compile = _fits(net)
        self._patience = PATIENCE
        self._deadline = deadline
        self.is_done = False
        if self._may_compile and compiled.is_loaded():
            self._compile()

    @property
    def closed(self) -> int:
        """Loops found so far."""
        return int(self._state.cursor[CLOSED])

    @property
    def tally(self) -> tuple[int, int, int]:
        """Loops found so far: in all, of known sign, reinforcing minus balancing."""
        return self.closed, int(self._state.signs[0]), int(self._state.signs[1])

    def count(self, limit: int) -> None:
        """Go on, without listing, until ``limit`` loops are found in all."""
        self._hold(Catch([], []))
        self._go(limit)

    def batches(self, limit: int) -> Iterator[tuple[Numbers, Numbers]]:
        """Lengths and slots of the loops, a batch at a time, until ``limit`` loops are found in all."""
        self._hold(Catch([0] * BATCH, [0] * max(16 * BATCH, 2 * len(self._state.lock))))
        cursor = self._state.cursor
        cursor[CAUGHT] = cursor[USED] = 0
        going_on = True
        while going_on:
            going_on = self._go(limit) == search.FULL and self.closed < limit and not self._is_late()
            cursor = self._state.cursor
            caught, used = int(cursor[CAUGHT]), int(cursor[USED])
            cursor[CAUGHT] = cursor[USED] = 0
            if caught:
                lengths, slots = self._catch.lengths[:caught], self._catch.slots[:used]
                yield np.array(lengths, dtype=np.int64), np.array(slots, dtype=np.int64)

    def _go(self, limit: int) -> int:
        self._state.cursor[LIMIT] = limit
        while True:
            outcome = self._advance(self._slice, self._net, self._state, self._catch)
            self.is_done = outcome == search.DONE
            if outcome != search.PAUSED or self._is_late():
                return outcome
            self._patience -= self._slice
            if self._patience <= 0 and self._may_compile and self._slice == PLAIN_SLICE:
                self._compile()

    def _is_late(self) -> bool:
        return self._deadline is not None and time.monotonic() > self._deadline

    def _hold(self, catch: Catch) -> None:
        self._catch = catch if self._slice == PLAIN_SLICE else compiled.as_arrays(catch)

    def _compile(self) -> None:
        self._advance = compiled.advance()
        self._slice = COMPILED_SLICE
        self._net = compiled.as_arrays(self._net)
        self._state = compiled.as_arrays(self._state)
        self._catch = compiled.as_arrays(self._catch)


def _fits(net: Net) -> bool:
    """Whether the number of ways round any loop stays within 64 bits, as it must in compiled code."""
    if max(net.ways, default=1) == 1:
        return True
    most: dict[int, int] = {}
    for tail, ways in zip(net.tail, net.ways, strict=True):
        most[tail] = max(most.get(tail, 1), ways)
    return sum(log2(ways) for ways in most.values()) < FEWER_BITS
