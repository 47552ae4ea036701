"""Measuring the started product as its users meet it: over HTTP, on demonstration data of its own."""

import gzip
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

from ketenzicht.config.problem import Problem
from ketenzicht.reporting.domain.receipt import new_receipt
from ketenzicht.reporting.domain.receipt_hash import receipt_hash

START_SECONDS = 600.0
FEWEST = 5
PUBLIC_PAGES = ("/", "/melden/", "/antwoord/", "/uitleg/")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True)
class Answer:
    """What came back: how long it took, how heavy it was, what it says."""

    seconds: float
    size: int
    text: str


class Visitor:
    """One browser: a connection that stays open, and cookies."""

    def __init__(self, port: int, address: str = "127.0.0.1") -> None:
        # Who sends too much has to wait, so many visitors have an address of this machine each.
        self._connection = HTTPConnection("localhost", port, timeout=60, source_address=(address, 0))
        self._cookies: SimpleCookie = SimpleCookie()

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def ask(self, path: str, fields: dict[str, str] | None = None) -> Answer:
        """Open a page, or send a form to it. Raises Problem when the answer is an error."""
        headers = {"Accept-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"}
        headers["Cookie"] = "; ".join(f"{name}={one.value}" for name, one in self._cookies.items())
        began = time.perf_counter()
        self._connection.request("POST" if fields else "GET", path, urlencode(fields or {}), headers)
        answer = self._connection.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - began
        if answer.status >= 400:
            raise Problem(f"{path} answers {answer.status}.")
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies.load(line)
        packed = answer.headers.get("Content-Encoding") == "gzip"
        return Answer(seconds, len(body), (gzip.decompress(body) if packed else body).decode())

    def sign_in(self, name: str) -> None:
        """Become one of the invented people."""
        page = self.ask("/aanmelden/").text
        found = re.search(rf'name="person" value="(\d+)"><strong>[^<]*{name}', page)
        if not found:
            raise Problem(f"Nobody can sign in as {name}.")
        self.ask("/aanmelden/als/", dict(HIDDEN.findall(page)) | {"person": found[1]})

    def report(self) -> float:
        """Fill in a whole report and answer the seconds that sending it took."""
        page = self.ask("/melden/").text
        fields = dict(HIDDEN.findall(page)) | {"go": "next"}
        page = self.ask("/melden/", fields).text
        place = re.findall(r'<option value="(\d+)"', page)[0]
        said = {"subject": "person", "fact": "Een meisje huilde aan de balie.", "municipality": place}
        page = self.ask("/melden/", dict(HIDDEN.findall(page)) | said | {"go": "check"}).text
        answer = self.ask("/melden/", dict(HIDDEN.findall(page)) | {"mode": "anonymous", "go": "send"})
        if 'name="sent"' not in answer.text:
            raise Problem("A report was not taken in.")
        return answer.seconds


class Product:
    """The product on a data directory of its own, and a bare page beside it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = _free_port()
        self.pid = 0

    @contextmanager
    def started(self) -> Iterator[float]:
        """Have the product run inside; gives the seconds until it was well. Raises Problem."""
        words = ["ketenzicht.config", "run", "--no-input", f"--port={self.port}", f"--data={self.home}"]
        began = time.monotonic()
        with running(words, self.home.with_suffix(".log"), self.port, "/healthz") as self.pid:
            yield time.monotonic() - began

    def command(self, *words: str) -> Answer:
        """Run a command of the product; the answer's text is what it said."""
        began = time.monotonic()
        line = [sys.executable, "-m", "ketenzicht.config", f"--data={self.home}", *words]
        said = subprocess.run(line, env=_own_environment(), stdout=subprocess.PIPE, text=True, check=True)
        return Answer(time.monotonic() - began, 0, said.stdout.strip())


@contextmanager
def running(words: list[str], log: Path, port: int, well: str) -> Iterator[int]:
    """Have a module with its arguments run inside; gives its process. Raises Problem without answer."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *words], env=_own_environment(), stdout=output, stderr=output
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _is_well(port, well):
            if process.poll() is not None or time.monotonic() > deadline:
                raise Problem(f"{words[0]} did not start: {log.read_text('utf-8')[-2000:]}")
            time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def in_rounds(measures: dict[str, Callable[[], float]], seconds: float) -> dict[str, list[float]]:
    """Take every measure in turn, so that whatever else the machine does touches all of them alike."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for measure in measures.values():
        measure()  # the first one fills caches
    end = time.monotonic() + seconds
    while time.monotonic() < end or any(len(taken) < FEWEST for taken in found.values()):
        for name, measure in measures.items():
            found[name].append(measure())
    return found


def slow_hash() -> float:
    """The seconds of the hash that makes guessing receipts dear."""
    began = time.perf_counter()
    receipt_hash(new_receipt(), b"-" * 32)
    return time.perf_counter() - began


@contextmanager
def temporary_product() -> Iterator[Product]:
    """A product that leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="ketenzicht-bench-") as folder:
        yield Product(Path(folder) / "data")


@contextmanager
def measures_of(product: Product, bare: int) -> Iterator[dict[str, Callable[[], float]]]:
    """What is measured, by the name it has in the table, on connections that close afterwards."""
    with ExitStack() as open_ones:
        ports = (bare, product.port, product.port)
        nobody, public, officer = [open_ones.enter_context(closing(Visitor(port))) for port in ports]
        officer.sign_in("Tessel Regenboog")
        yield _measures(nobody, public, officer)


def _measures(nobody: Visitor, public: Visitor, officer: Visitor) -> dict[str, Callable[[], float]]:
    one = cycle(sorted(set(re.findall(r"/signalen/[0-9a-f-]{36}/", officer.ask("/werk/").text))))
    return {
        "bare page": lambda: nobody.ask("/").seconds,
        "start page": lambda: public.ask("/").seconds,
        "sending a report": public.report,
        "of which the slow hash": slow_hash,
        "worklist": lambda: officer.ask("/werk/").seconds,
        "signal page": lambda: officer.ask(next(one)).seconds,
    }


def spread(taken: list[float]) -> tuple[float, float, float]:
    """In milliseconds: what one in ten stays under, the middle one, what nine in ten stay under."""
    tenths = statistics.quantiles(taken, n=10)
    return tenths[0] * 1000, statistics.median(taken) * 1000, tenths[-1] * 1000


def weigh(port: int, path: str) -> int:
    """How many bytes a page is over the line. Raises Problem, OSError."""
    with closing(Visitor(port)) as visitor:
        return visitor.ask(path).size


def _own_environment() -> dict[str, str]:
    foreign = ("KETENZICHT_", "DATABASE_", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)}


def _is_well(port: int, path: str) -> bool:
    try:
        weigh(port, path)
    except (OSError, HTTPException, Problem):
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
