"""Keys are changed while people work: every seal stays readable, and none is left under the old key."""

import base64
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.conf import LazySettings
from django.core import signing
from django.core.management import CommandError, call_command
from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb

from ketenzicht.common.actor import Actor, ActorKind, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.keyring import Key, parse, written
from ketenzicht.common.sealing import key_of, seal, unseal
from ketenzicht.config import keys
from ketenzicht.config.postgres import OWNER, Credentials
from ketenzicht.config.problem import Problem
from ketenzicht.config.rotation import PLACES, Place, PlaceInJson
from ketenzicht.reporting import actions
from ketenzicht.reporting.models import Draft

ROOT = Path(__file__).resolve().parents[4]
NOW = datetime.now(UTC)
OLD = Key(Fernet.generate_key().decode(), NOW - timedelta(days=400))
WRITER = Actor(ActorKind.USER, user_id=7, grants={Verb.REPORT_WRITE: frozenset()})
# These hold files and pages as they are read; who may is for row security.
OPEN = {
    "handover_packagefile.content",
    "planning_editionfile.content",
    "planning_planreport.content",
    "reporting_attachment.content",
    "systems_run.file",
}


@pytest.fixture
def kept(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with one sealing key, in use."""
    path = tmp_path / "sealing_keys"
    path.write_text(str(OLD), "utf-8")
    monkeypatch.setenv("KETENZICHT_SEALING_KEYS_FILE", str(path))
    monkeypatch.setenv("KETENZICHT_SECRET_KEY", "of tests")
    settings.SEALING_KEYS_FILE = str(path)
    return path


@pytest.fixture
def database(postgres: Credentials, fresh_database: None) -> str:
    """The name of a database to ourselves."""
    return str(connection.settings_dict["NAME"])


def test_every_column_of_bytes_is_known_as_sealed_or_not():
    there = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        if model.__module__.startswith("ketenzicht.")
        for field in model._meta.get_fields()
        if isinstance(field, models.BinaryField)
    }
    sealed = {f"{place.table}.{place.column}" for place in PLACES if not isinstance(place, PlaceInJson)}
    assert there == sealed | OPEN


def _fill(owner: psycopg.Connection, place: Place, sealed: bytes) -> None:
    """A row with a seal, whatever else the table asks for."""
    columns = owner.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_name = %s AND is_nullable = 'NO' AND is_identity = 'NO'",
        [place.table],
    ).fetchall()
    of_type = {
        "uuid": uuid4(),
        "timestamp with time zone": NOW,
        "date": NOW.date(),
        "boolean": False,
        "jsonb": Jsonb([]),
        "bytea": sealed,
        "character varying": str(uuid4())[:8],
    }
    values = {name: of_type.get(kind, uuid4().int % 10**9) for name, kind in columns}
    if isinstance(place, PlaceInJson):
        values[place.column] = Jsonb({place.name: sealed.decode(), "used_mask": 0})
    owner.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(place.table),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join([sql.Placeholder()] * len(values)),
        ),
        list(values.values()),
    )


def _seals(above: psycopg.Connection) -> Iterator[tuple[Place, bytes]]:
    for place in PLACES:
        for (found,) in above.execute(
            place.query("SELECT {seal} FROM {table} WHERE octet_length({seal}) > 0")
        ).fetchall():
            yield place, bytes(found)


def _killed(url: str, kept: Path) -> None:
    """Begin to put seals under another key, and be killed after the first few."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ketenzicht.config", "keys", "rewrap"],
        env=os.environ
        | {"KETENZICHT_MODE": "test", "DATABASE_URL": url, "KETENZICHT_SEALING_KEYS_FILE": str(kept)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()


def _said(*words: str) -> str:
    said = StringIO()
    try:
        call_command("keys", *words, stdout=said)
    except CommandError as refused:
        return f"REFUSED {refused}"
    return said.getvalue()


@contextmanager
def _as_owner(postgres: Credentials) -> Iterator[None]:
    """This thread logs in as the owner of the tables; others go on as they are."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(USER=OWNER, PASSWORD=postgres.password(OWNER))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@contextmanager
def _people() -> Iterator[list[str]]:
    """Two who keep drafts and read them back all the time, until the end; what they could not read."""
    stop, begun, wrong = threading.Event(), threading.Semaphore(0), []

    def work() -> None:
        try:
            while not stop.is_set():
                said = uuid4().bytes
                with acting(WRITER):
                    draft = actions.save_draft(draft_id=uuid4(), data=said, by=WRITER, at=datetime.now(UTC))
                with acting(WRITER):
                    for one in Draft.objects.order_by("saved_at")[:20]:
                        actions.unseal_draft(one)
                    found = actions.unseal_draft(Draft.objects.get(pk=draft.pk))
                assert found == said
                begun.release()
                time.sleep(0.01)
        except BaseException as error:
            wrong.append(repr(error))
            raise
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        # Each has a connection of its own from here on.
        for _ in range(20):
            begun.acquire()
        yield wrong
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@pytest.mark.slow
def test_keys_are_changed_while_people_work(postgres: Credentials, database: str, kept: Path):
    with postgres.connect(database) as above:
        above.execute("SET session_replication_role = replica")  # rows without all that hangs around them
        for place in PLACES:
            straight = Fernet(base64.urlsafe_b64encode(OLD.derived(place.purpose))).encrypt(b"said before")
            for sealed in (seal(b"said", place.purpose), straight):
                _fill(above, place, sealed)
        for _ in range(300):
            _fill(above, PLACES[1], seal(b"said", PLACES[1].purpose))

        with _people() as wrong, _as_owner(postgres):
            assert "seals from now on" in _said("new")
            new = parse(kept.read_text("utf-8").split(","))[0]
            assert kept.stat().st_mode & 0o777 == 0o644
            _killed(postgres.url(OWNER, database), kept)
            assert {key_of(sealed) for _place, sealed in _seals(above)} >= {OLD.id, new.id}
            assert all(unseal(sealed, place.purpose) for place, sealed in _seals(above))
            assert "may need" in _said("retire", OLD.id)
            aged = written([Key(new.value, NOW - timedelta(days=1)), OLD])
            kept.write_text(aged, "utf-8")
            assert "still hang under" in _said("retire", OLD.id)
            assert f"put under {new.id}" in _said("rewrap")
            assert "is retired" in _said("retire", OLD.id)
            assert "is not an older key" in _said("retire", new.id)
        assert wrong == []
        assert OLD.value not in kept.read_text("utf-8")
        found = list(_seals(above))
        assert {key_of(sealed) for _place, sealed in found} == {new.id}
        said = {unseal(sealed, place.purpose) for place, sealed in found if place.table != "reporting_draft"}
        assert said == {b"said", b"said before"}
        trail = above.execute(
            "SELECT kind FROM audit_auditevent WHERE kind LIKE 'config.keys.%' ORDER BY at"
        ).fetchall()
        assert [kind for (kind,) in trail] == [
            "config.keys.made",
            "config.keys.rewrapped",
            "config.keys.retired",
        ]


def test_what_no_key_here_opens_stays_and_is_told(postgres: Credentials, database: str, kept: Path):
    assert "Set DATABASE_OWNER_URL" in _said("rewrap")
    with postgres.connect(database) as above:
        above.execute("SET session_replication_role = replica")
        _fill(above, PLACES[0], seal(b"said", PLACES[0].purpose))
    other = Key(Fernet.generate_key().decode())
    kept.write_text(str(other), "utf-8")
    with _as_owner(postgres):
        assert "1 seals cannot be opened" in _said("rewrap")
        assert f"{OLD.id}\t-\tnot in front\t1 seals" in _said("list")
        kept.write_text(written([other, OLD]), "utf-8")
        assert "1 seals were put under" in _said("rewrap")


def test_the_database_lets_the_owner_change_the_key_around_a_seal_and_nothing_else(
    postgres: Credentials, database: str, kept: Path
):
    with postgres.connect(database) as above:
        above.execute("SET session_replication_role = replica")
        for place in PLACES[:2]:
            _fill(above, place, seal(b"said", place.purpose))
    with psycopg.connect(postgres.url(OWNER, database), autocommit=True) as owner:
        for place in PLACES[:2]:
            assert owner.execute(place.query("SELECT FROM {table}")).rowcount == 0
            owner.execute("SET app.rewrapping = 'yes'")
            assert owner.execute(place.query("SELECT FROM {table}")).rowcount == 1
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                owner.execute(place.query("UPDATE {table} SET {column} = {column} || 'x'::bytea"))
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                owner.execute(place.query("UPDATE {table} SET report_id = gen_random_uuid()"))
            owner.execute("RESET app.rewrapping")
    with connection.cursor() as runtime:
        runtime.execute("SET app.rewrapping = 'yes'")
        for place in PLACES[:6]:
            runtime.execute(place.query("SELECT FROM {table}"))
            assert runtime.rowcount == 0


def test_a_new_secret_key_signs_and_the_old_one_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
):
    keys.make(tmp_path)
    for name, path in keys.environment(tmp_path).items():
        monkeypatch.setenv(name, path)
    [first] = keys.there("secret")
    settings.SECRET_KEY = first.value
    link = signing.dumps("a link in a mail")

    new = keys.add("secret", NOW)
    assert [key.id for key in keys.there("secret")] == [new.id, first.id]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = new.value, [first.value]
    assert signing.loads(link) == "a link in a mail"
    keys.drop("secret", first.id)
    settings.SECRET_KEY_FALLBACKS = []
    assert [key.id for key in keys.there("secret")] == [new.id]
    with pytest.raises(signing.BadSignature):
        signing.loads(link)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}


def test_keys_of_the_environment_are_changed_there(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KETENZICHT_SEALING_KEYS", "from a vault")
    with pytest.raises(Problem, match="change it there"):
        keys.add("sealing", NOW)
