"""Looking at a file in a process of its own, which holds no key and may take only so much time and memory.

A picture of a few kilobytes can unpack to a gigabyte, and a file can break the library that reads it. Then
that process ends, and nobody else notices.
"""

import json
import os
import resource
import subprocess
import sys
from threading import BoundedSemaphore
from typing import Final

from ketenzicht.reporting.domain.files import Accepted, Change, FileKind, FileRefusal, Refused, inspect
from ketenzicht.reporting.slow_hash import TooBusy

SECONDS: Final = 20
BYTES_OF_MEMORY: Final = 1024 * 1024 * 1024
# One is looked at and one waits; the other threads of a web process go on serving pages.
_room: Final = BoundedSemaphore(2)
_place: Final = BoundedSemaphore(1)
_SECRET: Final = ("KETENZICHT_", "DATABASE_", "DJANGO_")


class NotInspected(Exception):
    """The file took too long or too much memory, or broke what reads it."""


def inspect_apart(name: str, data: bytes, seconds: float = SECONDS) -> Accepted | Refused:
    """The same as ``domain.files.inspect``, within limits. Raises NotInspected, TooBusy."""
    if not _room.acquire(blocking=False):
        raise TooBusy
    try:
        with _place:
            return _inspected(name, data, seconds)
    finally:
        _room.release()


def _inspected(name: str, data: bytes, seconds: float) -> Accepted | Refused:
    command = [sys.executable, "-m", __name__]
    sent = json.dumps(name).encode() + b"\n" + data
    try:
        done = subprocess.run(
            command, input=sent, capture_output=True, timeout=seconds * 2, env=environment(), check=True
        )
    except subprocess.SubprocessError as failure:
        raise NotInspected from failure
    told, _newline, clean = done.stdout.partition(b"\n")
    found = json.loads(told)
    if "refusal" in found:
        return Refused(FileRefusal(found["refusal"]))
    changes = tuple(Change(change) for change in found["changes"])
    return Accepted(FileKind(found["kind"]), found["name"], found["content_type"], clean, changes)


def environment() -> dict[str, str]:
    """What the process that reads files of strangers knows of this one: neither keys nor the database."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_SECRET)}


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))
    name, _newline, data = sys.stdin.buffer.read().partition(b"\n")
    found = inspect(json.loads(name), data)
    if isinstance(found, Refused):
        sys.stdout.write(json.dumps({"refusal": found.refusal}) + "\n")
        return
    told = {
        "kind": found.kind,
        "name": found.name,
        "content_type": found.content_type,
        "changes": list(found.changes),
    }
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + found.clean)


if __name__ == "__main__":
    _main()
