"""A policy adviser takes a document in and looks over what reading was unsure of, by the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.axe import violations
from tests.journeys.steps import sign_in_as

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]

VOICES = """1 Problemen

1.1 Opvang

De opvang zit vol. Wij bellen rond.
Voor mannen is er niets.
Wie wacht, verdwijnt.

1.2 Aangifte

Aangifte doen duurt lang
"""


def take_in(page: Page, title: str) -> None:
    """Take a small document in, and be at what came of it."""
    page.goto("/consultaties/inlezen/")
    page.get_by_label("Hoe heet deze consultatie?").fill(title)
    file = {"name": "stemmen.txt", "mimeType": "text/plain", "buffer": VOICES.encode()}
    page.get_by_label("Document", exact=True).set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="Inlezen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def _press(page: Page, key: str) -> None:
    page.locator("main").focus()
    _press_here(page, key)


def _press_here(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_what_was_read_is_looked_over_by_keyboard(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Isa")
    take_in(page, "Met het toetsenbord bekeken")
    page.get_by_role("link", name="Uitspraken nakijken").focus()
    _press_here(page, "Enter")
    said = page.locator(".pl-said--whole")
    expect(said).to_have_text("Voor mannen is er niets.")
    assert violations(page) == []

    # To putting together, and there the first button: with the one before.
    page.locator("main").focus()
    page.keyboard.press("v")
    _press_here(page, "Enter")
    expect(page.get_by_role("status").first).to_contain_text("Samengevoegd.")
    # To undoing, whose button has the focus then.
    page.locator("main").focus()
    page.keyboard.press("u")
    _press_here(page, "Enter")
    expect(page.get_by_role("status").first).to_contain_text("Ongedaan gemaakt.")

    for _place in range(5):
        if "/nakijken/" not in page.url:
            break
        _press(page, "g")
    expect(page).to_have_url(re.compile(r"/consultaties/met-het-toetsenbord-bekeken/$"))
    expect(page.locator("main, aside").filter(has_text="is nagekeken").first).to_be_visible()


def test_what_was_said_is_found_and_read_on_a_phone(new_context: People) -> None:
    page = new_context("phone").new_page()
    page.goto("/consultaties/stemmen-uit-de-regio/")
    page.get_by_role("searchbox", name="Zoek in de uitspraken").fill("zorgcoördinatoren")
    _press_here(page, "Enter")
    page.get_by_role("link", name=re.compile(r"^Uitspraak \d+$")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Uitspraak")
    assert violations(page) == []
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wider)
