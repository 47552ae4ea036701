"""A filled installation in a folder of its own, never that of the product."""

import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from ketenzicht.config import benchmark, installation, keys
from ketenzicht.config.installation import Installation, Mode
from ketenzicht.config.postgres import DATABASE
from ketenzicht.config.problem import Problem
from ketenzicht.config.scale import filling, resources

# What fits four gigabytes, with room for sixty connections and the system's own cache.
SETTINGS: Mapping[str, str] = {
    "shared_buffers": "1GB",
    "effective_cache_size": "2500MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
}
PEOPLE = {
    "klein": "Verzonnen klein",
    "groot": "Verzonnen groot",
    "streek": "Verzonnen streek",
    "regisseur": "Verzonnen regisseur",
    "toezicht": "Verzonnen toezicht",
}
_WORDS = """
SELECT 'common', 'jongen' UNION ALL
(SELECT 'rare', word FROM signals_signal s JOIN partners_desk d ON d.id = s.desk_id,
  unnest(s.search) AS t (word, a, b) WHERE d.code = 'bench-focal1' AND word ~ '^proefwoord1[5-9]...$'
  ORDER BY s.number DESC LIMIT 1)
UNION ALL
(SELECT DISTINCT ON (who) who, number::text FROM signals_signal s JOIN partners_desk d ON d.id = s.desk_id
  JOIN (VALUES ('groot', 'bench-focal1'), ('klein', 'bench-focal300'), ('streek', 'bench-focal30'))
  AS x (who, code) USING (code) ORDER BY who, number)
UNION ALL
(SELECT 'record', s.id::text FROM signals_signal s WHERE state = 'closed' ORDER BY number DESC LIMIT 1)
UNION ALL
(SELECT 'user', s.assignee_id::text FROM signals_signal s WHERE assignee_id IS NOT NULL
  ORDER BY number DESC LIMIT 1)
UNION ALL
SELECT 'month', to_char(now() - interval '60 days', '"first_day="DD-MM-YYYY')
  || to_char(now() - interval '30 days', '"&last_day="DD-MM-YYYY')
"""
_SIZES = """
SELECT 'signals', count(*), pg_total_relation_size('signals_signal') FROM signals_signal UNION ALL
SELECT 'events in the audit trail', count(*),
  pg_total_relation_size('audit_auditevent') + pg_total_relation_size('audit_auditlink') FROM audit_auditevent
UNION ALL SELECT 'signals at the largest desk', count(*), 0 FROM signals_signal WHERE desk_id =
  (SELECT id FROM partners_desk WHERE code = 'bench-focal1')
UNION ALL SELECT 'signals at the small desk', count(*), 0 FROM signals_signal WHERE desk_id =
  (SELECT id FROM partners_desk WHERE code = 'bench-focal300')
UNION ALL SELECT 'signals at the twenty desks', count(*), 0 FROM signals_signal WHERE desk_id IN
  (SELECT id FROM partners_desk WHERE code IN (SELECT 'bench-focal' || n FROM generate_series(20, 39) AS n))
UNION ALL SELECT 'the whole database', NULL, pg_database_size(current_database())
"""


@dataclass(frozen=True)
class Size:
    """How many there are of something, and what they take with their indexes, in megabytes."""

    name: str
    count: int | None
    megabytes: float


class Filled:
    """The installation in ``home``, with ``count`` signals."""

    def __init__(self, home: Path, count: int) -> None:
        self.product = benchmark.Product(home)
        self.count = count
        self._note = home.with_suffix(".filled.json")

    @property
    def here(self) -> Installation:
        """The installation as the product knows it."""
        return Installation(self.product.home, Mode.DEMONSTRATION)

    def fill(self, tell: Callable[[str], None]) -> None:
        """Make and fill it, unless it holds this many. Raises Problem when it holds another number."""
        if self._known():
            tell(f"{self.count:,} signals are there already")
            return
        began = time.monotonic()

        def since() -> float:
            return time.monotonic() - began

        home = self.product.home
        home.mkdir(parents=True)
        keys.make(home)
        installation.furnish(home, Mode.DEMONSTRATION)
        # Empty, but for its tables and reference data: no stories are played.
        (home / "demonstration.done").touch()
        with self.product.started():
            pass
        with self.here.server.running() as credentials, credentials.connect(DATABASE) as connection:
            for name, value in SETTINGS.items():
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
            filling.fill(
                connection,
                self.count,
                lambda done: tell(f"{done:,} signals, {time.monotonic() - began:.0f} s"),
            )
        tell(f"filled in {since():.0f} s")
        self._note.write_text(json.dumps({"count": self.count}), "utf-8")

    def _known(self) -> bool:
        if not self._note.exists():
            if self.product.home.exists():
                raise Problem(f"{self.product.home} is not of this benchmark, or was not filled to the end.")
            return False
        there = json.loads(self._note.read_text("utf-8"))["count"]
        if there != self.count:
            raise Problem(f"{self.product.home} holds {there} signals. Name another folder.")
        return True

    def facts(self) -> tuple[dict[str, str], list[Size]]:
        """What to search for, and how large everything is."""
        with self.here.server.running() as credentials, credentials.connect(DATABASE) as connection:
            return words(connection), sizes(connection)

    def pids(self) -> list[int]:
        """The processes to look at: the product's first one and the database's."""
        found = [self.product.pid]
        with suppress(OSError, ValueError):
            note = (self.here.server.data / "postmaster.pid").read_text("ascii")
            found.append(int(note.split()[0]))
        return found

    def memory(self) -> dict[str, resources.Memory]:
        """What web server, worker and database hold now."""
        product = resources.family(self.product.pid)
        groups = {"web server": ".supervisor.web", "worker": ".supervisor.jobs"}
        found = {
            name: resources.together([one for root in product if word in root.command for one in _own(root)])
            for name, word in groups.items()
        }
        database = [one for pid in self.pids()[1:] for one in resources.family(pid)]
        return {**found, "database": resources.together(database)}


def _own(root: resources.Process) -> list[resources.Process]:
    # Workers of the web server carry the command line of their parent: each process counts by itself.
    return [one for one in resources.family(root.pid) if one.pid == root.pid]


def words(connection: psycopg.Connection) -> dict[str, str]:
    """What to search for in a filled database: a common and a rare word, numbers, a person, a record."""
    return {str(name): str(value) for name, value in connection.execute(_WORDS)}


def sizes(connection: psycopg.Connection) -> list[Size]:
    """How much a filled database holds."""
    return [
        Size(str(name), count, taken / resources.MEGABYTE)
        for name, count, taken in connection.execute(_SIZES)
    ]
