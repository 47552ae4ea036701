"""The keys of one installation, beside its data: never in the database, never in a backup of it."""

import os
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from cryptography.fernet import Fernet

from ketenzicht.common.keyring import Key, parse, written
from ketenzicht.config.environment import env_file, env_list
from ketenzicht.config.files import replace_secret, write_once
from ketenzicht.config.problem import Problem

KEYS: Mapping[str, Callable[[], str]] = {
    "KETENZICHT_SECRET_KEY": lambda: secrets.token_urlsafe(64),
    "KETENZICHT_SEALING_KEYS": lambda: Fernet.generate_key().decode("ascii"),
    "KETENZICHT_RECEIPT_PEPPER": lambda: secrets.token_urlsafe(64),
}

# Those that can be changed, as the command line calls them. Nobody here knows the codes of receipts: with
# another pepper, none that is in somebody's hands would open.
CHANGED: Mapping[str, str] = {"sealing": "KETENZICHT_SEALING_KEYS", "secret": "KETENZICHT_SECRET_KEY"}


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


def there(kind: str) -> tuple[Key, ...]:
    """The keys of one kind, the newest first."""
    return parse(env_list(CHANGED[kind]))


def add(kind: str, at: datetime) -> Key:
    """Make a key and put it in front of the others of its kind.

    Raises Problem when they are kept where we cannot write.
    """
    key = Key(KEYS[CHANGED[kind]](), at)
    replace_secret(_kept_in(kind), written([key, *there(kind)]))
    return key


def drop(kind: str, ident: str) -> None:
    """Take the key ``ident`` away.

    Raises Problem when it is kept where we cannot write.
    """
    replace_secret(_kept_in(kind), written([key for key in there(kind) if key.id != ident]))


def _kept_in(kind: str) -> Path:
    path = env_file(CHANGED[kind])
    if not path:
        raise Problem(f"{CHANGED[kind]} stands in the environment: change it there, the newest in front.")
    return Path(path)


def _file(home: Path, name: str) -> Path:
    return home / "keys" / name.removeprefix("KETENZICHT_").lower()
