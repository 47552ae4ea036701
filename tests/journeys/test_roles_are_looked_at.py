"""An administrator works off the roles that have to be looked at again, by keyboard and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.steps import sign_in_as

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]
MOST = 60


def _tab_to(page: Page, name: str) -> None:
    here = "document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText"
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if name in (page.evaluate(here) or ""):
            return
    pytest.fail(f"Tab never comes to {name!r}")


def test_the_list_is_worked_off_by_keyboard_and_what_is_left_open_stays(new_context: People) -> None:
    page = sign_in_as(new_context(javascript=False).new_page(), "Tim")
    page.get_by_role("link", name="Rollen nakijken").click()
    somebody = page.get_by_role("region", name="Noor Mosgroen")
    questions = somebody.get_by_role("group")
    expect(questions).to_have_count(2)
    # The name of the person is a link; the questions follow it.
    somebody.get_by_role("link", name="Noor Mosgroen").focus()
    _tab_to(page, "Nog nodig")
    page.keyboard.press("Space")
    expect(questions.first.get_by_label("Nog nodig")).to_be_checked()
    _tab_to(page, "Deze besluiten vastleggen")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status").or_(page.get_by_role("alert")).first).to_contain_text("1 rol blijft.")
    expect(questions).to_have_count(1)
    expect(page.locator("main")).to_contain_text("u bent de enige beheerder")
    # Nobody without the right comes there.
    other = sign_in_as(new_context().new_page(), "Ada")
    assert other.goto("/beheer/rollen/").status == 403
    other.goto("/toegang/")
    expect(other.locator("main")).to_contain_text("rollen te laat")
