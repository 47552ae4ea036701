"""Promises in seconds, kept on a machine of any speed and with other work beside the test."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter, process_time

# What ``_measure`` takes on the machine of docs/performance.md when nothing else runs there, in seconds.
AT_REST = 0.03


@contextmanager
def within(seconds: float, *, waiting: bool = False, children: bool = False) -> Iterator[None]:
    """Promise what is inside in ``seconds`` of the processor, or of waiting, on the machine at rest.

    With ``children`` it counts what processes worked that were started and have ended inside. Where a fixed
    piece of work takes twice as long here, the promise is twice as long.
    """
    clock = perf_counter if waiting else _of_children if children else process_time
    began = clock()
    yield
    took = clock() - began
    if took >= seconds:
        here = sorted(_measure(perf_counter if waiting else process_time) for _ in range(5))[2]
        slower = max(1.0, here / AT_REST)
        assert took < seconds * slower, f"{took:.2f} s; promised {seconds} s, here {seconds * slower:.2f} s"


def _of_children() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


def _measure(clock: Callable[[], float]) -> float:
    """Words and lists by the hundred thousand: what a slow machine and a full memory both slow down."""
    began = clock()
    lists = [[str(number)] for number in range(100_000)]
    assert {len(word) for (word,) in lists} == {1, 2, 3, 4, 5}
    return clock() - began
