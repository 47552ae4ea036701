"""Removing the demonstration entirely: every table is emptied and the reference data are loaded anew.

A list of what to delete would miss whatever is added later. What remains is named instead: it is what a new
database has after its migrations. All of it happens in one transaction, so nothing can be half gone.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.reference.beside import load_beside
from ketenzicht.common.reference.kinds import all_kinds
from ketenzicht.common.reference.loading import load

# What migrations put in a new database.
KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})
CHAIN_START = "INSERT INTO audit_audithead (id, sequence, digest) VALUES (1, 0, repeat('0', 64))"
# What people make beside the demonstration, and by what it is called.
OWN_WORK = {
    "systems_causalmodel": ("causal model", "code"),
    "planning_consultation": ("consultation", "title"),
    "planning_plan": ("plan", "title"),
    "planning_series": ("series", "label_nl"),
}
OPERATOR = Actor.operator(Verb.REFERENCE_EDIT)


class NotOwner(Exception):
    """The database role may not remove anything."""


class NotOnlyDemonstration(Exception):
    """There is something in the database that is not of the demonstration; the text says what.

    ``names`` are the works that people made in it themselves; without any it is casework, which always stays.
    """

    def __init__(self, what: str, names: Sequence[str] = ()) -> None:
        super().__init__(what)
        self.names = tuple(names)


class NothingThere(Exception):
    """There is no demonstration in this database."""


def wipe(at: datetime, *, own_work_too: bool = False) -> None:
    """Leave the database as it was before the demonstration, with one event that says that it was wiped.

    What people made in it themselves goes only when somebody said so. Needs the role that owns the tables.
    Raises NotOwner, NothingThere, NotOnlyDemonstration.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tables = _own_tables(cursor)
        with _unfenced(cursor, tables):
            _require_demonstration(cursor)
            if not own_work_too:
                _require_no_own_work(cursor)
            _empty(cursor, tables)
        with acting(OPERATOR):
            load(kinds=all_kinds(), by=OPERATOR, at=at)
            load_beside(by=OPERATOR, at=at)
            audit.record(
                kind="config.demonstration.wiped", target=("demonstration", "all"), by=OPERATOR, at=at
            )


def _own_tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "SELECT c.relname, pg_get_userbyid(c.relowner) = current_user FROM pg_class c"
        " WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname"
    )
    found = cursor.fetchall()
    if not all(own for _name, own in found):
        raise NotOwner
    return [name for name, _own in found if name not in KEPT]


@contextmanager
def _unfenced(cursor: CursorWrapper, tables: list[str]) -> Iterator[None]:
    """Let the owner past row security, and past the triggers that keep the audit trail, until it is done."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace"
    )
    fenced = [name for (name,) in cursor.fetchall()]
    _alter(cursor, fenced, "NO FORCE ROW LEVEL SECURITY")
    _alter(cursor, tables, "DISABLE TRIGGER USER")
    yield
    _alter(cursor, tables, "ENABLE TRIGGER USER")
    _alter(cursor, fenced, "FORCE ROW LEVEL SECURITY")


def _alter(cursor: CursorWrapper, tables: list[str], change: str) -> None:
    for table in tables:
        cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} {change}")


def _require_demonstration(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT count(*) FROM accounts_user WHERE is_demonstration")
    if cursor.fetchone() == (0,):
        raise NothingThere
    casework = {"reporting_report": "reports", "signals_signal": "signals", "retention_residue": "residues"}
    for table, what in casework.items():
        cursor.execute(
            sql.SQL("SELECT count(*) FROM {} WHERE NOT is_demonstration").format(sql.Identifier(table))
        )
        (real,) = cursor.fetchone() or (0,)
        if real:
            raise NotOnlyDemonstration(f"{real} {what}")


def _require_no_own_work(cursor: CursorWrapper) -> None:
    names = []
    for table, (what, column) in OWN_WORK.items():
        # What belongs to no desk came with the product.
        own = sql.SQL("SELECT {} FROM {} WHERE NOT is_demonstration AND desk_id IS NOT NULL ORDER BY 1")
        cursor.execute(own.format(sql.Identifier(column), sql.Identifier(table)))
        names += [f"{what} “{name}”" for (name,) in cursor.fetchall()]
    if names:
        raise NotOnlyDemonstration(f"{len(names)} works that people made", names)


def _empty(cursor: CursorWrapper, tables: list[str]) -> None:
    names = ", ".join(connection.ops.quote_name(table) for table in tables)
    cursor.execute(f"TRUNCATE {names} RESTART IDENTITY")
    cursor.execute(
        "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND sequencename LIKE '%\\_number'"
    )
    for (sequence,) in cursor.fetchall():
        cursor.execute(f"ALTER SEQUENCE {connection.ops.quote_name(sequence)} RESTART")
    cursor.execute(CHAIN_START)
