"""A policy adviser moves several statements at once, by the keyboard alone and by dragging them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.axe import violations
from tests.journeys.steps import sign_in_as
from tests.journeys.test_a_consultation_is_looked_over import take_in

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]


def _sort(new_context: People, title: str) -> Page:
    page = sign_in_as(new_context().new_page(), "Isa")
    take_in(page, title)
    page.goto(f"{page.url}cluster/1.1/indelen/")
    expect(page.locator("tbody tr")).to_have_count(3)
    return page


def test_several_statements_are_moved_by_keyboard(new_context: People) -> None:
    page = _sort(new_context, "Met toetsen ingedeeld")
    assert violations(page) == []
    page.locator("main").focus()
    for key in ("j", "x", "j", "x", "m"):
        page.keyboard.press(key)
    expect(page.get_by_label("Naar cluster")).to_be_focused()
    page.keyboard.type("1.2")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("2 uitspraken verplaatst.")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("main").focus()
    page.keyboard.press("u")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(3)
    page.goto(page.url.partition("cluster/")[0] + "beslist/")
    expect(page.locator("main")).to_contain_text("ongedaan gemaakt door Isa Vergezicht")
    assert violations(page) == []


def test_what_was_ticked_goes_along_with_what_is_dragged(new_context: People) -> None:
    page = _sort(new_context, "Met de muis ingedeeld")
    rows, target = page.locator("tbody tr"), page.locator("[data-drop]").filter(has_text="1.2")
    rows.nth(0).get_by_role("checkbox").check()
    rows.nth(2).get_by_role("checkbox").check()
    with page.expect_navigation():
        rows.nth(2).locator(".pl-sorted").drag_to(target)
    expect(page.get_by_role("status").first).to_contain_text("2 uitspraken verplaatst.")
    with page.expect_navigation():
        rows.nth(0).locator(".pl-sorted").drag_to(target)
    expect(page.get_by_role("status").first).to_contain_text("1 uitspraak verplaatst.")
    expect(page.locator("main")).to_contain_text("In dit cluster staat geen uitspraak")
