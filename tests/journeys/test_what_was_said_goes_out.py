"""A note is redacted and released, and an edition published and read, by the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.axe import violations
from tests.journeys.filling import send
from tests.journeys.planning_scenes import when_searched
from tests.journeys.steps import sign_in_as
from tests.journeys.test_a_consultation_is_looked_over import take_in

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]
NOTE = "Mevrouw De Vries belde op 06-12345678. Niemand belde terug."


def enter(page: Page, on: Locator) -> None:
    """Press Enter on a link or a button, and arrive."""
    on.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_note_is_redacted_and_its_statements_are_released(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Isa")
    take_in(page, "Met toetsen gelakt")
    home = "/consultaties/met-toetsen-gelakt/"
    told = {"held_on": "1 maart 2026", "people": "3", "place_kind": "online"}
    talk = send(page.context, f"{home}gesprekken/nieuw/", **told)
    page.goto(when_searched(page.context, send(page.context, f"{talk}notitie/", text=NOTE)))
    assert violations(page) == []
    while page.locator("tr[data-open]").count():
        page.locator("main").focus()
        with page.expect_navigation():
            page.keyboard.press("l")
    expect(page.locator("main")).to_contain_text("U hebt over elke vondst beslist.")
    enter(page, page.get_by_role("link", name="Uitspraken maken"))
    expect(page.locator("main")).not_to_contain_text("De Vries")
    enter(page, page.get_by_role("button", name="Uitspraken maken"))
    page.goto(f"{home}herleidbaar/")
    enter(page, page.get_by_role("button", name="Vrijgeven wat naar niemand wijst"))
    expect(page.get_by_role("status").first).to_contain_text("vrijgegeven")


def test_an_edition_is_published_and_followed(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Isa")
    take_in(page, "Met toetsen uitgegeven")
    page.goto("/consultaties/met-toetsen-uitgegeven/uitgaven/")
    enter(page, page.get_by_role("link", name="Een uitgave maken").first)
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    enter(page, page.locator("main form").get_by_role("button"))
    expect(page.get_by_role("status").first).to_contain_text("Uitgave 1 is uitgegeven.")
    page.get_by_role("searchbox").last.focus()
    page.keyboard.type("verdwijnt")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    enter(page, page.locator("blockquote").get_by_role("link", name=re.compile(r"^Uitspraak \d+$")))
    expect(page.locator("main")).to_contain_text("Wie wacht, verdwijnt.")
    assert violations(page) == []
    enter(page, page.locator("main").get_by_role("link", name=re.compile("Opvang")).first)
    expect(page.locator("main")).to_contain_text("Voor mannen is er niets.")
