"""What visitors send takes no thread until all of it is there, and cannot fill the memory."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any, cast

import pytest

from ketenzicht.config.supervisor.arriving import MEGABYTE, Application, Arrivals, Patience, environ_of

PATIENT = Patience(silence=60, altogether=60, largest=4000, small=100, space=5000)
QUICK = replace(PATIENT, silence=0.2, altogether=1)


@dataclass
class Told:
    """A request as the web server tells of it."""

    headers: "Headers"
    method: str = "POST"
    path: str = "/melden/"
    query_string: str = ""
    server: str = "127.0.0.1:8000"
    client: str = "192.0.2.7:51000"
    scheme: str = "http"
    http_version: str = "1.1"


@dataclass
class Headers:
    """Headers in the order in which they came."""

    sent: list[tuple[str, str]]

    def items(self) -> list[tuple[str, str]]:
        return self.sent

    def get(self, name: str, default: str | None = None) -> str | None:
        return dict(self.sent).get(name, default)


@dataclass
class Line:
    """The connection: gives the pieces, a number is a wait of so many seconds; keeps the answer."""

    pieces: Sequence[bytes | float]
    answers: list[tuple[int, bytes]] = field(default_factory=list)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                await asyncio.sleep(piece)

    def response_bytes(self, status: int, headers: object, body: bytes) -> None:
        self.answers.append((status, body))

    def response_str(self, status: int, headers: object, body: str) -> None:
        self.answers.append((status, body.encode()))


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answers with what it was sent."""
    start("200 OK", [("content-type", "text/plain")])
    return [environ["wsgi.input"].read()]


def told(*pieces: bytes | float, announced: int | None = None) -> tuple[Told, Line]:
    size = sum(len(piece) for piece in pieces if isinstance(piece, bytes))
    return Told(Headers([("content-length", str(size if announced is None else announced))])), Line(pieces)


def take(*requests: tuple[Told, Line], patience: Patience = PATIENT, application: Application = echo) -> None:
    async def together() -> None:
        door = Arrivals(application, 1, patience)
        await asyncio.gather(*(door.take(cast(Any, scope), cast(Any, line)) for scope, line in requests))

    asyncio.run(together())


def answered(
    *pieces: bytes | float, announced: int | None = None, patience: Patience = PATIENT
) -> tuple[int, bytes]:
    scope, line = told(*pieces, announced=announced)
    take((scope, line), patience=patience)
    (answer,) = line.answers
    return answer


def test_it_answers_a_request_that_came_in_pieces():
    assert answered(b"page=", 0.05, b"first", b"") == (200, b"page=first")


def test_it_lets_slow_visitors_keep_nobody_waiting():
    slow = [told(b"a", 0.15, b"b", announced=2) for _ in range(50)]
    quick = told(b"now")
    order: list[bytes] = []

    def noting(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        order.append(environ["wsgi.input"].read())
        start("200 OK", [])
        return []

    take(*slow, quick, application=noting)

    assert order[0] == b"now"
    assert order[1:] == [b"ab"] * 50


def test_it_gives_up_on_a_visitor_who_falls_silent():
    assert answered(b"page=", 0.5, announced=100, patience=QUICK)[0] == 408


def test_it_gives_up_on_a_visitor_who_drips():
    drops: list[bytes | float] = [0.15, b"a"] * 20

    assert answered(*drops, patience=QUICK)[0] == 408


def test_it_takes_no_half_form_when_the_line_broke():
    assert answered(b"fact=I saw", announced=100)[0] == 400


def test_it_takes_nothing_of_which_nobody_knows_whether_all_of_it_came():
    line = Line([b"fact=I saw"])
    take((Told(Headers([("transfer-encoding", "chunked")])), line))

    assert [status for status, _body in line.answers] == [411]


def test_it_says_that_a_request_is_too_large_after_all_of_it_was_sent():
    status, said = answered(*[b"x" * 1000] * 5)

    assert status == 413
    assert "kleinere bestanden" in said.decode()
    assert "smaller files" in said.decode()


def test_it_keeps_room_for_a_report_while_large_files_fill_the_space():
    large = [told(b"x" * 3000, 0.1, b"x" * 500) for _ in range(2)]
    small = told(b"x" * 90)
    take(*large, small)

    assert [line.answers[0][0] for _scope, line in large] == [200, 503]
    assert small[1].answers == [(200, b"x" * 90)]


def test_it_gives_the_space_back_however_a_request_ended():
    ends: list[tuple[Told, Line]] = [
        told(b"x" * 3000),
        told(b"x" * 3000, 0.5),
        told(b"x" * 3000, announced=4000),
        told(*[b"x" * 1000] * 9),
    ]
    roomy = replace(QUICK, space=13_000)

    async def one_after_another() -> int:
        door = Arrivals(echo, 1, roomy)
        for scope, line in ends:
            await door.take(cast(Any, scope), cast(Any, line))
        return door.space_left

    assert asyncio.run(one_after_another()) == roomy.space


def test_it_has_room_for_the_files_of_a_report():
    assert Patience().largest > 5 * 10 * MEGABYTE
    assert Patience().space > 2 * Patience().largest


def environ(*headers: tuple[str, str], path: str = "/") -> dict[str, Any]:
    return environ_of(cast(Any, Told(Headers(list(headers)), path=path)), BytesIO(b"abc"))


def test_it_tells_the_application_what_was_sent():
    made = environ(("host", "localhost"), ("cookie", "a=1"), ("cookie", "b=2"), path="/é/")

    assert made["HTTP_HOST"] == "localhost"
    assert made["HTTP_COOKIE"] == "a=1;b=2"
    assert made["PATH_INFO"].encode("latin-1").decode() == "/é/"
    assert (made["REMOTE_ADDR"], made["SERVER_PORT"], made["CONTENT_LENGTH"]) == ("192.0.2.7", "8000", "3")


@pytest.mark.parametrize("name", ["x_forwarded_for", "X_Forwarded_Proto"])
def test_it_takes_no_header_that_passes_for_another(name: str):
    assert not [key for key in environ((name, "192.0.2.9")) if "FORWARDED" in key]


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        ("application/x-www-form-urlencoded; charset=zlib", "application/x-www-form-urlencoded"),
        ("text/plain; charset*=nothing''x", "text/plain"),
        ('multipart/form-data; charset=utf-7; boundary="a b"', 'multipart/form-data; boundary="a b"'),
        ("multipart/form-data; boundary=----WebKitFormBoundaryAb1", None),
        ("multipart/form-data; boundary*=nothing''x", "multipart/form-data"),
        ("application/json", None),
        ("", None),
    ],
)
def test_it_believes_no_encoding_that_a_request_names(said: str, believed: str | None):
    assert environ(("content-type", said))["CONTENT_TYPE"] == (said if believed is None else believed)
