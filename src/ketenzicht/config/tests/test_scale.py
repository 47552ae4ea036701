"""A large database of its own is filled as the product would have, and what it costs is told."""

import json
import os
import re
from collections.abc import Callable, Iterator
from functools import partial

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.db import connection as product
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ketenzicht.accounts.queries import actor_for
from ketenzicht.audit.models import AuditEvent
from ketenzicht.audit.queries import kinds, verify
from ketenzicht.common.actor import Actor, acting
from ketenzicht.config.postgres import Credentials
from ketenzicht.config.problem import Problem
from ketenzicht.config.scale import database, filling, measuring, resources, run, telling
from ketenzicht.config.scale.measuring import BARE, HASH, REPORT, Crowd, Row, Subject, Times
from ketenzicht.signals import queries
from ketenzicht.signals.queries import Tab, Wanted

COUNT = 200
_LEFT_UNDONE = """
SELECT conname FROM pg_constraint WHERE NOT convalidated
UNION ALL SELECT tgname FROM pg_trigger WHERE tgenabled <> 'O'
UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'bench'
"""
# Whatever people would read says that it was made up.
_NOT_SAID_TO_BE_INVENTED = """
SELECT text FROM reporting_statement WHERE text NOT LIKE 'VERZONNEN%'
UNION ALL SELECT text FROM reporting_addition WHERE text NOT LIKE 'VERZONNEN%'
UNION ALL SELECT text FROM reporting_reply WHERE text NOT LIKE 'VERZONNEN%'
UNION ALL SELECT text FROM signals_note WHERE text NOT LIKE 'VERZONNEN%'
UNION ALL SELECT title FROM signals_task WHERE title NOT LIKE 'VERZONNEN%'
UNION ALL SELECT question FROM handover_handover WHERE question NOT LIKE 'VERZONNEN%'
UNION ALL SELECT name FROM accounts_user WHERE name NOT LIKE 'Verzonnen%' OR email NOT LIKE '%@example.org'
"""


@pytest.fixture
def filled(fresh_database: None, postgres: Credentials) -> Iterator[psycopg.Connection]:
    """A database with two hundred signals, as its superuser sees it."""
    with postgres.connect(str(product.settings_dict["NAME"])) as connection:
        before = _indexes(connection)
        filling.fill(connection, COUNT)
        assert _indexes(connection) == before
        yield connection


def _indexes(connection: psycopg.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT indexname FROM pg_indexes").fetchall()}


@pytest.mark.slow
def test_it_fills_a_database_that_the_product_reads_as_its_own(filled: psycopg.Connection) -> None:
    assert not filled.execute(_LEFT_UNDONE).fetchall()
    assert not filled.execute(_NOT_SAID_TO_BE_INVENTED).fetchall()
    words, sizes = database.words(filled), {size.name: size.count for size in database.sizes(filled)}
    assert set(words) == {"common", "rare", "groot", "klein", "streek", "record", "user", "month"} - (
        set() if sizes["signals at the small desk"] else {"klein"}
    )
    assert sizes["signals"] == COUNT
    _it_is_read(str(words["common"]), sizes["signals at the largest desk"] or 0)


def _it_is_read(word: str, most: int) -> None:
    at = timezone.now()
    people = {user.name: user for user in get_user_model().objects.filter(is_demonstration=True)}
    assert set(database.PEOPLE.values()) == set(people)
    officer = actor_for(people["Verzonnen groot"], at.date())
    with acting(officer):
        found = queries.worklist(officer, Wanted(tab=Tab.ALL), at)
        said = queries.worklist(officer, Wanted(tab=Tab.ALL, q=word), at)
    assert 0 < sum(found.totals.values()) <= most < COUNT
    assert 0 < sum(said.totals.values()) < sum(found.totals.values())
    auditor = actor_for(people["Verzonnen toezicht"], at.date())
    with acting(auditor):
        assert verify(auditor).whole
        assert kinds(auditor) == sorted(set(AuditEvent.objects.values_list("kind", flat=True)))
    # Under row security a condition reaches an index only when it gives nothing away about other rows.
    for reading in (queries.counts, lambda by, at: queries.worklist(by, Wanted(tab=Tab.DESK), at)):
        used = _indexes_of(partial(reading, officer, at), officer)
        assert "signals_signal_open" in used
        assert any(name.startswith("common_clock_") and "running" in name for name in used)
    assert "signals_signal_ended" in _indexes_of(
        lambda: queries.worklist(officer, Wanted(tab=Tab.ALL), at), officer
    )
    assert "audit_event_kind" in _indexes_of(lambda: kinds(auditor), auditor)


def _indexes_of(reading: Callable[[], object], by: Actor) -> set[str]:
    """The indexes in the plans of what ``by`` reads, when tables are not read from end to end."""
    with acting(by), product.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        with CaptureQueriesContext(product) as asked:
            reading()
        plans = []
        for query in asked.captured_queries:
            if query["sql"].lstrip().startswith(("SELECT", "WITH")):
                cursor.execute("EXPLAIN " + query["sql"])
                plans += [line for (line,) in cursor.fetchall()]
    return set(re.findall(r"(?:using|Index Scan on) (\w+)", "\n".join(plans)))


class _Visitor:
    """Somebody whom nothing takes any time."""

    def close(self) -> None:
        """Hold on to nothing."""


def test_it_asks_alone_and_twenty_at_once() -> None:
    visitors = [_Visitor() for _ in range(measuring.AT_ONCE)]
    asked: list[object] = []

    def ask(visitor: object) -> float:
        asked.append(visitor)
        return 0.001 * len(set(asked))

    crowd = Crowd({"": visitors}, lambda: [os.getpid()])  # type: ignore[dict-item]
    subject = Subject(BARE, "", ask)
    row = Row(BARE, crowd.alone(subject, 0), crowd.at_once(subject, 0))
    assert row.alone.count == row.together.count == measuring.FEWEST
    assert set(asked) == set(visitors)
    assert row.alone.p95 == pytest.approx(1)


def test_it_tells_what_is_above_its_aim_and_the_ratios() -> None:
    rows = [
        Row(BARE, Times(1, 2, 3, 20, 0), Times(10, 20, 30, 20, 0)),
        Row("worklist, small desk", Times(100, 299, 400, 20, 50), Times(400, 799, 900, 20, 50)),
        Row("search for a rare word, large desk", Times(100, 301, 400, 20, 50), Times(400, 500, 900, 20, 50)),
        Row(REPORT, Times(400, 600, 700, 20, 300), Times(4000, 6000, 7000, 20, 300)),
        Row(HASH, Times(150, 170, 180, 20, 0), Times(1500, 1700, 1800, 20, 0)),
    ]
    memory = {name: resources.Memory(300, 200) for name in ("web server", "worker", "database")}
    outcome = telling.Outcome(COUNT, rows, memory, [database.Size("signals", COUNT, 1.5)]).with_hash_apart()
    text = "\n".join(outcome.lines())
    assert "| worklist, small desk | 100.0 | 299.0 | 400.0 | 100.0 | 50.0 | 400.0" in text
    assert outcome.verdict()[1:] == [
        "search for a rare word, large desk: 301 ms alone, 500 ms 20 at once; meant are 300 and 800"
    ]
    told = json.loads(outcome.as_json())
    assert told["rows"][1]["ratio_alone"] == 100
    apart = told["rows"][-1]
    assert (apart["name"], apart["alone"]["p95"], apart["together"]["p95"]) == (
        telling.WITHOUT_HASH,
        450,
        5850,
    )


def test_it_sees_what_a_process_and_its_children_hold() -> None:
    family = resources.family(os.getpid())
    assert family[0].pid == os.getpid()
    assert 1 < resources.together(family).pss <= resources.together(family).rss


def test_it_refuses_a_measurement_of_nearly_nothing_and_a_folder_of_something_else(tmp_path) -> None:
    with pytest.raises(Problem, match="at least"):
        run.measured(tmp_path / "data", 3, 0, print)
    (tmp_path / "data").mkdir()
    with pytest.raises(Problem, match="not of this benchmark"):
        run.measured(tmp_path / "data", COUNT, 0, print)
