"""Each fence of the database is taken away once. If nobody gets further by it, nothing here would miss it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from ketenzicht.config.postgres import APP, Credentials
from ketenzicht.config.postgres.roles import SUPERUSER
from tests.access import fences
from tests.access.fixtures import use
from tests.access.people import EVERYBODY
from tests.access.truth import Truth
from tests.access.world import World

pytestmark = pytest.mark.slow
Check = Callable[[World, Truth, str, list[str]], list[str]]

CHECKS: Mapping[str, Check] = {
    "SELECT": fences.misread,
    "INSERT": fences.smuggled,
    "UPDATE": fences.rewritten,
    "DELETE": fences.removed,
}
GONE = {
    "SELECT": "USING (true)",
    "INSERT": "WITH CHECK (true)",
    "UPDATE": "USING (true) WITH CHECK (true)",
    "DELETE": "USING (true)",
}


@dataclass(frozen=True)
class Fence:
    """A policy on a table, for one kind of statement."""

    table: str
    name: str
    command: str

    @property
    def gone(self) -> sql.Composed:
        """The statement that leaves nothing of it."""
        return sql.SQL("ALTER POLICY {} ON {} {}").format(
            sql.Identifier(self.name), sql.Identifier(self.table), sql.SQL(GONE[self.command])
        )


@pytest.fixture
def fenced(
    built: tuple[World, dict[str, Any]], postgres: Credentials, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """The world in a transaction of somebody who can take fences away, and acts as the runtime role."""
    world, address = built
    with django_db_blocker.unblock():
        before = dict(connection.settings_dict)
        use(address | {"USER": SUPERUSER, "PASSWORD": postgres.password(SUPERUSER)})
        try:
            with transaction.atomic():
                _become(APP)
                yield world
                transaction.set_rollback(True)
        finally:
            use(before)


def _become(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))


@contextmanager
def without(fence: Fence) -> Iterator[None]:
    """The body finds the fence gone."""
    with transaction.atomic():
        _become(SUPERUSER)
        with connection.cursor() as cursor:
            cursor.execute(fence.gone)
        _become(APP)
        yield
        transaction.set_rollback(True)


def _fences(truth: Truth, command: str) -> list[Fence]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname, cmd FROM pg_policies WHERE cmd = %s AND roles = '{public}'"
            " ORDER BY tablename",
            [command],
        )
        found = [Fence(*row) for row in cursor.fetchall()]
    # What is for the owner of the tables alone is tried in retention/tests/test_sweep.py.
    # Everybody may add to the trail, and nobody but the product's own trigger chains it.
    return [fence for fence in found if truth.casework.get(fence.table) and fence.table != "audit_auditevent"]


@pytest.mark.parametrize("command", CHECKS)
def test_it_is_missed_when_it_is_gone(fenced: World, truth: Truth, command: str) -> None:
    every, check = _fences(truth, command), CHECKS[command]
    assert every
    unmissed = []
    for fence in every:
        assert not any(check(fenced, truth, who, [fence.table]) for who in EVERYBODY)
        with without(fence):
            if not any(check(fenced, truth, who, [fence.table]) for who in EVERYBODY):
                unmissed.append(fence.name)
    assert not unmissed
