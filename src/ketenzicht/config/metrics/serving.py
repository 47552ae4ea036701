"""The metrics process: hears what web processes tell, and answers whoever watches at GET /metrics."""

import hmac
import json
import os
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from causal import __version__
from ketenzicht.common import logs
from ketenzicht.config.metrics import looking
from ketenzicht.config.metrics.text import Answers, Figure, text
from ketenzicht.config.supervisor.lifeline import follow_parent

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Heard:
    """What was told since the start, by however many web processes."""

    def __init__(self) -> None:
        self.answers = Answers()
        self._lock = threading.Lock()

    def listen(self, path: str) -> None:
        """Count what is told at ``path``, for ever."""
        Path(path).unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as place:
            place.bind(path)
            while True:
                self.take(place.recv(2048))

    def take(self, told: bytes) -> None:
        """Count one answer; what cannot be read is nothing."""
        try:
            route, status, seconds = json.loads(told)
            answer = (str(route), int(status), float(seconds))
        except (ValueError, TypeError):
            return
        with self._lock:
            self.answers.add(*answer)

    def figures(self) -> list[Figure]:
        """All that was counted."""
        with self._lock:
            return list(self.answers.figures())


class Server(ThreadingHTTPServer):
    """Answers whoever watches."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], heard: Heard, database: str, home: Path, token: str) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.heard, self.database, self.home, self.token = heard, database, home, token
        super().__init__(address, Page)

    def page(self) -> str:
        """All figures of this moment."""
        version = Figure("ketenzicht_info", 1, {"version": __version__})
        return text([version, *looking.figures(self.database, self.home), *self.heard.figures()])


class Page(BaseHTTPRequestHandler):
    """GET /metrics, for whoever has the token when there is one."""

    timeout = 10
    server: Server

    def do_GET(self) -> None:
        """Answer."""
        if self.path != "/metrics":
            self._answer(404, "")
        elif not self._may():
            self._answer(401, "")
        else:
            self._answer(200, self.server.page())

    def _may(self) -> bool:
        said = self.headers.get("Authorization", "")
        token = self.server.token
        return not token or hmac.compare_digest(said.encode(), f"Bearer {token}".encode())

    def _answer(self, status: int, body: str) -> None:
        content = body.encode()
        self.send_response_only(status)
        self.send_header("Content-Type", CONTENT_TYPE)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: who asked for what is in no log."""


def main(host: str, port: str) -> None:
    """Listen and answer until told to stop."""
    follow_parent()
    logs.catch_what_nobody_caught()
    heard = Heard()
    path = os.environ["KETENZICHT_METRICS_SOCKET"]
    threading.Thread(target=heard.listen, args=(path,), daemon=True).start()
    token = os.environ.get("KETENZICHT_METRICS_TOKEN", "")
    home = Path(os.environ["KETENZICHT_DATA"])
    Server((host, int(port)), heard, os.environ["DATABASE_URL"], home, token).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
