"""Somebody whose browser draws nothing, and who sees the product go away and come back."""

import re
import urllib.error
import urllib.request
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urljoin

from tests.journeys.filling import turn


class Away(Exception):
    """No answer came, or one that says it did not work: nobody knows yet whether it was done."""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Answer:
    """What came back, as the tests of journeys read it."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self._body = status, headers, body

    @property
    def ok(self) -> bool:
        """Whether it is a page."""
        return 200 <= self.status < 300

    def text(self) -> str:
        """The page."""
        return self._body.decode(errors="replace")


class Person:
    """One browser with its cookies; ``request`` speaks as those do that the journeys fill forms in with."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._opener = urllib.request.build_opener(
            _Stay(), urllib.request.HTTPCookieProcessor(CookieJar()), urllib.request.ProxyHandler({})
        )

    @property
    def request(self) -> "Person":
        """Itself."""
        return self

    def get(self, path: str, max_redirects: int = 5) -> Answer:
        """Open a page, and where it leads. Raises Away."""
        answer = self._ask(path, None)
        while answer.status in {301, 302, 303} and max_redirects:
            path, max_redirects = urljoin(path, answer.headers["location"]), max_redirects - 1
            answer = self._ask(path, None)
        return answer

    def post(self, path: str, data: str, headers: dict[str, str], max_redirects: int = 5) -> Answer:
        """Send a form, and open where it leads. Raises Away."""
        answer = self._ask(path, data.encode(), headers)
        if answer.status in {301, 302, 303} and max_redirects:
            return self.get(urljoin(path, answer.headers["location"]))
        return answer

    def sign_in(self, name: str) -> None:
        """Become one of the invented people. Raises Away."""
        page = self.get("/aanmelden/").text()
        found = re.search(rf'name="person" value="(\d+)"><strong>[^<]*{name}', page)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, f"nobody is called {name}"
        assert token
        kind = {"content-type": "application/x-www-form-urlencoded", "referer": self.url}
        typed = f"csrfmiddlewaretoken={token[1]}&person={found[1]}"
        self.post("/aanmelden/als/", typed, kind, max_redirects=0)

    def _ask(self, path: str, data: bytes | None, headers: dict[str, str] | None = None) -> Answer:
        asked = urllib.request.Request(urljoin(self.url, path), data, headers or {})
        try:
            try:
                with self._opener.open(asked, timeout=60) as answer:
                    return Answer(answer.status, _lower(answer.headers), answer.read())
            except urllib.error.HTTPError as error:
                with error:
                    found = Answer(error.code, _lower(error.headers), error.read())
        except (OSError, HTTPException) as gone:
            raise Away(str(gone)) from gone
        if found.status >= 500 or found.status == 429:
            raise Away(f"{found.status} at {path}")
        return found


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def filled_in(visitor: Person, word: str) -> str:
    """The last page of a report that says ``word``, not sent yet. Raises Away."""
    page = visitor.get("/melden/").text()
    page = turn(visitor, "/melden/", page, "report", go="next")
    place = re.search(r'<option value="(\d+)"[^>]*>\s*Roosendaal', page)
    assert place
    said = {"subject": "both", "fact": f"Een man werkt dag en nacht. {word}", "municipality": place[1]}
    return turn(visitor, "/melden/", page, "report", go="check", **said)
