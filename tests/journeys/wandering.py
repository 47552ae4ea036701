"""Going through the product along its own links, as somebody who tries everything on every page."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Page

# After so many pages of one address that offered nothing new, somebody has seen them all.
BORED = 2


@dataclass(frozen=True)
class Place:
    """A page that somebody can open: its address, and what can be done there.

    ``sends`` is where its forms go, its files lie and its pieces come from, ``leads`` where one can go on
    from here. A piece of a page is no page.
    """

    name: str
    path: str
    status: int = 200
    forms: frozenset[str] = frozenset()
    is_page: bool = True
    sends: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()

    @property
    def kind(self) -> tuple[str, int, frozenset[str]]:
        """Pages of one kind offer the same; looking at one of them is enough."""
        return self.name, self.status, self.forms


@dataclass
class _Found(HTMLParser):
    """What a page leads to."""

    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    forms: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.files += [has[source] for source in ("hx-get", "data-keep-up") if source in has]
        if tag == "a" and "href" in has:
            is_file = "download" in has or "data-takes-long" in has
            (self.files if is_file else self.links).append(has["href"])
        elif tag == "form":
            self.forms.append((has.get("method", "get").lower(), has.get("action", "")))


def name_of(path: str) -> str:
    """The name of the address that answers a Dutch path, or nothing."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def place_at(context: BrowserContext, path: str) -> Place:
    """What whoever is signed in here finds at a Dutch path."""
    answer = context.request.get(path, max_redirects=0)
    found = _Found()
    is_page = "html" in answer.headers.get("content-type", "") and "<html" in answer.text()
    if is_page:
        found.feed(answer.text())
    elif 300 <= answer.status < 400:
        found.links.append(answer.headers["location"])
    posted = [urljoin(path, action) for method, action in found.forms if method == "post"]
    return Place(
        name_of(path),
        path,
        answer.status,
        frozenset(map(name_of, posted)),
        is_page,
        (*posted, *(urljoin(path, file) for file in found.files)),
        tuple(urljoin(path, lead) for lead in (*found.links, *(action for _, action in found.forms))),
    )


def wander(context: BrowserContext, *starts: str, past: str = "nothing") -> Iterator[Place]:
    """Every page within reach of whoever is signed in here, from ``starts`` on along links and forms.

    Addresses whose names begin with ``past`` are passed by.
    """
    waiting, known = deque(starts), set(starts)
    bored, kinds = Counter[str](), set[object]()
    while waiting:
        path = waiting.popleft()
        name = name_of(path)
        if not name or name.startswith(past) or bored[name] > BORED:
            continue
        place = place_at(context, path)
        bored[name] = bored[name] + 1 if place.kind in kinds else 0
        kinds.add(place.kind)
        if place.is_page:
            yield place
        for target in place.leads:
            parts = urlsplit(urljoin(path, target))
            there = parts.path + (f"?{parts.query}" if parts.query else "")
            if not parts.netloc and not parts.scheme and there not in known:
                known.add(there)
                waiting.append(there)


def pages_of_a_report(page: Page) -> Iterator[str]:
    """Report as somebody who opens every page and fills in only what must be; gives each heading."""
    page.goto("/melden/")
    yield _heading(page)
    _press(page, "Volgende")
    yield _heading(page)
    page.get_by_label("Allebei").check()
    page.get_by_label("Wat hebt u zelf gezien of gehoord?").fill("Iemand werkt hier dag en nacht.")
    page.get_by_label("In welke gemeente?").select_option(label="Roosendaal")
    _press(page, "Verder vertellen")
    while page.get_by_role("button", name="Volgende").count():
        yield _heading(page)
        if page.locator("[name=setting]").count():
            page.get_by_role("radio").first.check()
        _press(page, "Volgende")
    yield _heading(page)
    _press(page, "Versturen")
    yield _heading(page)
    code = "".join(filter(str.isdigit, page.locator("[data-receipt-code]").inner_text()))
    page.get_by_label("laatste vier cijfers").fill(code[-4:])
    _press(page, "Ik heb de code bewaard")
    yield _heading(page)
    page.goto("/antwoord/")
    yield _heading(page)
    page.get_by_label("code").first.fill(code)
    _press(page, "Lees het antwoord")
    yield _heading(page)


def _heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def _press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()
