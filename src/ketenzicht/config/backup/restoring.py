"""Bringing a backup back into a new data directory, or only looking whether that could be done."""

import os
import shutil
import tempfile
import time
from pathlib import Path

import psycopg

from causal import __version__
from ketenzicht.config import keys
from ketenzicht.config.backup.manifest import ANCHORS, DESTROYED, DUMP, MANIFEST, Manifest, count_rows, digest
from ketenzicht.config.backup.programs import run
from ketenzicht.config.backup.sealed import unseal
from ketenzicht.config.files import replace
from ketenzicht.config.installation import Installation, Mode, furnish
from ketenzicht.config.postgres import DATABASE, roles
from ketenzicht.config.postgres.roles import SUPERUSER
from ketenzicht.config.problem import Problem
from ketenzicht.config.supervisor.terminal import say


def look_into(source: Path, secret: Path) -> None:
    """Open the backup ``source`` with ``secret``, read all of it, and say what it is.

    Raises Problem when it is damaged, not whole, or not to be opened with ``secret``.
    """
    with tempfile.TemporaryDirectory(prefix="ketenzicht-backup-") as folder:
        manifest = _opened(source, secret, Path(folder))
        say(_facts(source, manifest))


def restore(source: Path, secret: Path, home: Path, kept_keys: Path | None, destroyed: Path | None) -> None:
    """Make ``home`` the installation that the backup ``source`` was made of, with its own database.

    With ``kept_keys``, a folder, the keys of the installation are put in their place too; with ``destroyed``,
    a list, what it names goes again before anything is served.
    Raises Problem when it cannot be done; then ``home`` is not there.
    """
    began = time.monotonic()
    if "DATABASE_URL" in os.environ:
        raise Problem("restore makes a database of its own; for yours, docs/operations.md says how.")
    if home.exists() and any(home.iterdir()):
        raise Problem(f"{home} is not empty. Name a new directory with --data.")
    if destroyed and not destroyed.is_file():
        raise Problem(f"{destroyed} is not there. Without the list, what was destroyed would come back.")
    home.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=home.parent, prefix=f".{home.name}-"))
    fresh.chmod(0o711)  # PostgreSQL under another user must be able to pass through
    try:
        manifest = _rebuilt(source, secret, fresh, kept_keys)
        if destroyed:
            shutil.copyfile(destroyed, fresh / DESTROYED)
        if home.exists():
            home.rmdir()
        fresh.rename(home)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    say(f"{_facts(source, manifest)} Restored in {time.monotonic() - began:.1f} s to {home}.")
    if kept_keys is None:
        say(f"Now put the kept keys in {home / 'keys'}, start, and run ./ketenzicht audit verify.")


def _rebuilt(source: Path, secret: Path, home: Path, kept_keys: Path | None) -> Manifest:
    with tempfile.TemporaryDirectory(dir=home, prefix="backup-") as folder:
        manifest = _opened(source, secret, Path(folder))
        here = Installation(home, Mode(manifest.mode))
        with here.server.running() as credentials:
            roles.prepare(credentials)
            address = credentials.url(SUPERUSER, DATABASE)
            run("pg_restore", "--exit-on-error", str(Path(folder) / DUMP), at=address)
            with psycopg.connect(address) as connection:
                _compare(manifest, count_rows(connection))
        if (Path(folder) / ANCHORS).exists():
            shutil.copyfile(Path(folder) / ANCHORS, home / ANCHORS)
    if kept_keys:
        keys.put_back(kept_keys, home)
    if here.mode is Mode.DEMONSTRATION:
        replace(home / "demonstration.done", b"")
    furnish(home, here.mode)
    return manifest


def _opened(source: Path, secret: Path, folder: Path) -> Manifest:
    unseal(source, secret, folder)
    try:
        manifest = Manifest.read((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, TypeError) as error:
        raise Problem(f"{source} is no backup of Ketenzicht.") from error
    if _order(manifest.version) > _order(__version__):
        raise Problem(f"{source} was made by {manifest.version}; this is {__version__}. Use that version.")
    if not (folder / DUMP).exists() or digest(folder / DUMP) != manifest.dump:
        raise Problem(f"{source} is damaged: the dump in it is not the one that was made.")
    return manifest


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _compare(manifest: Manifest, rows: dict[str, int]) -> None:
    wrong = sorted(name for name in {*rows, *manifest.rows} if rows.get(name) != manifest.rows.get(name))
    if wrong:
        raise Problem(f"What was restored is not what was backed up: {', '.join(wrong)}.")


def _facts(source: Path, manifest: Manifest) -> str:
    return (
        f"{source}: made {manifest.made_at} by version {manifest.version} ({manifest.mode}), "
        f"{len(manifest.rows)} tables, {sum(manifest.rows.values())} rows, whole."
    )
