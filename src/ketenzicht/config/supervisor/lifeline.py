"""A child of the supervisor does not outlive it, however the supervisor ended."""

import os
import signal
import threading
import time

PARENT = "KETENZICHT_PARENT"
_GRACE_SECONDS = 20


def follow_parent() -> None:
    """End this process soon after the one that started it, when that one asked for it."""
    # Taken out of the environment: children of ours have another parent.
    parent = os.environ.pop(PARENT, None)
    if parent:
        follow(int(parent))


def follow(parent: int) -> None:
    """End this process soon after ``parent`` is no longer its parent."""
    threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    # Asking is the same on every system; the kernel's own signal for this exists on one only.
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE_SECONDS)
    os._exit(1)
