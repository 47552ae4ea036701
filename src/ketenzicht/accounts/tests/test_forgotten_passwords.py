"""A link to choose a password: for whoever has an account, and no word to anybody of who that is."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tasks import send_forgotten_password_link, send_password_link
from ketenzicht.accounts.tests.factories import OPERATOR, alice
from ketenzicht.common.actor import acting

pytestmark = pytest.mark.django_db


def _ask(client: Client, email: str) -> tuple[int, str, list[tuple[str, Any]]]:
    answer = client.post(reverse("account_reset_password"), {"email": email})
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
        return answer.status_code, answer["Location"], cursor.fetchall()


def test_it_answers_the_same_whether_or_not_there_is_an_account(client: Client) -> None:
    person = alice()
    known = _ask(client, person.email.upper())
    unknown = _ask(client, "nobody@elsewhere.example")
    assert known[:2] == unknown[:2] == (302, reverse("account_reset_password_done"))
    assert [args for _name, args in unknown[2]] == [f'{{"user_id": {person.pk}}}', '{"user_id": 0}']
    assert {name for name, _args in unknown[2]} == {"accounts.send_forgotten_password_link"}
    assert mail.outbox == []


def test_it_mails_a_link_that_opens_once(client: Client) -> None:
    person = alice()
    send_password_link(person.pk)
    [sent] = mail.outbox
    assert sent.to == [person.email]
    [link] = re.findall(r"https?://\S+", str(sent.body))
    page = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    form = page.redirect_chain[-1][0]
    chosen = {"password1": "quite another password", "password2": "quite another password"}
    assert client.post(form, chosen).status_code == 302
    person.refresh_from_db()
    assert person.check_password("quite another password")
    assert "token_fail" in (client.get(link.removeprefix("http://localhost:8000")).context or {})


def test_it_mails_nobody_without_an_open_account() -> None:
    closed = alice()
    with acting(OPERATOR):
        User.objects.filter(pk=closed.pk).update(is_active=False)
    send_password_link(closed.pk)
    send_password_link(0)
    assert mail.outbox == []


@pytest.mark.parametrize("at_the_provider", [True, False])
def test_a_mailbox_alone_opens_no_account_without_a_second_step(at_the_provider: bool) -> None:
    person = alice()
    if at_the_provider:
        SocialAccount.objects.create(user=person, provider="organisation", uid="x")
    # Else whoever has the mailbox chooses a password, and is asked to add a second step of their own.
    send_forgotten_password_link(person.pk)
    assert mail.outbox == []
    send_password_link(person.pk)
    assert len(mail.outbox) == 1, "an administrator can still let them have a password"
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    send_forgotten_password_link(person.pk)
    send_forgotten_password_link(0)
    assert len(mail.outbox) == 2


def test_it_writes_in_the_language_of_the_person() -> None:
    person = alice()
    with acting(OPERATOR):
        User.objects.filter(pk=person.pk).update(language="en")
    send_password_link(person.pk)
    assert "/en/" in str(mail.outbox[0].body)
