"""The list of what was destroyed, outside the database: a restored backup must not bring it back.

A line is a kind, a random id and a moment; no personal data. One of the audit trail has instead of an id the
place up to which it was removed and the digest there, and the moment before which all of it was.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from ketenzicht.audit import actions as audit
from ketenzicht.audit import anchors
from ketenzicht.audit import queries as audit_queries
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.retention import queries
from ketenzicht.retention.models import Tombstone

KINDS = ("signal", "report", "handover")
TRAIL = "trail"
OPERATOR = Actor.operator(Verb.RETENTION_MANAGE, Verb.AUDIT_READ)


@dataclass(frozen=True)
class Cut:
    """That the audit trail was removed up to a place, all of it from before a moment."""

    sequence: int
    digest: str
    before: datetime


@dataclass(frozen=True)
class Listed:
    """What a list says: what was destroyed, and how far the audit trail was removed."""

    tombstones: list[Tombstone]
    cuts: list[Cut]


class NotOwner(Exception):
    """Only the role that owns the tables destroys without a proposal."""


def list_file() -> Path:
    """Where the list is kept."""
    return Path(settings.DATA) / "destroyed.txt"


def keep_list() -> int:
    """Add what was destroyed and does not stand in the list yet; says how many lines came."""
    path = list_file()
    listed = read(path)
    there = {row.subject_id for row in listed.tombstones}
    known = {(cut.sequence, cut.digest) for cut in listed.cuts}
    with acting(OPERATOR):
        rows = [row for row in queries.tombstones(OPERATOR) if row[1] not in there]
        made = [one for one in audit_queries.checkpoints(OPERATOR) if (one.sequence, one.digest) not in known]
    added = [f"{kind} {one} {at.isoformat()}\n" for kind, one, at in rows]
    added += [f"{TRAIL} {one.sequence}:{one.digest} {one.before.isoformat()}\n" for one in made]
    if added:
        with path.open("a", encoding="utf-8") as lines:
            lines.writelines(added)
    return len(added)


def read(path: Path) -> Listed:
    """What the list at ``path`` says; nothing when there is none. Raises ValueError for a damaged line."""
    listed = Listed([], [])
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        kind, one, moment = line.split()
        at = datetime.fromisoformat(moment)
        if kind == TRAIL:
            place, digest = one.split(":")
            listed.cuts.append(Cut(int(place), digest, at))
        elif kind in KINDS:
            listed.tombstones.append(Tombstone(kind=kind, subject_id=UUID(one), destroyed_at=at))
        else:
            raise ValueError(f"{kind} is no kind of record")
    return listed


@transaction.atomic
def replay(path: Path, at: datetime) -> int:
    """Destroy again what the list names and the database does not know as destroyed; says how many.

    Raises NotOwner when there is something to do and the role may not, ValueError for a damaged list.
    """
    listed = read(path)
    with acting(OPERATOR):
        return _replay_records(listed.tombstones, at) + _replay_cut(listed.cuts, at)


def _replay_records(rows: list[Tombstone], at: datetime) -> int:
    known = {one for _kind, one, _at in queries.tombstones(OPERATOR)}
    missing = [row for row in rows if row.subject_id not in known]
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


# Up to the place in the list when it is the same trail. A backup that ends before that place has nothing else
# in this part than what was decided about: there it is everything from before the moment.
_AGAIN = """
SELECT coalesce(
  (SELECT l.sequence FROM audit_auditlink AS l WHERE l.sequence = %(sequence)s AND l.digest = %(digest)s),
  (SELECT l.sequence - 1 FROM audit_auditlink AS l JOIN audit_auditevent AS e ON e.id = l.event
   WHERE e.at >= %(before)s ORDER BY l.sequence LIMIT 1),
  (SELECT max(l.sequence) FROM audit_auditlink AS l),
  0)
"""


def _replay_cut(cuts: list[Cut], at: datetime) -> int:
    begins = audit_queries.checkpoint(OPERATOR)
    newest = max(cuts, key=lambda cut: cut.sequence, default=None)
    if newest is None or (begins and begins.sequence >= newest.sequence):
        return 0
    with connection.cursor() as cursor:
        # What replaying recorded just now joins the chain now instead of at commit.
        cursor.execute("SET CONSTRAINTS audit_append IMMEDIATE")
        cursor.execute(_AGAIN, asdict(newest))
        (upto,) = cursor.fetchone()
        if upto <= (begins.sequence if begins else 0):
            return 0
        _require_owner()
        anchors.keep_end(upto, audit_queries.digest_at(OPERATOR, upto))
        cursor.execute("SELECT audit_cut(%s, %s, %s, NULL, NULL, NULL)", [upto, newest.before, at])
        (gone,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM retention_outlived(%s, true)", [newest.before])
    return int(gone)


def _require_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = %s::regclass",
            ["retention_tombstone"],
        )
        if cursor.fetchone() != (True,):
            raise NotOwner
