"""Who decides about keeping, and the owner of the tables, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from ketenzicht.accounts.tests import factories as people
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Role
from ketenzicht.config.postgres import OWNER, Credentials


def officer(name: str = "Petra") -> Actor:
    """Whoever proposes, and decides about proposals of somebody else."""
    return people.actor(people.user(name, (people.desk("privacy"), Role.PRIVACY_OFFICER)))


def director() -> Actor:
    """Whoever decides and proposes nothing."""
    return people.actor(people.user("Cato", (people.desk("chain"), Role.CHAIN_DIRECTOR)))


@contextmanager
def as_owner(postgres: Credentials) -> Iterator[None]:
    """Be the role that owns the tables."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update({"USER": OWNER, "PASSWORD": postgres.password(OWNER)})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def reached_by_the_owner(above: psycopg.Connection, table: str, command: str) -> int:
    """How many rows the owner of the tables reads, or would delete, without any right."""
    with above.transaction(force_rollback=True):
        # Whatever still points at a row is not what is asked here.
        above.execute("SET LOCAL session_replication_role = replica")
        above.execute(f"SET LOCAL ROLE {OWNER}")
        found = above.execute(f"SELECT 1 FROM {table}" if command == "SELECT" else f"DELETE FROM {table}")
        return found.rowcount
