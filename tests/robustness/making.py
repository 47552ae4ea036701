"""Requests made by chance: addresses, forms, headers and bodies, whole and spoiled."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from urllib.parse import quote, urlencode, urljoin

from tests.robustness.fields import TOKEN, Form, Pairs
from tests.robustness.known import Known, where
from tests.robustness.line import Headers, Request
from tests.robustness.nasty import BODIES, HEADERS, HOSTS, METHODS, NASTY

FILTERS = (
    "q",
    "page",
    "tab",
    "sort",
    "lijst",
    "als",
    "stap",
    "soort",
    "next",
    "target",
    "first_day",
    "shell",
)
FILTERS += ("van", "tot", "since", "until", "factor", "doel", "kind", "desk", "year", "format", "version")
_FORM = "application/x-www-form-urlencoded"
_STRANGE = (
    *HEADERS,
    *({"Host": host} for host in HOSTS),
    {"HX-Request": "true", "HX-Target": "\u00ff", "HX-Current-URL": "javascript:alert(1)"},
    {"HX-Request": "true", "HX-Boosted": "true", "HX-Trigger-Name": "x" * 2000},
    {"If-None-Match": 'W/"a", *, "'},
    {"If-Modified-Since": "Mon, 31 Feb 9999 25:61:61 GMT"},
    {"Range": "bytes=0-0,-1,5-2"},
    {"Content-Type": "multipart/form-data; boundary="},
    {"Content-Type": "text/html; charset=\u00ff"},
    {"Accept-Encoding": "gzip;q=NaN, br;q=-1"},
    {"Origin": "null"},
    {"Expect": "100-continue"},
    {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"},
    {"Cookie": "sessionid=" + "x" * 3000},
)
# Frames that do not hold what they say; the server may hang up on these.
_FRAMES = (
    ({"Content-Length": "99999"}, b"a=b"),
    ({"Content-Length": "1"}, b"a=b&c=d"),
    ({"Content-Length": "-1"}, b"a=b"),
    ({"Content-Length": "9" * 30}, b""),
    ({"Content-Length": "3", "Transfer-Encoding": "chunked"}, b"3\r\na=b\r\n0\r\n\r\n"),
    ({"Transfer-Encoding": "chunked"}, b"3\r\na=b\r\n0\r\n\r\n"),
    ({"Transfer-Encoding": "chunked"}, b"zz\r\na=b\r\n"),
    ({"Transfer-Encoding": "gzip, chunked"}, b"fffffffff\r\na"),
)


class Making:
    """Makes requests out of what is known; ``chance`` decides all of it."""

    def __init__(self, known: Known, chance: Random) -> None:
        self.known, self.chance = known, chance

    def look(self, person: str, name: str) -> Request:
        """A page, often as it is linked to, sometimes with odd filters or headers."""
        path = self._in_a_language(self.known.real(self.chance, person, name))
        if self.chance.random() < 0.3:
            path += ("&" if "?" in path else "?") + self._query()
        return _odd(Request(name, "GET", path, self._headers(0.25)))

    def guess(self, name: str) -> Request:
        """An address with ids that may not be there, asked in any way."""
        method = self.chance.choice(("GET", "GET", "POST", *METHODS))
        path = self._in_a_language(self.known.guessed(self.chance, name))
        return _odd(Request(name, method, path, self._headers(0.2)))

    def fill(self, page: str, form: Form, *, spoil: bool) -> Request:
        """A form of the page at ``page``, filled in."""
        pairs = form.filled_in(self.chance)
        if spoil:
            pairs = form.spoiled(self.chance, self.known.ids(self.chance))
        path = urljoin(page, form.action) or page
        return self._sent(where(path)[0], path, form, pairs)

    def again(self, name: str, token: str) -> Request | None:
        """A form that somebody saw a while ago, sent by whoever has this token."""
        if not self.known.forms.get(name):
            return None
        page, form = self.chance.choice(list(self.known.forms[name]))
        pairs = [(field, value) for field, value in form.filled_in(self.chance) if field != TOKEN]
        return self._sent(name, urljoin(page, form.action) or page, form, [*pairs, (TOKEN, token)])

    def broken(self, person: str, name: str, token: str) -> Request:
        """A body or a frame that is none."""
        path = self.known.real(self.chance, person, name)
        proof = (("X-CSRFToken", token),)
        if self.chance.random() < 0.4:
            headers, body = self.chance.choice(_FRAMES)
            return Request(
                name, "POST", path, (("Content-Type", _FORM), *proof, *headers.items()), body, broken=True
            )
        body, kind = self.chance.choice(BODIES)
        if self.chance.random() < 0.3:
            body = self._torn(body)
        return Request(name, "POST", path, (("Content-Type", kind), *proof), body)

    def _torn(self, body: bytes) -> bytes:
        """A body that stops somewhere, or of which some bytes are others."""
        if not body or self.chance.random() < 0.5:
            return body[: self.chance.randint(0, len(body))]
        place = self.chance.randrange(len(body))
        return body[:place] + self.chance.randbytes(4) + body[place + 4 :]

    def _sent(self, name: str, path: str, form: Form, pairs: Pairs) -> Request:
        files = form.files(self.chance)
        if files or self.chance.random() < 0.08:
            boundary = f"b{self.chance.getrandbits(64)}"
            kind = f"multipart/form-data; boundary={boundary}"
            body = b"".join(_parts(boundary, pairs, files)) + f"--{boundary}--\r\n".encode()
        else:
            kind, body = _FORM, urlencode([(_bytes(n), _bytes(v)) for n, v in pairs]).encode()
        if self.chance.random() < 0.03:
            kind += self.chance.choice(("; charset=utf-16", "; charset=utf-7", "; charset=none", ";;;"))
        return _odd(Request(name, "POST", path, (("Content-Type", kind), *self._headers(0.05)), body))

    def _headers(self, share: float) -> Headers:
        return tuple(self.chance.choice(_STRANGE).items()) if self.chance.random() < share else ()

    def _query(self) -> str:
        names = self.chance.sample(FILTERS, self.chance.randint(1, 4))
        values = [self.chance.choice([*NASTY, *self.known.ids(self.chance)])[:6000] for _ in names]
        pairs = [(name, _bytes(value)) for name, value in zip(names, values, strict=True)]
        return urlencode(pairs + pairs[: self.chance.randint(0, 1)])

    def _in_a_language(self, path: str) -> str:
        return f"/en{path}" if self.chance.random() < 0.15 and not path.startswith("/en/") else path


def _parts(boundary: str, pairs: Pairs, files: list[tuple[str, str, str, bytes]]) -> Iterator[bytes]:
    for name, value in pairs:
        yield _part(boundary, f'name="{quote(name)}"', "", _bytes(value))
    for name, file, kind, content in files:
        yield _part(boundary, f'name="{quote(name)}"; filename="{file}"', kind, content)


def _part(boundary: str, named: str, kind: str, content: bytes) -> bytes:
    says = f"Content-Type: {kind}\r\n" if kind else ""
    return (
        f"--{boundary}\r\nContent-Disposition: form-data; {named}\r\n{says}\r\n".encode() + content + b"\r\n"
    )


def _bytes(text: str) -> bytes:
    """Lone surrogates as the bytes that a broken browser makes of them."""
    return text.encode("utf-8", "surrogatepass")


def _odd(request: Request) -> Request:
    """The request, to which there need be no answer when HTTP forbids what its headers say."""
    forbidden = any(not value.isprintable() or name == "Expect" for name, value in request.headers)
    return replace(request, broken=forbidden)
