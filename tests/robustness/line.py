"""A browser that sends whatever it is told to, byte for byte, also what no browser would."""

import socket
import time
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from urllib.parse import urlsplit

# Longer than this is no answer any more: a heavy sum may wait forty seconds for its turn.
TIMELY = 90.0
SIGN_IN = ("/aanmelden/", "/en/aanmelden/")
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Request:
    """What is sent: ``name`` is that of the address; ``broken`` if HTTP lets the server just hang up."""

    name: str
    method: str
    path: str
    headers: Headers = ()
    body: bytes = b""
    broken: bool = False

    def lines(self, host: str, cookies: dict[str, str]) -> bytes:
        """The request as it goes over the line; headers of its own go before the usual ones."""
        said = {name.lower() for name, _ in self.headers}
        usual = {
            "Host": host,
            "Connection": "close",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Referer": f"http://{host}/",
            "Content-Length": str(len(self.body)) if self.body or self.method == "POST" else "",
        }
        headers = [(name, value) for name, value in usual.items() if value and name.lower() not in said]
        top = [f"{self.method} {self.path} HTTP/1.1", *(f"{n}: {v}" for n, v in (*headers, *self.headers))]
        return "\r\n".join([*top, "", ""]).encode("utf-8", "surrogatepass") + self.body


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 when nothing did, and ``page`` says why."""

    status: int
    page: str
    seconds: float
    location: str = ""

    @property
    def kind(self) -> str:
        """In which column it is counted."""
        if 300 <= self.status < 400 and urlsplit(self.location).path in SIGN_IN:
            return "sign in first"
        return f"{self.status // 100}xx" if self.status else "no answer"

    @property
    def got_through(self) -> bool:
        """Whether it was let in and taken."""
        return self.kind in {"2xx", "3xx"}


@dataclass
class Browser:
    """The cookies of one person, and an address of this machine, as who sends too much has to wait."""

    port: int
    person: str
    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, request: Request) -> Answer:
        """Send it, and take what comes back."""
        began = time.monotonic()
        try:
            status, page, location = self._exchange(request)
        except (OSError, HTTPException) as gone:
            status, page, location = 0, repr(gone), ""
        return Answer(status, page, time.monotonic() - began, location)

    def get(self, path: str) -> Answer:
        """Open a page that is surely there."""
        return self.ask(Request("", "GET", path))

    def _exchange(self, request: Request) -> tuple[int, str, str]:
        line = socket.create_connection(("127.0.0.1", self.port), TIMELY, source_address=(self.address, 0))
        with line:
            try:
                line.sendall(request.lines(f"localhost:{self.port}", self.cookies))
                if request.broken:
                    line.shutdown(socket.SHUT_WR)
            except (BrokenPipeError, ConnectionResetError):
                pass  # who refuses early answers all the same
            with HTTPResponse(line, method=request.method) as answer:
                answer.begin()
                page = answer.read().decode("utf-8", "replace")
                for cookie in answer.headers.get_all("Set-Cookie", []):
                    self._keep(cookie)
                return answer.status, page, answer.headers.get("Location", "")

    def _keep(self, cookie: str) -> None:
        pair, _, rest = cookie.partition(";")
        name, _, value = pair.partition("=")
        if "max-age=0" in rest.lower():
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value
