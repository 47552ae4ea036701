"""Somebody asks what is kept about them: from the letter to the answer, past every desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.steps import sign_in_as

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]


def _press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def test_an_officer_finds_where_somebody_stands_and_decides(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Olga")
    page.get_by_role("link", name="Verzoeken van betrokkenen").first.click()
    page.get_by_role("link", name="Leg een verzoek vast").click()
    page.get_by_label("Inzage: wat hebt u over mij").check()
    page.get_by_label("Brief").check()
    page.get_by_label("Binnengekomen op").fill("1 november 2026")
    page.get_by_label("Wie vraagt het").fill("M. de Vries")
    page.get_by_label("Wat precies").fill("Alles wat er is.")
    _press(page, "Vastleggen")
    expect(page.locator("main")).to_contain_text("1 december 2026")
    expect(page.get_by_role("button", name="Doorzoek alles")).to_have_count(0)

    page.get_by_label("Liet een identiteitsbewijs zien").check()
    _press(page, "Dit staat vast")
    page.get_by_label("Woorden en nummers om op te zoeken").fill("Vergezicht\nhotel")
    _press(page, "Doorzoek alles")
    for _again in range(60):
        if page.get_by_role("heading", name="Waar iets staat").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.get_by_role("cell", name="naam of adres van een account").first).to_be_visible()

    page.get_by_label("Deels toegewezen").check()
    page.get_by_label("Uitzondering die geldt").select_option(label="Rechten van anderen")
    page.get_by_label("Reden van het besluit").fill("Wat over anderen gaat, gaat niet mee.")
    _press(page, "Leg het besluit vast")
    page.get_by_label("Beantwoord op").fill("2 november 2026")
    _press(page, "Het antwoord is gegeven")
    expect(page.locator("main")).to_contain_text("Verzoek beantwoord")
    page.get_by_role("link", name="Verzoeken van betrokkenen").first.click()
    expect(page.get_by_role("row", name="Inzage: wat hebt u over mij")).to_contain_text("Verzoek beantwoord")
