"""./ketenzicht bench: how fast the product and its engines are on this machine, beside something plain."""

import os
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ketenzicht.config import benchmark
from ketenzicht.config.problem import Problem


class Command(BaseCommand):
    help = "Measure the product beside a bare page, or the causal engine beside networkx and plain numpy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        subjects = parser.add_subparsers(dest="subject", required=True)
        spine = subjects.add_parser("spine", help="start, report, worklist, signal page, audit trail")
        spine.add_argument("--seconds", type=float, default=30.0, help="how long pages are asked; 30")
        signals = subjects.add_parser("signals", help="the pages on a large database of its own")
        signals.add_argument("--count", type=int, default=10_000, help="how many signals; 10000")
        signals.add_argument("--seconds", type=float, default=10.0, help="how long each is asked; 10")
        signals.add_argument("--folder", type=Path, help="keep the filled database here for a next time")
        signals.add_argument("--json", action="store_true", help="print the outcome as JSON")
        subjects.add_parser("causal", help="loops, press perturbation, responses in time; some minutes")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["subject"] == "causal":
            return self._causal()
        try:
            if options["subject"] == "signals":
                return self._signals(options)
            return self._spine(options["seconds"])
        except Problem as problem:
            raise CommandError(str(problem)) from problem

    def _causal(self) -> None:
        from causal.bench import HEAD, measured

        self._say(f"{date.today()}, {os.cpu_count()} processors; {_load()} at the beginning\n")
        for line in HEAD:
            self._say(line)
        for row in measured():
            self._say(row.line())
        self._say(f"\n{_load()} at the end")

    def _signals(self, options: dict[str, Any]) -> None:
        from ketenzicht.config.scale import run

        with TemporaryDirectory(prefix="ketenzicht-bench-") as folder:
            home = (options["folder"] or Path(folder)).absolute() / "data"
            outcome = run.measured(home, options["count"], options["seconds"], self._tell)
        for line in [outcome.as_json()] if options["json"] else outcome.lines():
            self._say(line)

    def _tell(self, line: str) -> None:
        # What is still going on: beside the outcome, so that this can be kept in a file.
        self.stderr.write(line)
        self.stderr.flush()

    def _spine(self, seconds: float) -> None:
        self._say(f"{date.today()}, {os.cpu_count()} processors; {_load()} at the beginning")
        with benchmark.temporary_product() as product:
            with product.started() as first:
                self._say(f"first start, demonstration made: {first:.1f} s")
            with product.started() as second:
                self._say(f"second start: {second:.1f} s")
                self._pages(product, seconds)
            self._audit(product)
        self._say(f"{_load()} at the end")

    def _pages(self, product: benchmark.Product, seconds: float) -> None:
        bare = benchmark.Product(product.home.with_name("bare"))
        words = ["ketenzicht.config.bare", str(bare.port)]
        with (
            benchmark.running(words, bare.home.with_suffix(".log"), bare.port, "/"),
            benchmark.measures_of(product, bare.port) as measures,
        ):
            found = benchmark.in_rounds(measures, seconds)
        _low, unit, _high = benchmark.spread(found["bare page"])
        self._say("\n| what | one in ten under ms | median ms | nine in ten under ms | × bare page | times |")
        self._say("| --- | ---: | ---: | ---: | ---: | ---: |")
        for name, taken in found.items():
            times = " | ".join(f"{time:.1f}" for time in benchmark.spread(taken))
            ratio = benchmark.spread(taken)[1] / unit
            self._say(f"| {name} | {times} | {ratio:.1f} | {len(taken)} |")
        self._say("\n| public page | bytes over the line, compressed |\n| --- | ---: |")
        for path in benchmark.PUBLIC_PAGES:
            self._say(f"| `{path}` | {benchmark.weigh(product.port, path)} |")

    def _audit(self, product: benchmark.Product) -> None:
        verified = product.command("audit", "verify")
        self._say(f"\naudit verify, the whole command with its own start: {verified.seconds:.1f} s")
        self._say(verified.text)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"
