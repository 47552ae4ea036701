"""Changing the key that seals hang under, again and again, while all the rest goes on and is killed."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from tests.database import ROOT
from tests.product import product_environment

_WORDS = (("keys", "new"), ("keys", "rewrap"))


def command(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command on the installation in ``home``."""
    return subprocess.run(
        [sys.executable, "-m", "ketenzicht.config", *words, f"--data={home}"],
        cwd=ROOT,
        env=product_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


class Rotation:
    """A new key and every seal under it, in a thread; one at a time."""

    def __init__(self, home: Path) -> None:
        self.home, self.begun = home, 0
        self._thread = threading.Thread()

    def __enter__(self) -> "Rotation":
        return self

    def __exit__(self, *_: object) -> None:
        if self.begun:
            self._thread.join()

    def begin(self) -> None:
        """Begin with a new key, unless the last one is not done yet."""
        if self._thread.is_alive():
            return
        self.begun += 1
        self._thread = threading.Thread(target=self._change)
        self._thread.start()

    def left(self) -> Iterator[str]:
        """What is not as it should be once it is done again to the end."""
        done = command(self.home, "keys", "rewrap")
        if done.returncode:
            yield f"keys rewrap: {done.stdout} {done.stderr}"
        keys = [line.split("\t") for line in command(self.home, "keys", "list").stdout.splitlines()]
        newest, *older = [key for key in keys if key[0] == "sealing"]
        if newest[4] == "0 seals" or any(key[4] != "0 seals" for key in older):
            yield f"seals are not under the newest key: {keys}"

    def _change(self) -> None:
        for words in _WORDS:
            command(self.home, *words)
