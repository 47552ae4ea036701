"""axe looks at every page that somebody can reach, on both kinds of screen, in both lights and languages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.architecture.addresses import addresses
from tests.axe import violations
from tests.journeys.steps import sign_in_as
from tests.journeys.wandering import Place, pages_of_a_report, wander

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]

PUBLIC = ("/", "/aanmelden/", "/account/nieuw/", "/account/dicht/", "/account/wachtwoord/vergeten/verstuurd/")
SIGNED_IN = ("/begin/", "/account/", "/werk/", "/werk/?tab=unassigned", "/werk/?tab=all", "/stijl/")
UNKNOWN = "00000000-0000-4000-8000-000000000000"
ASKS_SOMETHING = ("Wat viel u op?", "Dank u wel. Uw melding is binnen.")
# One person for every role; the last finds what the others have opened already.
EVERYBODY = ("", "Tessel", "Saar", "Bram", "Olga", "Tim", "Marit", "Sterre", "Isa", "Ada")
# Both of these together show a page on each screen, in each light and in each language.
WAYS: tuple[tuple[str, str, str], ...] = (("phone", "dark", "nl"), ("desktop", "light", "en"))

# Answers no page by itself, or only with what these people do not have: (what is tested elsewhere).
NOT_REACHED = {
    "healthz": "for machines",
    "common:still_here": "for scripts",
    "account_reset_password_from_key": "needs a link from a mail",
    "account_reset_password_from_key_done": "comes after that link",
    "account_set_password": "goes on to changing it for whoever has one",
    "mfa_authenticate": "needs a sign-in half done",
    "account_reauthenticate": "needs an old sign-in",
    "mfa_reauthenticate": "needs an old sign-in",
    "mfa_reauthenticate_webauthn": "needs a passkey",
    "mfa_deactivate_totp": "needs an app",
    "mfa_view_recovery_codes": "needs an app",
    "mfa_generate_recovery_codes": "needs an app",
    "mfa_download_recovery_codes": "needs an app",
    "mfa_list_webauthn": "needs a passkey",
    "mfa_edit_webauthn": "needs a passkey",
    "mfa_remove_webauthn": "needs a passkey",
    "reporting:draft": "needs a draft, whose pages are those of a new report",
    "reporting:attachment": "a file",
    "handover:file": "a file",
    "disclosure:export": "a file",
    "systems:drawing": "a file",
    "systems:report": "a file",
    "handover:start": "only sends",
    "signals:ask": "needs a signal in triage, beside whose other forms it stands",
    "signals:wait": "needs a signal in triage, beside whose other forms it stands",
    "signals:merge": "needs a signal in triage, beside whose other forms it stands",
    "signals:delete_view": "only sends",
    "signals:take": "only sends",
    "signals:triage": "only sends",
    "signals:task_done": "only sends",
    "signals:reopen": "needs a closed signal of somebody who may open it again",
    "signals:unmerge": "needs two signals put together",
    "systems:export_file": "a file",
    "systems:check": "a piece of a page",
    "systems:redo": "needs a step undone",
    "systems:withdraw_proposal": "needs an own proposal that waits",
    "systems:decline": "only sends",
    "systems:run": "needs an analysis",
    "systems:run_standing": "a piece of a page",
    "systems:cancel_run": "only sends",
    "systems:resume_run": "only sends",
    "systems:run_again": "only sends",
    "systems:run_file": "a file",
    "systems:session_standing": "a piece of a page",
    "systems:take_part": "needs the code of a session",
    "systems:counts": "a piece of a page",
    "systems:vote": "only sends",
    "systems:publish": "needs a version that is not published",
}
ALWAYS_OPEN = {
    *("signals:worklist", "signals:signal", "signals:judge", "signals:handover", "signals:reply"),
    *("signals:close", "handover:inbox", "handover:detail"),
}
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
    states: int = 0
    wrong: list[str] = field(default_factory=list)

    def at(self, page: Page, what: str) -> None:
        """Let axe look at the page as it is now."""
        self.states += 1
        sideways = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        found = [*violations(page), *([f"{sideways} pixels wider than the screen"] if sideways > 0 else [])]
        self.wrong += [f"{what}\n  {fault}" for fault in found]


def _devices(new_context: People, who: str) -> Iterator[tuple[Page, str]]:
    for device, scheme, language in WAYS:
        page = new_context(device, scheme, language).new_page()
        if who:
            sign_in_as(page, who)
        yield page, "" if language == "nl" else f"/{language}"


def _new_places(context: BrowserContext, who: str, looked: Looked) -> Iterator[Place]:
    for place in wander(context, *(SIGNED_IN if who else PUBLIC)):
        looked.names |= {place.name, *place.forms}
        if place.kind not in looked.kinds and place.status in {200, 403, 404}:
            looked.kinds.add(place.kind)
            yield place


@pytest.fixture(scope="module")
def looked() -> Looked:
    """All that the tests of this file looked at."""
    return Looked()


def _send_nothing(page: Page) -> bool:
    if not page.evaluate(EMPTY):
        return False
    with page.expect_navigation():
        page.evaluate("document.getElementById('send-nothing').click()")
    return True


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who or "nobody")
def test_axe_finds_nothing(new_context: People, looked: Looked, who: str) -> None:
    before = len(looked.wrong)
    devices = list(_devices(new_context, who))
    for number, place in enumerate(list(_new_places(devices[0][0].context, who, looked))):
        for page, prefix in devices:
            page.goto(prefix + place.path)
            looked.at(page, f"{who or 'nobody'} at {prefix}{place.path}")
        page, prefix = devices[number % 2]
        if place.status == 200 and place.name != "common:gallery" and _send_nothing(page):
            looked.at(page, f"{who or 'nobody'} sends nothing at {prefix}{place.path}")

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

    assert looked.wrong[before:] == []


def test_every_address_was_looked_at(looked: Looked) -> None:
    every = {address.name for address in addresses()}
    # Which other forms of a signal or hand-off stand open depends on the hour and on where its story is.
    passing = {name for name in every - ALWAYS_OPEN if name.startswith(("signals:", "handover:"))}

    assert every - looked.names - set(NOT_REACHED) - passing == set()
    assert set(NOT_REACHED) <= every
