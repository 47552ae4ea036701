"""A database that an earlier version left becomes one of this version, with all that was in it."""

import lzma
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import DatabaseError, connection, migrations
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from ketenzicht.accounts.models import User
from ketenzicht.accounts.recovery.actions import tidy_recoveries
from ketenzicht.accounts.recovery.queries import recovery_by_link
from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.sealing import unseal
from ketenzicht.config.backup.manifest import count_rows
from ketenzicht.config.backup.programs import run
from ketenzicht.config.postgres import APP, OWNER, Credentials, roles
from ketenzicht.config.postgres.roles import SUPERUSER
from ketenzicht.config.rotation import PLACES
from ketenzicht.signals.models import Signal
from tests.database import _drop, _server_to_ourselves, _template

pytestmark = pytest.mark.slow

KEPT = sorted(Path(__file__).resolve().parent.glob("*.dump.xz"))
LAST = ("planning", "0027_seals_are_rewrapped")
# What an upgrade may add to: rows of reference data, of the framework, and nothing that people made.
GROWS = ("django_", "auth_permission", "common_", "partners_", "disclosure_", "reporting_indicator")
_SHAPES = {
    "policies": "SELECT tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies",
    "columns": "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
    " WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal",
    "functions": "SELECT proname, pg_get_functiondef(oid), proowner::regrole::text FROM pg_proc"
    " WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND proowner <> 10",
    "tables": "SELECT relname, relrowsecurity, relforcerowsecurity, relowner::regrole::text,"
    " has_table_privilege('ketenzicht_app', oid, 'DELETE') FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
}
# PostgreSQL writes a condition that went through a dump with other casts and brackets.
_WRITTEN_OTHERWISE = re.compile(r"::(text|character varying)(\[\])?|[()\s]")


@dataclass(frozen=True)
class Upgrade:
    """A database before it is brought up, and the server it is on."""

    name: str
    postgres: Credentials

    @contextmanager
    def above(self, name: str = "") -> Iterator[psycopg.Connection]:
        """A connection that row security does not hold."""
        with self.postgres.connect(name or self.name) as inside:
            yield inside

    def migrate(self, *to: str) -> str:
        """Bring the tables up as their owner, as far as a step of a part when one is named; what was said."""
        said = StringIO()
        with self._as(OWNER):
            call_command("migrate", *to, stdout=said, verbosity=1)
        return said.getvalue()

    @contextmanager
    def _as(self, role: str) -> Iterator[None]:
        connection.close()
        connection.settings_dict.update(USER=role, PASSWORD=self.postgres.password(role))
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(USER=APP, PASSWORD=self.postgres.password(APP))


@pytest.fixture(params=KEPT, ids=lambda path: path.name.partition(".dump")[0])
def upgrade(
    request: pytest.FixtureRequest, postgres: Credentials, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[Upgrade]:
    """The database of an earlier version, in use."""
    dump, before = tmp_path / "dump", dict(connection.settings_dict)
    dump.write_bytes(lzma.decompress(request.param.read_bytes()))
    name = f"kept_of_before_{os.getpid()}"
    with _server_to_ourselves(postgres) as server:
        _template(server, postgres)  # makes the roles
        roles.create_database(server, name)
    with postgres.connect(name) as inside:
        roles.furnish(inside)
    run("pg_restore", "--exit-on-error", str(dump), at=postgres.url(SUPERUSER, name))
    connection.close()
    connection.settings_dict.update(
        NAME=name, USER=APP, PASSWORD=postgres.password(APP), HOST=str(postgres.socket), PORT=""
    )
    try:
        with django_db_blocker.unblock():
            yield Upgrade(name, postgres)
    finally:
        connection.close()
        connection.settings_dict.update(before)
        with postgres.connect() as server:
            _drop(server, name)


def _shape(database: psycopg.Connection, query: LiteralString) -> set[str]:
    return {
        _WRITTEN_OTHERWISE.sub("", str(row)).replace("\\n", "") for row in database.execute(query).fetchall()
    }


def test_it_becomes_one_of_this_version_with_all_that_was_in_it(
    upgrade: Upgrade, postgres: Credentials, settings: LazySettings, tmp_path: Path
):
    settings.DATA = tmp_path
    with upgrade.above() as above:
        rows = count_rows(above)
    assert "Applying" in upgrade.migrate()
    call_command("reference", "load", stdout=StringIO())

    with upgrade.above() as above:
        now = count_rows(above)
        assert {
            table: (count, now.get(table))
            for table, count in rows.items()
            if now.get(table) != count and not (table.startswith(GROWS) and now.get(table, 0) >= count)
        } == {}
        for place in PLACES:
            for (sealed,) in above.execute(
                place.query("SELECT {seal} FROM {table} WHERE octet_length({seal}) > 0")
            ).fetchall():
                assert unseal(bytes(sealed), place.purpose)
        assert rows["reporting_reporteridentity"] > 0
        with postgres.connect() as server:
            fresh = _template(server, postgres)
        with upgrade.above(fresh) as new:
            for what, query in _SHAPES.items():
                there, wanted = (_shape(one, query) for one in (above, new))
                assert (what, there - wanted, wanted - there) == (what, set(), set())
        signal, person = above.execute(
            "SELECT s.id, m.user_id FROM signals_signal s JOIN accounts_membership m ON m.desk_id = s.desk_id"
            " JOIN accounts_user u ON u.id = m.user_id AND u.is_active"
            " WHERE m.role = 'focal_officer' AND m.valid_until IS NULL ORDER BY s.number LIMIT 1"
        ).fetchone() or (None, None)
    call_command("audit", "verify", stdout=StringIO())
    call_command("check", stdout=StringIO())
    call_command("migrate", check_unapplied=True, stdout=StringIO())
    with acting(Actor.nobody()):
        assert not Signal.objects.exists()
    with acting(Actor.nobody()):
        officer = User.objects.get(pk=person)
    page = sign_in(Client(), officer).get(f"/signalen/{signal}/")
    assert page.status_code == 200
    assert "ZZ-" in page.content.decode()
    assert "No migrations to apply" in upgrade.migrate()


def test_an_upgrade_that_breaks_off_leaves_the_step_undone_and_goes_on_later(
    upgrade: Upgrade, monkeypatch: pytest.MonkeyPatch
):
    step = import_module(f"ketenzicht.{LAST[0]}.migrations.{LAST[1]}").Migration
    with monkeypatch.context() as broken:
        broken.setattr(step, "operations", [*step.operations, migrations.RunSQL("SELECT 1 / 0")])
        with pytest.raises(DatabaseError):
            upgrade.migrate()
    assert LAST not in MigrationRecorder(connection).applied_migrations()
    with upgrade.above() as above:
        assert (
            above.execute(
                "SELECT 1 FROM pg_policies WHERE policyname = 'planning_noteoriginal_rewrapped'"
            ).fetchone()
            is None
        )
    assert f"Applying {'.'.join(LAST)}" in upgrade.migrate()


def test_nobody_gets_back_in_by_what_was_asked_before(upgrade: Upgrade):
    upgrade.migrate("accounts", "0011")
    with upgrade.above() as above:
        people = [one for (one,) in above.execute("SELECT id FROM accounts_user ORDER BY id LIMIT 4")]
        # What was granted begins with two people, who are not here.
        above.execute("SET session_replication_role = replica")
        for person, state in zip(people, ("asked", "granted"), strict=False):
            above.execute(
                "INSERT INTO accounts_recoveryrequest (id, user_id, asked_by_id, asked_at, checked, state,"
                " until, decided_by_id, decided_at, password_digest, link_digest)"
                " VALUES (gen_random_uuid(), %(user)s, %(by)s, now(), 'video', %(state)s,"
                " now() + interval '1 day', %(decided)s, now(), 'x', %(link)s)",
                {
                    "user": person,
                    "by": people[2],
                    "state": state,
                    "decided": people[3] if state == "granted" else None,
                    "link": "a link" if state == "granted" else "",
                },
            )
        above.commit()
    upgrade.migrate()
    with acting(Actor.public(token="a link")), pytest.raises(NotVisible):
        recovery_by_link("a link", timezone.now())
    assert tidy_recoveries(at=timezone.now()) == (2, 0)
    with upgrade.above() as above:
        shape = "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'accounts_recoveryrequest'"
        assert above.execute(shape).fetchone() == (True,)
        with pytest.raises(psycopg.DatabaseError, match="what was asked stays as it was"):
            above.execute("UPDATE accounts_recoveryrequest SET checked = 'in_person'")
