"""For whom recovery can be asked, and by whom."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ketenzicht.accounts.actions import give_role, switch_off
from ketenzicht.accounts.domain.recovery import TERM, Check
from ketenzicht.accounts.models import Membership, RecoveryRequest, User
from ketenzicht.accounts.recovery import actions, queries
from ketenzicht.accounts.recovery.words import WHY_NOT
from ketenzicht.accounts.tests.factories import OPERATOR, actor, charlie, desk, sign_in, user
from ketenzicht.accounts.tests.recovering import admin, asked, lost, officer
from ketenzicht.common.actor import NotAllowed, NotNow, acting
from ketenzicht.common.domain.rights import Role
from ketenzicht.config.oidc import Provider

pytestmark = pytest.mark.django_db


def _no_second_step(person: User) -> None:
    Authenticator.objects.filter(user=person).delete()


def _closed(person: User) -> None:
    switch_off(user=person, by=actor(admin()), at=timezone.now())


def _nobody_decides(person: User) -> None:
    Membership.objects.filter(role=Role.PRIVACY_OFFICER).delete()


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("no_second_step", _no_second_step),
        ("closed", _closed),
        ("nobody_decides", _nobody_decides),
    ],
)
def test_it_says_why_it_cannot_be_asked(code: str, make: object) -> None:
    person = lost()
    officer()
    with acting(actor(admin())):
        assert callable(make)
        make(person)
        person.refresh_from_db()
        assert queries.why_not(person, actor(admin()), timezone.now()) == code
    page = reverse("accounts:ask_recovery", args=[person.pk])
    client = sign_in(Client(), admin())
    assert str(WHY_NOT[code]) in client.get(page).content.decode()
    assert client.post(page, {"checked": "in_person"}).status_code == 200
    with acting(actor(admin())):
        assert not RecoveryRequest.objects.exists()


def test_it_is_asked_by_administrators_of_the_own_organisation_where_there_are_two() -> None:
    officer()
    person, stranger, at = lost(), admin(), timezone.now()
    own = [user(name, (desk("first-desk"), Role.ADMINISTRATOR)) for name in ("Own", "Other")]
    by = actor(stranger)
    with acting(by):
        # A role at the desk of whoever asks makes nobody a colleague on the day itself.
        give_role(user=person, desk_id=desk("office").pk, role=Role.AUDITOR, valid_until=None, by=by, at=at)
        assert queries.why_not(person, by, at) == "elsewhere"
        with pytest.raises(NotNow, match="elsewhere"):
            actions.ask_recovery(user_id=person.pk, checked=Check.IN_PERSON, by=by, at=at)
        row: dict[str, Any] = {"user": person, "asked_at": at, "until": at + TERM, "checked": Check.VIDEO}
        with pytest.raises(Error), transaction.atomic():
            RecoveryRequest.objects.create(**row, asked_by=stranger)
    page = reverse("accounts:ask_recovery", args=[person.pk])
    client = sign_in(Client(), stranger)
    assert str(WHY_NOT["elsewhere"]) in client.get(page).content.decode()
    assert client.post(page, {"checked": "in_person"}).status_code == 200
    assert asked(person, own[0]).asked_by == own[0]
    # With one administrator left there, somebody else can ask for them too.
    with acting(OPERATOR):
        Membership.objects.filter(user=own[1]).delete()
    assert asked(person, stranger).asked_by == stranger
    assert asked(lost(user("Without a role")), stranger).asked_by == stranger


def test_it_is_not_asked_for_oneself_nor_without_the_right_nor_where_a_provider_signs_people_in(
    settings: LazySettings,
) -> None:
    officer()
    person, own = lost(), lost(admin())
    at = timezone.now()
    for by, about, wrong in (
        (actor(own), own, NotNow),
        (actor(charlie()), person, NotAllowed),
        (OPERATOR, person, NotAllowed),
    ):
        with acting(by), pytest.raises(wrong):
            actions.ask_recovery(user_id=about.pk, checked=Check.IN_PERSON, by=by, at=at)
    settings.OIDC = Provider(issuer="https://id.example", alone=True)
    assert queries.why_not(person, actor(own), at) == "provider"
    settings.OIDC = Provider(issuer="https://id.example")
    assert queries.why_not(person, actor(own), at) == ""
    person.set_unusable_password()
    assert queries.why_not(person, actor(own), at) == "provider"
    settings.OIDC = Provider()
    assert queries.why_not(person, actor(own), at) == "no_password"


def test_nobody_is_let_in_on_the_word_of_who_looks_after_accounts_no_more() -> None:
    admin()
    asker = user("Anton", (desk("office"), Role.ADMINISTRATOR))
    waits = asked(by=asker)
    with acting(actor(admin())):
        switch_off(user=asker, by=actor(admin()), at=timezone.now())
    client, page = sign_in(Client(), officer()), reverse("accounts:recovery", args=[waits.pk])
    said = client.post(page, {"decision": "grant"})
    assert str(WHY_NOT["asker_gone"]) in said.content.decode()
    assert client.post(page, {"decision": "refuse"}).status_code == 303


def test_nobody_is_let_in_on_the_word_of_who_looks_after_others_by_now() -> None:
    asker, person = admin(), lost()
    waits = asked(person, asker)
    for name in ("Own", "Other"):
        user(name, (desk("first-desk"), Role.ADMINISTRATOR))
    page = reverse("accounts:recovery", args=[waits.pk])
    said = sign_in(Client(), officer()).post(page, {"decision": "grant"})
    assert str(WHY_NOT["asker_gone"]) in said.content.decode()
