"""From what somebody said to the region that tries something about it, and back, by links alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.axe import violations
from tests.journeys.steps import sign_in_as

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]

SAID = "Slachtoffers vertrouwen de politie niet, omdat"
ARROW = "Slachtoffers vertrouwen de politie niet → Slachtoffers doen weinig aangifte"
PROBLEM = "Slachtoffers doen weinig aangifte"
GOAL = "Meer slachtoffers die politie spreken, doen aangifte of vertellen hun verhaal"
MEASURE = "Proef met aangiftebereidheid meedoen in onze regio"
REGION = "Proeftuin aangiftebereidheid"


def follow(page: Page, name: str, *, heading: str = "") -> None:
    """Take the first link of this name in the page itself, and arrive."""
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    if heading:
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_somebody_goes_from_a_statement_to_a_test_region_and_back(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Isa")
    page.goto("/consultaties/stemmen-uit-de-regio/?q=vertrouwen")
    page.locator("blockquote", has_text=SAID).get_by_role("link", name="Uitspraak").click()

    follow(page, ARROW, heading=ARROW)
    assert violations(page) == []
    page.locator("dl").get_by_role("link", name=PROBLEM, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PROBLEM)
    assert violations(page) == []
    page.locator("dl .kz-links").get_by_role("link", name=PROBLEM, exact=True).click()
    row = page.locator("tr:target")
    row.get_by_role("link", name=GOAL).click()
    goal = page.locator(".pp-goal:target")
    expect(goal).to_contain_text("Indicator")
    goal.get_by_role("link", name=MEASURE).click()
    expect(page.locator("main")).to_contain_text("Actiehouder")
    follow(page, REGION)
    expect(page.locator(".pp-project:target")).to_contain_text("Wat niet te concluderen is")

    page.locator(".pp-project:target").get_by_role("link", name=MEASURE).click()
    follow(page, PROBLEM)
    page.locator("section[aria-labelledby=oorzaken]").get_by_role(
        "link", name=PROBLEM, exact=True
    ).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PROBLEM)
    follow(page, ARROW, heading=ARROW)
    expect(page.locator("main")).to_contain_text(SAID)


def test_an_arrow_is_drawn_and_undone_by_the_keyboard(new_context: People) -> None:
    page = sign_in_as(new_context().new_page(), "Isa")
    page.goto("/consultaties/stemmen-uit-de-regio/oorzaken/1/tekenen/")
    assert violations(page) == []
    page.get_by_label("Meer hiervan").focus()
    page.keyboard.type("Angst")
    page.get_by_label("Wat volgt", exact=True).focus()
    page.keyboard.type("Daders")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Angst om het land uit te moeten → Daders gaan door"
    )
    expect(page.locator("main")).to_contain_text("niemand zei dit")
    page.locator("main").focus()
    page.keyboard.press("u")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Ongedaan gemaakt.")
    expect(page.locator("main")).not_to_contain_text("Angst om het land uit te moeten → Daders gaan door")
    assert violations(page) == []
