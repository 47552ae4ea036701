"""More reports to the police: good or bad? A policy adviser finds out, without account and without manual."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.axe import violations
from tests.yardstick import within

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]
MODEL = "/modellen/mensenhandel/"


def _ask_from_the_front_page(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Causale modellen")).click()
    page.get_by_role("link", name="Mensenhandel en de aanpak ervan").click()
    page.get_by_role("combobox", name=re.compile("Als dit verandert")).fill("aantal aangiften")
    page.keyboard.press("Enter")


def _see_the_trade_off(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("‘aantal aangiften’", timeout=60_000)
    expect(page.locator(".kzx-answer")).to_contain_text("Goed én slecht")
    helps = page.locator(".kzx-side--wanted")
    hurts = page.locator(".kzx-side--unwanted")
    expect(helps).to_contain_text("977")
    expect(hurts).to_contain_text("84")
    expect(hurts).to_contain_text("‘druk op de hulpverlening’ omhoog")
    expect(page.locator("#oordelen")).to_contain_text("In wat de tekst noemt wijzen alle 6 routes")
    expect(page.locator("#druk")).to_contain_text("druk op de hulpverlening")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_the_trade_off_is_seen_within_a_minute(new_context: People, javascript: bool) -> None:
    page = new_context(javascript=javascript).new_page()
    with within(60, waiting=True):
        _ask_from_the_front_page(page)
        _see_the_trade_off(page)


def test_the_answer_says_what_it_rests_on_and_can_be_taken_along(new_context: People) -> None:
    page = new_context().new_page()
    page.goto(f"{MODEL}vraag/?factor=K5&doel=C1&trekkingen=1000")
    expect(page.locator("#rust-op")).to_contain_text("De conclusie geldt pas", timeout=120_000)
    expect(page.locator(".kzx-account")).to_contain_text("Startgetal")
    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("link", name=re.compile("rapport van twee pagina")).click()

    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert violations(page) == []


def test_the_same_address_shows_the_same_numbers_to_somebody_else(new_context: People) -> None:
    asked = f"{MODEL}vraag/?factor=K5&doel=C1&trekkingen=1000&seed=5"
    shown = []
    for device in ("desktop", "phone"):
        page = new_context(device).new_page()
        page.goto(asked)
        shown.append(page.locator("#oordelen").inner_text().split())

    assert shown[0] == shown[1]


def test_measures_are_switched_on_and_off_at_once(new_context: People) -> None:
    page = new_context().new_page()
    page.goto(f"{MODEL}wat-als/?factor=K5")
    result = page.locator("#uitkomst")
    expect(result).to_contain_text("Pakket A", timeout=60_000)
    page.get_by_role("checkbox", name="Meldcode mensenhandel in pakket B").check()
    expect(result).to_contain_text("De pakketten naast elkaar", timeout=60_000)
    expect(page).to_have_url(re.compile("b=meldcode"))
    page.reload()

    expect(page.get_by_role("checkbox", name="Meldcode mensenhandel in pakket B")).to_be_checked()
    assert violations(page) == []


def test_what_is_ticked_before_the_script_has_come_is_answered_too(new_context: People) -> None:
    page = new_context().new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/live*.js", hold)
    with page.expect_request("**/live*.js"):
        page.goto(f"{MODEL}wat-als/?factor=K5")
    page.get_by_role("checkbox", name="Meldcode mensenhandel in pakket B").check()
    held.pop().continue_()

    expect(page.locator("#uitkomst")).to_contain_text("De pakketten naast elkaar", timeout=60_000)


def test_the_picture_is_walked_by_keyboard(new_context: People) -> None:
    page = new_context().new_page()
    page.goto(MODEL)
    page.locator("a.kzd-link[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    said = page.locator("[data-picture-said]").inner_text()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(said)


def test_the_picture_moves_as_one_sheet_and_is_drawn_anew_at_rest(new_context: People) -> None:
    page = new_context().new_page()
    page.goto(MODEL)
    sheet, drawing = page.locator(".kzx-sheet.is-live"), page.locator(".kzx-sheet svg.kzd")
    sheet.scroll_into_view_if_needed()
    place = sheet.bounding_box()
    assert place
    x, y = place["x"] + 20, place["y"] + place["height"] / 2
    painted = drawing.get_attribute("viewBox")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y + 10)
    page.mouse.move(x + 60, y + 30)
    assert drawing.get_attribute("viewBox") == painted
    moving = _left_of_a_factor(page)
    page.mouse.up()

    expect(drawing).not_to_have_attribute("viewBox", painted or "")
    assert abs(_left_of_a_factor(page) - moving) < 1


def _left_of_a_factor(page: Page) -> float:
    return float(page.locator("[data-factor=K5]").evaluate("each => each.getBoundingClientRect().x"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_loop_is_found_and_drawn(new_context: People, javascript: bool) -> None:
    page = new_context("phone", javascript=javascript).new_page()
    page.goto(f"{MODEL}loops/")
    expect(page.locator("main")).to_contain_text("Er zijn 3.123 loops: 908 versterkend en 2.215 remmend.")
    page.get_by_role("combobox", name="Door de factor").fill("aantal aangiften")
    page.get_by_role("button", name="Toon resultaten").click()
    expect(page.locator("main")).to_contain_text("2.741 loops")
    page.get_by_role("link", name="Teken loop 1", exact=True).click()
    ring = page.locator("#tekening")
    expect(ring.locator(".kzd-factor")).to_have_count(2)
    expect(ring).to_contain_text(
        "Gaat ‘aantal aangiften’ omhoog, dan gaat ‘percentage slachtoffers dat in beeld is’"
    )
    page.get_by_role("link", name="Bekijk haar in het hele plaatje").click()
    expect(page.locator(".kzd-relation.is-lit")).to_have_count(2)


@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize(
    "rest",
    [
        "",
        "?domein=strafrechtketen",
        "?q=druk",
        "factoren/K14/",
        "vraag/",
        "wat-als/",
        "loops/",
        "loops/?lus=138.153.154.233.161",
        "?lus=138.153.154.233.161",
    ],
)
def test_every_page_of_a_model_is_accessible(new_context: People, device: str, rest: str) -> None:
    language = "en" if device == "phone" else "nl"
    page = new_context(device, "dark" if device == "phone" else "light").new_page()
    page.goto(("/en" if language == "en" else "") + MODEL + rest)

    assert violations(page) == []
