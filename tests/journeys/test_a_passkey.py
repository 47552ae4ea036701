"""A passkey: added, signed in with, asked for its owner, and taken away again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.joining import (
    add_passkey,
    choose_password,
    invite,
    plug_in_key,
    sign_in,
    submit,
)
from tests.journeys.steps import sign_in_as

pytestmark = pytest.mark.browser
People = Callable[..., BrowserContext]


def _sign_out(page: Page) -> None:
    page.goto("/afmelden/")
    submit(page)
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def test_it_signs_in_without_a_password_until_it_is_taken_away(new_context: People, outbox: Path) -> None:
    admin = sign_in_as(new_context().new_page(), "Tim")
    newcomer = invite(admin.context, outbox)
    page = new_context().new_page()
    choose_password(page, newcomer.link)
    sign_in(page, newcomer)
    plug_in_key(page)
    page.goto("/account/sleutels/nieuw/")
    add_passkey(page, "Laptop")
    page.goto("/account/sleutels/")
    expect(page.locator("main")).to_contain_text("Laptop")

    _sign_out(page)
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    expect(page.get_by_role("banner")).to_contain_text(newcomer.name)

    page.goto("/account/sleutels/")
    page.goto(str(page.locator("main a[href$='/weg/']").get_attribute("href")))
    submit(page)
    page.goto("/account/sleutels/")
    expect(page.locator("main")).not_to_contain_text("Laptop")
    _sign_out(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Aanmelden met een passkey").click()
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")
