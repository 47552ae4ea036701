"""Asking a filled product the pages that matter, one at a time and twenty at once."""

import re
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from itertools import cycle
from typing import Any

from ketenzicht.config import benchmark
from ketenzicht.config.benchmark import Visitor
from ketenzicht.config.scale import resources

AT_ONCE = 20
# Each twentieth has to be a measurement of its own, or the 95th of a hundred says nothing.
FEWEST = 20
BARE = "bare page"
HASH = "the slow hash of a receipt"
REPORT = "sending a report"
Measure = Callable[[Visitor], float]


@dataclass(frozen=True)
class Subject:
    """What is measured: its name in the table, who asks, and how one asks."""

    name: str
    who: str
    ask: Measure


@dataclass(frozen=True)
class Times:
    """In milliseconds, of how many; processor time is that of web server and database for each one."""

    p50: float
    p95: float
    p99: float
    count: int
    processor: float

    @classmethod
    def of(cls, taken: list[float], processor: float) -> "Times":
        """The three of a list of seconds, and the processor's seconds for all of them."""
        hundredths = statistics.quantiles(taken, n=100, method="inclusive")
        p50, p95, p99 = (hundredths[place] * 1000 for place in (49, 94, 98))
        return cls(p50, p95, p99, len(taken), processor * 1000 / len(taken))


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    alone: Times
    together: Times

    def ratios(self, bare: "Row") -> tuple[float, float]:
        """How many bare pages it costs in the middle, alone and at once, in the same run."""
        return self.alone.p50 / bare.alone.p50, self.together.p50 / bare.together.p50

    def as_data(self, bare: "Row") -> dict[str, Any]:
        """The line as ``--json`` gives it."""
        alone, together = self.ratios(bare)
        return asdict(self) | {"ratio_alone": alone, "ratio_together": together}


def subjects(product: Visitor, word: Mapping[str, str]) -> list[Subject]:
    """Everything that is measured; ``product`` is the visitor who may see the largest desk."""
    desk, everything = "/werk/?tab=desk", "/werk/?tab=all"
    numbers = sorted(set(re.findall(r"/signalen/[0-9a-f-]{36}/", product.ask(desk).text)))
    one, found = cycle(numbers), []
    for who, name in (("klein", "small desk"), ("groot", "large desk"), ("streek", "twenty desks")):
        found += [
            Subject(f"worklist, {name}", who, _page(desk)),
            Subject(f"worklist with what is closed, {name}", who, _page(everything)),
            Subject(f"search for a common word, {name}", who, _page(f"/werk/?q={word['common']}")),
            Subject(f"search for a rare word, {name}", who, _page(f"/werk/?q={word['rare']}")),
            Subject(f"search for a number, {name}", who, _page(f"/werk/?q={word[who]}")),
        ]
    return [
        Subject(BARE, "", _page("/")),
        *found,
        Subject("counts in the navigation, large desk", "groot", _page("/werk/weergaven/")),
        Subject("signal page", "groot", lambda visitor: visitor.ask(next(one)).seconds),
        Subject("what is late in the region", "regisseur", _page("/werk/te-laat/")),
        Subject("audit trail, the newest", "toezicht", _page("/logboek/")),
        Subject("audit trail of a person", "toezicht", _page(f"/logboek/?user={word['user']}")),
        Subject("audit trail of a record", "toezicht", _page(f"/logboek/?target={word['record']}")),
        Subject("audit trail, one kind", "toezicht", _page("/logboek/?kind=signals.signal.closed")),
        Subject("audit trail of a month", "toezicht", _page(f"/logboek/?{word['month']}")),
        Subject(REPORT, "public", lambda visitor: visitor.report()),
        Subject(HASH, "hash", lambda _visitor: benchmark.slow_hash()),
    ]


def _page(path: str) -> Measure:
    return lambda visitor: visitor.ask(path).seconds


class Crowd:
    """Twenty visitors of each kind, signed in beforehand, and what the product's processes have used."""

    def __init__(self, visitors: Mapping[str, list[Visitor]], pids: Callable[[], list[int]]) -> None:
        self.visitors = visitors
        self.pids = pids

    def used(self) -> float:
        """The processor time of web server and database until now, in seconds."""
        return sum(one.processor for pid in self.pids() for one in resources.family(pid))

    def alone(self, subject: Subject, seconds: float) -> Times:
        """One after another."""
        return self._taken(subject, seconds, 1)

    def at_once(self, subject: Subject, seconds: float) -> Times:
        """Twenty beside each other, each asking again as soon as it has its answer."""
        return self._taken(subject, seconds, AT_ONCE)

    def _taken(self, subject: Subject, seconds: float, many: int) -> Times:
        visitors = self.visitors[subject.who][:many]
        for visitor in visitors:
            visitor.close()  # the server does so itself with one that says nothing for long
        subject.ask(visitors[0])  # the first one fills caches
        before = self.used()
        start = threading.Barrier(many)

        def asking(visitor: Visitor) -> list[float]:
            start.wait()
            end = time.monotonic() + seconds
            taken: list[float] = []
            while time.monotonic() < end or len(taken) * many < FEWEST:
                taken.append(subject.ask(visitor))
            return taken

        with ThreadPoolExecutor(many) as threads:
            taken = [one for each in threads.map(asking, visitors) for one in each]
        return Times.of(taken, self.used() - before)


@contextmanager
def crowd(
    product: int, bare: int, names: Mapping[str, str], pids: Callable[[], list[int]]
) -> Iterator[Crowd]:
    """Visitors of the ports ``product`` and ``bare``, by the names of the people they sign in as."""
    with ExitStack() as open_ones:

        def many(port: int, name: str = "") -> list[Visitor]:
            visitors = [
                open_ones.enter_context(closing(Visitor(port, f"127.0.0.{2 + nth}")))
                for nth in range(AT_ONCE)
            ]
            for visitor in visitors if name else ():
                visitor.sign_in(name)
            return visitors

        everybody = {who: many(product, name) for who, name in names.items()}
        yield Crowd({**everybody, "": many(bare), "public": many(product), "hash": many(bare)}, pids)


def measure(crowd: Crowd, wanted: list[Subject], seconds: float, tell: Callable[[Row], None]) -> list[Row]:
    """Every subject alone and twenty at once, ``seconds`` each; ``tell`` hears each as it is known."""
    rows = []
    for subject in wanted:
        row = Row(subject.name, crowd.alone(subject, seconds), crowd.at_once(subject, seconds))
        tell(row)
        rows.append(row)
    return rows
