"""One installation: a directory with its mode, keys, outbox and, without DATABASE_URL, its database."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ketenzicht.config import external, keys
from ketenzicht.config.files import replace, write_once
from ketenzicht.config.postgres import APP, OWNER, PUBLIC, Server, roles
from ketenzicht.config.problem import Problem

PROJECT = Path(__file__).resolve().parents[3]
OURS = {"keys", "postgres", "outbox", "serve.lock", "serve-public.lock", "lost+found"}


class Mode(StrEnum):
    """What an installation is for. Fixed when its directory is made, until a demonstration is wiped."""

    DEMONSTRATION = "demonstration"
    EMPTY = "empty"

    @property
    def setting(self) -> str:
        """The KETENZICHT_MODE of this mode."""
        return "demonstration" if self is Mode.DEMONSTRATION else "production"


@dataclass(frozen=True)
class Databases:
    """The database as the runtime role and as its owner reach it; without an owner nothing is migrated.

    ``public`` is the role of the public side, where we make the roles ourselves.
    """

    app: str
    owner: str | None
    public: str | None = None

    def of_the_public_side(self) -> "Databases":
        """What a process has that serves reporters alone: its own role, and no owner.

        Raises Problem when the role could do more than that.
        """
        address = self.public or self.app
        external.check_public(address)
        return Databases(address, None)


@dataclass(frozen=True)
class Installation:
    """A data directory that exists, and what it is for."""

    home: Path
    mode: Mode

    @property
    def server(self) -> Server:
        """The private PostgreSQL of this directory."""
        return Server(self.home / "postgres", fast=os.environ.get("KETENZICHT_POSTGRES_FAST") == "yes")

    def environment(self, database: str) -> dict[str, str]:
        """What a process of this installation finds in its environment, with ``database`` as its only one."""
        inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
        own = {
            "KETENZICHT_DATA": str(self.home),
            "KETENZICHT_MODE": self.mode.setting,
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "ketenzicht.config.settings",
            "PYTHONUNBUFFERED": "1",
        }
        return inherited | own | keys.environment(self.home)

    @contextmanager
    def databases(self) -> Iterator[Databases]:
        """Have the database run inside: the one of DATABASE_URL, or else the private one.

        Raises Problem when it cannot be reached or is not safe to use.
        """
        if "DATABASE_URL" in os.environ:
            check_database()
            yield Databases(os.environ["DATABASE_URL"], os.environ.get("DATABASE_OWNER_URL"))
            return
        with self.server.running() as credentials:
            roles.prepare(credentials)
            yield Databases(credentials.url(APP), credentials.url(OWNER), credentials.url(PUBLIC))

    def revive_database(self) -> bool:
        """Start the private database again when it died; answers whether it had."""
        return "DATABASE_URL" not in os.environ and self.server.revive()


def check_database() -> None:
    """Make sure that the database of DATABASE_URL can be used, when there is one.

    Raises Problem when it cannot.
    """
    if "DATABASE_URL" in os.environ:
        external.check(os.environ["DATABASE_URL"])
        if owner := os.environ.get("DATABASE_OWNER_URL"):
            external.reach(owner, "DATABASE_OWNER_URL")


def default_home(environment: Mapping[str, str] = os.environ) -> Path:
    """The data directory when nobody names one."""
    return Path(environment.get("KETENZICHT_DATA") or PROJECT / "data").absolute()


def find(home: Path) -> Installation | None:
    """The installation in ``home``, if there is one.

    Raises Problem when it cannot be read, or when KETENZICHT_MODE contradicts it.
    """
    try:
        mode = Mode(json.loads((home / "installation.json").read_text("utf-8"))["mode"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError) as error:
        raise Problem(f"{home / 'installation.json'} is damaged: {error}") from error
    _check_mode(home, mode)
    return Installation(home, mode)


def find_or_make(home: Path, mode: Mode) -> Installation:
    """The installation in ``home``; a new one, for ``mode``, when the directory is new or empty.

    Raises Problem when the directory cannot be used.
    """
    if found := find(home):
        return found
    _check_mode(home, mode)
    try:
        _make(home, mode)
    except OSError as error:
        raise Problem(
            f"{home} cannot be used as data directory: {error.strerror}. Name another with --data."
        ) from error
    return Installation(home, mode)


def _make(home: Path, mode: Mode) -> None:
    home.mkdir(parents=True, exist_ok=True)
    strange = sorted({path.name for path in home.iterdir()} - OURS)
    if strange:
        raise Problem(
            f"{home} holds other files ({strange[0]}, …). Name an empty or new directory with --data."
        )
    keys.make(home)
    furnish(home, mode)


def furnish(home: Path, mode: Mode) -> None:
    """Give a directory that has its keys and data the rest, and say in it what it is for."""
    home.chmod(0o711)  # PostgreSQL under another user must be able to pass through, not to look around
    (home / "outbox").mkdir(mode=0o700, exist_ok=True)
    # Last: a directory that has this file is complete.
    write_once(home / "installation.json", json.dumps({"mode": mode}) + "\n")


def leave_demonstration(home: Path) -> None:
    """Make ``home``, whose database was wiped, an installation for real use.

    The mails and the ends of the audit trail that are kept outside the database go too.
    """
    for mail in (home / "outbox").glob("*"):
        mail.unlink()
    for name in ("audit-anchors.txt", "demonstration.done"):
        (home / name).unlink(missing_ok=True)
    if (home / "installation.json").exists():
        replace(home / "installation.json", (json.dumps({"mode": Mode.EMPTY}) + "\n").encode())


def _check_mode(home: Path, mode: Mode) -> None:
    asked = os.environ.get("KETENZICHT_MODE") or mode.setting
    if asked != mode.setting:
        raise Problem(
            f"{home} is for {mode.setting}, KETENZICHT_MODE asks for {asked}. "
            "Name another directory with --data. A demonstration becomes one for real use only by "
            "./ketenzicht demo wipe, and never the other way round."
        )
