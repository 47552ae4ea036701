"""The web server process: two workers with four threads each. It keeps no log of who asked what."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from ketenzicht.config.supervisor.lifeline import follow, follow_parent

WORKERS = 2
THREADS = 4


def load() -> Callable[..., Any]:
    """The application, in a worker that ends with the web server."""
    follow(os.getppid())
    # Until it serves, a worker told to stop just ends; with the handler of its parent it would not notice.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    from ketenzicht.config.wsgi import application

    return application


def main(host: str, port: str) -> None:
    """Serve until told to stop."""
    follow_parent()
    Granian(
        target="ketenzicht.config.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
        log_access=False,
        websockets=False,
        workers_kill_timeout=10,
    ).serve(target_loader=load, wrap_loader=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
