"""What the metrics process looks up each time it is asked: database, jobs, terms, disk, backup."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, LiteralString

import psycopg

from ketenzicht.config.backup.making import LAST_BACKUP
from ketenzicht.config.metrics.text import Figure

CONNECT_SECONDS: Final = 3
_QUERIES: Final[tuple[tuple[str, str, LiteralString], ...]] = (
    ("ketenzicht_database_bytes", "", "SELECT '', pg_database_size(current_database())"),
    (
        "ketenzicht_database_connections",
        "",
        "SELECT '', count(*) FROM pg_stat_activity WHERE datname = current_database()",
    ),
    (
        "ketenzicht_worker_silent_seconds",
        "",
        "SELECT '', extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"
        " HAVING count(*) > 0",
    ),
    (
        "ketenzicht_jobs",
        "state",
        "SELECT told.state, count(job.id) FROM (VALUES ('waiting'), ('late'), ('failed')) AS told (state)"
        " LEFT JOIN procrastinate_jobs AS job ON CASE told.state"
        "  WHEN 'failed' THEN job.status = 'failed'"
        "  WHEN 'waiting' THEN job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now()"
        "  ELSE job.status = 'todo' AND coalesce(job.scheduled_at, (SELECT max(event.at)"
        "   FROM procrastinate_events AS event WHERE event.job_id = job.id)) < now() - interval '1 minute'"
        " END GROUP BY 1 ORDER BY 1",
    ),
    (
        "ketenzicht_clocks_overdue",
        "kind",
        "SELECT kind, count(*) FROM common_clock"
        " WHERE stopped_at IS NULL AND paused_at IS NULL AND due_at < now() GROUP BY 1 ORDER BY 1",
    ),
    (
        "ketenzicht_clocks_not_handled",
        "",
        "SELECT '', count(*) FROM common_clock WHERE stopped_at IS NULL AND paused_at IS NULL"
        " AND fired_at IS NULL AND due_at < now()",
    ),
)


def figures(database: str, home: Path) -> Iterator[Figure]:
    """All of them; what cannot be seen at the moment is left out."""
    yield from _of_the_database(database)
    disk = shutil.disk_usage(home)
    yield Figure("ketenzicht_disk_free_bytes", disk.free)
    yield Figure("ketenzicht_disk_bytes", disk.total)
    made = home / LAST_BACKUP
    if made.exists():
        yield Figure("ketenzicht_backup_age_seconds", round(max(0.0, time.time() - made.stat().st_mtime)))


def _of_the_database(address: str) -> Iterator[Figure]:
    found: list[Figure] = []
    up = 0
    try:
        with psycopg.connect(address, connect_timeout=CONNECT_SECONDS, autocommit=True) as connection:
            up = 1
            connection.execute("SET statement_timeout = '5s'")
            # The engine of clocks sees those of every desk, and nothing of what they are about.
            connection.execute("SELECT set_config('app.kind', 'clockwork', false)")
            for name, label, query in _QUERIES:
                found += _rows(connection, name, label, query)
    except psycopg.Error:
        found = []
        up = 0
    yield Figure("ketenzicht_database_up", up)
    yield from found


def _rows(connection: psycopg.Connection, name: str, label: str, query: LiteralString) -> list[Figure]:
    try:
        rows = connection.execute(query).fetchall()
    except psycopg.errors.InsufficientPrivilege:
        return []
    return [Figure(name, float(value), {label: str(key)} if label else {}) for key, value in rows]
