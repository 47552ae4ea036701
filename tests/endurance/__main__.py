"""python -m tests.endurance [--kills N]: the trial at length, on data of its own; --help tells more."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import django

import ketenzicht.config.testing  # noqa: F401 leaves the environment of a real installation behind
from tests.endurance.trial import endure
from tests.product import product_of_its_own


def main(arguments: list[str]) -> int:
    """Run the trial and say how it went; 1 when something was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--work-seconds", type=float, default=10.0, help="longest wait for work to be done before a kill"
    )
    wished = parser.parse_args(arguments)
    os.environ["DJANGO_SETTINGS_MODULE"] = "ketenzicht.config.settings"
    django.setup()  # forms are known by the names of their addresses
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="ketenzicht-endurance-") as folder,
        product_of_its_own(Path(folder)) as (url, home),
    ):
        outcome = endure(url, home, wished.kills, wished.seed, wished.work_seconds)
    print(
        f"{wished.kills} kills in {time.monotonic() - began:.0f} s, seed {wished.seed}: {dict(outcome.kills)}"
    )
    print(f"people were told: {outcome.told.sums()}; {outcome.keys} new keys")
    print(f"slowest return: {outcome.slowest_return:.1f} s")
    print("\n".join(outcome.wrong) or "nothing lost, nothing twice")
    return bool(outcome.wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
