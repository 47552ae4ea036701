"""Ending processes of a running product the way power cuts and full memories do."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

Victims = Callable[[Path, int], list[int]]


def _web(_home: Path, port: int) -> list[int]:
    return _running("ketenzicht.config.supervisor.web", str(port))


def _web_leader(home: Path, port: int) -> list[int]:
    return _web(home, port)[:1]


def _worker(home: Path, _port: int) -> list[int]:
    return [pid for pid in _running("ketenzicht.config.supervisor.jobs") if _works_for(pid, home)]


def _database(home: Path, _port: int) -> list[int]:
    with suppress(OSError, IndexError, ValueError):
        return [int((home / "postgres" / "data" / "postmaster.pid").read_text("ascii").split()[0])]
    return []


def _connections(home: Path, port: int) -> list[int]:
    leaders = _database(home, port)
    return [pid for pid in _running("postgres:", "ketenzicht_app") if _parent(pid) in leaders]


def _rotation(home: Path, _port: int) -> list[int]:
    return _running("ketenzicht.config keys", str(home))


# One of the processes of the web server, all of it, the worker, the database, one connection to it, and what
# puts seals under another key when that is going on.
KINDS: dict[str, Victims] = {
    "web process": _web,
    "web server": _web_leader,
    "worker": _worker,
    "database": _database,
    "connection": _connections,
    "rotation": _rotation,
}


def kill_one(home: Path, port: int, chance: Random) -> str:
    """Kill some process (-9) of the product of ``home``; gives of which kind it was."""
    while True:
        kind = chance.choice(list(KINDS))
        victims = KINDS[kind](home, port)
        if victims:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(victims), signal.SIGKILL)
                return kind
        time.sleep(0.1)


def _running(*words: str) -> list[int]:
    """Processes whose command line holds all these words, the oldest first."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            said = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if all(word in said for word in words):
                found.append(int(path.parent.name))
    return sorted(found)


def _works_for(pid: int, home: Path) -> bool:
    with suppress(OSError):
        return f"KETENZICHT_DATA={home}\0".encode() in Path(f"/proc/{pid}/environ").read_bytes() + b"\0"
    return False


def _parent(pid: int) -> int:
    with suppress(OSError, IndexError, ValueError):
        return int(
            Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace").rpartition(") ")[2].split()[1]
        )
    return 0
