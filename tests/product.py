"""The product itself, really started on demonstration data, once for all tests of a run."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.database import HOME, ROOT, fingerprint

# Where the processes of one test run meet. Its name must survive the clean-up of ketenzicht.config.testing.
MEETING_PLACE = "TEST_RUN_DIRECTORY"
START_SECONDS = 400.0
OLD_SECONDS = 6 * 3600
_keepers: dict[int, subprocess.Popen[bytes]] = {}


def pytest_configure(config: pytest.Config) -> None:
    """Give the processes of this run a place to share the product."""
    if not hasattr(config, "workerinput") and MEETING_PLACE not in os.environ:
        os.environ[MEETING_PLACE] = tempfile.mkdtemp(prefix="ketenzicht-run-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the product when the whole run is over."""
    if not hasattr(config, "workerinput") and (place := os.environ.pop(MEETING_PLACE, "")):
        with suppress(FileNotFoundError, KeyError):
            _stop(json.loads((Path(place) / "product.json").read_text("utf-8"))["pid"])
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="session")
def running_product() -> str:
    """The address of the product, with its demonstration region. What tests change in it stays changed."""
    place = Path(os.environ[MEETING_PLACE])
    with open(place / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        note = place / "product.json"
        known = json.loads(note.read_text("utf-8")) if note.exists() else _start(place)
        note.write_text(json.dumps(known), "utf-8")
    if "fault" in known:
        pytest.fail(f"The product did not start:\n{known['fault']}", pytrace=False)
    return str(known["url"])


@pytest.fixture(scope="session")
def outbox(running_product: str) -> Path:
    """Where the product leaves the mails that nobody gets."""
    return Path(os.environ[MEETING_PLACE]) / "data" / "outbox"


@contextmanager
def product_of_its_own(place: Path) -> Iterator[tuple[str, Path]]:
    """Have a product run on data below ``place`` that writes through to disk: its address, its data."""
    known = _start(place, durable=True)
    assert "fault" not in known, known["fault"]
    try:
        yield str(known["url"]), place / "data"
    finally:
        _stop(int(str(known["pid"])))


def _start(place: Path, *, durable: bool = False) -> dict[str, object]:
    """Start the product on a copy of demonstration data that an earlier run may have made."""
    HOME.mkdir(mode=0o700, exist_ok=True)
    with open(HOME / "product.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = _made_before()
        if not made.exists():
            fault = _make(made, place)
            if fault:
                return {"fault": fault}
    shutil.copytree(made, place / "data", ignore=shutil.ignore_patterns("socket", "*.lock"))
    return _serve(place / "data", place / "output", durable=durable)


def _made_before() -> Path:
    """Where the demonstration for the code as it is now is kept; it ages, so it is made anew now and then."""
    made = HOME / f"demonstration-{fingerprint('demonstration')}"
    for other in HOME.glob("demonstration-*"):
        if other != made or time.time() - other.stat().st_mtime > OLD_SECONDS:
            shutil.rmtree(other)
    return made


def _make(made: Path, place: Path) -> str:
    first = _serve(place / "made", place / "first-output")
    if "fault" in first:
        return str(first["fault"])
    _stop(int(str(first["pid"])))
    shutil.copytree(place / "made", made.with_suffix(".new"), ignore=shutil.ignore_patterns("socket"))
    made.with_suffix(".new").rename(made)
    return ""


def _serve(home: Path, output: Path, *, durable: bool = False) -> dict[str, object]:
    port = free_port()
    command = ["run", "--no-input", f"--port={port}", f"--data={home}"]
    with output.open("wb") as stream:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.keeper", str(_whole_run()), *command],
            cwd=ROOT,
            env=product_environment() | ({"KETENZICHT_POSTGRES_FAST": "no"} if durable else {}),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _keepers[keeper.pid] = keeper
    url = f"http://localhost:{port}"
    deadline = time.monotonic() + START_SECONDS
    while not is_well(url):
        if keeper.poll() is not None or time.monotonic() > deadline:
            _stop(keeper.pid)
            return {"fault": output.read_text("utf-8", errors="replace")[-4000:]}
        time.sleep(0.2)
    return {"url": url, "pid": keeper.pid}


def product_environment() -> dict[str, str]:
    """An environment in which the product starts as on somebody's own machine, only faster."""
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("KETENZICHT_", "DJANGO_"))
    }
    return own | {"KETENZICHT_POSTGRES_FAST": "yes"}


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_well(url: str) -> bool:
    """Whether the product at ``url`` says that all is well."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _whole_run() -> int:
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def _stop(pid: int) -> None:
    if own := _keepers.pop(pid, None):
        own.terminate()
        own.wait(timeout=180)
        return
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
        for _ in range(600):
            os.kill(pid, 0)
            time.sleep(0.1)
