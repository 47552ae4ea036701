"""A backup is made while people work, opens for its key alone, and comes back row by row."""

import fcntl
import itertools
import os
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import psycopg
import pyrage
import pytest

from ketenzicht.config.backup.manifest import Manifest
from ketenzicht.config.backup.sealed import LOCK, new_key, seal, unseal
from ketenzicht.config.installation import Installation, Mode
from ketenzicht.config.postgres import APP, DATABASE, OWNER
from ketenzicht.config.postgres.roles import SUPERUSER
from ketenzicht.config.problem import Problem
from tests.product import product_environment

ROOT = Path(__file__).resolve().parents[4]
pytestmark = pytest.mark.slow


def _ketenzicht(home: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ketenzicht.config", *words, f"--data={home}"],
        cwd=ROOT,
        env=product_environment() | more,
        capture_output=True,
        text=True,
        check=False,
    )


def _done(home: Path, *words: str) -> str:
    done = _ketenzicht(home, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _restored(new: Path, made: Path, secret: Path, *words: str) -> str:
    return _done(new, "restore", str(made), f"--key={secret}", "--nothing-destroyed", *words)


def _refused(home: Path, *words: str, **more: str) -> str:
    refused = _ketenzicht(home, *words, **more)
    assert refused.returncode == 1, refused.stdout
    assert "Traceback" not in refused.stderr
    return refused.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one account, and the key to its backups beside it."""
    folder = tmp_path_factory.mktemp("backup")
    home, password = folder / "data", folder / "password"
    password.write_text("a long word for the tests 22", "utf-8")
    _done(home, "migrate", "--verbosity=0")
    _done(home, "reference", "load")
    _done(
        home,
        *("user", "create-administrator", "ada@example.org", "--name", "Ada"),
        *("--desk", "administration", f"--password-file={password}"),
    )
    _done(home, "backup", f"--new-key={folder / 'secret'}")
    return home


@pytest.fixture(scope="module")
def made(home: Path) -> Path:
    """A backup of it."""
    target = home.parent / "first.backup"
    said = _done(home, "backup", str(target))
    assert "The keys in" in said
    return target


@pytest.fixture
def secret(home: Path) -> Path:
    return home.parent / "secret"


def test_it_comes_back_whole_with_the_kept_keys(home: Path, made: Path, secret: Path, tmp_path: Path):
    kept, new = tmp_path / "kept", tmp_path / "new"
    shutil.copytree(home / "keys", kept)
    said = _restored(new, made, secret, f"--keys={kept}")
    assert "Restored in" in said
    assert _done(new, "user", "list") == _done(home, "user", "list")
    assert "whole" in _done(new, "audit", "verify")
    assert sorted(path.name for path in (new / "keys").iterdir()) == sorted(os.listdir(kept))
    assert not list(new.glob("backup*"))


def test_what_was_destroyed_after_it_does_not_come_back(home: Path, made: Path, secret: Path, tmp_path: Path):
    kept, listed, new = tmp_path / "kept", tmp_path / "destroyed.txt", tmp_path / "new"
    shutil.copytree(home / "keys", kept)
    listed.write_text("report 0b4c8a52-6d1e-4a07-9a53-0d5a3c1f7e11 2026-06-01T10:00:00+00:00\n", "utf-8")
    asked = ("restore", str(made), f"--key={secret}", f"--keys={kept}")
    assert "must not come back" in _refused(new, *asked)
    assert "is not there" in _refused(new, *asked, f"--destroyed={tmp_path / 'nowhere'}")
    assert not new.exists()
    _done(new, *asked, f"--destroyed={listed}")
    assert "1 records destroyed again" in _done(new, "retention", "replay")
    assert "Nothing to destroy again" in _done(new, "retention", "replay")
    assert "whole" in _done(new, "audit", "verify")
    listed.write_text("report x\n", "utf-8")
    shutil.copyfile(listed, new / "destroyed.txt")
    assert "is damaged" in _refused(new, "retention", "replay")


def test_it_asks_for_the_keys_when_they_were_not_given(made: Path, secret: Path, tmp_path: Path):
    new = tmp_path / "new"
    assert "Now put the kept keys in" in _restored(new, made, secret)
    assert "Put it back from your backup of the keys" in _refused(new, "user", "list")


def test_it_is_one_moment_while_people_go_on_writing(home: Path, secret: Path, tmp_path: Path):
    target = tmp_path / "busy.backup"
    here = Installation(home, Mode.EMPTY)
    with here.server.running() as credentials:
        address = credentials.url(SUPERUSER, DATABASE)
        with _written_to(address):
            _done(home, "backup", str(target))
        _restored(tmp_path / "new", target, secret)


@contextmanager
def _written_to(address: str) -> Iterator[None]:
    """Somebody adds to two tables that belong together, all the time."""
    stop = threading.Event()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE first_kept (id bigint PRIMARY KEY)")
        connection.execute("CREATE TABLE second_kept (id bigint REFERENCES first_kept)")

    def write() -> None:
        with psycopg.connect(address) as connection:
            for number in itertools.count():
                connection.execute("INSERT INTO first_kept VALUES (%s)", [number])
                connection.execute("INSERT INTO second_kept VALUES (%s)", [number])
                connection.commit()
                if stop.is_set():
                    return

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()
        with psycopg.connect(address, autocommit=True) as connection:
            assert connection.execute("SELECT max(id) > 100 FROM second_kept").fetchone() == (True,)
            connection.execute("DROP TABLE second_kept, first_kept")


def test_it_says_what_a_backup_is_without_restoring_it(made: Path, secret: Path, tmp_path: Path):
    said = _done(tmp_path / "none", "restore", "--check", str(made), f"--key={secret}")
    assert "(empty)" in said
    assert "whole." in said
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("harm", ["cut", "turned", "of somebody else", "empty"])
def test_it_restores_nothing_from_what_is_not_a_whole_backup(
    made: Path, secret: Path, tmp_path: Path, harm: str
):
    content = bytearray(made.read_bytes())
    if harm == "turned":
        content[-2000] ^= 1
    broken, key = tmp_path / "broken", secret
    broken.write_bytes(bytes({"cut": content[:-2000], "empty": b""}.get(harm, content)))
    if harm == "of somebody else":
        key = tmp_path / "other"
        (tmp_path / "home").mkdir()
        new_key(tmp_path / "home", key)
    new = tmp_path / "new"
    said = _refused(new, "restore", str(broken), f"--key={key}", "--nothing-destroyed")
    assert "damaged" in said or "is no backup" in said
    assert not new.exists()
    assert not list(tmp_path.glob(".new-*"))


@pytest.mark.parametrize("name", ["../outside", "/outside", "a/b", "link", "archive.tar", ".."])
def test_it_unpacks_nothing_but_files_beside_each_other(tmp_path: Path, name: str):
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as members:
        member = tarfile.TarInfo(name)
        if name == "link":
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        members.addfile(member)
    home, folder, made = tmp_path / "home", tmp_path / "folder", tmp_path / "made"
    home.mkdir()
    folder.mkdir()
    new_key(home, tmp_path / "key")
    lock = pyrage.x25519.Recipient.from_str((home / LOCK).read_text().strip())
    made.write_bytes(pyrage.encrypt(packed.getvalue(), [lock]))
    with pytest.raises(Problem, match="is no backup"):
        unseal(made, tmp_path / "key", folder)
    assert not list(folder.iterdir())
    assert not (tmp_path / "outside").exists()


def test_it_refuses_a_backup_of_a_later_version_or_another_content(
    made: Path, secret: Path, home: Path, tmp_path: Path
):
    inside = tmp_path / "inside"
    inside.mkdir()
    unseal(made, secret, inside)
    files = {path.name: path for path in inside.iterdir()}
    manifest = Manifest.read(files["manifest.json"].read_text("utf-8"))
    for name, changed, told in (
        ("later", replace(manifest, version="99.0.0"), "was made by 99.0.0"),
        ("swapped", replace(manifest, dump="0" * 64), "damaged"),
        ("short", replace(manifest, rows={**manifest.rows, "audit_auditevent": 10**6}), "audit_auditevent"),
    ):
        files["manifest.json"].write_text(changed.text(), "utf-8")
        seal(home, files, tmp_path / name)
        asked = ("restore", str(tmp_path / name), f"--key={secret}", "--nothing-destroyed")
        assert told in _refused(tmp_path / "new", *asked)
    assert not (tmp_path / "new").exists()


def test_it_overwrites_nothing(home: Path, made: Path, secret: Path):
    before = made.read_bytes()
    assert "is there already" in _refused(home, "backup", str(made))
    assert "only key to backups" in _refused(home, "backup", f"--new-key={secret}")
    assert "is not empty" in _refused(home, "restore", str(made), f"--key={secret}", "--nothing-destroyed")
    assert made.read_bytes() == before


def test_it_leaves_nothing_open_behind(home: Path, made: Path):
    assert made.stat().st_mode & 0o777 == 0o600
    assert b"ada@example.org" not in made.read_bytes()
    left = home / "backup.work"
    left.mkdir()
    (left / "database.dump").write_text("of a backup that was killed", "utf-8")
    _done(home, "backup", str(made.with_name("second.backup")))
    assert not left.exists()


def test_it_asks_for_a_key_first(home: Path, tmp_path: Path):
    with pytest.raises(Problem, match="Backups need a key first"):
        seal(tmp_path, {}, tmp_path / "backup")
    assert not list(tmp_path.iterdir())


def test_it_makes_one_backup_at_a_time(home: Path, tmp_path: Path):
    with open(home / "backup.lock", "a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "is being made already" in _refused(home, "backup", str(tmp_path / "second"))


def test_it_needs_a_role_that_sees_every_row(home: Path, tmp_path: Path):
    here = Installation(home, Mode.EMPTY)
    target = str(tmp_path / "own")
    with here.server.running() as credentials:
        own = {"DATABASE_URL": credentials.url(APP)}
        assert "Set DATABASE_BACKUP_URL" in _refused(home, "backup", target, **own)
        own["DATABASE_BACKUP_URL"] = credentials.url(OWNER)
        assert "does not see every row" in _refused(home, "backup", target, **own)
        own["DATABASE_BACKUP_URL"] = credentials.url(SUPERUSER, DATABASE)
        done = _ketenzicht(home, "backup", target, **own)
        assert done.returncode == 0, done.stderr
