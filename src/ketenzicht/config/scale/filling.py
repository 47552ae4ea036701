"""Filling an empty database with invented signals, set by set, as ten years of a country would."""

from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

HERE = Path(__file__).parent
CHUNK = 50_000
# Everything that grows with the number of signals.
FILLED = (
    "reporting_report",
    "reporting_statement",
    "reporting_indicatoranswer",
    "reporting_detail",
    "reporting_receipt",
    "reporting_authorship",
    "reporting_reporteridentity",
    "reporting_addition",
    "reporting_reply",
    "signals_signal",
    "signals_signallookup",
    "signals_signalreport",
    "signals_signalevent",
    "signals_note",
    "signals_task",
    "common_clock",
    "handover_handover",
    "handover_handoverorigin",
    "handover_packageitem",
    "handover_handoverevent",
    "handover_eventauthor",
    "disclosure_disclosure",
    "audit_auditevent",
    "audit_auditlink",
)
_HOLDS_NOTHING_BACK = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY (%s::regclass[]) AND NOT indisunique
"""


def fill(connection: psycopg.Connection, count: int, tell: Callable[[int], None] = lambda done: None) -> None:
    """Fill the database of a superuser's ``connection``, which holds reference data and nothing else.

    Every row passes the constraints and foreign keys of the product; row security is passed by, and so are
    only the triggers that chain the audit trail at commit: the same chain is made once, at the end.
    """
    _run(connection, "prepare")
    _run(connection, "people")
    connection.execute("SELECT set_config('bench.all', %s, false)", [str(count)])
    indexes = connection.execute(_HOLDS_NOTHING_BACK, [list(FILLED)]).fetchall()
    for name, _definition in indexes:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    connection.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER audit_append")
    for first in range(1, count + 1, CHUNK):
        last = min(first + CHUNK - 1, count)
        for name, value in (("first", first), ("last", last)):
            connection.execute("SELECT set_config('bench.' || %s, %s, false)", [name, str(value)])
        _run(connection, "signals")
        tell(last)
    _run(connection, "chain")
    connection.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER audit_append")
    for _name, definition in indexes:
        connection.execute(sql.SQL(definition))
    connection.execute("DROP SCHEMA bench CASCADE")
    connection.execute("VACUUM (ANALYZE)")


def _run(connection: psycopg.Connection, name: str) -> None:
    connection.execute((HERE / f"{name}.sql").read_bytes())
