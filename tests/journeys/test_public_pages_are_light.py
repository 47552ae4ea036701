"""What a reporter's device fetches and keeps: little, from us alone, and nothing afterwards."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys.wandering import pages_of_a_report, wander

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]

MOST_BYTES = 100_000
# Signing in needs a cookie from the first page on.
WITH_COOKIE = ("account_", "mfa_", "accounts:")
KEPT = """
async () => [
  ...document.cookie.split(';').filter(each => each.trim()).map(each => `cookie ${each}`),
  ...Object.keys(localStorage).map(each => `localStorage ${each}`),
  ...Object.keys(sessionStorage).map(each => `sessionStorage ${each}`),
  ...(await indexedDB.databases()).map(each => `indexedDB ${each.name}`),
  ...(await caches.keys()).map(each => `cache ${each}`),
  ...(await navigator.serviceWorker.getRegistrations()).map(each => `worker ${each.scope}`),
]
"""


@dataclass
class Wire:
    """What went over the line since the last time somebody asked, as if nothing had been fetched before."""

    page: Page
    sizes: list[float] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        line = self.page.context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        line.on("Network.requestWillBeSent", self._asked)
        line.on("Network.loadingFinished", lambda event: self.sizes.append(event["encodedDataLength"]))

    def _asked(self, event: dict[str, Any]) -> None:
        self.hosts.add(urlsplit(event["request"]["url"]).netloc)

    def weight(self) -> float:
        """All bytes as they were sent, headers and compression counted; begins anew."""
        self.page.wait_for_load_state("networkidle")
        total = sum(self.sizes)
        self.sizes.clear()
        return total


def _public(context: BrowserContext) -> Iterator[str]:
    for place in wander(context, "/", "/aanmelden/"):
        if place.status == 200:
            yield place.path


def test_every_page_is_small_and_from_one_place(new_context: People, running_product: str) -> None:
    context = new_context("phone")
    paths = list(_public(new_context()))
    page = context.new_page()
    wire = Wire(page)

    def weigh(path: str) -> float:
        page.goto(path)
        return wire.weight()

    weights = {path: weigh(path) for path in paths}
    weights |= {heading: wire.weight() for heading in pages_of_a_report(page)}

    assert len(weights) > 15
    assert min(weights.values()) > 5_000, f"nothing was measured: {weights}"
    assert not {name: weight for name, weight in weights.items() if weight > MOST_BYTES}
    assert wire.hosts <= {urlsplit(running_product).netloc, ""}


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_nothing_stays_on_the_device_of_a_reporter(new_context: People, javascript: bool) -> None:
    context = new_context("phone", javascript=javascript)
    page = context.new_page()
    left = []

    for heading in pages_of_a_report(page):
        if javascript:
            left += [f"{heading}: {kept}" for kept in page.evaluate(KEPT)]
        left += [f"{heading}: cookie {cookie.get('name')}" for cookie in context.cookies()]

    assert left == []


def test_only_signing_in_needs_a_cookie(new_context: People) -> None:
    wanderer, visitor = new_context(), new_context()
    setting = []

    for place in wander(wanderer, "/"):
        answer = visitor.request.get(place.path, max_redirects=0)
        if "set-cookie" in answer.headers and not place.name.startswith(WITH_COOKIE):
            setting.append(place.path)
        visitor.clear_cookies()

    assert setting == []
