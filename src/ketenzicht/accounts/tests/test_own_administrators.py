"""Accounts are looked after by administrators of the own organisation; in an emergency any can stop one.

Alice is looked after by Own and Other, Bob's organisation has nobody; Stranger manages accounts elsewhere.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ketenzicht.accounts import actions
from ketenzicht.accounts.models import Membership, User
from ketenzicht.accounts.queries import desks_looked_after, looks_after
from ketenzicht.accounts.tasks import send_stopped_by_others
from ketenzicht.accounts.tests.factories import LONG_AGO, OPERATOR, actor, alice, bob, desk, sign_in, user
from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.partners.models import Desk

BACK = ("NULL", "local_today()", "local_today() + 30", "local_today() - 2")
pytestmark = pytest.mark.django_db


def _own() -> list[User]:
    return [user(name, (desk("first-desk"), Role.ADMINISTRATOR)) for name in ("Own", "Other")]


def _stranger() -> User:
    return user("Stranger", (desk("office"), Role.ADMINISTRATOR))


def _by(person: User) -> Actor:
    return actor(person, timezone.localdate())


def _close(person: User) -> User:
    with acting(OPERATOR):
        User.objects.filter(pk=person.pk).update(is_active=False)
    person.refresh_from_db()
    return person


def _jobs() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::text FROM procrastinate_jobs ORDER BY id")
        return list(cursor.fetchall())


def _told() -> list[tuple[int, list[int]]]:
    asked = [json.loads(args) for name, args in _jobs() if name == "accounts.send_stopped_by_others"]
    return [(one["user_id"], one["organisations"]) for one in asked]


def _done(by: Actor, statement: str) -> bool:
    with acting(by), connection.cursor() as cursor:
        point = transaction.savepoint()
        try:
            cursor.execute(statement)
            done = bool(cursor.rowcount > 0)
        except Error:
            done = False
        transaction.savepoint_rollback(point)
    return done


@pytest.mark.parametrize("act", [actions.switch_on, actions.send_password_link])
def test_opening_and_links_for_a_password_are_of_the_own_administrators(act: Callable[..., None]) -> None:
    own, stranger = _own(), _stranger()
    person, at = _close(alice()), timezone.now()
    with acting(_by(stranger)), pytest.raises(actions.LookedAfterElsewhere):
        act(user=person, by=_by(stranger), at=at)
    assert not _jobs()
    with acting(_by(own[0])):
        act(user=person, by=_by(own[0]), at=at)
    # Where nobody or one looks after accounts, and for who holds no role, everybody does.
    for other in (_close(bob()), _close(user("Without a role"))):
        with acting(_by(stranger)):
            act(user=other, by=_by(stranger), at=at)


def test_a_link_for_a_password_stands_in_the_trail() -> None:
    own, person = _own()[0], alice()
    with acting(_by(own)):
        actions.send_password_link(user=person, by=_by(own), at=timezone.now())
    with acting(Actor.operator(Verb.AUDIT_READ)):
        [event] = AuditEvent.objects.filter(kind="accounts.password.link_sent")
    assert (event.actor_user_id, event.target_id) == (own.pk, str(person.pk))


def test_a_stranger_is_put_out_by_anybody_and_their_own_hear_of_it(client: Client) -> None:
    own, stranger, person = _own(), _stranger(), alice()
    sign_in(client, stranger)
    page = reverse("accounts:person", args=[person.pk])
    switch = reverse("accounts:switch", args=[person.pk])
    link = reverse("accounts:send_password_link", args=[person.pk])
    sessions = reverse("accounts:end_sessions", args=[person.pk])
    shown = client.get(page).content.decode()
    assert [address in shown for address in (switch, sessions, link)] == [True, True, False]
    there = [desk("first-desk").organisation_id]
    client.post(sessions)
    assert _told() == [(person.pk, there)]
    client.post(switch)
    assert _told() == [(person.pk, there)] * 2
    person.refresh_from_db()
    assert not person.is_active
    assert switch not in client.get(page).content.decode()
    for address in (switch, link):
        assert "heeft eigen beheerders" in client.post(address, {"to": "open"}, follow=True).content.decode()
    person.refresh_from_db()
    assert not person.is_active
    send_stopped_by_others(person.pk, there)
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(one.email for one in own)
    assert all(page in str(sent.body) and "Alice" not in str(sent.body) for sent in mail.outbox)
    colleague = sign_in(Client(), own[0])
    before = len(_jobs())
    for to in ("open", "closed"):
        colleague.post(switch, {"to": to})
    assert len(_jobs()) == before, "of a colleague nobody has to be told"


def test_closing_twice_opens_nothing_and_tells_once(client: Client) -> None:
    _own()
    person = alice()
    sign_in(client, _stranger())
    switch = reverse("accounts:switch", args=[person.pk])
    for _again in range(2):
        client.post(switch, {"to": "closed"})
    person.refresh_from_db()
    assert not person.is_active
    assert [told for told, _organisations in _told()] == [person.pk]


def test_closing_accounts_makes_nobody_the_administrator_of_another_organisation() -> None:
    own, stranger, at = _own(), _stranger(), timezone.now()
    by, there = _by(stranger), desk("first-desk").pk
    with acting(by):
        actions.switch_off(user=own[0], by=by, at=at)
        assert not desks_looked_after(by, timezone.localdate()).filter(pk=there).exists()
        assert not looks_after(by, alice().pk, timezone.localdate())
        with pytest.raises(actions.LookedAfterElsewhere):
            actions.give_role(
                user=user("Accomplice"),
                desk_id=there,
                role=Role.ADMINISTRATOR,
                valid_until=None,
                by=by,
                at=at,
            )
        # The last one stays, who opens the other again.
        with pytest.raises(actions.LookedAfterElsewhere):
            actions.switch_off(user=own[1], by=by, at=at)
        actions.end_sessions(user=own[1], by=by, at=at)
    with acting(_by(own[1])):
        actions.switch_on(user=own[0], by=_by(own[1]), at=at)
    with acting(by):
        actions.switch_off(user=own[1], by=by, at=at)


def test_it_closes_no_last_administrator_of_an_organisation_of_which_one_is_none(client: Client) -> None:
    there = desk("first-desk")
    stranger, at = _stranger(), timezone.now()
    # The role held longest is at the office, and the last one elsewhere.
    away = user("Away", (desk("office"), Role.AUDITOR), (there, Role.ADMINISTRATOR))
    other = user("Other", (there, Role.ADMINISTRATOR))
    closed = f"UPDATE accounts_user SET is_active = false WHERE id = {away.pk}"
    with acting(_by(stranger)):
        assert looks_after(_by(stranger), away.pk, timezone.localdate())
        actions.end_sessions(user=away, by=_by(stranger), at=at)
    assert _told() == [(away.pk, [there.organisation_id])]
    assert _done(_by(stranger), closed)
    _close(other)
    assert [_done(who, closed) for who in (_by(stranger), OPERATOR)] == [False, True]
    switch = reverse("accounts:switch", args=[away.pk])
    said = sign_in(client, stranger).post(switch, follow=True).content.decode()
    assert "Dit is de laatste beheerder van een andere organisatie" in said
    with acting(OPERATOR):
        User.objects.filter(pk__in=[other.pk, away.pk]).update(is_active=True)
    with acting(_by(stranger)):
        actions.switch_off(user=away, by=_by(stranger), at=at)
    assert _told() == [(away.pk, [there.organisation_id])] * 2
    send_stopped_by_others(away.pk, [there.organisation_id])
    assert [sent.to for sent in mail.outbox] == [[other.email]]


def test_who_closes_an_account_waits_for_the_administrators_of_every_organisation_it_looks_after() -> None:
    stranger = _stranger()
    away = user("Away", (desk("office"), Role.ADMINISTRATOR), (desk("first-desk"), Role.ADMINISTRATOR))
    own = _own()
    with acting(_by(stranger)), CaptureQueriesContext(connection) as asked:
        actions.switch_off(user=away, by=_by(stranger), at=timezone.now())
    [locked] = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"] and "accounts_user" in one["sql"]]
    with acting(_by(stranger)), connection.cursor() as cursor:
        cursor.execute(locked)
        waited_for = [number for (number,) in cursor.fetchall()]
    assert waited_for == sorted(one.pk for one in (stranger, *own))


def test_the_database_says_the_same_of_accounts() -> None:
    own, stranger, person = _own(), _stranger(), alice()
    closed = f"UPDATE accounts_user SET is_active = false WHERE id = {person.pk}"
    opened = f"UPDATE accounts_user SET is_active = true WHERE id = {person.pk}"
    for column in ("email = 'mine@ketenzicht.example'", "name = 'Somebody else'"):
        change = f"UPDATE accounts_user SET {column} WHERE id = {person.pk}"
        assert [_done(_by(who), change) for who in (stranger, own[0])] == [False, True]
    assert _done(_by(stranger), closed)
    _close(person)
    assert [_done(_by(who), opened) for who in (stranger, own[0])] == [False, True]
    last = f"UPDATE accounts_user SET is_active = false WHERE id = {own[1].pk}"
    assert _done(_by(stranger), last)
    _close(own[0])
    assert not _done(_by(stranger), last)
    assert not _done(_by(stranger), f"UPDATE accounts_user SET is_active = true WHERE id = {own[0].pk}")


def test_the_database_lets_nobody_become_who_looks_after_an_account_by_a_role_that_is_older() -> None:
    _own()
    stranger, person = _by(_stranger()), alice()
    office = desk("office").pk
    row = (
        "INSERT INTO accounts_membership (user_id, desk_id, role, valid_from) VALUES ({}, {}, 'auditor', {})"
    )
    assert not _done(stranger, row.format(person.pk, office, f"date '{LONG_AGO}' - 1"))
    assert _done(stranger, row.format(person.pk, office, "local_today()"))
    # Nobody looks after who holds no role, and a role that is older would say who does from now on.
    for days, done in ((2, False), (1, True)):
        given = row.format(user("Without a role").pk, office, f"local_today() - {days}")
        assert [_done(who, given) for who in (stranger, OPERATOR)] == [done, True]
    held = user("Erik", (desk("office"), Role.AUDITOR)).memberships.get()
    for column in (f"user_id = {person.pk}", "valid_from = date '2001-01-01'", "role = 'privacy_officer'"):
        assert not _done(stranger, f"UPDATE accounts_membership SET {column} WHERE id = {held.pk}")
    assert _done(stranger, f"UPDATE accounts_membership SET valid_until = local_today() WHERE id = {held.pk}")


def test_the_database_brings_no_role_back_that_is_over() -> None:
    by, held = _by(_stranger()), user("Erik", (desk("office"), Role.AUDITOR)).memberships.get()
    back = [f"UPDATE accounts_membership SET valid_until = {day} WHERE id = {held.pk}" for day in BACK]
    for ended, done in ((timezone.localdate() - timedelta(days=1), False), (timezone.localdate(), True)):
        with acting(OPERATOR):
            Membership.objects.filter(pk=held.pk).update(valid_until=ended)
        assert [_done(by, change) for change in back] == [done] * len(back)
        assert all(_done(OPERATOR, change) for change in back)


def test_the_database_moves_no_desk_to_another_organisation() -> None:
    _own()
    by = _by(_stranger())
    theirs, mine = desk("first-desk"), desk("office")
    for moved, to in ((mine, theirs), (theirs, mine)):
        move = f"UPDATE partners_desk SET organisation_id = {to.organisation_id} WHERE id = {moved.pk}"
        assert not _done(by, move)
        assert _done(OPERATOR, move)
    assert _done(by, f"UPDATE partners_desk SET label_nl = 'Other' WHERE id = {mine.pk}")
    assert Desk.objects.get(pk=mine.pk).organisation_id == mine.organisation_id


def test_the_operator_opens_an_account_where_nobody_is_left_to() -> None:
    own = _close(_own()[0])
    call_command("user", "switch-on", own.email, stdout=StringIO())
    own.refresh_from_db()
    assert own.is_active


def test_a_role_that_ended_does_not_say_who_looks_after_an_account() -> None:
    _own()
    stranger, person = _by(_stranger()), alice()
    with acting(OPERATOR):
        Membership.objects.filter(user=person).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert looks_after(stranger, person.pk, timezone.localdate())
