"""Somebody lost the phone and the codes: two colleagues let them back in, with a new app."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.joining import (
    PASSWORD,
    add_app,
    ask_back_in,
    choose_password,
    code_now,
    invite,
    let_back_in,
    link_in_mail,
    sign_in,
    submit,
    to_ask_back_in,
)
from tests.journeys.steps import sign_in_as

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]


def test_somebody_gets_back_in_by_two_colleagues(new_context: People, outbox: Path) -> None:
    admin = sign_in_as(new_context().new_page(), "Tim")
    newcomer = invite(admin.context, outbox)
    before = new_context().new_page()
    choose_password(before, newcomer.link)
    sign_in(before, newcomer)
    lost = add_app(before)

    page = new_context().new_page()
    sign_in(page, newcomer)
    expect(page.locator("main")).to_contain_text("samen met een tweede collega")
    to_ask_back_in(admin, newcomer)
    request = ask_back_in(admin)
    expect(admin.locator("main")).to_contain_text("Wacht op een besluit")
    expect(admin.get_by_role("button", name="Besluiten en vastleggen")).to_have_count(0)

    officer = sign_in_as(new_context().new_page(), "Olga")
    officer.get_by_role("link", name="Tweede stap kwijt").first.click()
    expect(officer.get_by_role("row", name=newcomer.name)).to_contain_text("identiteitsbewijs")
    let_back_in(officer, request)
    page.goto(link_in_mail(outbox, newcomer.email, "herstel"))
    secret = page.locator("main .kz-mono").inner_text()
    assert secret != lost
    for password in ("something else", PASSWORD):
        page.get_by_label("Uw wachtwoord").fill(password)
        page.get_by_label("Code die de app toont").fill(code_now(secret))
        submit(page)
        if password != PASSWORD:
            expect(page.locator("main")).to_contain_text("Dit is niet uw wachtwoord")
            # The same app goes on, though the page was made anew.
            expect(page.locator("main .kz-mono")).to_have_text(secret)
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    before.goto("/account/")
    expect(before.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    sign_in(page, newcomer)
    page.locator("input[name=code]").fill(code_now(secret))
    with page.expect_navigation():
        page.locator("form:has(input[name=code]) button").first.click()
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw account")
    officer.goto(request)
    expect(officer.locator("main")).to_contain_text("Gebruikt")
