"""Somebody new: invited by mail, with a password, an app with codes and a passkey."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string, policy
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import BrowserContext, CDPSession, Page

from tests.journeys.filling import send

PASSWORD = "Negen paarse olifanten zingen"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
MAIL_SECONDS = 15.0
_numbers = count(1)


@dataclass(frozen=True)
class Newcomer:
    """Somebody who has just been invited, and the link in the mail."""

    name: str
    email: str
    link: str


def invite(admin: BrowserContext, outbox: Path) -> Newcomer:
    """Make an account as an administrator does, and open the mail that comes of it."""
    name = f"Nina Nieuweling {next(_numbers)}"
    email = f"nina.{time.time_ns()}@example.org"
    send(admin, "/beheer/mensen/nieuw/", name=name, email=email, language="nl")
    return Newcomer(name, email, link_in_mail(outbox, email, "kiezen"))


def link_in_mail(outbox: Path, email: str, part: str) -> str:
    """The path of the link with ``part`` in the newest mail to somebody that has one."""
    until = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < until:
        for path in sorted(outbox.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True):
            text = path.read_text("utf-8")
            if email in text and (found := re.search(rf"https?://\S+/{part}/\S+", _words(text))):
                return urlsplit(found[0]).path
        time.sleep(0.2)
    raise AssertionError(f"no mail to {email}")


def _words(mail: str) -> str:
    body = message_from_string(mail, policy=policy.default).get_body(("plain",))
    return str(body.get_content()) if body else mail


def choose_password(page: Page, link: str) -> None:
    """Open the link of the mail, and choose a password."""
    page.goto(link)
    fill_in_passwords(page)


def fill_in_passwords(page: Page) -> None:
    """Type the new password twice, and keep it."""
    for field in page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    submit(page)


def sign_in(page: Page, newcomer: Newcomer) -> None:
    """Sign in with the password."""
    page.goto("/aanmelden/")
    page.locator("input[name=login]").fill(newcomer.email)
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("form:has(input[name=login]) button").click()


def submit(page: Page) -> None:
    """Send the form that the page is about."""
    with page.expect_navigation():
        page.locator("main form[method=post] button").first.click()


def code_now(secret: str) -> str:
    """What an app with this key shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def plug_in_key(page: Page) -> CDPSession:
    """A device that keeps passkeys, and whose owner always agrees."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return device


def add_app(page: Page) -> str:
    """Add an app that shows codes; gives its key."""
    page.goto("/account/app/")
    secret = page.locator("#authenticator_secret").inner_text()
    page.locator("input[name=code]").fill(code_now(secret))
    submit(page)
    return secret


def to_ask_back_in(admin: Page, newcomer: Newcomer) -> None:
    """Go, as an administrator, to where recovery is asked for somebody."""
    admin.goto(f"/beheer/mensen/?q={newcomer.email}")
    admin.get_by_role("link", name=newcomer.name).click()
    admin.get_by_role("link", name="Tweede stap kwijtgeraakt").click()


def ask_back_in(admin: Page) -> str:
    """Ask it there; gives the path of the request."""
    admin.get_by_label("In persoon, met een identiteitsbewijs").check()
    submit(admin)
    return urlsplit(admin.url).path


def let_back_in(officer: Page, request: str) -> None:
    """Decide, as a second person, that somebody gets back in."""
    officer.goto(request)
    officer.get_by_label("Deze persoon weer toelaten").check()
    submit(officer)


def add_passkey(page: Page, name: str) -> None:
    """Add a passkey that signs in by itself."""
    page.goto("/account/sleutels/nieuw/")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=passwordless]").check()
    with page.expect_navigation():
        page.locator("#mfa_webauthn_add").click()


def pages_of_an_account(page: Page, newcomer: Newcomer, prefix: str) -> Iterator[str]:
    """Everything that somebody new comes by, page after page; gives the address of each."""
    page.goto(prefix + newcomer.link)
    yield page.url
    fill_in_passwords(page)
    yield page.url
    sign_in(page, newcomer)
    for path in ("/account/wachtwoord/", "/account/opnieuw/"):
        page.goto(prefix + path)
        yield page.url
    page.goto(f"{prefix}/account/app/")
    yield page.url
    page.locator("input[name=code]").fill(code_now(page.locator("#authenticator_secret").inner_text()))
    submit(page)
    yield page.url
    plug_in_key(page)
    page.goto(f"{prefix}/account/sleutels/nieuw/")
    yield page.url
    add_passkey(page, "Laptop")
    page.goto(f"{prefix}/account/sleutels/")
    yield page.url
    keys = page.locator("main a[href*='/account/sleutels/']").evaluate_all("all => all.map(a => a.href)")
    more = ("codes", "codes/nieuw", "app/weg", "beveiliging", "beveiliging/opnieuw", "sleutels/opnieuw")
    for path in (*keys, *(f"{prefix}/account/{name}/" for name in more), f"{prefix}/afmelden/"):
        page.goto(path)
        yield page.url
    submit(page)
    sign_in(page, newcomer)
    page.goto(f"{prefix}/account/tweede-stap/")
    yield page.url
