"""What processes use: memory that is theirs alone or shared fairly, and processor time."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
PROC = Path("/proc")


@dataclass(frozen=True)
class Memory:
    """In megabytes: RSS counts shared pages in every process, PSS divides them among who shares them."""

    rss: float
    pss: float


@dataclass(frozen=True)
class Process:
    """One process as the system tells of it."""

    pid: int
    command: str
    processor: float

    @property
    def memory(self) -> Memory:
        """What it holds now; nothing once it has ended."""
        try:
            lines = (PROC / str(self.pid) / "smaps_rollup").read_text("ascii").splitlines()[1:]
        except (FileNotFoundError, ProcessLookupError):
            return Memory(0, 0)
        kilobytes = {line.split()[0].strip(":"): int(line.split()[1]) for line in lines}
        return Memory(kilobytes["Rss"] / 1024, kilobytes["Pss"] / 1024)


def family(pid: int) -> list[Process]:
    """A process and all that it started, and what those started."""
    children: dict[int, list[int]] = {}
    known: dict[int, Process] = {}
    for parent, process in _processes():
        children.setdefault(parent, []).append(process.pid)
        known[process.pid] = process
    members, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        waiting += children.get(one, [])
        members += [known[one]] if one in known else []
    return members


def together(processes: list[Process]) -> Memory:
    """What they hold, added up."""
    each = [process.memory for process in processes]
    return Memory(sum(one.rss for one in each), sum(one.pss for one in each))


def _processes() -> Iterator[tuple[int, Process]]:
    ticks = os.sysconf("SC_CLK_TCK")
    for place in PROC.glob("[0-9]*"):
        try:
            facts = (place / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
        # Its own time and that of its children that ended: backends of a database come and go.
        spent = sum(int(number) for number in facts[11:15]) / ticks
        yield int(facts[1]), Process(int(place.name), command, spent)
