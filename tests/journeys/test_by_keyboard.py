"""Everything by the keyboard alone: a report, and a day's work; where one is can always be seen."""

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


def test_a_signal_is_found_judged_handed_over_and_answered(new_context: People) -> None:
    report(new_context("phone").new_page(), Seen("Een persoon", "Zij werkt elke nacht. Wielewaalsingel."))
    page = sign_in_as(new_context().new_page(), "Tessel")
    page.goto("/werk/")
    page.keyboard.press("/")
    page.keyboard.type("Wielewaalsingel")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Wielewaalsingel")
    for _ in range(2):
        step = page.locator("[class*=kz-next]").first
        button = step.get_by_role("button").or_(step.get_by_role("link")).first.inner_text().strip()
        _go(page, button)
    _tab_to(page, "Arbeidsuitbuiting", "checkbox")
    page.keyboard.press("Space")
    _tab_to(page, "Niet bekend", "radio")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("18 of ouder", exact=True)).to_be_checked()
    _go(page, "Oordeel bewaren")
    _go(page, page.locator("[class*=kz-next]").first.get_by_role("link").first.inner_text().strip())
    _tab_to(page, "Wat vraagt u van hen?")
    page.keyboard.type("Kunt u dit bekijken?")
    _go(page, "Laat zien wat zij krijgen")
    _go(page, "Overdracht versturen")
    expect(page.locator("main")).to_contain_text("H-")


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
