"""A database per test process, cloned from a migrated template, reached as the role the product runs as.

The server and its template stay in the temporary folder between runs, so they are paid for once. The template
is made anew when a migration, a row of reference data or its loader changes.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from ketenzicht.config.postgres import APP, OWNER, Credentials, Server, roles

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "src" / "ketenzicht"
_PLACE = hashlib.sha256(f"{os.getuid()}:{ROOT}".encode()).hexdigest()[:12]
HOME = Path(tempfile.gettempdir()) / f"ketenzicht-tests-{_PLACE}"
KEPT_TEMPLATES = 4
SHAPES_A_DATABASE = ("/migrations/", "common/rls.py", "refdata", "reference", "shipped")
_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Credentials]:
    """A fast private PostgreSQL, shared with whoever else tests this checkout now."""
    HOME.mkdir(mode=0o700, exist_ok=True)
    with Server(HOME / "postgres", fast=True).running() as credentials:
        yield credentials


@pytest.fixture(scope="session")
def django_db_setup(postgres: Credentials, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database of this test process. Tests run in transactions that are rolled back."""
    with django_db_blocker.unblock(), _clone(postgres):
        yield


@pytest.fixture
def fresh_database(
    postgres: Credentials, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest
) -> Iterator[None]:
    """A database for this test alone, to commit in. For real commits, several connections, or the jobs."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        pytest.fail("fresh_database replaces db and django_db; use one of them", pytrace=False)
    with django_db_blocker.unblock(), _clone(postgres):
        yield


@contextmanager
def _clone(postgres: Credentials) -> Iterator[None]:
    before = dict(connection.settings_dict)
    name = f"clone_{os.getpid()}_{next(_numbers)}"
    with _server_to_ourselves(postgres) as server:
        roles.create_database(server, name, template=_template(server, postgres))
    connection.close()
    connection.settings_dict.update(_address(postgres, name))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
        with postgres.connect() as server:
            _drop(server, name)


def _address(postgres: Credentials, database: str) -> dict[str, Any]:
    return {
        "NAME": database,
        "USER": APP,
        "PASSWORD": postgres.password(APP),
        "HOST": str(postgres.socket),
        "PORT": "",
    }


@contextmanager
def _server_to_ourselves(postgres: Credentials) -> Iterator[psycopg.Connection]:
    with open(HOME / "template.lock", "w", encoding="utf-8") as lock, postgres.connect() as server:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield server


def _template(server: psycopg.Connection, postgres: Credentials) -> str:
    """The name of the template for the code as it is now, made when it is not there."""
    name = f"template_{fingerprint()}"
    if name in _databases(server, "template\\_%"):
        return name
    roles.ensure_roles(server, postgres)
    _drop(server, "unfinished")
    roles.create_database(server, "unfinished")
    with postgres.connect("unfinished") as inside:
        roles.furnish(inside)
    _command(postgres.url(OWNER, "unfinished"), "migrate", "--verbosity=0")
    if (PRODUCT / "common/management/commands/reference.py").exists():
        _command(postgres.url(APP, "unfinished"), "reference", "load")
    server.execute(sql.SQL("ALTER DATABASE unfinished RENAME TO {}").format(sql.Identifier(name)))
    _clean_up(server)
    return name


def _command(url: str, *words: str) -> None:
    environment = {**os.environ, "KETENZICHT_MODE": "test", "DATABASE_URL": url}
    ran = subprocess.run(
        [sys.executable, "-m", "ketenzicht.config", *words],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        pytest.exit(f"The test database could not be made: {words}\n{ran.stdout}{ran.stderr}", returncode=3)


def fingerprint(*also: str) -> str:
    """What the first rows of a database depend on, in few characters; ``also`` names more parts of paths."""
    digest = hashlib.sha256()
    kinds = ("*.py", "*.yaml", "*.csv", "*.txt")
    for path in sorted(path for kind in kinds for path in PRODUCT.rglob(kind)):
        inside = path.relative_to(ROOT).as_posix()
        if "/tests/" not in inside and any(word in inside for word in (*SHAPES_A_DATABASE, *also)):
            digest.update(inside.encode() + b"\0" + path.read_bytes() + b"\0")
    for path in sorted((ROOT / "src" / "causal" / "shipped").glob("*.yaml")):
        digest.update(path.read_bytes())
    digest.update((ROOT / "requirements.lock").read_bytes())
    return digest.hexdigest()[:16]


def _databases(server: psycopg.Connection, like: str) -> list[str]:
    rows = server.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC", [like]
    ).fetchall()
    return [name for (name,) in rows]


def _clean_up(server: psycopg.Connection) -> None:
    for name in _databases(server, "template\\_%")[KEPT_TEMPLATES:]:
        _drop(server, name)
    for name in _databases(server, "clone\\_%"):
        if not _lives(int(name.split("_")[1])):
            _drop(server, name)


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
