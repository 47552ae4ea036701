"""Walking through pages as a browser without JavaScript does: what stands in a form is sent back."""

import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


class _Form(HTMLParser):
    """Collects what a browser would send of one form, and the page's heading and errors."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.values: dict[str, list[str]] = {}
        self.action = ""
        self.area: str | None = None
        self.select: str | None = None
        self.heading = False
        self.h1 = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "h1":
            self.heading = True
        if tag == "form":
            self.inside = found.get("id") == self.form_id
            self.action = found.get("action", "") if self.inside else self.action
        if not self.inside:
            return
        name = found.get("name", "")
        if tag == "input":
            self._input(name, found)
        elif tag == "textarea":
            self.area = name
            self.values.setdefault(name, [""])
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in found:
            self.values[self.select] = [found.get("value", "")]

    def _input(self, name: str, found: dict[str, str]) -> None:
        kind = found.get("type", "text")
        if kind in ("file", "submit") or (kind in ("radio", "checkbox") and "checked" not in found):
            return
        self.values.setdefault(name, []).append(found.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.values[self.area][0] += data
        if self.heading:
            self.h1 += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area is not None:
            # A browser leaves out the line end that begins a text area.
            self.values[self.area][0] = self.values[self.area][0].removeprefix("\r\n").removeprefix("\n")
            self.area = None
        if tag == "select":
            self.select = None
        if tag == "form":
            self.inside = False
        if tag == "h1":
            self.heading = False


class Walker:
    """One visitor on one device, who presses buttons."""

    def __init__(self, client: Client, url: str, form_id: str = "report") -> None:
        self.client = client
        self.url = url
        self.form_id = form_id
        self.pages = 0
        self._take(client.get(url))

    def _take(self, response: Any) -> None:
        self.response: HttpResponse = response
        self.pages += 1
        self.text = response.content.decode() if "text/html" in response["Content-Type"] else ""
        parser = _Form(self.form_id)
        parser.feed(self.text)
        self.values, self.h1 = parser.values, " ".join(parser.h1.split())

    def press(self, go: str, *, url: str = "", form_id: str = "", **typed: Any) -> "Walker":
        """Fill in fields and press a button; names may be given with __ for a dash."""
        sent: dict[str, Any] = {**self.values, "go": go}
        for name, value in typed.items():
            sent[name.replace("__", "-")] = value
        self.form_id = form_id or self.form_id
        self._take(self.client.post(url or self.url, sent))
        return self

    def says(self, words: str) -> bool:
        """Whether the page holds these words."""
        return words in self.text


def code_of(walker: Walker) -> str:
    """The digits of the receipt that the page shows. Raises: ValueError when it shows none."""
    shown = re.search(r"data-receipt-code>(.*?)</p>", walker.text, re.DOTALL)
    if shown is None:
        raise ValueError("no receipt on this page")
    return re.sub(r"\D", "", shown[1])
