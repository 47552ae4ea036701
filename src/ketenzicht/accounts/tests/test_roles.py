"""Roles: given by another, ended at once, and never more than the role says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ketenzicht.accounts import actions
from ketenzicht.accounts.models import Membership
from ketenzicht.accounts.queries import actor_for, grants_of, users_at
from ketenzicht.accounts.tasks import send_far_reaching_given
from ketenzicht.accounts.tests.factories import actor, alice, bob, charlie, desk, sign_in, user
from ketenzicht.common.actor import Actor, NotAllowed, acting
from ketenzicht.common.domain.rights import Role, Verb

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
TODAY = AT.date()
OPERATOR = Actor.operator(Verb.USER_MANAGE)


def test_it_gives_the_rights_of_the_role_at_its_desk_alone() -> None:
    held = actor(alice())
    assert held.desks(Verb.SIGNAL_READ) == {desk("first-desk").pk}
    assert not actor(bob()).may(Verb.SIGNAL_READ)
    assert not actor(charlie()).may(Verb.SIGNAL_READ, desk("first-desk").pk)


def test_it_gives_nothing_before_the_first_day_and_after_the_last() -> None:
    person = user("Dana")
    with acting(OPERATOR):
        Membership.objects.create(
            user=person,
            desk=desk(),
            role=Role.AUDITOR.value,
            valid_from=TODAY,
            valid_until=TODAY + timedelta(days=1),
        )
    for day, may in ((-1, False), (0, True), (1, True), (2, False)):
        assert actor_for(person, TODAY + timedelta(days=day)).may(Verb.AUDIT_READ) is may


def test_whoever_watches_over_access_hears_of_a_role_that_reaches_far_and_of_no_other() -> None:
    by, person = actor(user("Admin", (desk("office"), Role.ADMINISTRATOR))), user("Dana")
    watching = user("Watching", (desk("watch"), Role.AUDITOR))
    with acting(by):
        for role in (Role.FOCAL_OFFICER, Role.PRIVACY_OFFICER):
            actions.give_role(
                user=person, desk_id=desk().pk, role=role, valid_until=None, by=by, at=timezone.now()
            )
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name LIKE '%far_reaching%'")
        assert cursor.fetchall() == [(f'{{"user_id": {person.pk}}}',)]
    # Whoever was given it watches too by now; it says nothing that they do not know.
    send_far_reaching_given(person.pk)
    [sent] = mail.outbox
    assert sent.to == [watching.email]
    assert reverse("accounts:access") in str(sent.body)
    assert "Dana" not in str(sent.body)


def test_it_gives_nothing_for_a_role_that_is_not_known() -> None:
    assert not grants_of([(1, "emperor")])


def test_it_is_not_given_to_oneself() -> None:
    admin = user("Admin", (desk("office"), Role.ADMINISTRATOR))
    by = actor(admin)
    with acting(by), pytest.raises(actions.OwnRole):
        actions.give_role(
            user=admin, desk_id=desk().pk, role=Role.FOCAL_OFFICER, valid_until=None, by=by, at=AT
        )
    with acting(by), pytest.raises(actions.OwnRole):
        actions.switch_off(user=admin, by=by, at=AT)


def test_it_is_given_once_and_ends_at_once() -> None:
    at = timezone.now()
    by, person = actor(user("Admin", (desk("office"), Role.ADMINISTRATOR))), user("Dana")
    values: dict[str, Any] = {
        "user": person,
        "desk_id": desk().pk,
        "role": Role.FOCAL_OFFICER,
        "valid_until": None,
        "by": by,
        "at": at,
    }
    with acting(by):
        membership = actions.give_role(**values)
        with pytest.raises(actions.AlreadyHeld):
            actions.give_role(**values)
        assert actor_for(person, timezone.localdate(at)).may(Verb.SIGNAL_READ)
        actions.end_role(membership_id=membership.pk, by=by, at=at)
    assert not actor_for(person, timezone.localdate(at)).may(Verb.SIGNAL_READ)


def test_it_is_managed_by_nobody_without_the_right() -> None:
    by = actor(alice())
    with acting(by), pytest.raises(NotAllowed):
        actions.add_person(name="X", email="x@ketenzicht.example", language="nl", by=by, at=AT)
    with acting(by):
        assert Membership.objects.filter(role="focal_officer").update(role="administrator") == 0


def test_it_finds_the_people_at_a_desk_with_a_right() -> None:
    alice(), bob()
    found = users_at([desk("first-desk").pk], Verb.SIGNAL_READ, date(2026, 6, 1))
    assert [person.name for person in found] == ["Alice"]


def test_it_can_be_managed_on_the_pages(client: Client) -> None:
    sign_in(client, user("Admin", (desk("office"), Role.ADMINISTRATOR)))
    answer = client.post(
        reverse("accounts:add"),
        {"name": "Dana", "email": "Dana@ketenzicht.example", "language": "nl"},
    )
    person = user("Dana")
    assert answer["Location"] == reverse("accounts:person", args=[person.pk])
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs")
        assert cursor.fetchall() == [("accounts.send_password_link", f'{{"user_id": {person.pk}}}')]
    page = client.post(
        reverse("accounts:person", args=[person.pk]), {"role": "focal_officer", "desk": desk().pk}
    )
    assert page.status_code == 302
    again = client.post(
        reverse("accounts:person", args=[person.pk]), {"role": "focal_officer", "desk": desk().pk}
    )
    assert again.status_code == 200
    assert "heeft deze rol al" in again.content.decode()
    double = client.post(
        reverse("accounts:add"), {"name": "Dana", "email": "dana@ketenzicht.example", "language": "nl"}
    )
    assert "Er is al een account" in double.content.decode()


@pytest.mark.parametrize("value", ["", "x", "999999999999999999999", "-1"])
def test_it_answers_nonsense_with_a_message(client: Client, value: str) -> None:
    sign_in(client, user("Admin", (desk("office"), Role.ADMINISTRATOR)))
    person = user("Dana")
    answer = client.post(
        reverse("accounts:person", args=[person.pk]),
        {"role": value, "desk": value, "valid_until": value},
    )
    assert answer.status_code == 200
