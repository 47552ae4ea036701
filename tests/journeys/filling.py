"""Filling in the forms of pages as a browser does, without drawing the pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from playwright.sync_api import BrowserContext

from tests.journeys.wandering import name_of

KIND = {"content-type": "application/x-www-form-urlencoded"}
Typed = str | Iterable[str]


@dataclass
class Form:
    """A form of a page: where it goes, and what it holds already."""

    action: str
    name: str = ""
    filled_in: list[tuple[str, str]] = field(default_factory=list)

    def with_(self, typed: dict[str, Typed]) -> str:
        """The form as it is sent, with something else typed in some fields."""
        pairs = [(name, value) for name, value in self.filled_in if name not in typed]
        for name, values in typed.items():
            pairs += [(name, value) for value in ([values] if isinstance(values, str) else values)]
        return urlencode(pairs)


class _Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._select = self._text = ""
        self._chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(has.get("action", ""), has.get("id", "")))
        elif tag == "input":
            self._input(has)
        elif tag == "select":
            self._select, self._chosen = has["name"], None
        elif tag == "option" and self._select and (self._chosen is None or "selected" in has):
            self._chosen = has.get("value", "")
        elif tag == "textarea":
            self._text = has["name"]
            self._add(self._text, "")

    def handle_data(self, data: str) -> None:
        if self._text:
            self.found[-1].filled_in[-1] = (self._text, data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._add(self._select, self._chosen or "")
            self._select = ""
        elif tag == "textarea":
            self._text = ""

    def _input(self, has: dict[str, str]) -> None:
        ticked = has.get("type") not in {"radio", "checkbox"} or "checked" in has
        if "name" in has and ticked and has.get("type") not in {"submit", "file"}:
            self._add(has["name"], has.get("value", ""))

    def _add(self, name: str, value: str) -> None:
        if self.found:
            self.found[-1].filled_in.append((name, value))


def forms_of(page: str) -> list[Form]:
    """The forms on a page."""
    parser = _Forms()
    parser.feed(page)
    return parser.found


class Refused(AssertionError):
    """A form was not taken: with which status, where, and what the page said."""

    @property
    def overtaken(self) -> bool:
        """Whether somebody else changed the record after the form was opened."""
        return bool(self.args[0] == 409)


def send(context: BrowserContext, path: str, to: str = "", /, **typed: Typed) -> str:
    """Send the form at ``path`` that goes to ``to`` (or to the page itself); gives where that leads."""
    page = context.request.get(path)
    assert page.ok, f"{page.status} at {path}"
    form = next(form for form in forms_of(page.text()) if _goes_to(path, form) == (to or name_of(path)))
    answer = context.request.post(
        urljoin(path, form.action), data=form.with_(typed), headers=KIND, max_redirects=0
    )
    if not 300 <= answer.status < 400:
        raise Refused(answer.status, path, _complaint(answer.text()))
    return urlsplit(answer.headers["location"]).path


def turn(context: BrowserContext, path: str, page: str, name: str, /, **typed: Typed) -> str:
    """Fill in the form of this name on ``page``, and give the page that comes of it."""
    form = next(form for form in forms_of(page) if form.name == name)
    answer = context.request.post(path, data=form.with_(typed), headers=KIND)
    assert answer.ok, f"{answer.status} at {path}"
    return answer.text()


def _goes_to(path: str, form: Form) -> str:
    return name_of(urljoin(path, form.action))


def _complaint(page: str) -> str:
    found = re.search(r'class="[^"]*error-summary.*?</div>', page, re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", found[0]) if found else page[:300]
