"""The forms of a page with all they offer, filled in as somebody might, or as nobody should."""

import html
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.robustness.nasty import FILES, NASTY

Pairs = list[tuple[str, str]]
TOKEN = "csrfmiddlewaretoken"
_TAG = re.compile(r"<(form|input|select|option|textarea|button)\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:="([^"]*)")?""")
_WORDS = (
    "Een meisje huilde aan de balie.",
    "Kunt u dit oppakken?",
    "Roosendaal",
    "Afgesproken met het wijkteam",
    "K5",
    "12",
)
# Receipts of the demonstration: whoever types one comes further.
_RECEIPTS = ("2222 3333 4444 5555 6668", "1111 2222 3333 4444 5553", "3333 4444 5555 6666 7770")
_SHAPES = {
    "date": "%Y-%m-%d",
    "datetime-local": "%Y-%m-%dT10:30",
    "month": "%Y-%m",
    "week": "%G-W%V",
    "time": "10:30",
}


@dataclass
class Field:
    """Something to fill in: its kind as HTML names it, what it holds, and what can be chosen."""

    name: str
    kind: str
    has: dict[str, str]
    options: list[str] = field(default_factory=list)

    def filled_in(self, chance: Random) -> list[str]:
        """What somebody might fill in."""
        if self.kind in {"hidden", "file"}:
            return [self.has.get("value", "")] if self.kind == "hidden" else []
        if self.kind == "checkbox" or (self.options and "multiple" in self.has):
            return [option for option in self.options if chance.random() < 0.5]
        if self.options:
            return [chance.choice([option for option in self.options if option] or [""])]
        if self.has.get("value") and chance.random() < 0.5:
            return [self.has["value"]]
        return [self._typed(chance)]

    def _typed(self, chance: Random) -> str:
        if self.kind in _SHAPES:
            return (date.today() + timedelta(days=chance.randint(-60, 60))).strftime(_SHAPES[self.kind])
        if self.kind == "number":
            lowest = int(float(self.has.get("min") or 0))
            return str(chance.randint(lowest, max(lowest, int(float(self.has.get("max") or 100)))))
        if self.kind == "email":
            return f"iemand{chance.randint(1, 999)}@voorbeeld.example"
        if self.name == "code" and chance.random() < 0.5:
            return chance.choice(_RECEIPTS)
        return chance.choice(_WORDS)


@dataclass
class Form:
    """A form of a page."""

    action: str
    method: str
    name: str
    fields: dict[str, Field] = field(default_factory=dict)

    def filled_in(self, chance: Random) -> Pairs:
        """As somebody might."""
        return [(one.name, value) for one in self.fields.values() for value in one.filled_in(chance)]

    def spoiled(self, chance: Random, others: list[str]) -> Pairs:
        """The same with one to three fields that are wrong, gone or there twice."""
        pairs = self.filled_in(chance)
        for name in chance.sample(sorted(self.fields), min(len(self.fields), chance.randint(1, 3))):
            if name == TOKEN and chance.random() < 0.8:
                continue
            wrong = chance.choice([*NASTY, *others])
            way = chance.random()
            if way < 0.75:
                pairs = [pair for pair in pairs if pair[0] != name]
            if way > 0.1:
                pairs.append((name, wrong))
        return pairs

    def files(self, chance: Random) -> list[tuple[str, str, str, bytes]]:
        """Files to send along: field, name, kind and content, which need not agree."""
        return [
            (one.name, *chance.choice(FILES))
            for one in self.fields.values()
            if one.kind == "file"
            for _ in range(chance.choice((0, 1, 1, 2)))
        ]


def forms_of(page: str) -> list[Form]:
    """The forms that send something. Pages are large and many, so no parser goes over all of them."""
    found: list[Form] = []
    select: Field | None = None
    for tag in _TAG.finditer(page):
        has = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag[2])}
        if tag[1] == "form":
            found.append(Form(has.get("action", ""), has.get("method", "get").upper(), has.get("id", "")))
        elif tag[1] == "option" and select:
            select.options.append(has.get("value", ""))
        elif tag[1] != "option" and has.get("name") and found:
            form = next((form for form in found if form.name and form.name == has.get("form")), found[-1])
            added = _added(form, has, has.get("type", "text") if tag[1] == "input" else tag[1])
            select = added if tag[1] == "select" else None
    return [form for form in found if form.method == "POST"]


def _added(form: Form, has: dict[str, str], kind: str) -> Field:
    there = form.fields.setdefault(has["name"], Field(has["name"], kind, has))
    if kind in {"radio", "checkbox", "button"}:
        there.options.append(has.get("value", "on"))
    return there
