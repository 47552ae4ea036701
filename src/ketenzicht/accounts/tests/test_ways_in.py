"""What somebody comes in by does not change, and is not tried, without a trace that the owner hears of."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from ketenzicht.accounts import actions
from ketenzicht.accounts.models import User
from ketenzicht.accounts.tasks import send_way_in_changed
from ketenzicht.accounts.tests.factories import OPERATOR, alice
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb

PASSWORD, OTHER = "a long enough password", "another long password"
pytestmark = pytest.mark.django_db


def _came_in(client: Client) -> User:
    person = alice()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return person


def _said(person: User) -> list[tuple[str, int | None]]:
    """Kind and account of what the trail says about the ways in of a person."""
    with acting(Actor.operator(Verb.AUDIT_READ)):
        found = AuditEvent.objects.filter(target_kind="user", target_id=str(person.pk)).order_by("at", "id")
        return [
            (kind.removeprefix("accounts."), by)
            for kind, by in found.values_list("kind", "actor_user_id")
            if ".session." not in kind
        ]


def _told() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'accounts.send_way_in_changed'"
        )
        return int(cursor.fetchone()[0])


def test_a_stolen_session_adds_no_second_step_in_silence(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person = _came_in(client)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    assert (_said(person), _told()) == ([("second_factor.added", person.pk)], 1)
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_deactivate_totp"))
    # The codes on paper go along with the last other step.
    assert _said(person)[1:] == [("second_factor.removed", person.pk)] * 2
    assert _told() == 3


def test_a_password_is_not_changed_in_silence(client: Client) -> None:
    person = _came_in(client)
    typed = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    client.post(reverse("account_change_password"), typed)
    assert (_said(person), _told()) == ([("password.chosen", person.pk)], 1)
    person.refresh_from_db()
    key = [user_pk_to_url_str(person), default_token_generator.make_token(person)]
    mailed = Client()
    asked = mailed.get(reverse("account_reset_password_from_key", args=key), follow=True)
    mailed.post(asked.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    # Whoever holds the link is not known to be the owner.
    assert _said(person)[1:] == [("password.chosen_by_mail", None)]
    assert _told() == 2


def test_whoever_has_the_password_and_guesses_codes_leaves_a_trace(client: Client) -> None:
    person = alice()
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    for _attempt in range(2):
        client.post(reverse("mfa_authenticate"), {"code": "nonsense"})
    assert _said(person) == [("second_factor.refused", None)] * 2


def test_the_owner_hears_of_it_and_nobody_without_an_open_account() -> None:
    person = alice()
    send_way_in_changed(person.pk)
    [sent] = mail.outbox
    assert sent.to == [person.email]
    assert "http://" in str(sent.body)
    with acting(OPERATOR):
        User.objects.filter(pk=person.pk).update(is_active=False)
    send_way_in_changed(person.pk)
    send_way_in_changed(0)
    assert len(mail.outbox) == 1


def test_what_counts_tries_goes_every_night() -> None:
    # The library names it after the address on the network, and a file of it stays when its time is over.
    cache.set("allauth:rl:allauth.account:login:30/m/ip:ip:192.0.2.1", [1.0], 60)
    actions.remove_expired(at=timezone.now())
    assert cache.get("allauth:rl:allauth.account:login:30/m/ip:ip:192.0.2.1") is None
