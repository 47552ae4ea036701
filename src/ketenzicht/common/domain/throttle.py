"""Slowing down guesses: how many tries are free, and how long the next one has to wait.

Keeps counters in memory for keys that mean nothing outside the process that made them. Time is an argument.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass


@dataclass
class _Count:
    failures: int
    last: float


class Throttle:
    """Counts failed tries per key and in all, and says how many seconds to wait before the next."""

    def __init__(
        self,
        *,
        free: int,
        first_wait: float,
        longest_wait: float,
        in_all: int,
        window: float,
        keys: int = 10_000,
    ) -> None:
        self._free = free
        self._first_wait = first_wait
        self._longest_wait = longest_wait
        self._in_all = in_all
        self._window = window
        self._keys = keys
        self._counts: OrderedDict[str, _Count] = OrderedDict()
        self._everyone = _Count(0, 0.0)
        self._lock = threading.Lock()

    def attempt(self, key: str, now: float) -> float:
        """Count a try of ``key`` and give 0; or give the seconds to wait first, and count nothing.

        A try counts before its outcome is known, so many at the same time are not free.
        """
        with self._lock:
            wait = max(self._wait_of(self._counts.get(key), now), self._wait_of_all(now))
            if not wait:
                self._count(key, now)
            return wait

    def succeeded(self, key: str) -> None:
        """Take back the last try of ``key``: it was a good one. Earlier failures stay."""
        with self._lock:
            self._everyone.failures = max(0, self._everyone.failures - 1)
            if (count := self._counts.get(key)) is not None:
                count.failures = max(0, count.failures - 1)

    def _count(self, key: str, now: float) -> None:
        count = self._counts.pop(key, None)
        if count is None or now - count.last > self._longest_wait * 2:
            count = _Count(0, now)
        count.failures, count.last = count.failures + 1, now
        self._counts[key] = count
        while len(self._counts) > self._keys:
            self._counts.popitem(last=False)
        if now - self._everyone.last >= self._window:
            self._everyone = _Count(0, now)
        self._everyone.failures += 1

    def _wait_of(self, count: _Count | None, now: float) -> float:
        if count is None or count.failures < self._free:
            return 0.0
        doubled = self._first_wait * 2.0 ** min(count.failures - self._free, 30)
        return max(0.0, count.last + min(doubled, self._longest_wait) - now)

    def _wait_of_all(self, now: float) -> float:
        if self._everyone.failures < self._in_all:
            return 0.0
        return max(0.0, self._everyone.last + self._window - now)
