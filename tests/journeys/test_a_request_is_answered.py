"""Somebody asks what is kept about them: from the letter to the answer, past every desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.steps import Seen, report, sign_in_as

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]


def _press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def _search(page: Page, words: str) -> None:
    page.get_by_label("Woorden en nummers om op te zoeken").fill(words)
    _press(page, "Doorzoek alles")
    for _again in range(60):
        if page.get_by_role("button", name="Leg het besluit vast").count():
            break
        page.wait_for_timeout(1000)
        page.reload()


def test_a_desk_decides_what_goes_out_and_an_officer_releases_it(new_context: People) -> None:
    report(
        new_context().new_page(),
        Seen("Een persoon", "Brigitta Kwartelveld woont bij Sietske. Sietske let op haar."),
    )
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
    _search(page, "Vergezicht\nhotel")
    expect(page.get_by_role("cell", name="naam of adres van een account").first).to_be_visible()
    _search(page, "Kwartelveld")

    page.get_by_role("link", name="Naar de uitreiking").click()
    page.get_by_label("Om wie het gaat").fill("Brigitta Kwartelveld")
    page.get_by_label("Beslissen voor").fill("1 november 2099")
    _press(page, "Leg voor aan de loketten")
    here = page.url
    _a_desk_decides(sign_in_as(new_context().new_page(), "Tessel"))
    page.goto(here)
    expect(page.get_by_role("table", name="Passages")).to_contain_text("woont bij [persoon 1]")
    page.get_by_role("link", name="Verzoek B-").first.click()

    page.get_by_label("Deels toegewezen").check()
    page.get_by_label("Uitzondering die geldt").select_option(label="Rechten van anderen")
    page.get_by_label("Reden van het besluit").fill("Wat over anderen gaat, gaat niet mee.")
    _press(page, "Leg het besluit vast")
    page.get_by_role("link", name="Naar de uitreiking").click()
    page.get_by_role("link", name="Lees het document").click()
    expect(page.locator("main")).to_contain_text("[persoon 1] let op haar.")
    expect(page.locator("main")).not_to_contain_text("Sietske")
    page.get_by_role("link", name="Uitreiking voor verzoek").click()
    _press(page, "Geef het document vrij")
    with page.expect_download() as got:
        page.get_by_role("link", name="Download het document").click()
    assert got.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_label("Persoonlijk gegeven").check()
    _press(page, "Het is uitgereikt")
    page.get_by_role("link", name="Verzoek B-").first.click()
    page.get_by_label("Beantwoord op").fill("2 november 2026")
    _press(page, "Het antwoord is gegeven")
    expect(page.locator("main")).to_contain_text("Verzoek beantwoord")
    page.get_by_role("link", name="Verzoeken van betrokkenen").first.click()
    expect(page.get_by_role("row", name="Inzage: wat hebt u over mij")).to_contain_text("Verzoek beantwoord")


def _a_desk_decides(page: Page) -> None:
    page.get_by_role("link", name="Passages om uit te reiken").first.click()
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_label("Woorden 1", exact=False).first.fill("Sietske")
    page.get_by_label("Wat op de plaats van woorden 1 komt").select_option(label="Een persoon")
    _press(page, "Bekijk wat meegaat")
    expect(page.locator("main")).to_contain_text("woont bij [persoon 1]. [persoon 1] let op haar.")
    page.get_by_label("Gaat deels mee").check()
    page.get_by_label("Grond waarop iets wegblijft").select_option(label="Rechten van anderen")
    _press(page, "Leg deze beslissing vast")
    expect(page.locator("main")).to_contain_text("Over beslist")
