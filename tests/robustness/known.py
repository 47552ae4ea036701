"""What is known of the product's addresses: all of them, and which ids were seen in pages."""

import html
import re
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random
from urllib.parse import quote, urlsplit
from uuid import UUID

from django.urls import Resolver404, resolve

from tests.architecture.addresses import addresses
from tests.robustness.fields import Form
from tests.robustness.nasty import NASTY

_LINK = re.compile(r'(?:href|action|src|hx-\w+|data-[\w-]+)="(/[^"#]*)')
_PLACE = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
_KEPT = 300


class Known:
    """Shared by all who send: paths and forms by the name of their address, and ids by their kind."""

    def __init__(self) -> None:
        self.routes = {
            address.name: re.sub(r"^\^|\$$", "", address.route)
            for address in addresses()
            if address.name != "None"
        }
        self.forms: dict[str, deque[tuple[str, Form]]] = defaultdict(lambda: deque(maxlen=20))
        self._paths: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._ids: dict[str, dict[str, None]] = defaultdict(dict)
        self._seen: dict[str, dict[str, None]] = defaultdict(dict)
        self._pages: dict[str, dict[str, None]] = defaultdict(dict)
        self._lock = threading.Lock()

    def read(self, person: str, page: str, *leads_to: str) -> None:
        """Remember where a page that ``person`` sees leads to."""
        for link in {*leads_to, *(html.unescape(link) for link in _LINK.findall(page))}:
            name, values = where(link)
            if not name:
                continue
            with self._lock:
                self._seen[person][name] = None
                for kept in (self._paths[person, name], self._paths["", name]):
                    _keep(kept, link)
                for kind, value in values:
                    _keep(self._ids[kind], value)

    def address(self, chance: Random, person: str, asked: Callable[[str], int]) -> str:
        """The name of an address, rather of one that this person saw a link to, and that was asked less."""
        with self._lock:
            seen = list(self._seen[person])
        names = seen if seen and chance.random() < 0.75 else sorted(self.routes)
        return min((chance.choice(names) for _ in range(3)), key=asked)

    def offers(self, person: str, path: str) -> None:
        """Remember that there is a form for ``person`` on the page at ``path``."""
        with self._lock:
            _keep(self._pages[person], path)

    def page(self, chance: Random, person: str) -> str:
        """A page with a form for this person, or nothing when none is known."""
        with self._lock:
            return chance.choice(list(self._pages[person]) or [""])

    def real(self, chance: Random, person: str, name: str) -> str:
        """A path of this address that somebody saw, rather this person; or else one of guessed ids."""
        with self._lock:
            own, any_ = self._paths[person, name], self._paths["", name]
            paths = list(own if own and chance.random() < 0.8 else any_)
        return chance.choice(paths) if paths else self.guessed(chance, name)

    def guessed(self, chance: Random, name: str) -> str:
        """A path of this address with ids of others, of another kind, of nothing, or that are none at all."""

        def guess(place: re.Match[str]) -> str:
            return quote(self.value(chance, place[1] or "str").encode("utf-8", "replace")[:6000], safe="")

        return "/" + _PLACE.sub(guess, self.routes[name])

    def value(self, chance: Random, kind: str) -> str:
        """Something to stand where an id of this kind belongs."""
        with self._lock:
            same, other = list(self._ids[kind]), list(self._ids[chance.choice(sorted(self._ids) or [""])])
        way = chance.random()
        if way < 0.5 and same:
            return chance.choice(same)
        if way < 0.65 and other:
            return chance.choice(other)
        if way < 0.8:
            return str(UUID(int=chance.getrandbits(128))) if kind == "uuid" else str(chance.randint(0, 99))
        return chance.choice(NASTY)

    def ids(self, chance: Random) -> list[str]:
        """Some ids of every kind."""
        with self._lock:
            return [chance.choice(list(ids)) for ids in self._ids.values() if ids]


def _keep(kept: dict[str, None], value: str) -> None:
    if value in kept:
        return
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[value] = None


@lru_cache(maxsize=50_000)
def where(path: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The name of the address that answers a path, and the ids in it by their kind; or nothing."""
    try:
        match = resolve(re.sub(r"^/en/", "/", urlsplit(path).path))
    except (Resolver404, ValueError):
        return "", ()
    return match.view_name, tuple(_kinds(match.route, match.kwargs))


def _kinds(route: str, values: dict[str, object]) -> Iterator[tuple[str, str]]:
    for place in _PLACE.finditer(route):
        name = place[2] or place[3]
        if name in values:
            yield place[1] or "str", str(values[name])
