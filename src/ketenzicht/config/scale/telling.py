"""The outcome as a table for people and as JSON for comparing machines."""

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from ketenzicht.config.scale.database import SETTINGS, Size
from ketenzicht.config.scale.measuring import AT_ONCE, BARE, HASH, REPORT, Row, Times
from ketenzicht.config.scale.resources import Memory

# What must hold at a million signals, in milliseconds at the 95th percentile: alone, and twenty at once.
AIMS: Mapping[str, tuple[float, float]] = {
    "worklist": (300, 800),
    "search": (300, 800),
    REPORT: (500, float("inf")),
}
MEMORY_AIM = 600
WITHOUT_HASH = f"{REPORT}, without the slow hash"
HEAD = (
    f"| what | alone p50 | p95 | p99 | × bare | processor | {AT_ONCE} at once p50 | p95 | p99 | × bare"
    " | processor | times |",
    "| --- |" + " ---: |" * 11,
)


def _machine() -> dict[str, Any]:
    """Where and when this was measured, and how busy the machine was."""
    return {
        "date": str(date.today()),
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
        "system": platform.platform(),
        "python": platform.python_version(),
    }


@dataclass
class Outcome:
    """Everything that was found in one run."""

    count: int
    rows: list[Row]
    memory: Mapping[str, Memory]
    sizes: list[Size]
    machine: dict[str, Any] = field(default_factory=_machine)

    @property
    def bare(self) -> Row:
        """The page that everything is compared with."""
        return self._named(BARE)

    def with_hash_apart(self) -> "Outcome":
        """The same with one row more: a report without the hash that is slow on purpose.

        What the hash takes alone is taken off both times: at once it takes longer, so that figure flatters
        nobody.
        """
        hashed, report = self._named(HASH).alone, self._named(REPORT)
        row = Row(WITHOUT_HASH, _less(report.alone, hashed), _less(report.together, hashed))
        return replace(self, rows=[*self.rows, row])

    def lines(self) -> list[str]:
        """The table, for people."""
        return [
            *HEAD,
            *(_line(row, self.bare) for row in self.rows),
            "",
            "| memory | RSS MB | PSS MB |",
            "| --- | ---: | ---: |",
            *(f"| {name} | {one.rss:.0f} | {one.pss:.0f} |" for name, one in self.memory.items()),
            "",
            "| size | how many | MB with indexes |",
            "| --- | ---: | ---: |",
            *(f"| {one.name} | {_number(one.count)} | {one.megabytes:,.0f} |" for one in self.sizes),
            "",
            *self.verdict(),
        ]

    def verdict(self) -> list[str]:
        """What stays above its aim, or that nothing does."""
        over = [
            f"{row.name}: {row.alone.p95:.0f} ms alone, {row.together.p95:.0f} ms {AT_ONCE} at once;"
            f" meant are {alone} and {together}"
            for row in self.rows
            for name, (alone, together) in AIMS.items()
            if row.name.startswith(name) and row.name != REPORT
            if row.alone.p95 > alone or row.together.p95 > together
        ]
        held = self.memory["web server"].pss + self.memory["worker"].pss
        if held > MEMORY_AIM:
            over.append(f"web server and worker hold {held:.0f} MB; meant are {MEMORY_AIM}")
        return (
            ["Above what is meant at a million signals:", *over]
            if over
            else ["Everything is within its aim."]
        )

    def as_json(self) -> str:
        """The same for a program, with the ratios that another machine should come to."""
        return json.dumps(
            {
                "count": self.count,
                "machine": self.machine,
                "database_settings": dict(SETTINGS),
                "rows": [row.as_data(self.bare) for row in self.rows],
                "memory": {name: asdict(one) for name, one in self.memory.items()},
                "sizes": [asdict(one) for one in self.sizes],
                "over": self.verdict(),
            },
            indent=2,
        )

    def _named(self, name: str) -> Row:
        return next(row for row in self.rows if row.name == name)


def _less(times: Times, hashed: Times) -> Times:
    p50, p95, p99 = (taken - hashed.p50 for taken in (times.p50, times.p95, times.p99))
    return Times(p50, p95, p99, times.count, times.processor - hashed.p50)


def _line(row: Row, bare: Row) -> str:
    cells = [row.name]
    for times, ratio in zip((row.alone, row.together), row.ratios(bare), strict=True):
        cells += [f"{one:.1f}" for one in (times.p50, times.p95, times.p99, ratio, times.processor)]
    return f"| {' | '.join(cells)} | {row.alone.count} + {row.together.count} |"


def _number(count: int | None) -> str:
    return "" if count is None else f"{count:,}"
