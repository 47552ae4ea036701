"""The private PostgreSQL starts, is shared, survives a crash and stops when nobody needs it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ketenzicht.config.postgres import APP, DATABASE, OWNER, Credentials, PostgresProblem, Server, roles
from ketenzicht.config.postgres import binaries as programs

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A server that was made and stopped, to copy from."""
    with tempfile.TemporaryDirectory(prefix="ketenzicht-pg-") as folder:
        home = Path(folder) / "postgres"
        with Server(home, fast=True).running() as credentials:
            roles.prepare(credentials)
        yield home


@pytest.fixture
def home(made: Path) -> Iterator[Path]:
    """A data directory of its own for one test, with a short path."""
    with tempfile.TemporaryDirectory(prefix="ketenzicht-pg-") as folder:
        copy = Path(folder) / "postgres"
        shutil.copytree(made, copy, ignore=shutil.ignore_patterns("socket"))
        yield copy


def _ask(credentials: Credentials, role: str, query: str) -> object:
    with credentials.connect(DATABASE, role) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def _pid(home: Path) -> int:
    return int((home / "data" / "postmaster.pid").read_text().split()[0])


def test_it_serves_both_roles_with_their_own_password(home: Path):
    with Server(home, fast=True).running() as credentials:
        assert _ask(credentials, APP, "SELECT current_user::text") == APP
        assert _ask(credentials, OWNER, "SELECT current_user::text") == OWNER


def test_it_refuses_a_wrong_password(home: Path):
    with Server(home, fast=True).running() as credentials:
        wrong = credentials.url(APP).replace(credentials.password(APP), "guess")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)


def test_it_gives_the_runtime_role_rows_but_no_tables(home: Path):
    with Server(home, fast=True).running() as credentials:
        with credentials.connect(DATABASE, OWNER) as owner:
            owner.execute("CREATE TABLE IF NOT EXISTS papers (id int)")
        with credentials.connect(DATABASE, APP) as app:
            app.execute("INSERT INTO papers VALUES (1)")
            for forbidden in ("CREATE TABLE more (id int)", "TRUNCATE papers", "DROP TABLE papers"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(forbidden)


def test_it_listens_on_no_network(home: Path):
    with Server(home, fast=True).running() as credentials:
        assert _ask(credentials, APP, "SHOW listen_addresses") == ""


def test_it_keeps_passwords_and_socket_to_itself(home: Path):
    with Server(home, fast=True).running():
        secrets = list(home.glob("*.password"))
        assert len(secrets) == 4
        assert {path.stat().st_mode & 0o777 for path in secrets} == {0o600}
        assert (home / "socket").stat().st_mode & 0o777 == 0o700


def test_it_stops_when_its_last_user_leaves(home: Path):
    with Server(home, fast=True).running():
        with Server(home, fast=True).running():
            pid = _pid(home)
        os.kill(pid, 0)

    assert not (home / "data" / "postmaster.pid").exists()


def test_it_starts_again_after_it_was_killed(home: Path):
    server = Server(home, fast=True)
    with server.running() as credentials:
        os.kill(_pid(home), signal.SIGKILL)
        time.sleep(0.2)

        assert server.revive()
        assert _ask(credentials, APP, "SELECT 1") == 1
        assert not server.revive()


def test_it_adopts_a_server_whose_user_was_killed(home: Path):
    code = "import os; from pathlib import Path; from ketenzicht.config.postgres import Server\n"
    code += f"with Server(Path({str(home)!r}), fast=True).running(): os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code], check=False)
    left = _pid(home)

    with Server(home, fast=True).running() as credentials:
        assert _ask(credentials, APP, "SELECT 1") == 1
        assert _pid(home) == left

    assert not (home / "data" / "postmaster.pid").exists()


def test_it_is_not_misled_by_the_note_of_a_dead_server(home: Path):
    # After a reboot the number may belong to any program: here to the one that runs this test.
    note = f"{os.getpid()}\n{home / 'data'}\n1\n5432\n/tmp\n\n\n"
    (home / "data" / "postmaster.pid").write_text(note)
    (home / "socket").mkdir(mode=0o700)
    (home / "socket" / ".s.PGSQL.5432.lock").write_text(note)

    with Server(home, fast=True).running() as credentials:
        assert _ask(credentials, APP, "SELECT 1") == 1


def test_it_begins_anew_when_it_was_killed_while_it_was_made(tmp_path: Path):
    home = tmp_path / "postgres"
    (home / "data.new").mkdir(parents=True)
    (home / "data.new" / "PG_VERSION").write_text("18\n")

    with Server(home, fast=True).running():
        assert (home / "data").exists()


def test_it_works_where_the_path_is_too_long_for_a_socket(made: Path, tmp_path: Path):
    home = tmp_path / ("a b" * 35) / "postgres"
    shutil.copytree(made, home, ignore=shutil.ignore_patterns("socket"))

    with Server(home, fast=True).running() as credentials:
        assert len(str(credentials.socket)) < 80
        assert _ask(credentials, APP, "SELECT 1") == 1


def test_it_refuses_data_of_another_version(home: Path):
    (home / "data" / "PG_VERSION").write_text("14\n")

    with pytest.raises(PostgresProblem, match="are of PostgreSQL 14"):
        Server(home).running().__enter__()


def test_it_refuses_a_socket_directory_of_somebody_else(home: Path, monkeypatch: pytest.MonkeyPatch):
    (home / "socket").symlink_to("/tmp")

    with pytest.raises(PostgresProblem, match="belongs to another user"):
        Server(home).running().__enter__()


def test_it_shows_what_postgres_said_when_it_does_not_start(home: Path):
    (home / "data" / "postgresql.conf").write_text("nonsense = yes\n")

    with pytest.raises(PostgresProblem, match="nonsense"):
        Server(home).running().__enter__()


def test_it_runs_as_another_user_where_namespaces_are_forbidden(made: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KETENZICHT_POSTGRES_ROOT", "setpriv")
    # Only root needs this; anybody else runs it as themselves, which is the same promise.
    with tempfile.TemporaryDirectory(prefix="ketenzicht-pg-") as folder:
        os.chmod(folder, 0o755)
        with Server(Path(folder) / "postgres", fast=True).running() as credentials:
            roles.prepare(credentials)
            assert _ask(credentials, APP, "SELECT 1") == 1
        assert (Path(folder) / "postgres" / "data").stat().st_uid != 0


def test_it_says_when_there_is_no_postgres(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(programs, "_from_pip", list)
    monkeypatch.setattr(programs, "_from_debian", list)
    monkeypatch.setattr(programs, "_on_path", list)

    with pytest.raises(PostgresProblem, match="There is no PostgreSQL"):
        programs.find()
