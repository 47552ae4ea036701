"""The database that tests get is the one the product gets: fenced, and not our own to break."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError


def _one(query: str) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    assert row is not None
    return tuple(row)


@pytest.mark.django_db
def test_it_runs_as_a_role_that_cannot_bypass_row_security():
    role = "SELECT current_user::text, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"

    assert _one(role) == ("ketenzicht_app", False, False)


@pytest.mark.django_db
def test_it_owns_no_table():
    assert _one("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole") == (0,)


@pytest.mark.django_db
def test_it_may_not_make_tables():
    with pytest.raises(ProgrammingError), transaction.atomic():
        _one("CREATE TABLE sneaky (id int)")


@pytest.mark.django_db
def test_it_speaks_dutch_by_default():
    assert _one("SELECT to_tsvector('De slachtoffers werden uitgebuit')::text") == (
        "'slachtoffer':2 'uitgebuit':4 'werd':3",
    )


def test_it_gives_a_fresh_database_to_commit_in(fresh_database):
    with transaction.atomic():
        _one("SELECT nextval('django_migrations_id_seq')")

    assert _one("SELECT current_database() LIKE 'clone%'") == (True,)
