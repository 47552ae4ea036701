"""Web processes tell the metrics process of each answer: its route, its status and how long it took."""

import json
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

NO_ROUTE: Final = "none"


class TellingMiddleware:
    """Sends a few bytes after each answer. When nobody listens they are lost, and nobody waits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_SOCKET:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        # A route has a fixed name; what stands in the address itself is not told.
        match = request.resolver_match
        seen = [match.view_name if match else NO_ROUTE, response.status_code, time.perf_counter() - began]
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.setblocking(False)
            out.sendto(json.dumps(seen).encode(), settings.METRICS_SOCKET)
        return response
