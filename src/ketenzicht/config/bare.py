"""A bare page of the same framework on the same web server: what a benchmark compares with.

No middleware, no template, no database. It runs in a process of its own, with settings of its own.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from ketenzicht.config.supervisor.arriving import Arrivals
from ketenzicht.config.supervisor.lifeline import follow, follow_parent
from ketenzicht.config.supervisor.web import THREADS, WORKERS


def page(request: HttpRequest) -> HttpResponse:
    """One line of text."""
    return HttpResponse("<!doctype html><title>bare</title><p>bare</p>")


urlpatterns = [path("", page)]


def load() -> Callable[..., Any]:
    """The application, in a worker that ends with the web server."""
    follow(os.getppid())
    settings.configure(ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["localhost"])
    return Arrivals(get_wsgi_application(), THREADS).take


def main(port: str) -> None:
    """Serve until told to stop."""
    follow_parent()
    Granian(
        target=f"{__name__}:load",
        address="127.0.0.1",
        port=int(port),
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        workers=WORKERS,
        log_level=LogLevels.error,
        log_access=False,
        websockets=False,
    ).serve(target_loader=load, wrap_loader=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
