"""A request gets a thread only when all of it has arrived.

There are few threads. Were they to read what visitors send, eight telephones that lost their network halfway,
or one person with eight slow connections, would keep everybody else out for as long as they liked.
"""

import asyncio
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as Exchange
    from granian.rsgi import Scope

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]
MEGABYTE: Final = 1024 * 1024
# A page that nobody gets to see by using ours, so both languages of the product at once.
TOO_LARGE: Final = (
    "Dit is te veel om te ontvangen. Ga terug en kies kleinere bestanden.\n"
    "This is too much to receive. Go back and choose smaller files.\n"
)
TOO_BUSY: Final = (
    "Het is nu te druk voor grote bestanden. Ga terug en probeer het zo weer.\n"
    "It is too busy for large files right now. Go back and try again in a moment.\n"
)
_PLAIN: Final[Headers] = [
    ("content-type", "text/plain; charset=utf-8"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
]
_KIND: Final = re.compile(r"\s*([\w.+-]+/[\w.+-]+)", re.ASCII)
_BOUNDARY: Final = re.compile(r";\s*(boundary=(?:\"[^\"\\]+\"|[^\s\";]+))", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Patience:
    """How long one visitor may take to send a request, and how much."""

    # Seconds without a single byte, and for all of it: five photographs over a poor mobile network.
    silence: float = 20
    altogether: float = 600
    largest: int = 64 * MEGABYTE
    # What is larger shares one space; whoever fills that keeps out no report without files.
    small: int = 1 * MEGABYTE
    space: int = 160 * MEGABYTE


class NotTaken(Exception):
    """A request that is not taken in: the status to answer with, and a text for whoever sent it."""

    def __init__(self, status: int, text: str = "") -> None:
        super().__init__(status)
        self.status = status
        self.text = text


class Arrivals:
    """The application as the web server calls it: waits for requests without a thread, answers in one."""

    def __init__(self, application: Application, threads: int, patience: Patience | None = None) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._patience = patience or Patience()
        self.space_left = self._patience.space

    async def take(self, scope: "Scope", protocol: "Exchange") -> None:
        """Take one request in whole, and answer it."""
        try:
            async with asyncio.timeout(self._patience.altogether):
                body = await self._arrived(scope, protocol)
        except (NotTaken, TimeoutError) as refused:
            given_up = NotTaken(408) if isinstance(refused, TimeoutError) else refused
            protocol.response_str(given_up.status, [*_PLAIN, ("connection", "close")], given_up.text)
            return
        size = _size(body)
        try:
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._threads, self._answer, environ_of(scope, body))
        finally:
            self._give_back(size)
        protocol.response_bytes(*answer)

    async def _arrived(self, scope: "Scope", protocol: "Exchange") -> BytesIO:
        # Browsers say beforehand how much they send. Without that, nobody sees that a line broke halfway.
        if scope.headers.get("transfer-encoding") is not None:
            raise NotTaken(411)
        body, pieces = BytesIO(), aiter(protocol)
        too_large = False
        try:
            while (piece := await self._next(pieces)) is not None:
                # The rest is still read, because a browser shows no answer before it has sent everything.
                too_large = too_large or _size(body) + len(piece) > self._patience.largest
                if too_large:
                    self._give_back(_size(body))
                    body = BytesIO()
                else:
                    self._take_space(_size(body), len(piece))
                    body.write(piece)
            _refuse(scope, body, too_large=too_large)
        except BaseException:
            self._give_back(_size(body))
            raise
        body.seek(0)
        return body

    async def _next(self, pieces: Any) -> bytes | None:
        try:
            async with asyncio.timeout(self._patience.silence):
                piece: bytes = await anext(pieces)
                return piece
        except StopAsyncIteration:
            return None

    def _take_space(self, there: int, more: int) -> None:
        needed = self._shared(there + more) - self._shared(there)
        if needed > self.space_left:
            raise NotTaken(503, TOO_BUSY)
        self.space_left -= needed

    def _give_back(self, there: int) -> None:
        self.space_left += self._shared(there)

    def _shared(self, size: int) -> int:
        return max(0, size - self._patience.small)

    def _answer(self, environ: dict[str, Any]) -> tuple[int, Headers, bytes]:
        started: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, exc_info: object = None) -> None:
            started.append((status, headers))

        answer = self._application(environ, start)
        try:
            content = b"".join(answer)
        finally:
            if callable(close := getattr(answer, "close", None)):
                close()
        status, headers = started[-1]
        return int(status.split(" ", 1)[0]), headers, content


def _size(body: BytesIO) -> int:
    return body.getbuffer().nbytes


def _refuse(scope: "Scope", body: BytesIO, *, too_large: bool) -> None:
    if too_large:
        raise NotTaken(413, TOO_LARGE)
    announced = scope.headers.get("content-length")
    if announced is not None and announced != str(_size(body)):
        # Half a form is no form.
        raise NotTaken(400)


def environ_of(scope: "Scope", body: BytesIO) -> dict[str, Any]:
    """What an application is told about a request that is all there."""
    name, _colon, port = scope.server.rpartition(":")
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_wsgi(scope.path),
        "QUERY_STRING": _as_wsgi(scope.query_string),
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **dict(_headers(scope.headers.items())),
        "CONTENT_LENGTH": str(_size(body)),
    }


def _headers(sent: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    together: dict[str, list[str]] = {}
    for name, value in sent:
        # "X_Forwarded_For" would arrive as "X-Forwarded-For" does, past a proxy that watches over that one.
        if "_" not in name:
            together.setdefault(name, []).append(value)
    for name, values in together.items():
        key = name.upper().replace("-", "_")
        if name == "content-type":
            yield key, _kind_of_content(values[-1])
        else:
            yield f"HTTP_{key}", (";" if name == "cookie" else ",").join(values)


def _kind_of_content(said: str) -> str:
    """The kind and the boundary. An encoding is not believed: some that can be named decode no text."""
    kind, boundary = _KIND.match(said), _BOUNDARY.search(said)
    return "; ".join(found.group(1) for found in (kind, boundary) if found)


def _as_wsgi(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("latin-1")
