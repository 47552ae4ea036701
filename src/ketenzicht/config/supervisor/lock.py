"""One supervisor per data directory."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ketenzicht.config.problem import Problem


class AlreadyRunning(Problem):
    """Another supervisor serves this data directory."""


@contextmanager
def serving(home: Path, url: str, name: str = "serve.lock") -> Iterator[None]:
    """Be the only one to serve ``home`` with the lock ``name``.

    Raises AlreadyRunning, which says where the other one is.
    """
    # The system lets go of the lock when we die, however we die; the file itself may stay.
    with open(home / name, "a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(_where(file.name)) from error
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "url": url}))
        file.flush()
        yield
        file.truncate(0)


def _where(path: str) -> str:
    try:
        other = json.loads(Path(path).read_text("utf-8"))
        return (
            f"Ketenzicht already runs on these data: {other['url']} (process {other['pid']}). "
            "Stop that one first, or name another directory with --data."
        )
    except (ValueError, KeyError):
        return "Ketenzicht is just starting or stopping on these data. Try again in a moment."
