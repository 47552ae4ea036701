"""The keys of one installation, beside its data: never in the database, never in a backup of it."""

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography.fernet import Fernet

from ketenzicht.config.files import write_once
from ketenzicht.config.problem import Problem

KEYS: Mapping[str, Callable[[], str]] = {
    "KETENZICHT_SECRET_KEY": lambda: secrets.token_urlsafe(64),
    "KETENZICHT_SEALING_KEYS": lambda: Fernet.generate_key().decode("ascii"),
    "KETENZICHT_RECEIPT_PEPPER": lambda: secrets.token_urlsafe(64),
}


def make(home: Path) -> None:
    """Make the keys of the data directory ``home`` that are not there yet. None is ever overwritten."""
    folder = home / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, generate in KEYS.items():
        if not _file(home, name).exists():
            write_once(_file(home, name), generate())


def environment(home: Path) -> dict[str, str]:
    """Where settings find the keys of ``home``, for those the environment does not give itself.

    Raises Problem when a key is gone: with a new one, what was sealed could never be read again.
    """
    found = {}
    for name in KEYS:
        if name in os.environ or f"{name}_FILE" in os.environ:
            continue
        path = _file(home, name)
        if not path.exists():
            raise Problem(f"The key {path} is gone. Put it back from your backup of the keys.")
        found[f"{name}_FILE"] = str(path)
    return found


def put_back(kept: Path, home: Path) -> None:
    """Copy the keys of the folder ``kept`` to the data directory ``home``.

    Raises Problem when one is not there.
    """
    (home / "keys").mkdir(mode=0o700, exist_ok=True)
    for name in KEYS:
        path = kept / _file(home, name).name
        if not path.exists():
            raise Problem(f"{kept} does not hold the key {path.name}.")
        write_once(_file(home, name), path.read_text("utf-8"))


def _file(home: Path, name: str) -> Path:
    return home / "keys" / name.removeprefix("KETENZICHT_").lower()
