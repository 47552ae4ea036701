"""The trial: people at work, one kill after the other, and then everything they were told is looked up."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeVar

import psycopg

from ketenzicht.config.installation import Installation, Mode
from ketenzicht.config.postgres import DATABASE
from ketenzicht.config.postgres.roles import SUPERUSER
from tests.endurance.client import Away, Person
from tests.endurance.faults import kill_one
from tests.endurance.keys import Rotation, command
from tests.endurance.people import KINDS_OF_WORK, OFFICER, People, Told, handovers_of, opened, signals_of
from tests.product import is_well

PATIENCE = 180.0
# Kills between two changes of the key that seals hang under; each is killed too, when chance has it.
KILLS_PER_KEY = 10
Found = TypeVar("Found")

# Each must find nothing. A job is in hand at most as long as its worker gives signs of life.
_NOTHING = {
    "a report without its signal": "SELECT id FROM reporting_report r WHERE NOT EXISTS"
    " (SELECT 1 FROM signals_signalreport s WHERE s.report_id = r.id)",
    "a job that was given up": "SELECT id FROM procrastinate_jobs WHERE status IN ('failed', 'aborted')",
    "a job in nobody's hand": "SELECT id FROM procrastinate_jobs"
    " WHERE status = 'doing' AND worker_id IS NULL",
    "a signal that nobody ever had to look at": "SELECT id FROM signals_signal s WHERE NOT EXISTS"
    " (SELECT 1 FROM common_clock c WHERE c.subject_id = s.id)",
    "a hand-off that stands in the register twice": "SELECT h.id FROM handover_handover h"
    " WHERE (SELECT count(*) FROM disclosure_disclosure d WHERE d.subject_id = h.id) > 1",
}
_TERMS = (
    "SELECT max(defer_timestamp) FROM procrastinate_periodic_defers WHERE task_name = 'common.fire_clocks'"
)


@dataclass
class Outcome:
    """What was killed, what people were told, and what is not as they were told."""

    kills: Counter[str] = field(default_factory=Counter)
    told: Told = field(default_factory=Told)
    slowest_return: float = 0.0
    keys: int = 0
    wrong: list[str] = field(default_factory=list)


def endure(url: str, home: Path, kills: int, seed: int, work_seconds: float = PATIENCE) -> Outcome:
    """Kill ``kills`` processes of the product at ``url`` while people work, and look up what they did.

    Before each kill some kind of work gets done, or ``work_seconds`` pass.
    """
    chance, outcome = Random(seed), Outcome()
    port = int(url.rpartition(":")[2])
    with People(url, seed) as people, Rotation(home) as rotation:
        outcome.told = people.told
        for number in range(kills):
            if number % KILLS_PER_KEY == 0:
                rotation.begin()
            _work_goes_on(people.told, chance, work_seconds)
            outcome.kills[kill_one(home, port, chance)] += 1
            outcome.slowest_return = max(outcome.slowest_return, _back(url))
    last = time.time()
    _back(url)
    outcome.keys = rotation.begun
    outcome.wrong += [*people.told.troubles, *lost(url, people.told), *left(home, last), *rotation.left()]
    outcome.wrong += chain(home)
    return outcome


def _work_goes_on(told: Told, chance: Random, seconds: float) -> None:
    """Let people get some kind of thing done, and then be in the middle of something."""
    kind, deadline = chance.choice(KINDS_OF_WORK), time.monotonic() + seconds
    enough = told.sums()[kind] + 1
    while told.sums()[kind] < enough and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(chance.uniform(0.0, 0.5))


def _back(url: str) -> float:
    """The seconds until all is well again."""
    began = time.monotonic()
    while not is_well(url):
        if time.monotonic() - began > PATIENCE:
            raise AssertionError(f"not well after {PATIENCE:.0f} s")
        time.sleep(0.1)
    return time.monotonic() - began


def lost(url: str, told: Told) -> Iterator[str]:
    """What people were told was done and is not there, or is there more than once."""
    officer, reporter = Person(url), Person(url)
    _again(lambda: officer.sign_in(OFFICER))
    for word, code in told.reports.items():
        signals = _again(lambda word=word: signals_of(officer, word))
        if len(signals) != 1:
            yield f"report {word}: {len(signals)} signals"
        page = _again(lambda code=code: opened(reporter, code))
        yield from (
            f"addition {text}: {page.count(text)} times"
            for text in told.additions.get(word, [])
            if page.count(text) != 1
        )
    for word, handover in told.handovers.items():
        there = _again(lambda word=word: handovers_of(officer, told.taken[word]))
        if there != [handover]:
            yield f"hand-off of {word}: {there}"
    for word in told.unsure:
        ask = handovers_of if word.startswith("/") else signals_of
        there = _again(lambda word=word, ask=ask: ask(officer, word))
        if len(there) > 1:
            yield f"unanswered {word}: {len(there)} times"


def _again(ask: Callable[[], Found]) -> Found:
    """What ``ask`` gives; receipts are opened only so often a minute."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except Away:
            if time.monotonic() > deadline:
                raise
            time.sleep(1)


def left(home: Path, last: float) -> Iterator[str]:
    """What the database holds that should not be, once the jobs had time to be done again."""
    with _everything(home) as connection:
        deadline = time.monotonic() + PATIENCE
        while (found := list(_unfinished(connection, last))) and time.monotonic() < deadline:
            time.sleep(1)
        yield from found


def _unfinished(connection: psycopg.Connection, last: float) -> Iterator[str]:
    for name, query in _NOTHING.items():
        if rows := connection.execute(query).fetchall():
            yield f"{name}: {len(rows)}"
    row = connection.execute(_TERMS).fetchone()
    if not row or not row[0] or row[0] < last:
        yield "terms are not looked at any more"


def chain(home: Path) -> Iterator[str]:
    """What is the matter with the audit trail."""
    looked = command(home, "audit", "verify")
    if looked.returncode:
        yield f"audit verify: {looked.stdout} {looked.stderr}"


@contextmanager
def _everything(home: Path) -> Iterator[psycopg.Connection]:
    credentials = Installation(home, Mode.DEMONSTRATION).server.credentials
    with psycopg.connect(credentials.url(SUPERUSER, DATABASE), autocommit=True) as connection:
        yield connection
