"""Every page about signing in says u, those that the library for signing in draws too."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.tests.factories import alice, sign_in

pytestmark = pytest.mark.django_db
FAMILIAR = re.compile(r"\b(je|jij|jou|jouw)\b", re.IGNORECASE)


def _said(page: bytes) -> str:
    return re.sub(r"<[^>]*>", " ", page.decode())


def test_it_is_with_u_on_every_page_about_signing_in(client: Client) -> None:
    spoiled = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "spoiled"})
    pages = [
        client.post(reverse("account_login"), {"login": "nobody@example.org", "password": "wrong"}),
        client.get(reverse("account_reset_password")),
        client.get(reverse("account_reset_password_done")),
        client.get(reverse("account_reset_password_from_key_done")),
        client.get(spoiled, follow=True),
        client.get(reverse("account_signup")),
    ]
    signed_in = sign_in(Client(), alice())
    wrong = {"oldpassword": "wrong", "password1": "a first long one", "password2": "a second long one"}
    pages += [
        signed_in.get(reverse("account_reset_password")),
        signed_in.get(reverse("account_logout")),
        signed_in.post(reverse("account_change_password"), wrong),
        signed_in.post(reverse("account_logout"), follow=True),
    ]
    for page in pages:
        assert page.status_code == 200, page.request
        assert not FAMILIAR.search(_said(page.content)), page.request
    assert "Het e-mailadres of het wachtwoord klopt niet." in _said(pages[0].content)
