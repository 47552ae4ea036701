"""What the scripts of the shells do in a browser: keys, selecting, leaving at once, sending once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.axe import violations

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
CURRENT = "tr[data-current]"
# Where leaving leads is somebody else's site: the test answers in its place.
ELSEWHERE = "https://www.buienradar.nl/**"


def _gallery(open_page: OpenPage, shell: str = "", **device: str) -> Page:
    page = open_page("/aanmelden/", **device)
    page.locator("button[name=person]").first.click()
    page.wait_for_load_state()
    page.goto(f"/stijl/?shell={shell}")
    return page


def test_it_walks_selects_and_opens_rows_by_key(open_page: OpenPage) -> None:
    page = _gallery(open_page, "worklist")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(CURRENT)).to_contain_text("2026-0409")
    page.keyboard.press("x")
    assert page.locator(f"{CURRENT} input[type=checkbox]").is_checked()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    assert page.url.endswith("#2026-0412")


def test_it_searches_by_key_and_leaves_typing_alone(open_page: OpenPage) -> None:
    page = _gallery(open_page, "worklist")
    page.keyboard.press("/")
    page.keyboard.type("jx?/")
    expect(page.locator("#kz-search")).to_have_value("jx?/")
    assert page.locator(CURRENT).count() == 0


def test_it_can_do_without_keys(open_page: OpenPage) -> None:
    page = _gallery(open_page, "worklist")
    page.keyboard.press("?")
    page.locator("[data-keys-switch]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(CURRENT).count() == 0
    page.reload()
    page.keyboard.press("j")
    assert page.locator(CURRENT).count() == 0


def test_it_ticks_all_rows_at_once(open_page: OpenPage) -> None:
    page = _gallery(open_page, "worklist")
    page.locator("[data-select-all]").check()
    rows = page.locator("tbody .kz-select input")
    assert rows.count() == page.locator("tbody .kz-select input:checked").count()


def test_it_keeps_the_chosen_colours(open_page: OpenPage) -> None:
    page = _gallery(open_page, "worklist")
    page.locator(".kz-who > summary").click()
    page.get_by_role("button", name="Donker").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert "shell=worklist" in page.url


@pytest.mark.parametrize("how", ["button", "keys"])
def test_it_leaves_at_once_and_does_not_come_back(open_page: OpenPage, how: str) -> None:
    page = _gallery(open_page, "public")
    page.route(ELSEWHERE, lambda route: route.fulfill(body="weer", content_type="text/plain"))
    if how == "button":
        page.locator("[data-exit]").click()
    else:
        for _press in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert "shell=public" not in page.url


def test_it_sends_a_form_once_until_somebody_comes_back_to_it(open_page: OpenPage) -> None:
    page = _gallery(open_page, "narrow")
    stopped = page.evaluate(
        """() => {
          const stopped = [];
          window.addEventListener("submit", (event) => {
            stopped.push(event.defaultPrevented);
            event.preventDefault();
          });
          const form = document.querySelector("main form");
          form.requestSubmit();
          form.requestSubmit();
          window.dispatchEvent(new Event("pageshow"));
          form.requestSubmit();
          return stopped;
        }"""
    )
    assert stopped == [False, True, False]


@pytest.mark.parametrize("shell", ["", "worklist", "public", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_it_shows_every_shape_without_a_fault(
    open_page: OpenPage, shell: str, scheme: str, device: str
) -> None:
    page = _gallery(open_page, shell, scheme=scheme, device=device)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
