"""Who acts: told to PostgreSQL for just as long as it is true."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from ketenzicht.common.actor import Actor, NotAllowed, acting, current_actor
from ketenzicht.common.domain.rights import ROLE_VERBS, Role, Verb


def _seen() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_kind(), app_desks('signal.read')::text, coalesce(app_report()::text, '')")
        kind, desks, report = cursor.fetchone()
    return kind, desks, report


@pytest.mark.django_db
def test_it_tells_the_database_who_acts_and_takes_it_back() -> None:
    report = uuid4()
    with acting(Actor.desk(3, Verb.SIGNAL_READ)):
        assert _seen() == ("desk", "{3}", "")
        with acting(Actor.reporter(report)):
            assert _seen() == ("reporter", "{}", str(report))
            assert current_actor().report_id == report
        assert _seen() == ("desk", "{3}", "")
    assert _seen() == ("nobody", "{}", "")
    assert current_actor() == Actor.nobody()


@pytest.mark.django_db
def test_it_gives_the_outer_actor_back_after_an_error_in_the_database() -> None:
    with acting(Actor.desk(3, Verb.SIGNAL_READ)):
        with pytest.raises(IntegrityError), acting(Actor.public()), connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES (NULL, NULL)")
        assert _seen()[0] == "desk"


@pytest.mark.django_db
def test_it_gives_the_outer_actor_back_after_any_error() -> None:
    with acting(Actor.desk(3, Verb.SIGNAL_READ)):
        with pytest.raises(ZeroDivisionError), acting(Actor.public()), transaction.atomic():
            1 / 0  # noqa: B018
        assert _seen()[0] == "desk"


@pytest.mark.django_db
def test_it_runs_as_a_role_that_row_security_holds_for() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("ketenzicht_app", False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


def test_it_may_do_nothing_without_a_right() -> None:
    for verb in Verb:
        assert not Actor.nobody().may(verb)
        with pytest.raises(NotAllowed):
            Actor.public().require(verb)


def test_it_may_at_one_desk_and_not_at_another() -> None:
    actor = Actor.desk(3, Verb.SIGNAL_READ)
    assert actor.may(Verb.SIGNAL_READ, 3)
    assert not actor.may(Verb.SIGNAL_READ, 4)
    assert actor.desks(Verb.SIGNAL_CLOSE) == frozenset()


def test_it_describes_every_role_by_rights_and_uses_every_right() -> None:
    assert set(ROLE_VERBS) == set(Role)
    assert frozenset().union(*ROLE_VERBS.values()) == frozenset(Verb)


def test_it_keeps_casework_away_from_whoever_manages_or_checks() -> None:
    casework = {verb for verb in Verb if verb.split(".")[0] in ("signal", "report", "reply", "identity")}
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.PRIVACY_OFFICER):
        assert not ROLE_VERBS[role] & casework
