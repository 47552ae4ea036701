"""The whole measurement: fill, start, ask, look at what it takes."""

from collections.abc import Callable
from pathlib import Path

from ketenzicht.config import benchmark
from ketenzicht.config.problem import Problem
from ketenzicht.config.scale import measuring
from ketenzicht.config.scale.database import PEOPLE, Filled
from ketenzicht.config.scale.telling import Outcome

FEWEST_SIGNALS = 200


def measured(home: Path, count: int, seconds: float, tell: Callable[[str], None]) -> Outcome:
    """Fill the installation ``home`` with ``count`` signals, unless it is, and ask it everything.

    Raises Problem when it cannot be made or does not answer.
    """
    if count < FEWEST_SIGNALS:
        raise Problem(f"A measurement needs at least {FEWEST_SIGNALS} signals.")
    filled = Filled(home, count)
    filled.fill(tell)
    words, sizes = filled.facts()
    bare = benchmark.Product(home.with_name("bare"))
    command = ["ketenzicht.config.bare", str(bare.port)]
    with (
        filled.product.started(),
        benchmark.running(command, bare.home.with_suffix(".log"), bare.port, "/"),
        measuring.crowd(filled.product.port, bare.port, PEOPLE, filled.pids) as crowd,
    ):
        wanted = measuring.subjects(crowd.visitors["groot"][0], words)
        rows = measuring.measure(
            crowd, wanted, seconds, lambda row: tell(f"{row.name}: {row.alone.p50:.0f} ms")
        )
        memory = filled.memory()
    return Outcome(count, rows, memory, sizes).with_hash_apart()
