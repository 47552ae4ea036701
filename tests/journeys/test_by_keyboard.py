"""Everything by the keyboard alone: a report, and a day's work; where one is can always be seen."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.steps import Seen, report, sign_in_as

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]

FARTHEST = 150
FOCUSED = """
() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const drawn = element => {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== 'none';
  };
  const around = [here, here.parentElement, here.closest('label, li, tr')].filter(Boolean);
  const box = here.getBoundingClientRect();
  const text = (here.labels?.[0] ?? here).innerText?.trim();
  return {
    name: text || here.getAttribute('aria-label') || here.name || here.tagName,
    kind: here.type || here.tagName.toLowerCase(),
    visible: around.some(drawn) && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}
"""


def _press(page: Page, key: str) -> dict[str, str]:
    page.keyboard.press(key)
    here: dict[str, str] | None = page.evaluate(FOCUSED)
    if here is None:
        return {"name": "", "kind": "", "visible": "yes"}
    assert here["visible"], f"{here['name']!r} on {page.url} has the focus, and nobody can see it"
    return here


def _tab_to(page: Page, words: str, kind: str = "") -> None:
    """Go on by Tab until something that is called so has the focus."""
    passed = []
    for _ in range(FARTHEST):
        here = _press(page, "Tab")
        passed.append(here["name"].split("\n")[0][:30])
        if words in here["name"] and kind in here["kind"]:
            return
    pytest.fail(f"Tab never comes to {words!r} on {page.url}; it passes {passed}")


def _go(page: Page, words: str, kind: str = "") -> None:
    _tab_to(page, words, kind)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_report_is_made_and_its_answer_read(new_context: People) -> None:
    page = new_context().new_page()
    page.goto("/")
    assert _press(page, "Tab")["name"] == "Naar de inhoud"
    page.keyboard.press("Enter")
    _go(page, "Meld wat u zag")
    _go(page, "Volgende")
    _tab_to(page, "Een persoon", "radio")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Allebei")).to_be_checked()
    _go(page, "Verder vertellen")
    expect(page.locator("[data-focus]")).to_be_focused()
    assert _press(page, "Tab")["kind"] == "a"
    page.keyboard.press("Enter")
    expect(page.get_by_label("Wat hebt u zelf gezien of gehoord?")).to_be_focused()
    page.keyboard.type("Iemand werkt dag en nacht. Roerdompdreef.")
    _tab_to(page, "In welke gemeente?")
    page.keyboard.type("Roosendaal")
    _go(page, "Nu versturen")
    _go(page, "Versturen", "submit")
    code = "".join(filter(str.isdigit, page.locator("[data-receipt-code]").inner_text()))
    _tab_to(page, "laatste vier cijfers")
    page.keyboard.type(code[-4:])
    _go(page, "Ik heb de code bewaard")
    _go(page, "Lees het antwoord")
    _tab_to(page, "code", "text")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw melding")


def test_three_times_shift_leaves_at_once(new_context: People) -> None:
    page = new_context().new_page()
    page.route("https://**", lambda route: route.fulfill(body="elsewhere"))
    page.goto("/melden/")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.keyboard.press("Shift")

    page.wait_for_url("https://**")
    page.go_back()
    assert "/melden/" not in page.url


def _next_step(page: Page) -> None:
    step = page.locator("[class*=kz-next]").first
    _go(page, step.get_by_role("button").or_(step.get_by_role("link")).first.inner_text().strip())


def _choose_first(page: Page) -> None:
    _tab_to(page, "", "radio")
    page.keyboard.press("Space")


def _hand_over(page: Page, words: str) -> str:
    """Find the signal, judge it and send it to the desk that is advised; gives the number of the hand-off."""
    page.goto("/werk/")
    page.keyboard.press("/")
    page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(words)
    for _ in range(2):
        _next_step(page)
    _tab_to(page, "Arbeidsuitbuiting", "checkbox")
    page.keyboard.press("Space")
    _tab_to(page, "Niet bekend", "radio")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("18 of ouder", exact=True)).to_be_checked()
    _go(page, "Oordeel bewaren")
    _next_step(page)
    desk = page.locator("[name=to_desk]").evaluate("e => e.selectedOptions[0].text")
    assert "Arbeidsinspectie" in desk
    _tab_to(page, "Wat vraagt u van hen?")
    page.keyboard.type("Kunt u dit bekijken?")
    _go(page, "Laat zien wat zij krijgen")
    _go(page, "Overdracht versturen")
    numbers = re.findall(r"\bH-\d+", page.locator("main").inner_text())
    return str(numbers[0])


def _answer(page: Page, number: str) -> None:
    """Accept the hand-off, and finish it with an answer."""
    page.goto(f"/overdrachten/?lijst=to_answer&number={number}")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    _go(page, "Alles accepteren", "submit")
    expect(page.locator("main")).to_contain_text("Wat met u is gedeeld")
    _go(page, "Afronden met een antwoord")
    _choose_first(page)
    _tab_to(page, "Antwoord aan het verzendende loket")
    page.keyboard.type("Wij hebben het opgepakt.")
    _choose_first(page)
    _go(page, "Antwoord versturen", "submit")
    expect(page.locator("main")).to_contain_text("Wij hebben het opgepakt.")


def test_a_signal_goes_from_triage_to_the_answer_that_its_reporter_reads(new_context: People) -> None:
    reporter = new_context("phone").new_page()
    words = f"Wielewaalsingel{time.time_ns()}"
    code = report(reporter, Seen("Een persoon", f"Zij werkt elke nacht. {words}"))
    officer = sign_in_as(new_context().new_page(), "Tessel")
    number = _hand_over(officer, words)
    signal = officer.url.split("#")[0]
    _answer(sign_in_as(new_context().new_page(), "Ruben"), number)

    officer.goto(signal)
    _next_step(officer)
    _go(officer, "Antwoord versturen", "submit")
    expect(officer.locator("main")).to_contain_text("nog niet gelezen")

    reader = new_context().new_page()
    reader.goto("/antwoord/")
    _tab_to(reader, "code", "text")
    reader.keyboard.type(code)
    with reader.expect_navigation():
        reader.keyboard.press("Enter")
    expect(reader.locator("main")).to_contain_text("Er is een antwoord voor u")


def test_the_glass_is_broken_read_closed_and_judged(new_context: People) -> None:
    words = f"Karekietpad{time.time_ns()}"
    report(new_context().new_page(), Seen("Een persoon", f"Zij mag niet weg. {words}"))
    officer = sign_in_as(new_context().new_page(), "Tessel")
    officer.goto(f"/werk/?tab=all&q={words}")
    number = re.findall(r"\bS-\d+", officer.locator("main").inner_text())[0]
    page = sign_in_as(new_context().new_page(), "Wout")
    _go(page, "Dringend, en het signaal is bij een ander loket")
    _tab_to(page, "Nummer van het signaal")
    page.keyboard.type(number)
    _tab_to(page, "Waarom moet u het nu lezen?")
    page.keyboard.type("De politie staat aan de deur en niemand neemt op.")
    _go(page, "Het glas breken en vastleggen")
    expect(page.locator("main")).to_contain_text(words)
    _go(page, "Ik heb genoeg gelezen")
    judge = sign_in_as(new_context().new_page(), "Olga")
    _go(judge, "Gebroken glas")
    _go(judge, number, "a")
    _choose_first(judge)
    _tab_to(judge, "Waarom?")
    judge.keyboard.type("Het kon niet wachten.")
    _go(judge, "Mijn oordeel bewaren")
    expect(judge.locator("main")).to_contain_text("Het was terecht")


def test_a_list_is_walked_by_single_keys(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Tessel")
    page.goto("/werk/")
    rows = page.locator("tbody tr[data-current]")

    page.keyboard.press("j")
    first = rows.inner_text()
    page.keyboard.press("j")
    assert rows.inner_text() != first
    page.keyboard.press("k")
    assert rows.inner_text() == first
    page.keyboard.press("x")
    expect(rows.get_by_role("checkbox")).to_be_checked()
    assert _press(page, "/")["kind"] == "search"


def test_a_dialog_closes_by_escape_and_gives_the_focus_back(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Tessel")
    page.goto("/werk/")
    _tab_to(page, "Tessel")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("details[data-menu][open]")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('summary')")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('summary')")


@pytest.mark.parametrize("path", ["/werk/", "/overdrachten/", "/meldingen/nieuw/", "/account/"])
def test_tab_comes_round_without_a_trap(new_context: People, path: str) -> None:
    page = sign_in_as(new_context().new_page(), "Tessel")
    page.goto(path)
    assert _press(page, "Tab")["name"] == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = 0
    while _press(page, "Tab")["name"]:
        seen += 1
        assert seen < FARTHEST * 2, "Tab never leaves the page"
    assert seen > 3
    assert _press(page, "Shift+Tab")["name"]
