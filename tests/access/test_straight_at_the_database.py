"""Past every page and policy: what the runtime role itself can read, change and break."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from ketenzicht.common.actor import Actor, acting
from tests.access.fences import changed, copy, key_of, keys, misread, removed, rewritten, smuggled
from tests.access.people import EVERYBODY
from tests.access.truth import Sight, Truth, published
from tests.access.world import World

pytestmark = pytest.mark.slow
KEPT_BY_TRIGGERS = {
    *("audit_auditevent", "audit_auditlink", "audit_auditcheckpoint"),
    *("reporting_reporteridentity", "reporting_attachmentoriginal"),
    *("planning_editioncluster", "planning_editionstatement", "planning_editionfile", "planning_planreport"),
}


@pytest.mark.parametrize(
    "actor",
    [
        None,
        Actor.nobody(),
        Actor.public(),
        Actor.public("somebody else's token"),
        Actor.receipt_holder("0" * 64),
        Actor.reporter(UUID(int=1)),
        Actor.desk(10**9, *()),
        Actor.user(10**9, {}),
    ],
    ids=lambda actor: actor.kind.value if actor else "no actor",
)
def test_it_shows_nothing_to_whoever_is_nobody(world: World, truth: Truth, actor: Actor | None) -> None:
    assert not [table for table, rows in truth.casework.items() if not rows], "nothing there to be hidden"
    if actor is None:
        assert not {table for table in truth.casework if keys(table)}
    else:
        with acting(actor):
            assert not {table for table in truth.casework if keys(table) - published(truth, table)}


@pytest.mark.parametrize("who", EVERYBODY)
def test_it_shows_everybody_exactly_their_rows(world: World, truth: Truth, who: str) -> None:
    assert not misread(world, truth, who)


def test_it_shows_a_reporter_the_own_report_and_no_other(world: World, truth: Truth) -> None:
    own = world.records["own"].report
    with acting(Actor.reporter(own)):
        for table, rows in truth.casework.items():
            shown = keys(table) - published(truth, table)
            hidden = ("signals_", "handover_", "audit_", "common_", "disclosure_", "partners_", "systems_")
            hidden += ("planning_", "retention_", "rights_")
            sealed = ("reporting_reporteridentity", "reporting_attachmentoriginal", "reporting_authorship")
            sealed += ("reporting_identityrequest",)
            column = "id" if table == "reporting_report" else "report_id"
            theirs = {key_of(table, row) for row in rows if row.get(column) == own}
            nothing = table.startswith(hidden) or table in sealed
            assert shown == (set() if nothing else theirs), table


def test_it_shows_the_clockwork_clocks_alone(world: World, truth: Truth) -> None:
    with acting(Actor.clockwork()):
        shown = {table for table in truth.casework if keys(table) - published(truth, table)}
        assert shown == {"common_clock"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_it_changes_and_removes_exactly_what_is_theirs(world: World, truth: Truth, who: str) -> None:
    assert not rewritten(world, truth, who)
    assert not removed(world, truth, who)


def test_it_changes_no_row_of_what_is_never_changed(world: World, truth: Truth) -> None:
    kept = {table for table, rows in truth.casework.items() if rows and not truth.harmless(table)[0]}
    assert kept == KEPT_BY_TRIGGERS


@pytest.mark.parametrize("who", ["nobody", "ended", "colleague", "partner", "elsewhere", "admin", "auditor"])
def test_it_takes_no_row_in_for_another_desk(world: World, truth: Truth, who: str) -> None:
    sight = Sight(world, truth, who)
    hidden = [
        table for table, rows in truth.casework.items() if any(not sight.sees(table, row) for row in rows)
    ]
    assert len(hidden) > 20
    assert not smuggled(world, truth, who)


def test_it_moves_no_record_to_another_desk(world: World, truth: Truth) -> None:
    other = {row["code"]: row["id"] for row in truth.tables["partners_desk"]}["focal-gm0748"]
    with acting(world.actor("holder")):
        for table, column in (
            ("signals_signal", "desk_id"),
            ("reporting_report", "desk_id"),
            ("common_clock", "desk_id"),
            ("handover_handover", "from_desk_id"),
            ("handover_handover", "to_desk_id"),
        ):
            statement = sql.SQL("UPDATE {} SET {} = {}").format(
                sql.Identifier(table), sql.Identifier(column), sql.Literal(other)
            )
            assert not changed(statement), table


@pytest.mark.parametrize("who", [name for name in EVERYBODY if name != "admin"])
def test_it_gives_nobody_a_role_but_through_an_administrator(world: World, truth: Truth, who: str) -> None:
    row = truth.tables["accounts_membership"][0]
    with acting(world.actor(who)):
        copied = copy("accounts_membership", {**row, "id": 10**6, "role": "administrator"})
        assert not changed(copied)
        table = sql.Identifier("accounts_membership")
        assert not changed(sql.SQL("UPDATE {} SET role = 'focal_officer'").format(table))
        assert not changed(sql.SQL("DELETE FROM {}").format(table))
        assert not changed(sql.SQL("DELETE FROM accounts_user"))


ESCAPES = (
    "SET ROLE ketenzicht_owner",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "ALTER ROLE ketenzicht_app BYPASSRLS",
    "ALTER TABLE signals_signal DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE signals_signal NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
    "DROP POLICY signals_signal_select ON signals_signal",
    "CREATE POLICY all_of_it ON signals_signal USING (true)",
    "CREATE FUNCTION public.all_of_it() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION public.app_desks(VARIADIC verbs text[]) RETURNS bigint[] LANGUAGE sql"
    " AS 'SELECT array[1]::bigint[]'",
    "CREATE TABLE public.mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "CREATE VIEW public.mine AS SELECT 1",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION file_fdw",
    "TRUNCATE signals_signal CASCADE",
    "TRUNCATE audit_auditevent",
    "SELECT rolpassword FROM pg_authid",
    "SELECT passwd FROM pg_shadow",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/tmp/out'",
    "SELECT lo_import('/etc/passwd')",
    "SELECT setval('signals_number', 1)",
    "SELECT audit_cut(1, now(), now(), NULL, NULL, NULL)",
    "SELECT retention_outlived(now(), true)",
    "SET session_replication_role = replica",
    "INSERT INTO audit_auditlink VALUES (10000000, gen_random_uuid(), '', '')",
    "UPDATE pg_class SET relrowsecurity = false",
    "ALTER SYSTEM SET log_statement = 'all'",
)


@pytest.mark.parametrize("escape", ESCAPES)
def test_it_cannot_be_escaped(world: World, escape: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(escape)


def test_it_stays_the_same_role_when_asked_to_forget(world: World) -> None:
    with connection.cursor() as cursor:
        for statement in ("RESET ROLE", "RESET SESSION AUTHORIZATION", "SET ROLE NONE"):
            cursor.execute(statement)
        cursor.execute("SELECT current_user, session_user, current_setting('is_superuser')")
        assert cursor.fetchone() == ("ketenzicht_app", "ketenzicht_app", "off")
        cursor.execute("SELECT count(*) FROM signals_signal")
        assert cursor.fetchone() == (0,)


def test_it_fails_instead_of_leaving_row_security_off(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("SELECT count(*) FROM signals_signal")


def test_it_tells_nothing_by_the_planner_s_statistics(world: World, truth: Truth) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stats WHERE tablename = ANY (%s)", [list(truth.casework)])
        assert cursor.fetchone() == (0,)


def test_it_forgets_the_actor_with_the_transaction(world: World) -> None:
    with acting(world.actor("holder")):
        assert keys("signals_signal")
    assert not keys("signals_signal")
