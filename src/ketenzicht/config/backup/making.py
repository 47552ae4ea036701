"""Making a backup while the product runs: one moment of the database, counted, checked and sealed."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from causal import __version__
from ketenzicht.config.backup.manifest import ANCHORS, DUMP, MANIFEST, Manifest, count_rows, digest
from ketenzicht.config.backup.programs import run
from ketenzicht.config.backup.sealed import seal
from ketenzicht.config.files import replace
from ketenzicht.config.installation import Installation
from ketenzicht.config.postgres import DATABASE
from ketenzicht.config.postgres.roles import SUPERUSER
from ketenzicht.config.problem import Problem
from ketenzicht.config.supervisor.terminal import say

# Its time of change is when the last backup was made, for whoever watches.
LAST_BACKUP = "last-backup"
_ABOVE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def make(here: Installation, target: Path) -> None:
    """Write a backup of ``here`` to ``target``. The keys are not in it.

    Raises Problem when it cannot be made; then there is no ``target``.
    """
    began = time.monotonic()
    with _working(here.home) as folder, _everything(here) as address:
        moment = datetime.now(UTC)
        rows = _dump(address, folder / DUMP)
        run("pg_restore", f"--file={os.devnull}", str(folder / DUMP))  # reads all of it
        manifest = Manifest(
            __version__, here.mode.value, moment.isoformat(timespec="seconds"), rows, digest(folder / DUMP)
        )
        (folder / MANIFEST).write_text(manifest.text(), "utf-8")
        files = {MANIFEST: folder / MANIFEST, DUMP: folder / DUMP}
        if (here.home / ANCHORS).exists():
            files[ANCHORS] = here.home / ANCHORS
        seal(here.home, files, target)
    replace(here.home / LAST_BACKUP, b"")
    size = target.stat().st_size / 1e6
    say(
        f"{target}: {len(rows)} tables, {sum(rows.values())} rows, {size:.1f} MB, "
        f"{time.monotonic() - began:.1f} s. The keys in {here.home / 'keys'} are not in it; keep them apart."
    )


@contextmanager
def _working(home: Path) -> Iterator[Path]:
    """A folder beside the database for what is not sealed yet; one that was left behind goes first."""
    folder = home / "backup.work"
    with open(home / "backup.lock", "a", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem(f"A backup of {home} is being made already.") from error
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


@contextmanager
def _everything(here: Installation) -> Iterator[str]:
    """The address of the database for a role that row security does not hold."""
    if "DATABASE_URL" not in os.environ:
        with here.server.running() as credentials:
            yield credentials.url(SUPERUSER, DATABASE)
        return
    address = os.environ.get("DATABASE_BACKUP_URL")
    if not address:
        raise Problem("Set DATABASE_BACKUP_URL: a role that sees every row (docs/operations.md).")
    yield address


def _dump(address: str, target: Path) -> dict[str, int]:
    """Dump the database, and count the rows of the very moment that was dumped."""
    try:
        with psycopg.connect(address, connect_timeout=10) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            if connection.execute(_ABOVE).fetchone() != (True,):
                raise Problem("The role of DATABASE_BACKUP_URL does not see every row. Give it BYPASSRLS.")
            [(snapshot,)] = connection.execute("SELECT pg_export_snapshot()").fetchall()
            run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}", at=address)
            return count_rows(connection)
    except psycopg.Error as error:
        raise Problem(f"The database cannot be read: {' '.join(str(error).split())}") from error
