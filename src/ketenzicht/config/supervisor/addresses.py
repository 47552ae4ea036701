"""Where the product is reached."""

import errno
import ipaddress
import json
import os
import socket
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass

from ketenzicht.config.problem import Problem

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Address:
    """The interface and port we listen on."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address to open in a browser: a name, because passkeys do not work with numbers."""
        told = os.environ.get("KETENZICHT_PUBLIC_URL")
        return told or f"http://localhost:{self.port}"

    def check_free(self) -> None:
        """Make sure that we can listen here.

        Raises Problem when somebody else does, or when we may not.
        """
        try:
            family, _, _, _, where = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(where)
        except (OSError, OverflowError) as error:
            raise Problem(self._why_not(error)) from error

    def _why_not(self, error: OSError | OverflowError) -> str:
        number = error.errno if isinstance(error, OSError) else None
        if number == errno.EADDRINUSE:
            return f"Port {self.port} is in use by another program. Choose another: --port {self.port + 1}"
        if number == errno.EACCES:
            return f"Port {self.port} is for the administrator of this machine; use --port 8000 or another."
        return f"Nobody can listen on {self.host}, port {self.port}: {error}"

    def well(self) -> frozenset[str]:
        """What /healthz says is well: none, some or all of web, database and worker."""
        hosts = os.environ.get("KETENZICHT_HOSTS", "localhost").split(",")
        name = hosts[0].strip().lstrip(".").replace("*", "localhost")
        request = urllib.request.Request(
            f"http://{self._own_host()}:{self.port}/healthz", headers={"Host": name}
        )
        states: dict[str, str] = {}
        with suppress(OSError, ValueError):
            states = json.loads(_answer(request))
        return frozenset(part for part, state in states.items() if state == "ok")

    def _own_host(self) -> str:
        try:
            number = ipaddress.ip_address(self.host)
        except ValueError:
            return self.host
        if number.is_unspecified:
            return "127.0.0.1"
        return f"[{number}]" if number.version == 6 else str(number)


# A proxy of the environment is for the outside world.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _answer(request: urllib.request.Request) -> bytes:
    """What is answered, also when the answer is that something is not well."""
    try:
        with _opener.open(request, timeout=5) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as unwell:
        with unwell:
            return unwell.read()
