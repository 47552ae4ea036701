"""Pages of the started product, in Chromium, as different people see them."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests import chromium

Device = Literal["desktop", "phone"]
Scheme = Literal["light", "dark"]
Language = Literal["nl", "en"]
OpenPage = Callable[..., Page]

SCREENS: dict[str, ViewportSize] = {
    "desktop": {"width": 1366, "height": 900},
    "phone": {"width": 390, "height": 844},
}
# In milliseconds; what must be quick is promised with ``within``.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


# A module long and not a session: while Playwright runs, Django refuses the database in this process.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of one file."""
    path = os.environ.get("CHROMIUM_PATH") or chromium.find()
    if not path:
        pytest.fail(
            "No Chromium found: apt-get install -y chromium, or playwright install chromium, "
            "or set CHROMIUM_PATH",
            pytrace=False,
        )
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chrome
        chrome.close()


@pytest.fixture
def new_context(browser: Browser, running_product: str) -> Iterator[Callable[..., BrowserContext]]:
    """Make somebody with an own device: cookies, screen, light or dark, with or without scripts."""
    with ExitStack() as open_ones:

        def make(
            device: Device = "desktop",
            scheme: Scheme = "light",
            language: Language = "nl",
            javascript: bool = True,
        ) -> BrowserContext:
            context = browser.new_context(
                base_url=running_product,
                viewport=SCREENS[device],
                has_touch=device == "phone",
                is_mobile=device == "phone",
                color_scheme=scheme,
                locale=language,
                java_script_enabled=javascript,
                reduced_motion="reduce",
            )
            context.set_default_timeout(PATIENCE)
            open_ones.callback(context.close)
            return context

        yield make


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext]) -> OpenPage:
    """Open a Dutch path as somebody new: ``open_page("/melden/", device="phone", language="en")``."""

    def open_it(
        path: str,
        device: Device = "desktop",
        scheme: Scheme = "light",
        language: Language = "nl",
        javascript: bool = True,
    ) -> Page:
        page = new_context(device, scheme, language, javascript).new_page()
        page.goto(path if language == "nl" else f"/{language}{path}")
        return page

    return open_it
