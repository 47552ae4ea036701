"""A policy adviser edits a model by the keyboard alone, and people in a room vote on it; axe looks along."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.axe import violations
from tests.journeys.steps import sign_in_as

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]


def _type_line(page: Page, line: str, *, new_names: bool = False) -> None:
    """Type a relation, see what it is taken for, and press Enter."""
    field = page.get_by_label("Voeg een relatie toe in één regel")
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(line)
    if new_names:
        page.get_by_label("Maak factoren van de namen die nieuw zijn").press("Space")
        field.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _begin(page: Page, title: str) -> None:
    page.goto("/modellen/nieuw/")
    page.get_by_label("Titel", exact=True).focus()
    page.keyboard.type(title)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_model_is_made_and_undone_by_keyboard(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Isa")
    _begin(page, "Met het toetsenbord")
    _type_line(page, "aangiften > druk hulpverlening + sterk snel", new_names=True)
    _type_line(page, "druk hulpverlening > wachttijd + zwak", new_names=True)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(page.get_by_label("Voeg een relatie toe in één regel")).to_be_focused()
    assert violations(page) == []

    page.locator("main").focus()
    with page.expect_navigation():
        page.keyboard.press("Control+z")
    expect(rows).to_have_count(1)
    page.locator("main").focus()
    with page.expect_navigation():
        page.keyboard.press("Control+y")
    expect(rows).to_have_count(2)


def test_it_says_while_typing_what_a_line_is_taken_for(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Isa")
    _begin(page, "Tijdens het typen")
    _type_line(page, "aangiften > opvang -", new_names=True)
    field = page.get_by_label("Voeg een relatie toe in één regel")
    field.press_sequentially("opvang > aangifte")
    expect(page.locator("#sy-check")).to_contain_text("Sluit af met +")
    field.press_sequentially("n ?")
    expect(page.locator("#sy-check")).to_contain_text("opvang → aangiften (?)")


def test_two_people_see_what_the_other_did_before_anything_is_lost(new_context: People) -> None:
    first = sign_in_as(new_context().new_page(), "Isa")
    _begin(first, "Samen")
    _type_line(first, "aangiften > opvang -", new_names=True)
    second = first.context.new_page()
    change = first.get_by_role("link", name=re.compile(r"Wijzigen\s*: aangiften"))
    address = change.get_attribute("href") or ""
    for page in (first, second):
        page.goto(address)
    first.get_by_label("Waar het staat").fill("Bladzijde 3")
    first.get_by_role("button", name="Bewaar").click()
    expect(first.locator("main")).to_contain_text("Bladzijde 3")
    second.get_by_label("Waar het staat").fill("Bladzijde 4")
    second.get_by_role("button", name="Bewaar").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Iemand anders was eerst")
    expect(second.locator("main")).to_contain_text("Bladzijde 3")
    expect(second.locator("main")).to_contain_text("Bladzijde 4")
    assert violations(second) == []
    second.get_by_role("button", name="Sla het mijne toch op").click()
    expect(second.locator("main")).to_contain_text("Bladzijde 4")


@pytest.mark.parametrize(("device", "scheme"), [("phone", "dark"), ("desktop", "light")])
def test_people_in_a_room_vote_on_their_own_devices(new_context: People, device: str, scheme: str) -> None:
    screen = sign_in_as(new_context(scheme=scheme).new_page(), "Isa")
    _begin(screen, "In de zaal")
    _type_line(screen, "aangiften > opvang -", new_names=True)
    screen.get_by_role("link", name="Open een sessie").click()
    screen.get_by_label("Wat is de vraag van deze sessie?").fill("Wat helpt?")
    screen.get_by_role("button", name="Open een sessie").click()
    code = screen.locator(".sy-code strong").inner_text()
    assert violations(screen) == []

    guest = new_context(device, scheme).new_page()
    guest.goto("/modellen/meedoen/")
    assert violations(guest) == []
    guest.get_by_label("Code van de sessie").fill(code.lower())
    guest.get_by_role("button", name="Doe mee").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Wat helpt?")
    guest.get_by_label("Voeg een pijl toe").fill("opvang > vertrouwen +")
    guest.get_by_role("button", name="Voeg toe").click()
    guest.get_by_role("radio", name="zeer sterk").first.check()
    guest.get_by_role("radio", name="traag").first.check()
    guest.get_by_role("button", name="Stem").first.click()
    assert violations(guest) == []
    expect(screen.locator("#tafel")).to_contain_text("zeer sterk 1", timeout=15_000)
    expect(screen.locator("#tafel")).to_contain_text("opvang → vertrouwen")
    screen.get_by_role("link", name="Sluit de sessie").click()
    screen.get_by_role("button", name="Sluit en schrijf op").click()
    expect(screen.locator("main")).to_contain_text("vertrouwen")


def test_a_long_analysis_is_worked_out_in_the_background(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Isa")
    page.goto("/modellen/mensenhandel/berekeningen/")
    assert violations(page) == []
    page.get_by_label(re.compile("Wat doet een verandering")).check()
    page.get_by_label("Wat verandert er?").select_option(index=1)
    page.get_by_label("Waar gaat het over?").select_option(index=2)
    page.get_by_label("Trekkingen", exact=True).fill("100")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#stand")).to_contain_text("klaar", timeout=120_000)
    assert violations(page) == []
