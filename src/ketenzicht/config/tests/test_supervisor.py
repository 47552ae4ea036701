"""./run as people use it and as machines break it: the really started product."""

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
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from ketenzicht.config.installation import Databases, Installation, Mode
from ketenzicht.config.supervisor import steps
from ketenzicht.config.supervisor.children import run_step
from ketenzicht.config.supervisor.stop import Stop
from tests.product import free_port, is_well, product_environment
from tests.yardstick import within

ROOT = Path(__file__).resolve().parents[4]
PATIENCE = 300.0

pytestmark = pytest.mark.slow


class Product:
    """A started supervisor on ``home``."""

    def __init__(self, home: Path, *options: str, command: str = "serve") -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        words = [command, "--no-input", f"--port={self.port}", f"--data={home}", *options]
        self._output = home.parent / f"output-{self.port}"
        with self._output.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ketenzicht.config", *words],
                env=product_environment(),
                cwd=ROOT,
                stdout=stream,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self) -> None:
        wait_for(lambda: self.process.poll() is not None or "Ready" in self.said())
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        return self._output.read_text("utf-8")

    def stop(self, signal_number: int = signal.SIGTERM) -> str:
        self.process.send_signal(signal_number)
        self.process.wait(timeout=PATIENCE)
        return self.said()


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A data directory without demonstration, made by a first start that was stopped again."""
    with tempfile.TemporaryDirectory(prefix="ketenzicht-serve-") as folder:
        yield Path(folder) / "data"


@contextmanager
def _serving(home: Path, *options: str) -> Iterator[Product]:
    product = Product(home, *options)
    try:
        product.wait_until_ready()
        yield product
    finally:
        if product.process.poll() is None:
            product.stop()


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ketenzicht.config", *arguments],
        env=product_environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def _processes_on(home: Path) -> list[int]:
    """Every process that works for the installation in ``home``: they all have it in their environment."""
    mark = f"KETENZICHT_DATA={home}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (place / "environ").read_bytes().split(b"\0"):
                found.append(int(place.name))
    return found


def _child(product: Product, module: str) -> int | None:
    for pid in _processes_on(product.home):
        with suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            parent = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1]
            if module.encode() in words and int(parent) == product.process.pid:
                return pid
    return None


def test_it_starts_serves_and_stops_cleanly(home: Path):
    with _serving(home) as product:
        said = product.stop()

    assert product.process.returncode == 0
    assert product.url in said
    assert "user create-administrator" in said
    assert "Ketenzicht has stopped." in said
    assert _processes_on(home) == []
    assert not (home / "postgres" / "data" / "postmaster.pid").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_it_stops_cleanly_however_it_is_asked(home: Path, number: signal.Signals):
    with _serving(home) as product:
        product.stop(number)

    assert product.process.returncode == 0
    assert _processes_on(home) == []


def test_it_starts_a_second_time_without_doing_anything_twice(home: Path):
    if not home.exists():
        with _serving(home):
            pass
    with within(12, children=True), _serving(home) as product:
        said = product.said()

    assert "Tables" not in said
    assert "Reference data" not in said


def test_it_says_that_a_port_is_taken(home: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = _run("serve", f"--data={home}", f"--port={port}")

    assert refused.returncode == 1
    assert f"Port {port} is in use by another program. Choose another: --port {port + 1}" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_it_leaves_nobody_behind_when_it_is_killed_and_starts_again(home: Path):
    with _serving(home) as product:
        product.stop(signal.SIGKILL)

        wait_for(lambda: not _python_processes(home))

    with _serving(home) as again:
        assert is_well(again.url)

    assert not (home / "postgres" / "data" / "postmaster.pid").exists()


def _python_processes(home: Path) -> list[int]:
    return [pid for pid in _processes_on(home) if b"ketenzicht.config" in _command_line(pid)]


def _command_line(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def test_it_starts_the_database_for_one_command_and_stops_it_again(home: Path):
    with _serving(home):
        pass

    answered = _run("--data", str(home), "user", "list")

    assert answered.returncode == 0, answered.stderr
    assert not (home / "postgres" / "data" / "postmaster.pid").exists()


def test_it_uses_no_data_of_a_directory_without_any(tmp_path: Path):
    answered = _run("user", "list", f"--data={tmp_path}")

    assert answered.returncode == 1
    assert f"There are no data in {tmp_path}" in answered.stderr


def test_it_shows_a_bad_database_address_in_one_sentence(home: Path):
    refused = subprocess.run(
        [sys.executable, "-m", "ketenzicht.config", "serve", f"--data={home}", f"--port={free_port()}"],
        env=product_environment() | {"DATABASE_URL": "postgresql://app:geheim@127.0.0.1:1/none"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert refused.returncode == 1
    assert "The database of DATABASE_URL cannot be reached" in refused.stderr
    assert "geheim" not in refused.stderr + refused.stdout
    assert "Traceback" not in refused.stderr


def test_the_demonstration_listens_on_this_machine_only(tmp_path: Path):
    refused = _run("run", f"--data={tmp_path / 'data'}", "--host=0.0.0.0", f"--port={free_port()}")

    assert refused.returncode == 1
    assert "this machine only" in refused.stderr


def test_it_goes_on_when_the_terminal_closes_under_nohup(home: Path):
    nohup = shutil.which("nohup")
    assert nohup
    port = free_port()
    command = [nohup, sys.executable, "-m", "ketenzicht.config", "serve", f"--port={port}", f"--data={home}"]
    process = subprocess.Popen(
        command, env=product_environment(), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    wait_for(lambda: process.poll() is not None or is_well(f"http://localhost:{port}"))
    process.send_signal(signal.SIGHUP)
    time.sleep(1.5)

    assert is_well(f"http://localhost:{port}")

    process.terminate()
    assert process.wait(timeout=PATIENCE) == 0
    assert _processes_on(home) == []


def test_the_public_side_starts_while_nobody_does_the_work(home: Path):
    with _serving(home) as product:
        product.stop()
    with _serving(home, "--only=public") as alone:
        assert _status(alone.url + "/healthz") == 503
        assert _status(alone.url + "/melden/") == 200


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Product]:
    """A product that the tests below share: they break what it should repair."""
    with _serving(home) as product:
        yield product


def test_it_tells_who_serves_in_its_lock(served: Product):
    note = json.loads((served.home / "serve.lock").read_text())

    assert note == {"pid": served.process.pid, "url": served.url}


def test_it_says_where_the_first_one_runs(served: Product):
    second = _run("serve", f"--data={served.home}", f"--port={free_port()}")

    assert second.returncode == 1
    assert f"already runs on these data: {served.url} (process {served.process.pid})" in second.stderr
    assert is_well(served.url)


def test_it_lets_other_commands_use_the_running_database(served: Product):
    answered = _run("user", "list", f"--data={served.home}")

    assert answered.returncode == 0, answered.stderr
    assert is_well(served.url)


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as page:
            return int(page.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def test_the_public_side_runs_beside_it_without_a_way_to_casework(served: Product):
    with _serving(served.home, "--only=public") as beside:
        assert is_well(beside.url)
        assert [_status(beside.url + path) for path in ("/melden/", "/aanmelden/", "/werk/")] == [
            200,
            404,
            404,
        ]
        assert _child(beside, "ketenzicht.config.supervisor.jobs") is None
    assert is_well(served.url)


def test_it_answers_others_while_a_dozen_visitors_send_slowly(served: Product):
    head = b"POST /melden/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\npage="
    with ExitStack() as lines:
        for _ in range(12):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", served.port)))
            line.sendall(head)

        assert is_well(served.url)


@pytest.mark.parametrize("module", ["ketenzicht.config.supervisor.web", "ketenzicht.config.supervisor.jobs"])
def test_it_starts_a_child_again_that_was_killed(served: Product, module: str):
    killed = _child(served, module)
    assert killed
    os.kill(killed, signal.SIGKILL)

    wait_for(lambda: _child(served, module) not in (None, killed) and is_well(served.url))


def test_it_starts_the_database_again_that_was_killed(served: Product):
    note = served.home / "postgres" / "data" / "postmaster.pid"
    killed = note.read_text().split()[0]
    os.kill(int(killed), signal.SIGKILL)

    wait_for(lambda: note.exists() and note.read_text().split()[0] != killed and is_well(served.url))


@pytest.mark.parametrize("shown", [True, False])
def test_a_step_says_only_what_somebody_waits_for(capfd: pytest.CaptureFixture[str], shown: bool):
    words = [sys.executable, "-c", "import sys; print('40 of 114'); print('a complaint', file=sys.stderr)"]
    assert run_step(words, dict(os.environ), Stop(), shown=shown) == 0
    assert capfd.readouterr() == ("40 of 114\n" if shown else "", "a complaint\n")


def test_what_is_made_before_the_doors_open_knows_where_it_will_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    told: list[str] = []

    def step(words: list[str], environment: dict[str, str], stop: Stop, *, shown: bool = False) -> int:
        told.append(environment["KETENZICHT_PUBLIC_URL"])
        return 0

    monkeypatch.delenv("KETENZICHT_PUBLIC_URL", raising=False)
    monkeypatch.setenv("KETENZICHT_STATIC", str(tmp_path / "static"))
    monkeypatch.setattr(steps, "run_step", step)
    monkeypatch.setattr(Installation, "environment", lambda here, database: {})
    here = Installation(tmp_path, Mode.DEMONSTRATION)
    databases = Databases("postgresql:///app", owner=None)
    steps.Preparation(here, databases, Stop(), "http://localhost:8123").everything()
    assert told
    assert set(told) == {"http://localhost:8123"}
