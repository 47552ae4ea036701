"""Keeps the started product alive as long as a test run, and no longer, even when the run is killed."""

import os
import signal
import subprocess
import sys


def main(run: int, command: list[str]) -> int:
    """Start the product with ``command``; stop it when process ``run`` has gone or when told to."""
    product = subprocess.Popen([sys.executable, "-m", "ketenzicht.config", *command])
    signal.signal(signal.SIGTERM, lambda number, frame: product.terminate())
    while True:
        try:
            return product.wait(timeout=1)
        except subprocess.TimeoutExpired:
            if not _lives(run):
                product.terminate()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
