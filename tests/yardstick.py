"""Promises in seconds, kept on a machine of any speed and with other work beside the test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter, process_time

# What ``_measure`` takes on the machine of docs/performance.md when nothing else runs there, in seconds.
AT_REST = 0.03


@contextmanager
def within(seconds: float, *, waiting: bool = False) -> Iterator[None]:
    """Promise what is inside in ``seconds`` of the processor, or of waiting, on the machine at rest.

    Where a fixed piece of work takes twice as long here, the promise is twice as long.
    """
    clock = perf_counter if waiting else process_time
    began = clock()
    yield
    took = clock() - began
    if took >= seconds:
        slower = max(1.0, sorted(_measure(clock) for _ in range(5))[2] / AT_REST)
        assert took < seconds * slower, f"{took:.2f} s; promised {seconds} s, here {seconds * slower:.2f} s"


def _measure(clock: Callable[[], float]) -> float:
    """Words and lists by the hundred thousand: what a slow machine and a full memory both slow down."""
    began = clock()
    lists = [[str(number)] for number in range(100_000)]
    assert {len(word) for (word,) in lists} == {1, 2, 3, 4, 5}
    return clock() - began
