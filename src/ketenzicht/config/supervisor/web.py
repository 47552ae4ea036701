"""The web server process: two workers with four threads each. It keeps no log of who asked what."""

import gc
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any

from django.urls import get_resolver
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from ketenzicht.common import logs
from ketenzicht.config.supervisor.arriving import Arrivals
from ketenzicht.config.supervisor.lifeline import follow, follow_parent

WORKERS = 2
THREADS = 4
# Connections that a worker keeps at once. Most of them wait, which costs a little memory and no thread.
CONNECTIONS = 4096


def load() -> Callable[..., Any]:
    """The application behind its door, in a worker that ends with the web server."""
    follow(os.getppid())
    # Until it serves, a worker told to stop just ends; with the handler of its parent it would not notice.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if _in_lines():
        logs.catch_what_nobody_caught()
    from ketenzicht.config.wsgi import application

    _keep_what_stays()
    return Arrivals(application, THREADS).take


def main(host: str, port: str) -> None:
    """Serve until told to stop."""
    follow_parent()
    _allow_connections()
    Granian(
        target="ketenzicht.config.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        workers=WORKERS,
        backpressure=CONNECTIONS,
        log_level=LogLevels.error,
        log_dictconfig=logs.settings(in_lines=_in_lines()),
        log_access=False,
        websockets=False,
        workers_kill_timeout=10,
    ).serve(target_loader=load, wrap_loader=False)


def _in_lines() -> bool:
    return os.environ.get("KETENZICHT_MODE") == "production"


def _keep_what_stays() -> None:
    """Load every address now, and let no collection look again at what the process keeps as long as it lives.

    A full collection would go over all of it in the middle of somebody's request.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def _allow_connections() -> None:
    """Raise the usual limit of a thousand open files as far as the system lets us; workers inherit it."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 1024
    if now != resource.RLIM_INFINITY and now < wanted:
        allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))


if __name__ == "__main__":
    main(*sys.argv[1:])
