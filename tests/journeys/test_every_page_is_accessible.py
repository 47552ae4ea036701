"""axe looks at every page that somebody can reach, on both kinds of screen, in both lights and languages."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle, product
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Browser, BrowserContext, Page

from tests.access.table import ROWS
from tests.architecture.addresses import addresses
from tests.axe import violations
from tests.journeys.joining import (
    ask_back_in,
    invite,
    let_back_in,
    link_in_mail,
    pages_of_an_account,
    to_ask_back_in,
)
from tests.journeys.model_scenes import add_models
from tests.journeys.planning_scenes import ADVISER, add_planning
from tests.journeys.scenes import ELSEWHERE, JUDGE, OFFICER, PARTNER, REPORTER, STANDIN, Scenes, made
from tests.journeys.steps import sign_in_as
from tests.journeys.wandering import Place, name_of, pages_of_a_report, place_at, wander

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]

PUBLIC = ("/", "/aanmelden/", "/account/nieuw/", "/account/dicht/", "/account/wachtwoord/vergeten/verstuurd/")
SIGNED_IN = (
    "/begin/",
    "/account/",
    "/account/wachtwoord/instellen/",
    "/account/app/",
    "/werk/",
    "/werk/?tab=unassigned",
    "/werk/?tab=all",
    "/stijl/",
)
# Nothing leads there but a script or a machine.
ALONE = ("/healthz", "/begin/", "/nog-hier/", "/account/sleutel/aanmelden/")
UNKNOWN = "00000000-0000-4000-8000-000000000000"
ASKS_SOMETHING = ("Wat viel u op?", "Dank u wel. Uw melding is binnen.")
# One person for every role; the last finds what the others have opened already.
EVERYBODY = ("", "Tessel", "Saar", "Bram", "Olga", "Tim", "Marit", "Sterre", "Isa", "Ada")
# Both of these together show a page on each screen, in each light and in each language.
WAYS: tuple[tuple[str, str, str], ...] = (("phone", "dark", "nl"), ("desktop", "light", "en"))

# Walking past all the sums on causal models takes long: only who works with them does so.
MODELS, MODELLER = "systems:", "Isa"
# The consultation that holds everything comes first: the walk gets bored of those that other journeys began.
STARTS = {"": PUBLIC, MODELLER: ("/consultaties/stemmen-uit-de-regio/", *SIGNED_IN)}
# These answer no page to whoever opens them, which is looked at too. So does what only takes forms.
NO_PAGE = {
    "healthz": "for machines: a few words of JSON",
    "start": "leads on to where somebody's day begins",
    "common:still_here": "for a script: nothing at all",
    "mfa_login_webauthn": "for a script: what a passkey has to sign",
    "mfa_download_recovery_codes": "a file",
    "disclosure:export": "a file",
    "systems:drawing": "a file",
    "systems:report": "a file",
    "systems:export_file": "a file",
    "systems:run_file": "a file",
    "systems:run_standing": "a piece of a page, which axe sees in that page",
    "systems:session_standing": "a piece of a page, which axe sees in that page",
    "systems:counts": "a piece of a page, which axe sees in that page",
    "rights:document": "a file",
    "planning:review": "leads on to the first place to look at",
    "planning:cause_model_file": "a file",
    "planning:money_file": "a file",
    "planning:series_file": "a file",
    "planning:edition_file": "a file",
    "planning:letter_file": "a file",
    "planning:talk_letter_file": "a file",
    "planning:plan_file": "a file",
    "planning:report_file": "a file",
}
# Where nobody set up what they are about, these are not there.
NOT_HERE = {"openid_connect_login", "openid_connect_callback", "security_txt"}
# Files that somebody sent along: what comes is looked at where there are some, in the tests of both parts.
SENT_ALONG = {"reporting:attachment", "handover:file"}
ONLY_SENDS = {name for name, row in ROWS.items() if "GET" not in row.methods}
# Take away all that is filled in, and say with which button it is sent; nothing when a page asks nothing.
EMPTY = """
() => {
  const asks = form => [...form.elements].some(each => each.matches('input:not([type=hidden]), textarea'));
  const form = [...document.querySelectorAll('main form[method=post]')].find(asks);
  const buttons = [...(form?.querySelectorAll('button:not([value=back])') ?? [])];
  const send = buttons.find(each => each.type === 'submit');
  if (!send) return false;
  for (const each of form.elements) {
    if (each.matches('[type=radio], [type=checkbox]')) each.checked = false;
    else if (each.matches('input:not([type=hidden]), textarea, select')) each.value = '';
  }
  form.noValidate = true;
  send.id = 'send-nothing';
  return true;
}
"""


@dataclass
class Looked:
    """What was seen so far, and what was wrong there."""

    kinds: set[object] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    no_page: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def at(self, page: Page, what: str) -> None:
        """Let axe look at the page as it is now."""
        sideways = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        found = [*violations(page), *([f"{sideways} pixels wider than the screen"] if sideways > 0 else [])]
        self.wrong += [f"{what}\n  {fault}" for fault in found]

    def in_both_lights(self, page: Page, what: str) -> None:
        """Let axe look at what cannot be opened a second time."""
        self.at(page, what)
        page.emulate_media(color_scheme="light")
        self.at(page, f"{what}, by day")

    def behind(self, context: BrowserContext, *paths: str) -> None:
        """Make sure that what is said to answer no page does not."""
        for path in paths:
            name = name_of(path)
            if name in {*NO_PAGE, *ONLY_SENDS} - self.no_page:
                self.no_page.add(name)
                self.wrong += [f"{path} answers a page"] if place_at(context, path).is_page else []


class Eyes:
    """Somebody with a phone in the dark and a desk by day."""

    def __init__(self, new_context: People, looked: Looked, who: str) -> None:
        self.looked, self.who = looked, who or "nobody"
        self.devices = list(_devices(new_context, who))
        self.context = self.devices[0][0].context
        self._turn = cycle((0, 1))

    def open(self, place: Place, *, both: bool) -> None:
        """Look at a place with both devices, and at what it says to an empty form; or once, with either."""
        for page, prefix in self.devices if both else [self.devices[next(self._turn)]]:
            page.goto(prefix + place.path)
            self.looked.at(page, f"{self.who} at {prefix}{place.path}")
        if place.status == 200:
            self.looked.names.add(place.name)
        self.looked.behind(self.context, *place.sends)
        page, prefix = self.devices[next(self._turn)]
        if both and place.status == 200 and place.name != "common:gallery":
            if page.url.removesuffix("/") != urljoin(page.url, prefix + place.path).removesuffix("/"):
                page.goto(prefix + place.path)
            if _send_nothing(page):
                self.looked.at(page, f"{self.who} sends nothing at {prefix}{place.path}")


def _devices(new_context: People, who: str) -> Iterator[tuple[Page, str]]:
    for device, scheme, language in WAYS:
        page = new_context(device, scheme, language).new_page()
        if who:
            sign_in_as(page, who)
        yield page, "" if language == "nl" else f"/{language}"


@pytest.fixture(scope="module")
def looked() -> Looked:
    """All that the tests of this file looked at."""
    return Looked()


@pytest.fixture(scope="module")
def scenes(browser: Browser, running_product: str) -> Iterator[Scenes]:
    """What the people of the product bring about for this file."""
    known: dict[str, BrowserContext] = {}

    def person(who: str) -> BrowserContext:
        if who not in known:
            known[who] = browser.new_context(base_url=running_product, locale="nl")
            if who:
                sign_in_as(known[who].new_page(), who)
        return known[who]

    every = made(person)
    add_models(every)
    add_planning(every)
    yield every
    for context in known.values():
        context.close()


def _send_nothing(page: Page) -> bool:
    if not page.evaluate(EMPTY):
        return False
    with page.expect_navigation():
        page.evaluate("document.getElementById('send-nothing').click()")
    return True


@pytest.mark.parametrize(
    "who",
    [OFFICER, PARTNER, ELSEWHERE, STANDIN, JUDGE, REPORTER, ADVISER, ""],
    ids=lambda who: who or "nobody",
)
def test_axe_finds_nothing_at_any_state(
    new_context: People, scenes: Scenes, looked: Looked, who: str
) -> None:
    before, eyes = len(looked.wrong), Eyes(new_context, looked, who)
    for path in scenes.paths[who]:
        place = place_at(eyes.context, path)
        eyes.open(place, both=place.kind not in looked.kinds)
        looked.kinds.add(place.kind)
    looked.behind(eyes.context, *scenes.pieces.get(who, ()))

    assert looked.wrong[before:] == []


def test_axe_finds_nothing_between_two_steps(new_context: People, scenes: Scenes, looked: Looked) -> None:
    before = len(looked.wrong)
    page = sign_in_as(new_context(*WAYS[0]).new_page(), OFFICER)
    page.goto(scenes.ready)
    page.get_by_label("Wat vraagt u van hen?").fill("Kunt u dit oppakken?")
    _press(page, "Laat zien wat zij krijgen")
    looked.in_both_lights(page, "before a hand-off is sent")
    path, number = scenes.same
    page.goto(path)
    page.locator("main input[name=number]").fill(number)
    with page.expect_navigation():
        page.locator("main form[method=post] button").first.click()
    looked.in_both_lights(page, "before two signals are put together")
    page = sign_in_as(new_context(*WAYS[0]).new_page(), "Olga")
    page.goto("/logboek/")
    _press(page, "Controleer of het logboek heel is")
    looked.in_both_lights(page, "the trail is checked")

    assert looked.wrong[before:] == []


def _press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who or "nobody")
def test_axe_finds_nothing(new_context: People, scenes: Scenes, looked: Looked, who: str) -> None:
    before, eyes = len(looked.wrong), Eyes(new_context, looked, who)
    starts, past = STARTS.get(who, SIGNED_IN), "nothing" if who == MODELLER else MODELS
    for place in list(wander(eyes.context, *starts, past=past)):
        looked.behind(eyes.context, *place.sends, *place.leads)
        if place.kind not in looked.kinds and place.status in {200, 403, 404, 409}:
            looked.kinds.add(place.kind)
            eyes.open(place, both=True)
    looked.behind(eyes.context, *ALONE)

    assert looked.wrong[before:] == []


@pytest.mark.parametrize(("device", "scheme", "language"), WAYS)
def test_axe_finds_nothing_on_the_way_in(
    new_context: People, looked: Looked, outbox: Path, device: str, scheme: str, language: str
) -> None:
    before = len(looked.wrong)
    admin = sign_in_as(new_context(device, scheme).new_page(), "Tim")
    officer = sign_in_as(new_context(device, scheme).new_page(), "Olga")
    newcomer = invite(admin.context, outbox)
    page = new_context(device, scheme, language).new_page()
    prefix = "" if language == "nl" else f"/{language}"
    for url in pages_of_an_account(page, newcomer, prefix):
        looked.at(page, f"somebody new at {url}")
        looked.names.add(name_of(urlsplit(url).path.removeprefix(prefix)))
        if url.endswith("/codes/"):
            looked.behind(page.context, "/account/codes/bestand/")
    to_ask_back_in(admin, newcomer)
    looked.at(admin, "before recovery is asked")
    request = ask_back_in(admin)
    officer.goto(prefix + request)
    looked.at(officer, "before it is decided to let somebody back in")
    let_back_in(officer, request)
    back = link_in_mail(outbox, newcomer.email, "herstel")
    page.goto(prefix + back)
    looked.at(page, "getting back in")
    looked.names |= {name_of(request), name_of(back)}

    assert looked.wrong[before:] == []


@pytest.mark.parametrize(("device", "scheme", "language"), WAYS)
def test_axe_finds_nothing_while_reporting(
    new_context: People, looked: Looked, device: str, scheme: str, language: str
) -> None:
    before = len(looked.wrong)
    page = new_context(device, scheme).new_page()
    for heading in pages_of_a_report(page):
        if heading in ASKS_SOMETHING and _send_nothing(page):
            looked.at(page, f"sending nothing at {heading}")
        other = page.get_by_role("button", name="English")
        if language == "en" and other.count():
            other.click()
            page.wait_for_selector("html[lang=en]")
            looked.at(page, f"in English: {heading}")
            page.get_by_role("button", name="Nederlands").click()
            page.wait_for_selector("html[lang=nl]")
        looked.at(page, heading)

    assert looked.wrong[before:] == []


def test_axe_finds_nothing_where_a_page_is_refused(new_context: People, looked: Looked) -> None:
    before = len(looked.wrong)
    for page, prefix in _devices(new_context, "Saar"):
        for path in ("/bestaat-niet/", "/beheer/mensen/", f"/signalen/{UNKNOWN}/"):
            page.goto(prefix + path)
            looked.at(page, f"refused: {prefix}{path}")
        page.goto(f"{prefix}/account/")
        page.context.clear_cookies(name="csrftoken")
        _send_nothing(page)
        looked.at(page, f"expired form in {prefix or 'Dutch'}")
    page = new_context(*WAYS[0]).new_page()
    for _attempt in range(6):
        page.goto("/aanmelden/")
        page.locator("input[name=login]").fill("nobody@example.org")
        page.locator("input[name=password]").fill("a guess")
        with page.expect_navigation():
            page.locator("form:has(input[name=login]) button").click()
    looked.in_both_lights(page, "after too many attempts")

    assert looked.wrong[before:] == []


def test_every_address_was_looked_at(looked: Looked) -> None:
    every = {address.name for address in addresses()}
    assert every - looked.names - set(NO_PAGE) - ONLY_SENDS - SENT_ALONG - NOT_HERE == set()


def _at_nobody_s(name: str) -> str:
    """The address as it would be for a record that is nobody's."""
    parameters = next(address.parameters for address in addresses() if address.name == name)
    for values in product((UNKNOWN, 1, "x"), repeat=len(parameters)):
        with suppress(NoReverseMatch):
            return reverse(name, kwargs=dict(zip(parameters, values, strict=True)))
    raise AssertionError(f"no address for {name}")


def test_what_was_not_looked_at_answers_no_page(looked: Looked, scenes: Scenes) -> None:
    for name in ONLY_SENDS - looked.no_page:
        path = _at_nobody_s(name)
        if any(not place_at(scenes.people(who), path).is_page for who in (OFFICER, "Tim", "Olga")):
            looked.no_page.add(name)
    assert {*NO_PAGE, *ONLY_SENDS} - looked.no_page == set()
    for name in NOT_HERE:
        assert place_at(scenes.people(""), _at_nobody_s(name)).status == 404, name
    assert looked.names & {*NO_PAGE, *ONLY_SENDS} == set()
