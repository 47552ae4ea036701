"""python -m tests.robustness [--requests N]: a storm of generated requests; --help tells more."""

import argparse
import os
import sys
import time
from pathlib import Path

import django

import ketenzicht.config.testing  # noqa: F401 leaves the environment of a real installation behind


def main(arguments: list[str]) -> int:
    """Let it storm and say how it went; 1 when something was not answered as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.robustness", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--each", type=int, default=20_000, help="requests to one product, before a fresh one takes its place"
    )
    parser.add_argument("--faults", type=Path, default=Path("robustness-faults.jsonl"), help="where these go")
    wished = parser.parse_args(arguments)
    os.environ["DJANGO_SETTINGS_MODULE"] = "ketenzicht.config.settings"
    django.setup()  # addresses are known from the URL configuration
    from tests.robustness.trial import storms, table

    began = time.monotonic()
    tally = storms(wished.requests, wished.seed, wished.each, report=print)
    print("\n".join(table(tally)))
    print(f"{tally.sent:,} requests in {time.monotonic() - began:.0f} s, seed {wished.seed}")
    print(f"answers: {dict(tally.kinds())}; slowest {tally.slowest:.1f} s")
    print(f"of forms sent: {dict(tally.posts)}, {tally.share_through():.0%} got through")
    print(f"addresses where nothing ever got through: {', '.join(tally.never()) or 'none'}")
    for fault in tally.faults:
        print(fault[:1000])
    if tally.faults:
        wished.faults.write_text("\n".join(tally.faults), "utf-8")
    return bool(tally.faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
