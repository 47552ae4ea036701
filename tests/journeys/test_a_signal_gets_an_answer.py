"""From what somebody sees to the answer that somebody reads: the whole way, on the started product."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.steps import (
    Seen,
    hand_over,
    judge,
    next_step,
    open_newest,
    read_answer,
    report,
    sign_in_as,
)

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]


@dataclass(frozen=True)
class Story:
    """A situation, what the focal officer makes of it, and who takes it up."""

    seen: Seen
    words: str
    form: str
    age: str
    residence: str
    partner: str


STORIES = {
    "a very young girl in a hotel": Story(
        Seen(
            "Een persoon",
            "Heel jong meisje op kamer 12 van ons hotel, elk uur een andere man. Kwikstaartzaal.",
            "Bergen op Zoom",
        ),
        "Kwikstaartzaal",
        "Seksuele uitbuiting",
        "12 tot en met 15",
        "Niet bekend",
        "Mira",
    ),
    "an asylum seeker in a laundry": Story(
        Seen(
            "Allebei",
            "Man uit de opvang werkt tachtig uur in een wasserij en krijgt niets betaald. Pelikaanloods.",
        ),
        "Pelikaanloods",
        "Arbeidsuitbuiting",
        "18 of ouder",
        "Geen verblijfsrecht, of dreigt dat te verliezen",
        "Ruben",
    ),
    "an au pair kept as housekeeper": Story(
        Seen("Een persoon", "De au pair hiernaast maakt elke dag schoon, mag nooit weg. Koekoekshof."),
        "Koekoekshof",
        "Gedwongen werk in huis",
        "18 of ouder",
        "Nederlands, EU-burger of met verblijfsrecht",
        "Ruben",
    ),
    "a neighbour with a nude photo": Story(
        Seen("Een persoon", "De buurjongen van 20 dwingt een meisje met een naaktfoto. Lijsterplein."),
        "Lijsterplein",
        "Seksuele uitbuiting",
        "16 of 17",
        "Niet bekend",
        "Mira",
    ),
    "telephone contracts in a boy's name": Story(
        Seen("Een persoon", "Jongen heeft zes telefoonabonnementen op zijn naam voor een ander. Zwaluwpad."),
        "Zwaluwpad",
        "Criminele uitbuiting",
        "18 of ouder",
        "Nederlands, EU-burger of met verblijfsrecht",
        "Sterre",
    ),
}
OFFICERS = {"Roosendaal": "Tessel", "Bergen op Zoom": "Wim"}


def _answer_as_partner(page: Page, partner: str, question: str) -> None:
    sign_in_as(page, partner)
    hrefs = page.locator("table tbody a[href*='/overdrachten/']").evaluate_all("all => all.map(a => a.href)")
    for href in hrefs:
        page.goto(href)
        if question in page.locator("main").inner_text():
            break
    expect(page.locator("main")).to_contain_text(question)
    page.get_by_role("button", name="Alles accepteren").click()
    expect(page.locator("main")).to_contain_text("Wat met u is gedeeld")
    page.get_by_role("link", name="Afronden met een antwoord").click()
    page.get_by_role("radio").first.check()
    page.get_by_label("Antwoord aan het verzendende loket").fill("Wij hebben het opgepakt.")
    page.get_by_role("group", name="Wat mag de melder horen?").get_by_role("radio").first.check()
    page.get_by_role("button", name="Antwoord versturen").click()
    expect(page.locator("main")).to_contain_text("Wij hebben het opgepakt.")


@pytest.mark.parametrize(
    ("story", "javascript"),
    [(STORIES[name], number % 2 == 0) for number, name in enumerate(STORIES)],
    ids=list(STORIES),
)
def test_it_goes_from_report_to_answer(new_context: People, story: Story, javascript: bool) -> None:
    reporter = new_context("phone", javascript=javascript).new_page()
    code = report(reporter, story.seen)
    assert not reporter.context.cookies()

    officer = sign_in_as(new_context().new_page(), OFFICERS[story.seen.municipality])
    signal = open_newest(officer, story.words)
    next_step(officer)
    next_step(officer)
    judge(officer, story.form, story.age, story.residence)
    question = f"Kunt u dit oppakken? {story.words}"
    hand_over(officer, question)

    _answer_as_partner(new_context().new_page(), story.partner, question)

    officer.goto(signal)
    next_step(officer)
    officer.get_by_role("radio", checked=True).first.wait_for()
    officer.get_by_role("button", name="Antwoord versturen").click()
    expect(officer.locator("main")).to_contain_text("nog niet gelezen")

    read_answer(reporter, code)
    expect(reporter.locator("main")).to_contain_text("Er is een antwoord voor u")
    assert "Wij hebben het opgepakt" not in reporter.content(), "a partner's words are not the reporter's"
