"""Sessions end when a role does, or when an administrator says so; the owner hears of it."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts import actions
from ketenzicht.accounts.models import Membership, User
from ketenzicht.accounts.tasks import send_sessions_ended
from ketenzicht.accounts.tests.factories import OPERATOR, actor, alice, bob, desk, sign_in, user
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, NotAllowed, acting
from ketenzicht.common.domain.rights import Role, Verb

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def _is_in(client: Client) -> bool:
    return client.get(reverse("accounts:account")).status_code == 200


def test_it_ends_when_a_role_is_taken_away_and_no_session_of_another() -> None:
    phone, desktop, other = Client(), Client(), Client()
    person = alice()
    for client, who in ((phone, person), (desktop, person), (other, bob())):
        sign_in(client, who)
    assert all(map(_is_in, (phone, desktop, other)))
    with acting(OPERATOR):
        held = Membership.objects.filter(user=person).first()
        assert held is not None
        actions.end_role(membership_id=held.pk, by=OPERATOR, at=AT)
    assert [_is_in(client) for client in (phone, desktop, other)] == [False, False, True]
    assert Session.objects.count() == 1


def test_an_administrator_ends_all_of_an_account_that_stays_open(client: Client) -> None:
    person, phone = alice(), Client()
    admin = user("Admin", (desk("office"), Role.ADMINISTRATOR))
    sign_in(phone, person)
    sign_in(client, admin)
    assert _is_in(phone)
    page = reverse("accounts:person", args=[person.pk])
    where = reverse("accounts:end_sessions", args=[person.pk])
    assert where in client.get(page).content.decode()
    assert client.post(where)["Location"] == page
    assert not _is_in(phone)
    assert _is_in(client)
    person.refresh_from_db()
    assert person.is_active
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs")
        assert cursor.fetchall() == [("accounts.send_sessions_ended", f'{{"user_id": {person.pk}}}')]
    with acting(Actor.operator(Verb.AUDIT_READ)):
        [event] = AuditEvent.objects.filter(kind="accounts.sessions.ended")
        assert (event.actor_user_id, event.target_id) == (admin.pk, str(person.pk))


def test_nobody_ends_their_own_that_way_and_nobody_without_the_right(client: Client) -> None:
    admin = user("Admin", (desk("office"), Role.ADMINISTRATOR))
    sign_in(client, admin)
    answer = client.post(reverse("accounts:end_sessions", args=[admin.pk]), follow=True)
    assert "bij uw eigen account" in answer.content.decode()
    assert _is_in(client)
    by = actor(alice())
    with acting(by), pytest.raises(NotAllowed):
        actions.end_sessions(user=admin, by=by, at=AT)


def test_the_owner_hears_of_it_and_nobody_without_an_open_account() -> None:
    person = alice()
    send_sessions_ended(person.pk)
    [sent] = mail.outbox
    assert sent.to == [person.email]
    assert "http://" in str(sent.body)
    with acting(OPERATOR):
        User.objects.filter(pk=person.pk).update(is_active=False)
    send_sessions_ended(person.pk)
    send_sessions_ended(0)
    assert len(mail.outbox) == 1
