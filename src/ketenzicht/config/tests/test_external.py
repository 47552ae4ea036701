"""A database of somebody else is checked before we trust it with anything."""

import psycopg
import pytest

from ketenzicht.config import external
from ketenzicht.config.postgres import APP, OWNER, Credentials
from ketenzicht.config.postgres.roles import SUPERUSER, create_database, furnish
from ketenzicht.config.problem import Problem


def test_it_accepts_an_ordinary_role(postgres: Credentials):
    external.check(postgres.url(APP, "postgres"))


def test_it_refuses_a_role_that_row_security_does_not_hold(postgres: Credentials):
    with pytest.raises(Problem, match="row security does not hold"):
        external.check(postgres.url(SUPERUSER, "postgres"))


def test_it_refuses_a_role_that_can_become_one_that_row_security_does_not_hold(postgres: Credentials):
    with psycopg.connect(postgres.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE reads_all_for_backup BYPASSRLS ROLE {APP}")
        try:
            with pytest.raises(Problem, match="row security does not hold"):
                external.check(postgres.url(APP, "postgres"))
        finally:
            connection.execute("DROP ROLE reads_all_for_backup")


def test_it_refuses_the_owner_of_the_tables_and_whoever_can_become_that(postgres: Credentials):
    with psycopg.connect(postgres.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        database = "stronger_role"
        create_database(connection, database)
        with psycopg.connect(postgres.url(SUPERUSER, database), autocommit=True) as inside:
            furnish(inside)
        try:
            external.check_runtime(postgres.url(APP, database))
            with pytest.raises(Problem, match="owns tables or makes them"):
                external.check_runtime(postgres.url(OWNER, database))
            with psycopg.connect(postgres.url(OWNER, database), autocommit=True) as owner:
                owner.execute("CREATE TABLE something (id int)")
            external.check_runtime(postgres.url(APP, database))
            connection.execute(f"GRANT {OWNER} TO {APP}")
            with pytest.raises(Problem, match="can become who does"):
                external.check_runtime(postgres.url(APP, database))
        finally:
            connection.execute(f"REVOKE {OWNER} FROM {APP}")
            connection.execute(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.mark.parametrize("url", ["mysql://somewhere", "", "ketenzicht"])
def test_it_says_what_an_address_looks_like(url: str):
    with pytest.raises(Problem, match="must look like postgresql://"):
        external.check(url)


@pytest.mark.parametrize(
    "url", ["postgresql://app:geheim@127.0.0.1:1/none", "postgresql://app:geheim@host:port/none"]
)
def test_it_says_that_nobody_answers_without_the_password(url: str):
    with pytest.raises(Problem, match="cannot be reached") as caught:
        external.check(url)

    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)
