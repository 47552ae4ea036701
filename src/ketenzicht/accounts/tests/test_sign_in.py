"""Getting in: with a password and a second factor, and not after too many attempts."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from axes.models import AccessLog
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests.factories import alice, desk, sign_in, user
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role, Verb

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


def _try(client: Client, password: str) -> int:
    typed = {"login": "alice@ketenzicht.example", "password": password}
    return client.post(reverse("account_login"), typed).status_code


def _kinds() -> list[str]:
    with acting(Actor.operator(Verb.AUDIT_READ)):
        return list(AuditEvent.objects.order_by("at").values_list("kind", flat=True))


def test_it_lets_nobody_further_without_a_second_factor(client: Client) -> None:
    alice()
    assert _try(client, PASSWORD) == 302
    assert client.get(reverse("start"))["Location"] == reverse("mfa_index")
    assert client.get(reverse("accounts:people"))["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_it_asks_for_the_second_factor_of_whoever_has_one(client: Client) -> None:
    person = alice()
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    answer = client.post(
        reverse("account_login"), {"login": "alice@ketenzicht.example", "password": PASSWORD}
    )
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("start")).status_code == 302


def test_it_stores_no_second_factor_that_can_be_read(client: Client) -> None:
    person = alice()
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    for stored in Authenticator.objects.filter(user=person):
        assert "JBSWY3DPEHPK3PXP" not in str(stored.data)
        assert str(stored.data.get("secret") or stored.data["seed"]).startswith("kz2.")
    client.post(reverse("account_login"), {"login": "alice@ketenzicht.example", "password": PASSWORD})
    counter = next(yield_hotp_counters_from_time())
    code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", counter))
    answer = client.post(reverse("mfa_authenticate"), {"code": code})
    assert answer["Location"] == reverse("start")


def test_it_keeps_no_list_of_addresses_of_whoever_came_in(client: Client) -> None:
    alice()
    assert _try(client, PASSWORD) == 302
    assert not AccessLog.objects.exists()


def test_it_locks_an_account_after_five_wrong_passwords(client: Client) -> None:
    alice()
    for _ in range(4):
        assert _try(client, "wrong") == 200
    assert _try(client, "wrong") == 429
    assert _try(client, PASSWORD) == 429
    assert _kinds().count("accounts.session.refused") >= 5


def test_it_writes_down_who_came_in_and_left(client: Client) -> None:
    sign_in(client, alice())
    client.post(reverse("account_logout"))
    assert {"accounts.session.began", "accounts.session.ended"} <= set(_kinds())


def test_it_keeps_no_typed_address_of_a_failed_attempt(client: Client) -> None:
    _try(client, "wrong")
    with acting(Actor.operator(Verb.AUDIT_READ)):
        event = AuditEvent.objects.get(kind="accounts.session.refused")
        assert "alice" not in f"{event.target_id} {event.detail}"


def test_it_is_closed_for_whoever_wants_to_sign_up(client: Client) -> None:
    answer = client.post(
        reverse("account_signup"), {"email": "new@ketenzicht.example", "password1": PASSWORD}
    )
    assert answer.templates[0].name == "account/signup_closed.html"
    with acting(Actor.operator(Verb.USER_MANAGE)):
        assert not User.objects.filter(email="new@ketenzicht.example").exists()


def test_it_offers_nobody_to_sign_in_as_outside_the_demonstration(client: Client) -> None:
    person = user("Invented")
    with acting(Actor.operator(Verb.USER_MANAGE)):
        type(person).objects.filter(pk=person.pk).update(is_demonstration=True)
    assert client.post(reverse("accounts:sign_in_as"), {"person": person.pk}).status_code == 404
    assert b"Invented" not in client.get(reverse("account_login")).content


def test_it_signs_in_as_invented_people_only_in_the_demonstration(
    client: Client, settings: LazySettings
) -> None:
    settings.DEMONSTRATION = True
    real, invented = user("Real"), user("Invented", (desk("some-desk"), Role.AUDITOR))
    with acting(Actor.operator(Verb.USER_MANAGE)):
        type(invented).objects.filter(pk=invented.pk).update(is_demonstration=True)
    assert client.post(reverse("accounts:sign_in_as"), {"person": real.pk}).status_code == 404
    for nobody in ("", "x", "-1", "²", "٣", "9" * 25, "9" * 5000):
        assert client.post(reverse("accounts:sign_in_as"), {"person": nobody}).status_code == 404
    assert client.post(reverse("accounts:sign_in_as"), {"person": invented.pk}).status_code == 302
    assert client.get(reverse("start"))["Location"] == reverse("audit:trail")


def test_it_ends_a_session_at_once_when_the_account_is_closed(client: Client) -> None:
    from django.utils import timezone

    from ketenzicht.accounts import actions

    person = alice()
    sign_in(client, person)
    assert client.get(reverse("accounts:account")).status_code == 200
    operator = Actor.operator(Verb.USER_MANAGE)
    with acting(operator):
        actions.switch_off(user=person, by=operator, at=timezone.now())
    assert client.get(reverse("accounts:account")).status_code == 302


def test_it_ends_a_session_after_half_an_hour_of_nothing(client: Client) -> None:
    sign_in(client, alice())
    assert client.get(reverse("accounts:account")).status_code == 200
    session = Session.objects.get()
    assert timedelta(minutes=30) < session.expire_date - timezone.now() <= timedelta(minutes=31)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(reverse("accounts:account"))["Location"].startswith(reverse("account_login"))


def test_it_writes_a_session_once_a_minute_and_not_for_every_page(client: Client) -> None:
    sign_in(client, alice())
    client.get(reverse("accounts:account"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("accounts:account"))
    assert not [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE"))]

    was = timezone.now() - timedelta(minutes=5)
    kept = client.session
    kept["seen"] = was.timestamp()
    kept.save()
    Session.objects.update(expire_date=was + timedelta(minutes=31))
    UserSession.objects.update(last_seen_at=was)
    client.get(reverse("accounts:account"))
    assert Session.objects.get().expire_date > timezone.now() + timedelta(minutes=30)
    assert UserSession.objects.get().last_seen_at > was + timedelta(minutes=4)


def test_it_gives_whoever_reads_without_an_account_no_session(client: Client) -> None:
    client.get(reverse("reporting:start"))
    client.cookies["sessionid"] = "a-session-of-long-ago"
    client.get(reverse("reporting:start"))
    assert not Session.objects.exists()


def test_it_takes_no_more_than_five_wrong_codes_of_a_second_factor(
    client: Client, settings: LazySettings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}
    person = alice()
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    _try(client, PASSWORD)
    for _ in range(5):
        assert "code" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).context["form"].errors
    stopped = client.post(reverse("mfa_authenticate"), {"code": "000000"}).context["form"].errors
    assert "Te veel" in str(stopped)


def test_it_lets_somebody_who_was_invited_add_a_second_step(client: Client) -> None:
    invited = alice()
    EmailAddress.objects.create(user=invited, email=invited.email, primary=True, verified=False)
    assert _try(client, PASSWORD) == 302
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_it_asks_for_the_password_again_when_signing_in_was_a_while_ago(client: Client) -> None:
    alice()
    _try(client, PASSWORD)
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 301
    session.save()
    page = reverse("mfa_activate_totp")
    assert client.get(page)["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    "wanted",
    ["http://[::1", "//evil.example/", "https://evil.example/", "/\\evil.example", "evil", "javascript:x"],
)
@pytest.mark.parametrize("name", ["account_login", "account_logout", "account_reset_password"])
def test_it_leads_nobody_elsewhere(client: Client, name: str, wanted: str) -> None:
    answer = client.get(reverse(name), {"next": wanted})
    assert answer.status_code in {200, 302}
    assert answer.get("Location", "/").startswith("/")
    assert "evil" not in answer.get("Location", "")
    alice()
    typed = {"login": "alice@ketenzicht.example", "password": PASSWORD, "next": wanted}
    assert client.post(reverse("account_login"), typed)["Location"] == reverse("start")
