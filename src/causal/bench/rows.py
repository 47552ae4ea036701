"""The figures, one after another, each measured in turn with what it stands beside."""

import resource
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from multiprocessing import get_context

from causal import files
from causal.bench import plain
from causal.bench.models import grown
from causal.model import Model, graph_of
from causal.press import impact
from causal.response import draw, ensemble
from causal.structure import compiled, count_loops, find_loops

ROUNDS = 7
ACCEPTED = 10_000
SAMPLES = 1_000
MOMENTS = (1.0, 3.0, 10.0)
MILLION = 1_000_000

HEAD = (
    "| work | found | clock | processor | memory | target | within | beside | its processor | × |",
    "| --- | --- | ---: | ---: | ---: | ---: | --- | --- | ---: | ---: |",
)

Took = tuple[float, float]  # seconds on the clock, seconds of processor


@dataclass(frozen=True)
class Row:
    """One figure: seconds here, what may be taken, and the seconds of the other way of doing the same work.

    ``processor`` is the processor time of all threads here, which a busy machine changes less, and ``memory``
    the most that was held, in MB. ``share`` is the part of the work that the other way did, from which its
    processor time ``other_processor`` is scaled up.
    """

    work: str
    found: str
    seconds: float
    processor: float
    memory: float
    target: float
    beside: str
    other_processor: float
    share: float

    @property
    def ratio(self) -> float:
        """How much more processor time the other way takes."""
        return self.other_processor / self.processor

    def line(self) -> str:
        """The row of a table under HEAD."""
        part = "" if self.share == 1.0 else f" (from {_percent(self.share)} of the work)"
        cells = [
            self.work,
            self.found,
            _duration(self.seconds),
            _duration(self.processor),
            f"{self.memory:.0f} MB",
            f"< {_duration(self.target)}",
            "yes" if self.seconds < self.target else "no",
            self.beside + part,
            _duration(self.other_processor),
            f"{self.ratio:,.1f}",
        ]
        return f"| {' | '.join(cells)} |"


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %"


def _duration(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms" if seconds < 1.0 else f"{seconds:,.1f} s"


def measured() -> Iterator[Row]:
    """All rows, in order, each from a process of its own; some minutes of work."""
    spawned = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned, max_tasks_per_child=1) as pool:
        for number in range(len(WORKS)):
            yield pool.submit(_measure, number).result()


def _measure(number: int) -> Row:
    return WORKS[number]()


def peak_megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def _timed(work: Callable[[], object], rounds: int = 1) -> Took:
    """The median of the rounds."""
    clock, processor = [], []
    for _ in range(rounds):
        began, used = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
    return statistics.median(clock), statistics.median(processor)


def _size(model: Model) -> str:
    counted = sum(relation.counts and relation.sign != 0 for relation in model.relations)
    return f"{len(model.factors)} factors, {counted} relations"


def _all_loops(model: Model) -> Row:
    graph = graph_of(model)
    first, _ = _timed(lambda: find_loops(graph))
    compiled.advance()
    count = find_loops(graph).count
    seconds, processor = _timed(lambda: find_loops(graph), ROUNDS)
    memory = peak_megabytes()
    _, other = _timed(lambda: plain.loops(graph), 3)
    found = f"{count:,} loops; {_duration(first)} before the compiler is loaded"
    work = f"all loops with type, gain and delay, {_size(model)}"
    return Row(work, found, seconds, processor, memory, 0.05, "networkx", other, 1.0)


def _million_loops(model: Model) -> Row:
    graph = graph_of(model)
    count_loops(graph, limit=MILLION)  # the first one loads the compiled search
    seconds, processor = _timed(lambda: count_loops(graph, limit=MILLION), ROUNDS)
    memory = peak_megabytes()
    share = 0.2
    _, other = _timed(lambda: plain.signs_of_loops(graph, int(share * MILLION)))
    work = f"1,000,000 loops counted, {_size(model)}"
    return Row(work, "R, B and ? apart", seconds, processor, memory, 2.0, "networkx", other / share, share)


def _presses(model: Model, target: float) -> Row:
    scheme = "uniform-unit-self"
    impact(model, draws=100, scheme=scheme)
    tally = impact(model, draws=100, scheme=scheme).tally
    seconds, processor = _timed(lambda: impact(model, draws=ACCEPTED, scheme=scheme), 3)
    memory = peak_megabytes()
    graph, share = graph_of(model), 0.02
    _, other = _timed(lambda: plain.press_table(graph, int(share * ACCEPTED), 0))
    work = f"10,000 accepted draws, whole impact table, {_size(model)}"
    found = f"{100 * tally.acceptance:.0f} % accepted"
    return Row(work, found, seconds, processor, memory, target, "plain numpy", other / share, share)


def _pairs(model: Model) -> Row:
    pairs = [list(pair) for pair in combinations(model.interventions, 2)]
    error = ensemble(model, pairs, samples=20, at=MOMENTS).error
    seconds, processor = _timed(lambda: ensemble(model, pairs, samples=SAMPLES, at=MOMENTS))
    memory = peak_megabytes()
    graph = graph_of(model)
    draws, runs = draw(model, graph, len(pairs), 0), range(0, len(pairs), 10)

    def one_by_one() -> None:
        for run in runs:
            plain.euler_run(
                graph, draws.gains[run], draws.delays[run], pairs[run], until=MOMENTS[-1], step=0.05
            )

    _, other = _timed(one_by_one)
    share = len(runs) / (len(pairs) * SAMPLES)
    work = f"{len(pairs)} pairs of 20 interventions × 1,000 samples, {_size(model)}"
    found = f"error {error:.0e}" if error is not None else ""
    return Row(work, found, seconds, processor, memory, 10.0, "plain numpy", other / share, share)


def _memo(work: Callable[[Model], Row]) -> Row:
    return work(files.load("mensenhandel"))


WORKS: tuple[Callable[[], Row], ...] = (
    *(partial(_all_loops, grown(70, 130, seed)) for seed in (0, 1, 2)),
    partial(_memo, _all_loops),
    partial(_million_loops, grown(70, 160, 3)),
    partial(_presses, grown(70, 130, 0), 2.0),
    partial(_memo, partial(_presses, target=4.0)),
    partial(_pairs, grown(70, 130, 0, interventions=20)),
)
