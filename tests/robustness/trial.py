"""The trial: storms over one fresh product after the other, each looked over afterwards."""

import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from tests.endurance.trial import chain, left
from tests.product import product_of_its_own
from tests.robustness.storm import ENOUGH, Storm, Tally

# Of the forms that are sent, this part at least must get through, or nothing much was tried.
FEWEST_THROUGH = 0.25


def storms(requests: int, seed: int, each: int, report: Callable[[str], object] = lambda _: None) -> Tally:
    """Send ``requests``, at most ``each`` to one product; what is wrong is in the tally's faults."""
    tally = Tally()
    while tally.sent < requests and len(tally.faults) < ENOUGH:
        storm(tally, seed, min(requests, tally.sent + each))
        report(f"{tally.sent:,} sent with {len(tally.faults)} faults: {dict(tally.kinds())}")
        seed += 1
    if tally.share_through() < FEWEST_THROUGH:
        tally.faults.append(f"only {tally.share_through():.0%} of the forms sent got through")
    return tally


def storm(tally: Tally, seed: int, until: int) -> None:
    """Let one storm go over a product of its own, and look over what it left."""
    with (
        tempfile.TemporaryDirectory(prefix="ketenzicht-robustness-") as folder,
        product_of_its_own(Path(folder)) as (url, home),
    ):
        Storm(int(url.rpartition(":")[2]), seed, tally, until).rage()
        tally.faults += [f"seed {seed}: {fault}" for fault in (*left(home, time.time() - 60), *chain(home))]
        tally.faults += [f"seed {seed}: {said}" for said in tracebacks(home.parent / "output")]


def tracebacks(log: Path) -> Iterator[str]:
    """Errors that the product wrote down, each with what led to it."""
    said = log.read_text("utf-8", "replace").split("Traceback (most recent call last)")
    for before, error in pairwise(said):
        yield before[-300:] + "Traceback" + error[:4000]


def table(tally: Tally) -> Iterator[str]:
    """Every address and how often it answered how."""
    for name, kinds in sorted(tally.answers.items()):
        yield f"{name or '(no address of ours)':45} {kinds.total():7} " + ", ".join(
            f"{kind} {number}" for kind, number in sorted(kinds.items())
        )
