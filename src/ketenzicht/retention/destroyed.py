"""The list of what was destroyed, outside the database: a restored backup must not bring it back.

A line is a kind, a random id and a moment; no personal data.
"""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.retention import queries
from ketenzicht.retention.models import Tombstone

KINDS = ("signal", "report", "handover")
OPERATOR = Actor.operator(Verb.RETENTION_MANAGE)


class NotOwner(Exception):
    """Only the role that owns the tables destroys without a proposal."""


def list_file() -> Path:
    """Where the list is kept."""
    return Path(settings.DATA) / "destroyed.txt"


def keep_list() -> int:
    """Add what was destroyed and does not stand in the list yet; says how many lines came."""
    path = list_file()
    with acting(OPERATOR):
        there = {row.subject_id for row in read(path)}
        rows = [row for row in queries.tombstones(OPERATOR) if row[1] not in there]
    if rows:
        with path.open("a", encoding="utf-8") as lines:
            lines.writelines(f"{kind} {one} {at.isoformat()}\n" for kind, one, at in rows)
    return len(rows)


def read(path: Path) -> list[Tombstone]:
    """What the list at ``path`` says; nothing when there is none. Raises ValueError for a damaged line."""
    if not path.exists():
        return []
    found = []
    for line in path.read_text("utf-8").splitlines():
        kind, one, at = line.split()
        if kind not in KINDS:
            raise ValueError(f"{kind} is no kind of record")
        found.append(Tombstone(kind=kind, subject_id=UUID(one), destroyed_at=datetime.fromisoformat(at)))
    return found


@transaction.atomic
def replay(path: Path, at: datetime) -> int:
    """Destroy again what the list names and the database does not know as destroyed; says how many.

    Raises NotOwner when there is something to do and the role may not, ValueError for a damaged list.
    """
    with acting(OPERATOR):
        known = {one for _kind, one, _at in queries.tombstones(OPERATOR)}
        missing = [row for row in read(path) if row.subject_id not in known]
        if not missing:
            return 0
        _require_owner()
        Tombstone.objects.bulk_create(missing, ignore_conflicts=True)
        ids = [[row.subject_id for row in missing if row.kind == kind] for kind in KINDS]
        with connection.cursor() as cursor:
            cursor.execute("SELECT retention_erase(%s::uuid[], %s::uuid[], %s::uuid[])", ids)
        signals, reports, handovers = map(len, ids)
        audit.record(
            kind="retention.list.replayed",
            target=("destruction_list", "all"),
            by=OPERATOR,
            at=at,
            signals=signals,
            reports=reports,
            handovers=handovers,
        )
    return len(missing)


def _require_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = %s::regclass",
            ["retention_tombstone"],
        )
        if cursor.fetchone() != (True,):
            raise NotOwner
