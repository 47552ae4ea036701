"""The processes of the supervisor: started, started again when they crash, stopped in order."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from ketenzicht.config.problem import Problem
from ketenzicht.config.supervisor.lifeline import PARENT
from ketenzicht.config.supervisor.stop import Stop
from ketenzicht.config.supervisor.terminal import say

LONGEST_PAUSE = 30.0
# What ran this long had started well: the next crash counts as the first.
CALM_SECONDS = 10.0


class Child:
    """A process that should always run."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], grace: float
    ) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.grace = grace
        self.crashes = 0
        self._start_again_at = 0.0
        self._started_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process."""
        self._started_at = time.monotonic()
        self._process = spawn(self.command, self.environment)

    def look_after(self) -> None:
        """Start the process again when it has ended, each time after a longer pause."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._start_again_at:
                self.start()
            return
        code = self._process.poll()
        if code is None:
            return
        kill_group(self._process.pid)
        self._process = None
        self.crashes = 1 if now - self._started_at > CALM_SECONDS else self.crashes + 1
        pause = min(LONGEST_PAUSE, 2.0 ** (self.crashes - 1))
        self._start_again_at = now + pause
        say(f"The {self.name} ended unexpectedly (code {code}). It starts again in {pause:.0f} s.")

    def stop(self, stop: Stop) -> None:
        """End the process: first asked, then made to, at once at the second request."""
        if self._process is None:
            return
        end(self._process, self.grace, stop)
        self._process = None


def spawn(
    command: Sequence[str], environment: Mapping[str, str], output: int | None = None
) -> subprocess.Popen[bytes]:
    """Start ``command`` in a session of its own, so that Ctrl-C reaches us and not it."""
    return subprocess.Popen(
        command,
        env={**environment, PARENT: str(os.getpid())},
        stdin=subprocess.DEVNULL,
        stdout=output,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes], grace: float, stop: Stop) -> None:
    """End ``process`` and all it started."""
    with suppress(ProcessLookupError):
        process.terminate()
    deadline = time.monotonic() + grace
    while process.poll() is None and time.monotonic() < deadline and not stop.hurry.is_set():
        time.sleep(0.05)
    kill_group(process.pid)
    process.wait()


def kill_group(leader: int) -> None:
    """End at once whatever is left of the session of ``leader``."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def run_step(
    command: Sequence[str], environment: Mapping[str, str], stop: Stop, *, shown: bool = False
) -> int | None:
    """Run ``command`` to its end and answer its exit code; None when we were told to stop meanwhile.

    What it prints is left out unless ``shown``, except for its complaints.
    """
    try:
        process = spawn(command, environment, None if shown else subprocess.DEVNULL)
    except OSError as error:
        raise Problem(f"{command[0]} cannot be started: {error.strerror}") from error
    while process.poll() is None:
        if stop.asked.wait(0.05):
            end(process, 10, stop)
            return None
    return process.returncode
