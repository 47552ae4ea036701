"""Accounts behind the database's own fence: who changes what of an account, tried as the runtime role."""

from collections.abc import Callable

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import LazySettings
from django.db import Error, connection, transaction
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.models import CHOSEN, User
from ketenzicht.accounts.tests.factories import actor, alice, bob, sign_in
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb

pytestmark = pytest.mark.django_db
MANAGER = Actor.user(999, {Verb.USER_MANAGE: frozenset()})
WHO: dict[str, Callable[[User], Actor]] = {
    "nobody": lambda _of: Actor.nobody(),
    "the public": lambda _of: Actor.public(),
    "the account itself": actor,
    "another account": lambda _of: actor(bob()),
    "a desk": lambda _of: Actor.desk(1, Verb.SIGNAL_READ),
    "the clockwork": lambda _of: Actor.clockwork(),
    "whoever manages accounts": lambda _of: MANAGER,
    "an operator": lambda _of: Actor.operator(Verb.USER_MANAGE),
}
CHANGES = {
    "last_login": "now()",
    "password": "'x'",
    "password_chosen_at": "clock_timestamp()",
    "language": "'en'",
    "shortcuts": "NOT shortcuts",
    "email": "'taken@ketenzicht.example'",
    "name": "'Somebody else'",
    "is_active": "NOT is_active",
    "is_demonstration": "NOT is_demonstration",
    "created_at": "now() - interval '9 years'",
}
SIGNING_IN = {"last_login", "password", "password_chosen_at"}
OWN = {*SIGNING_IN, "language", "shortcuts"}
MANAGED = {"last_login", "language", "shortcuts", "email", "name", "is_active"}
MAY = {
    "nobody": SIGNING_IN,
    "the account itself": OWN,
    "whoever manages accounts": MANAGED,
    "an operator": set(CHANGES),
}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("who", WHO)
def test_it_lets_nobody_change_more_of_an_account_than_is_theirs(who: str, column: str) -> None:
    person = alice()
    changed = 0
    with acting(WHO[who](person)):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE accounts_user SET {column} = {CHANGES[column]} WHERE id = %s", [person.pk]
                )
                changed = cursor.rowcount
        except Error:
            changed = 0
    assert bool(changed) is (column in MAY.get(who, set()))


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ("password_chosen_at = clock_timestamp() + interval '30 seconds'", True),
        ("password_chosen_at = clock_timestamp() + interval '2 minutes'", False),
        ("password_chosen_at = 'infinity'", False),
        ("password_chosen_at = 'infinity', password = 'x'", False),
        ("password_chosen_at = password_chosen_at - interval '1 second'", False),
        ("password_chosen_at = '-infinity'", False),
        ("password_chosen_at = NULL", False),
    ],
)
def test_it_keeps_no_moment_of_a_password_that_is_earlier_or_to_come(change: str, kept: bool) -> None:
    person = alice()
    for who, done in (
        (Actor.nobody(), kept),
        (actor(person), kept),
        (Actor.operator(Verb.USER_MANAGE), True),
    ):
        with acting(who), connection.cursor() as cursor:
            point = transaction.savepoint()
            try:
                cursor.execute(f"UPDATE accounts_user SET {change} WHERE id = %s", [person.pk])
                changed = bool(cursor.rowcount)
            except Error:
                changed = False
            transaction.savepoint_rollback(point)
        assert changed is done, who


def test_of_two_passwords_chosen_at_once_the_later_moment_stays() -> None:
    first, second = (User.objects.get(pk=alice().pk) for _one in range(2))
    first.set_password("another long password")
    second.set_password("a third long password")
    with acting(Actor.nobody()):
        second.save(update_fields=CHOSEN)
        first.save(update_fields=CHOSEN)
    kept = User.objects.get(pk=first.pk)
    assert kept.check_password("another long password")
    assert kept.password_chosen_at == second.password_chosen_at


def test_without_an_actor_no_account_changes() -> None:
    person = alice()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.kind', '', true)")
        cursor.execute("UPDATE accounts_user SET last_login = now() WHERE id = %s", [person.pk])
        assert cursor.rowcount == 0


def test_a_new_password_by_mail_holds_though_somebody_else_is_signed_in_here(client: Client) -> None:
    person = alice()
    sign_in(client, bob())
    key = default_token_generator.make_token(person)
    address = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    asked = client.get(address, follow=True)
    answer = client.post(
        asked.redirect_chain[-1][0],
        {"password1": "another long password", "password2": "another long password"},
    )
    assert answer.status_code == 302
    assert User.objects.get(pk=person.pk).check_password("another long password")
    assert not User.objects.get(pk=bob().pk).check_password("another long password")


def test_an_invented_person_can_be_chosen_while_another_is_signed_in(
    client: Client, settings: LazySettings
) -> None:
    settings.DEMONSTRATION = True
    people = [alice(), bob()]
    with acting(Actor.operator(Verb.USER_MANAGE)):
        User.objects.update(is_demonstration=True)
    for person in people:
        assert client.post(reverse("accounts:sign_in_as"), {"person": person.pk}).status_code == 302
        assert int(client.session["_auth_user_id"]) == person.pk
