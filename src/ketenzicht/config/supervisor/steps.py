"""What happens before the doors open: style sheets, tables, reference data, the demonstration."""

import fcntl
import hashlib
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from ketenzicht.config import translations
from ketenzicht.config.files import replace
from ketenzicht.config.installation import PROJECT, Databases, Installation, Mode
from ketenzicht.config.postgres import PUBLIC, public_side
from ketenzicht.config.problem import Problem
from ketenzicht.config.supervisor import readiness
from ketenzicht.config.supervisor.children import run_step
from ketenzicht.config.supervisor.stop import Stop
from ketenzicht.config.supervisor.terminal import say

COMMAND = (sys.executable, "-m", "ketenzicht.config")


class Stopped(Exception):
    """Somebody asked us to stop while we were still preparing."""


class Preparation:
    """The steps for one installation; each says what it does and how long it took."""

    def __init__(self, installation: Installation, databases: Databases, stop: Stop, public_url: str) -> None:
        self.installation = installation
        self.public_url = public_url
        self.databases = databases
        self.stop = stop

    def everything(self) -> None:
        """Do all that is still to be done.

        Raises Problem when a step fails and Stopped when we are told to stop.
        """
        translations.compile_all()
        self._static_files()
        self._database()
        if self.installation.mode is Mode.DEMONSTRATION:
            self._demonstration()

    def public_side(self) -> None:
        """What is to be done where nothing but the pages of reporters is served: it makes no tables.

        Raises Problem when the tables are not those of this version, and Stopped when we are told to stop.
        """
        translations.compile_all()
        self._static_files()
        self._migrate()

    def _static_files(self) -> None:
        folder = Path(os.environ.get("KETENZICHT_STATIC") or PROJECT / "build" / "static")
        stamp, now = folder.with_name(f"{folder.name}.stamp"), _static_fingerprint()
        if folder.exists() and stamp.exists() and stamp.read_text("ascii") == now:
            return
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder.with_name(f"{folder.name}.lock"), "w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._manage("Style sheets and scripts", "collectstatic", "--noinput", "--verbosity=0")
            replace(stamp, now.encode("ascii"))

    def _database(self) -> None:
        owner = self.databases.owner
        if not (owner and readiness.is_ready(owner)):
            self._migrate()
            self._manage("Reference data", "reference", "--skip-checks", "load")
            # A restored database must not serve what was destroyed after its backup.
            words = ("retention", "--skip-checks", "replay")
            self._timed("Destroyed stays destroyed", owner or self.databases.app, *words)
        if owner:
            # Each time: the role can have been made since the tables were.
            public_side.grant(owner, os.environ.get("KETENZICHT_PUBLIC_ROLE", PUBLIC))
            readiness.remember(owner)

    def _migrate(self) -> None:
        check = ("migrate", "--check", "--skip-checks", "--verbosity=0")
        if self._run(self.databases.owner or self.databases.app, *check) == 0:
            return
        if self.databases.owner is None:
            raise Problem(
                "The database is behind this version. Set DATABASE_OWNER_URL so that it can be brought up."
            )
        self._timed("Tables", self.databases.owner, "migrate", "--verbosity=0", "--skip-checks")

    def _demonstration(self) -> None:
        done = self.installation.home / "demonstration.done"
        if not done.exists():
            words = ("demo", "--skip-checks", "load")
            self._timed("Demonstration region", self.databases.app, *words, shown=True)
            replace(done, b"")

    def _manage(self, what: str, *command: str) -> None:
        self._timed(what, self.databases.app, *command)

    def _timed(self, what: str, database: str, *command: str, shown: bool = False) -> None:
        began = time.monotonic()
        code = self._run(database, *command, shown=shown)
        if code:
            raise Problem(f"{what}: `./ketenzicht {' '.join(command)}` failed; the lines above say why.")
        say(f"  {what:<28}{time.monotonic() - began:5.1f} s")

    def _run(self, database: str, *command: str, shown: bool = False) -> int:
        # What is made now, such as a document that names where it stands, is read at that address.
        environment: Mapping[str, str] = {
            "KETENZICHT_PUBLIC_URL": self.public_url
        } | self.installation.environment(database)
        code = run_step([*COMMAND, *command], environment, self.stop, shown=shown)
        if code is None:
            raise Stopped
        return code


def _static_fingerprint() -> str:
    digest = hashlib.sha256((PROJECT / "requirements.lock").read_bytes())
    for path in sorted(_static_sources()):
        facts = path.stat()
        digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _static_sources() -> list[Path]:
    return [path for path in PROJECT.glob("src/ketenzicht/*/static/**/*") if path.is_file()]
