"""The text format that Prometheus and its kin read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

BOUNDS: Final = (0.05, 0.1, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0)
_ESCAPES: Final = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


@dataclass(frozen=True)
class Figure:
    """One measured value under a name, told apart by labels."""

    name: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)


class Answers:
    """How many answers each route gave, with which status, and how long they took."""

    def __init__(self) -> None:
        self._counts: defaultdict[tuple[str, int], int] = defaultdict(int)
        self._buckets: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def add(self, route: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self._counts[route, status] += 1
        self._seconds[route] += seconds
        within = sum(seconds > bound for bound in BOUNDS)
        self._buckets[route][within] += 1

    def figures(self) -> Iterator[Figure]:
        """All that was counted since the start."""
        for (route, status), count in sorted(self._counts.items()):
            yield Figure("ketenzicht_requests_total", count, {"route": route, "status": str(status)})
        yield from self._durations()

    def _durations(self) -> Iterator[Figure]:
        name = "ketenzicht_request_seconds"
        for route, buckets in sorted(self._buckets.items()):
            total = 0
            for bound, count in zip([*map(str, BOUNDS), "+Inf"], buckets, strict=True):
                total += count
                yield Figure(f"{name}_bucket", total, {"route": route, "le": bound})
            yield Figure(f"{name}_sum", self._seconds[route], {"route": route})
            yield Figure(f"{name}_count", total, {"route": route})


HELP: Final[Mapping[str, tuple[str, str]]] = {
    "ketenzicht_requests_total": ("counter", "Answers, by name of the route and status."),
    "ketenzicht_request_seconds": ("histogram", "How long answers took, by name of the route."),
    "ketenzicht_database_up": ("gauge", "1 when the database answers."),
    "ketenzicht_database_bytes": ("gauge", "Size of the database."),
    "ketenzicht_database_connections": ("gauge", "Connections to the database."),
    "ketenzicht_worker_silent_seconds": ("gauge", "Since the worker gave a sign of life."),
    "ketenzicht_jobs": ("gauge", "Jobs that wait, that wait more than a minute too long, or that failed."),
    "ketenzicht_clocks_overdue": ("gauge", "Terms of which the moment has passed, by kind."),
    "ketenzicht_clocks_not_handled": ("gauge", "Terms past their moment that the worker has yet to see to."),
    "ketenzicht_disk_free_bytes": ("gauge", "Room left on the disk of the data directory."),
    "ketenzicht_disk_bytes": ("gauge", "Size of the disk of the data directory."),
    "ketenzicht_backup_age_seconds": ("gauge", "Since the last backup was made; no line when there is none."),
    "ketenzicht_info": ("gauge", "Which version runs."),
}


def text(figures: Iterable[Figure]) -> str:
    """The figures as a page, in the order given."""
    lines: list[str] = []
    told = ""
    for figure in figures:
        family = figure.name
        if family not in HELP:
            family = family.rpartition("_")[0]
        if family != told:
            kind, said = HELP[family]
            lines += [f"# HELP {family} {said}", f"# TYPE {family} {kind}"]
            told = family
        labels = ",".join(f'{name}="{value.translate(_ESCAPES)}"' for name, value in figure.labels.items())
        lines.append(f"{figure.name}{f'{{{labels}}}' if labels else ''} {figure.value}")
    return "\n".join(lines) + "\n"
