"""Relations change in their place in the table: by keyboard, on a phone, and with two people at once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.axe import violations
from tests.journeys.filling import send
from tests.journeys.steps import sign_in_as

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]
LINES = ("aangiften > opvang - sterk snel", "opvang > vertrouwen + zwak")


def _table(page: Page, title: str) -> str:
    """A draft with two relations; gives where it is."""
    draft = send(page.context, "/modellen/nieuw/", title_nl=title)
    for line in LINES:
        send(page.context, draft, "systems:line", line=line, sure="on")
    page.goto(draft)
    return draft


def _cell(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name)


def test_a_cell_is_changed_and_undone_by_keyboard(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Isa")
    _table(page, "Cellen met het toetsenbord")
    said = page.locator("#sy-said")
    strength = _cell(page, "Sterkte: aangiften → opvang")
    strength.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(said).to_contain_text("Teruggenomen")
    expect(strength).to_have_value("strong")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Opgeslagen: aangiften → opvang (−), sterkte: zwak")
    expect(strength).to_be_focused()
    expect(page.locator("#sy-steps")).to_contain_text("aangiften → opvang")

    page.keyboard.press("ArrowRight")
    expect(_cell(page, "Snelheid: aangiften → opvang")).to_be_focused()
    page.keyboard.press("Control+ArrowDown")
    speed = _cell(page, "Snelheid: opvang → vertrouwen")
    expect(speed).to_be_focused()
    # Leaving a cell saves it too.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(said).to_contain_text("Opgeslagen: opvang → vertrouwen (+), snelheid: snel")
    assert violations(page) == []

    with page.expect_navigation():
        page.keyboard.press("Control+z")
    expect(speed).to_have_value("average")
    expect(strength).to_have_value("weak")


@pytest.mark.parametrize("answer", ["Sla het mijne toch op", "Laat het zoals het nu is"])
def test_two_people_in_one_cell_see_both_versions(new_context: People, answer: str) -> None:
    first = sign_in_as(new_context().new_page(), "Isa")
    draft = _table(first, "Cellen met zijn tweeën")
    second = first.context.new_page()
    second.goto(draft)
    name = "Snelheid: aangiften → opvang"
    _cell(first, name).select_option("low")
    expect(first.locator("#sy-said")).to_contain_text("traag")

    _cell(second, name).select_option("very_high")
    clash = second.locator(".sy-clash")
    expect(clash).to_contain_text("het is nu traag, u koos zeer snel")
    expect(second.get_by_role("button", name="Sla het mijne toch op")).to_be_focused()
    assert violations(second) == []
    second.get_by_role("button", name=answer).click()
    expect(clash).to_have_count(0)
    expected = "very_high" if answer.startswith("Sla") else "low"
    expect(_cell(second, name)).to_have_value(expected)
    if expected == "very_high":
        expect(second.locator("#sy-said")).to_contain_text("Opgeslagen: aangiften → opvang")
    first.reload()
    expect(_cell(first, name)).to_have_value(expected)


def test_a_cell_is_changed_on_a_phone_in_the_dark(new_context: People) -> None:
    page = sign_in_as(new_context("phone", "dark").new_page(), "Isa")
    _table(page, "Cellen op een telefoon")
    _cell(page, "Teken: opvang → vertrouwen").select_option("-")
    expect(page.locator("#sy-said")).to_contain_text("teken: meer → minder")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    assert violations(page) == []


def test_without_scripts_each_relation_has_its_page(new_context: People) -> None:
    context = new_context(javascript=False)
    page = sign_in_as(context.new_page(), "Isa")
    _table(page, "Cellen zonder scripts")
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.get_by_role("link", name=re.compile(r"Wijzigen\s*: aangiften")).click()
    page.get_by_label("Sterkte").fill("zwak")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator("tbody tr").first).to_contain_text("zwak")
