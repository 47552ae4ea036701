"""The demonstration as it is loaded by the product's own actions, and as it is wiped."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg import Connection
from psycopg.sql import SQL, Identifier
from pytest_django.plugin import DjangoDbBlocker

from ketenzicht.accounts.domain.review import Standing
from ketenzicht.accounts.queries import actor_for, people
from ketenzicht.accounts.review.queries import to_look_at
from ketenzicht.audit.hooks import kind_labels
from ketenzicht.audit.queries import verify
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.config import installation
from ketenzicht.config.demonstration import loading, rows, wiping
from ketenzicht.config.demonstration.savepoints import one_savepoint
from ketenzicht.config.installation import Installation, Mode
from ketenzicht.config.management.commands import demo
from ketenzicht.config.postgres import OWNER, Credentials
from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.reporting.actions import open_receipt
from ketenzicht.reporting.domain.receipt import parse_receipt
from ketenzicht.signals.domain.states import SignalState
from tests.database import _clone

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
Counts = dict[str, int]


@pytest.fixture(scope="module")
def counted(postgres: Credentials, django_db_blocker: DjangoDbBlocker) -> Iterator[Counts]:
    """A database with the demonstration in it; how many rows each of its tables had before."""
    with django_db_blocker.unblock(), _clone(postgres):
        before = counts(postgres)
        told: list[tuple[int, int]] = []
        played = loading.load(NOW, lambda done, of: told.append((done, of)))
        assert played.left_out == []
        assert told == [(done + 1, played.reports) for done in range(played.reports)]
        yield before


@pytest.fixture
def loaded(counted: Counts, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database with the demonstration in it."""
    with django_db_blocker.unblock():
        yield


def _number(server: Connection, table: str) -> int:
    row = server.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table))).fetchone()
    return int(row[0]) if row else 0


def counts(postgres: Credentials) -> Counts:
    with postgres.connect(connection.settings_dict["NAME"]) as server:
        tables = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: _number(server, name) for (name,) in tables}


def everything(postgres: Credentials, query: str) -> list[tuple[object, ...]]:
    """The rows that a superuser reads, past every fence."""
    with postgres.connect(connection.settings_dict["NAME"]) as server:
        return server.execute(query.encode()).fetchall()


def test_it_brings_in_every_report_and_person(counted: Counts, postgres: Credentials):
    now = counts(postgres)
    assert now["retention_residue"] == 1  # the one that was destroyed
    assert now["reporting_report"] == now["signals_signal"] == len(rows.reports()) - 1 >= 80
    assert now["accounts_user"] == len(rows.people()) >= 12
    held = {role for (role,) in everything(postgres, "SELECT DISTINCT role FROM accounts_membership")}
    assert held == set(Role)


def test_it_shows_every_state_and_every_form(counted: Counts, postgres: Credentials):
    states = {state for (state,) in everything(postgres, "SELECT DISTINCT state FROM signals_signal")}
    moves = {state for (state,) in everything(postgres, "SELECT DISTINCT state FROM handover_handover")}
    forms = {form for (form,) in everything(postgres, "SELECT DISTINCT unnest(forms) FROM signals_signal")}
    assert states == set(SignalState)
    assert moves == set(HandoverState)
    assert forms == {code for (code,) in everything(postgres, "SELECT code FROM common_exploitationform")} - {
        "OTH"
    }


def test_it_leaves_work_that_is_late_by_the_real_clocks(counted: Counts, postgres: Credentials):
    late = everything(
        postgres,
        "SELECT DISTINCT subject_id FROM common_clock WHERE stopped_at IS NULL AND paused_at IS NULL"
        f" AND fired_at IS NOT NULL AND due_at < '{NOW.isoformat()}' AND kind <> 'signal.waiting'",
    )
    assert len(late) >= 3
    events = {event for (event,) in everything(postgres, "SELECT DISTINCT event FROM signals_signalevent")}
    assert events >= {"overdue", "escalated", "waited_long_enough"}


def test_it_happens_in_the_order_of_time(counted: Counts, postgres: Credentials):
    times = everything(postgres, "SELECT received_at FROM signals_signal ORDER BY number")
    assert times == sorted(times)
    future = f"SELECT count(*) FROM audit_auditevent WHERE at > '{NOW.isoformat()}'"
    assert everything(postgres, future) == [(0,)]
    trail = "SELECT e.at FROM audit_auditlink l JOIN audit_auditevent e ON e.id = l.event ORDER BY l.sequence"
    chained = everything(postgres, trail)
    assert chained == sorted(chained)


def test_it_leaves_roles_to_look_at_again(counted: Counts):
    today = timezone.localdate(NOW)
    [tim] = people("Tim Testman")
    by = actor_for(tim, today)
    with acting(by):
        found = [one.standing for one in to_look_at(by, today)]
    assert (found.count(Standing.OVERDUE), found.count(Standing.SOON)) == (3, 3)


def test_it_fills_the_search_index(counted: Counts, postgres: Credentials):
    found = "SELECT count(*) > 0 FROM signals_signal WHERE search @@ to_tsquery('dutch', 'wasserij')"
    assert everything(postgres, found) == [(True,)]
    empty = "SELECT count(*) FROM signals_signal WHERE search IS NULL OR search = ''"
    assert everything(postgres, empty) == [(0,)]


def test_it_marks_everything_and_mails_nobody(counted: Counts, postgres: Credentials):
    for table in ("accounts_user", "reporting_report", "signals_signal"):
        assert everything(postgres, f"SELECT count(*) FROM {table} WHERE NOT is_demonstration") == [(0,)]
    assert everything(postgres, "SELECT count(*) FROM procrastinate_jobs") == [(0,)]


def test_it_leaves_a_whole_trail_in_words(loaded: None, postgres: Credentials):
    auditor = Actor.operator(Verb.AUDIT_READ)
    with acting(auditor):
        assert verify(auditor).whole
    kinds = {kind for (kind,) in everything(postgres, "SELECT DISTINCT kind FROM audit_auditevent")}
    assert kinds - set(kind_labels) == set()


def test_its_known_receipts_open(loaded: None):
    assert len(rows.receipts()) == 3
    for code in rows.receipts():
        assert parse_receipt(code).digits == code
        assert open_receipt(code=code, at=NOW)


def test_it_is_loaded_once(loaded: None):
    with pytest.raises(loading.AlreadyThere):
        loading.load(NOW)


def test_a_wipe_needs_the_owner(loaded: None):
    with pytest.raises(wiping.NotOwner):
        wiping.wipe(NOW)


@pytest.fixture
def as_owner(loaded: None, postgres: Credentials) -> Iterator[None]:
    """The database reached as the role that owns it."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(USER=OWNER, PASSWORD=postgres.password(OWNER))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def test_a_wipe_refuses_what_is_real_and_changes_nothing(as_owner: None, postgres: Credentials):
    name = connection.settings_dict["NAME"]
    one = "(SELECT min(number) FROM signals_signal)"
    before = counts(postgres)
    with postgres.connect(name) as server:
        server.execute(f"UPDATE signals_signal SET is_demonstration = false WHERE number = {one}".encode())
        with pytest.raises(wiping.NotOnlyDemonstration, match="1 signals"):
            wiping.wipe(NOW)
        server.execute(f"UPDATE signals_signal SET is_demonstration = true WHERE number = {one}".encode())
    assert counts(postgres) == before
    fenced = "SELECT count(*) FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity"
    # Two that the trigger of the owner writes, six of the functions of retention, and the checkpoints of
    # the trail.
    assert everything(postgres, fenced) == [(9,)]


def test_a_wipe_names_what_people_made_and_leaves_it_until_somebody_says_so(
    as_owner: None, postgres: Credentials
):
    name = connection.settings_dict["NAME"]
    before = counts(postgres)
    with postgres.connect(name) as server:
        server.execute(b"UPDATE planning_consultation SET is_demonstration = false")
        with pytest.raises(wiping.NotOnlyDemonstration) as found:
            wiping.wipe(NOW)
        assert found.value.names == ("consultation “Stemmen uit de regio”",)
        told = demo.in_the_way(found.value)
        assert "“Stemmen uit de regio”" in told
        assert "--own-work-too" in told
        server.execute(b"UPDATE planning_consultation SET is_demonstration = true")
    assert counts(postgres) == before


def test_a_wipe_leaves_what_a_new_database_holds(counted: Counts, as_owner: None, postgres: Credentials):
    with postgres.connect(connection.settings_dict["NAME"]) as server:
        server.execute(b"UPDATE planning_plan SET is_demonstration = false")
    wiping.wipe(NOW, own_work_too=True)

    told = {"audit_auditevent": 1, "audit_auditlink": 1}
    after = counts(postgres)
    assert after == counted | told
    trail = "SELECT e.kind, l.sequence FROM audit_auditlink l JOIN audit_auditevent e ON e.id = l.event"
    assert everything(postgres, trail) == [("config.demonstration.wiped", 1)]
    assert everything(postgres, "SELECT count(*) FROM partners_desk WHERE code LIKE 'demo-%'") == [(0,)]
    off = "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'"
    assert everything(postgres, off) == [(0,)]


def test_there_is_nothing_to_wipe_twice(as_owner: None):
    with pytest.raises(wiping.NothingThere):
        wiping.wipe(NOW)


def test_a_directory_leaves_the_demonstration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KETENZICHT_MODE")
    made = installation.find_or_make(tmp_path / "data", Mode.DEMONSTRATION)
    for name in ("demonstration.done", "audit-anchors.txt", "outbox/mail.log"):
        (made.home / name).write_text("")

    installation.leave_demonstration(made.home)

    assert installation.find(made.home) == Installation(made.home, Mode.EMPTY)
    assert {path.name for path in made.home.iterdir()} == {"installation.json", "keys", "outbox"}
    assert list((made.home / "outbox").iterdir()) == []


@pytest.mark.django_db
def test_a_step_that_fails_leaves_nothing_and_costs_one_savepoint():
    with acting(Actor.desk(3, Verb.SIGNAL_READ)), CaptureQueriesContext(connection) as asked:
        with pytest.raises(IntegrityError), one_savepoint(), transaction.atomic(), acting(Actor.public()):
            connection.cursor().execute(
                "INSERT INTO django_content_type (app_label, model) VALUES (NULL, NULL)"
            )
        with connection.cursor() as cursor:
            cursor.execute("SELECT app_kind()")
            assert cursor.fetchone() == ("desk",)
    points = [query["sql"].split()[0] for query in asked if "SAVEPOINT" in query["sql"]]
    assert points == ["SAVEPOINT", "ROLLBACK", "RELEASE"]


def test_it_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch, settings: LazySettings):
    def play(at: datetime, tell: Callable[[int, int], None]) -> loading.Played:
        for done in range(1, 115):
            tell(done, 114)
        return loading.Played(reports=114, steps=818)

    monkeypatch.setattr(loading, "load", play)
    settings.DEMONSTRATION = True
    said = StringIO()
    call_command("demo", "load", stdout=said, skip_checks=True)
    lines = said.getvalue().splitlines()
    assert lines[1] == "  Loading the demonstration region … 40 of 114"
    assert lines[-1] == "  114 reports and 818 steps of the demonstration region."
    assert len(lines) == 6


@pytest.mark.parametrize("action", ["load", "wipe"])
def test_it_exists_in_demonstration_mode_only(action: str):
    with pytest.raises(CommandError, match="no demonstration installation"):
        call_command("demo", action, stdout=StringIO())
