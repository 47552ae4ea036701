"""The life of the private server: made once, started, adopted after a crash, stopped by its last user."""

import fcntl
import hashlib
import os
import re
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from ketenzicht.config.files import write_once
from ketenzicht.config.postgres import binaries, identity
from ketenzicht.config.postgres.problem import PostgresProblem, explain
from ketenzicht.config.postgres.roles import SUPERUSER, Credentials

LONGEST_SOCKET_DIRECTORY = 80  # an address of a socket has at most 107 bytes, of which PostgreSQL takes 18
SOCKET = ".s.PGSQL.5432"
START_SECONDS = 120
# Statements and details of errors hold what people typed; they do not belong in a log.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
# Ten times faster and lost at the first power cut: for tests and trials.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "2GB"}


class Server:
    """The PostgreSQL of the data directory ``home``. Programs that use it at the same time share it."""

    def __init__(self, home: Path, *, fast: bool = False) -> None:
        self.home = home.resolve()
        self.data = self.home / "data"
        self.log = self.home / "server.log"
        self.fast = fast

    @cached_property
    def binaries(self) -> Path:
        """The folder with PostgreSQL's programs."""
        return binaries.find()

    @cached_property
    def identity(self) -> identity.Identity:
        """As whom PostgreSQL runs."""
        return identity.choose(self.data if self.data.exists() else self.home, self.binaries)

    @cached_property
    def socket(self) -> Path:
        """The directory of the socket: beside the data, or a temporary one when that path is too long."""
        beside = self.home / "socket"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_DIRECTORY and re.fullmatch(r"[\w./-]+", str(beside)):
            return beside
        digest = hashlib.sha256(os.fsencode(beside)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"ketenzicht-{digest}"

    @cached_property
    def credentials(self) -> Credentials:
        """How to reach the server."""
        return Credentials(self.home, self.socket)

    @contextmanager
    def running(self) -> Iterator[Credentials]:
        """Have the server run inside; whoever leaves last stops it.

        Raises PostgresProblem when it cannot be started.
        """
        self.home.mkdir(parents=True, exist_ok=True, mode=0o711)
        with open(self.home / "use.lock", "a", encoding="utf-8") as in_use:
            with self._alone():
                fcntl.flock(in_use, fcntl.LOCK_SH)
                self._ensure_started()
            try:
                yield self.credentials
            finally:
                with self._alone():
                    fcntl.flock(in_use, fcntl.LOCK_UN)
                    with suppress(BlockingIOError):
                        fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        self._stop()

    def revive(self) -> bool:
        """Start the server again when it died under us; answers whether it had."""
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket / SOCKET))
            except BlockingIOError:
                return False  # alive, and too busy to take one more
            except OSError:
                with self._alone():
                    self._ensure_started()
                return True
        return False

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with open(self.home / "change.lock", "a", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _ensure_started(self) -> None:
        self._check_version()
        self._open_socket_directory()
        if not self.data.exists():
            self._create()
        elif self._answers():
            return
        self._start()

    def _check_version(self) -> None:
        version = self.data / "PG_VERSION"
        if not version.exists():
            return
        have, want = int(version.read_text("ascii")), binaries.major_version(self.binaries)
        if have != want:
            raise PostgresProblem(
                f"The data in {self.data} are of PostgreSQL {have}; {self.binaries} holds {want}. "
                f"Set KETENZICHT_POSTGRES_BIN to the programs of {have}, or move the data with pg_dump and "
                "pg_restore; docs/operations.md says how."
            )

    def _open_socket_directory(self) -> None:
        self.socket.mkdir(exist_ok=True, mode=0o700)
        found = self.socket.lstat()
        ours = {os.geteuid(), *(self.identity.owner or ())[:1]}
        # In a temporary folder somebody else may have made it first, to listen in.
        if self.socket.is_symlink() or found.st_uid not in ours:
            raise PostgresProblem(f"{self.socket} belongs to another user. Remove it and start again.")
        self.identity.give(self.socket)

    def _create(self) -> None:
        fresh, password = self.home / "data.new", self.socket / "password"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        password.unlink(missing_ok=True)
        write_once(password, self.credentials.password(SUPERUSER))
        self.identity.give(fresh)
        self.identity.give(self.socket)
        made = self._run("initdb", *self._initdb_options(fresh, password))
        password.unlink()
        if made.returncode:
            raise explain("PostgreSQL could not make its data directory", made.stdout)
        # Only a complete data directory gets the name, so a start that was killed half-way starts anew.
        fresh.rename(self.data)

    def _initdb_options(self, data: Path, password: Path) -> list[str]:
        if binaries.major_version(self.binaries) >= 17:
            # The same order and case rules on every machine, whatever its C library knows.
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            locale = ["--locale=C.UTF-8"]
        return [
            f"--pgdata={data}",
            f"--username={SUPERUSER}",
            "--auth=scram-sha-256",
            f"--pwfile={password}",
            "--encoding=UTF8",
            "--text-search-config=dutch",
            "--no-instructions",
            *locale,
            *(["--no-sync"] if self.fast else []),
        ]

    def _start(self) -> None:
        self._forget_dead_server()
        settings = SETTINGS | {"unix_socket_directories": str(self.socket)} | (FAST if self.fast else {})
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
        self.log.unlink(missing_ok=True)
        write_once(self.log, "")
        self.identity.give(self.log)
        self.identity.give(self.data)
        deadline = time.monotonic() + START_SECONDS
        while True:
            done = self._pg_ctl(
                "start", "-w", f"-t{START_SECONDS}", f"--log={self.log}", f"--options={options}"
            )
            if not done.returncode:
                return
            said = self.log.read_text("utf-8", errors="replace")
            # Processes of a server that was killed need a moment to notice it.
            if "still in use" not in said or time.monotonic() > deadline:
                raise explain("PostgreSQL did not start", said)
            time.sleep(0.5)

    def _forget_dead_server(self) -> None:
        """Remove the notes of a killed server whose process number now belongs to another program."""
        note = self.data / "postmaster.pid"
        try:
            pid = int(note.read_text("ascii").split()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return
        if "postgres" not in _program(pid):
            for left in (note, self.socket / f"{SOCKET}.lock", self.socket / SOCKET):
                left.unlink(missing_ok=True)

    def _answers(self) -> bool:
        """Whether a server runs on the data; one that is still starting or dying is waited for."""
        for _ in range(START_SECONDS * 10):
            if self._pg_ctl("status").returncode:
                return False
            ready = self._run("pg_isready", "--quiet", f"--host={self.socket}", plain=True).returncode
            if ready == 0:
                return True
            if ready == 2 and not self._is_postgres():
                return False
            time.sleep(0.1)
        raise PostgresProblem(f"A PostgreSQL on {self.data} does not answer; {self.log} may say why.")

    def _is_postgres(self) -> bool:
        self._forget_dead_server()
        return (self.data / "postmaster.pid").exists()

    def _stop(self) -> None:
        self._pg_ctl("stop", "-w", "-t60", "--mode=fast")

    def _pg_ctl(self, verb: str, *options: str) -> subprocess.CompletedProcess[str]:
        # The server inherits what it prints to: a pipe would keep us waiting for its end.
        return self._run("pg_ctl", verb, f"--pgdata={self.data}", *options, output=subprocess.DEVNULL)

    def _run(
        self, program: str, *arguments: str, output: int = subprocess.PIPE, plain: bool = False
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*(() if plain else self.identity.prefix), str(self.binaries / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output if output == subprocess.DEVNULL else subprocess.STDOUT,
            env={**os.environ, "LC_ALL": "C"},
            cwd="/",
            start_new_session=True,  # Ctrl-C is for us: we stop the server in its turn
            text=True,
            check=False,
        )


def _program(pid: int) -> str:
    """The name of the program that has process number ``pid``, empty when it has ended."""
    if Path("/proc/self/stat").exists():
        with suppress(FileNotFoundError, ProcessLookupError):
            facts = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace")
            name, _, rest = facts.partition("(")[2].rpartition(") ")
            return "" if rest.startswith("Z") else name
        return ""
    asked = ["/bin/ps", "-o", "comm=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout
