"""What people do on the pages, in their own order; the stories put these together."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Seen:
    """What a reporter has to tell."""

    subject: str
    fact: str
    municipality: str = "Roosendaal"


def sign_in_as(page: Page, name: str) -> Page:
    """Become one of the invented people."""
    page.goto("/aanmelden/")
    page.get_by_role("button", name=re.compile(name)).first.click()
    expect(page.get_by_role("banner")).to_contain_text(name)
    return page


def report(page: Page, seen: Seen) -> str:
    """Report as anybody may, in as few pages as it takes; gives the digits of the receipt."""
    page.goto("/melden/")
    page.get_by_role("button", name="Volgende").click()
    page.get_by_label(seen.subject).check()
    page.get_by_label("Wat hebt u zelf gezien of gehoord?").fill(seen.fact)
    page.get_by_label("In welke gemeente?").select_option(label=seen.municipality)
    page.get_by_role("button", name="Nu versturen").click()
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Uw melding is binnen")
    code = re.sub(r"\D", "", page.locator("[data-receipt-code]").inner_text())
    page.get_by_label(re.compile("laatste vier cijfers")).fill(code[-4:])
    page.get_by_role("button", name="Ik heb de code bewaard").click()
    expect(page).to_have_title(re.compile("Klaar"))
    return code


def read_answer(page: Page, code: str) -> Page:
    """Come back with the receipt."""
    page.goto("/antwoord/")
    page.get_by_label(re.compile("code", re.IGNORECASE)).first.fill(code)
    page.get_by_role("button", name="Lees het antwoord").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw melding")
    return page


def open_newest(page: Page, words: str) -> str:
    """Find a signal by words of its report, as the search box does; gives its path."""
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    page.goto(f"{page.url}&sort=-received")
    page.locator("table tbody a[href*='/signalen/']").first.click()
    expect(page.locator("main")).to_contain_text(words)
    return page.url


def next_step(page: Page) -> Page:
    """Do what the page says is next."""
    step = page.locator("[class*=kz-next]").first
    step.get_by_role("button").or_(step.get_by_role("link")).first.click()
    return page


def judge(page: Page, form: str, age: str, residence: str) -> Page:
    """Say what a signal is, as far as it is known."""
    page.get_by_label(form).check()
    page.get_by_label(age, exact=True).check()
    page.get_by_role("group", name=re.compile("vinden")).get_by_label("Ja").check()
    page.get_by_role("group", name=re.compile("^Heeft de persoon")).get_by_label(residence).check()
    page.get_by_role("button", name="Oordeel bewaren").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def hand_over(page: Page, question: str) -> str:
    """Follow the advice, look at what they will see, and send; gives the name of the desk."""
    next_step(page)
    desk = page.get_by_label("Naar welk loket").evaluate("e => e.selectedOptions[0].text")
    page.get_by_label("Wat vraagt u van hen?").fill(question)
    page.get_by_role("button", name="Laat zien wat zij krijgen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(desk)
    page.get_by_role("button", name="Overdracht versturen").click()
    expect(page.locator("main")).to_contain_text("H-")
    return str(desk)
