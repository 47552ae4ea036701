"""Reading the audit trail, and checking that its chain is whole."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from ketenzicht.audit.models import AuditEvent, AuditHead
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb


@dataclass(frozen=True)
class Filters:
    """What somebody looks for in the trail; empty means everything."""

    kind: str = ""
    target: str = ""
    user_id: int | None = None
    desk_id: int | None = None
    reads: bool | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class ChainState:
    """Whether the chain is whole; if not, the first place where it breaks and why."""

    links: int
    digest: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        """True when nothing was changed, left out or moved."""
        return self.broken_at is None


def events(actor: Actor, filters: Filters) -> QuerySet[AuditEvent]:
    """The events that fit, newest first. Raises NotAllowed without the right to read the trail."""
    actor.require(Verb.AUDIT_READ)
    found = AuditEvent.objects.order_by("-at", "-pk")
    exact = {
        "target_id": filters.target,
        "actor_user_id": filters.user_id,
        "desk_id": filters.desk_id,
        "is_read": filters.reads,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value not in ("", None)})
    if filters.kind:
        found = found.filter(kind__startswith=filters.kind)
    if filters.first_day:
        found = found.filter(at__gte=_midnight(filters.first_day))
    if filters.last_day:
        found = found.filter(at__lt=_midnight(filters.last_day + timedelta(days=1)))
    return found


# From one kind to the next along the index, instead of past every event.
_KINDS = """
WITH RECURSIVE found AS (
  (SELECT kind FROM audit_auditevent ORDER BY kind LIMIT 1)
  UNION ALL
  SELECT (SELECT e.kind FROM audit_auditevent e WHERE e.kind > found.kind ORDER BY e.kind LIMIT 1)
  FROM found WHERE found.kind IS NOT NULL
)
SELECT kind FROM found WHERE kind IS NOT NULL
"""


def kinds(actor: Actor) -> list[str]:
    """The kinds of event that occur."""
    actor.require(Verb.AUDIT_READ)
    with connection.cursor() as cursor:
        cursor.execute(_KINDS)
        return [str(kind) for (kind,) in cursor.fetchall()]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())


# One statement, so that it sees one moment of the chain however long it is. Each line names a place and
# what is wrong there; the first one is the answer.
_BREAKS = """
WITH chain AS (
  SELECT l.sequence, l.event, l.previous_digest, l.digest,
         lag(l.digest, 1, repeat('0', 64)) OVER walk AS digest_before,
         row_number() OVER walk AS place,
         e.id AS event_id,
         CASE WHEN e.id IS NOT NULL THEN audit_digest(e, l.sequence, l.previous_digest) END AS recomputed
  FROM audit_auditlink l LEFT JOIN audit_auditevent e ON e.id = l.event
  WINDOW walk AS (ORDER BY l.sequence)
), breaks AS (
  SELECT sequence, CASE
    WHEN sequence <> place THEN 'link_missing'
    WHEN event_id IS NULL THEN 'event_missing'
    WHEN previous_digest <> digest_before THEN 'out_of_order'
    WHEN digest <> recomputed THEN 'event_changed' END AS reason
  FROM chain
  UNION ALL
  SELECT coalesce(last.sequence, 0) + 1, 'end_missing'
  FROM audit_audithead h
  LEFT JOIN (SELECT * FROM audit_auditlink ORDER BY sequence DESC LIMIT 1) AS last ON true
  WHERE h.sequence <> coalesce(last.sequence, 0) OR h.digest <> coalesce(last.digest, repeat('0', 64))
  UNION ALL
  SELECT (SELECT coalesce(max(sequence), 0) FROM audit_auditlink) + 1, 'event_without_link'
  FROM audit_auditevent e
  WHERE NOT EXISTS (SELECT 1 FROM audit_auditlink l WHERE l.event = e.id)
)
SELECT sequence, reason FROM breaks WHERE reason IS NOT NULL ORDER BY sequence, reason LIMIT 1
"""


def verify(actor: Actor, anchors: Path | None = None) -> ChainState:
    """Walk the whole chain and say where it breaks first.

    ``anchors`` is a file outside the database with earlier ends of the chain (``sequence digest`` per
    line); with it even a chain that was rebuilt from some place on is found.
    Raises NotAllowed without the right to read the trail.
    """
    actor.require(Verb.AUDIT_READ)
    with connection.cursor() as cursor:
        # What this transaction recorded itself joins the chain now instead of at commit.
        cursor.execute("SET CONSTRAINTS audit_append IMMEDIATE")
        head = AuditHead.objects.get(pk=1)
        cursor.execute(_BREAKS)
        found = cursor.fetchone() or _moved_anchor(anchors)
    if found:
        return ChainState(head.sequence, head.digest, int(found[0]), str(found[1]))
    return ChainState(head.sequence, head.digest)


def _moved_anchor(anchors: Path | None) -> tuple[int, str] | None:
    if anchors is None or not anchors.exists():
        return None
    for line in anchors.read_text("utf-8").splitlines():
        sequence, digest = line.split()
        with connection.cursor() as cursor:
            cursor.execute("SELECT digest FROM audit_auditlink WHERE sequence = %s", [int(sequence)])
            row = cursor.fetchone()
        if row is None or row[0] != digest:
            return int(sequence), "rebuilt"
    return None
