"""Reading the audit trail, and checking that its chain is whole."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.utils import timezone

from ketenzicht.audit.models import AuditCheckpoint, AuditEvent, AuditHead, AuditLink
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
    """Whether the chain is whole, and where it begins; if not, the first place where it breaks and why."""

    links: int
    digest: str
    begins: AuditCheckpoint | None = None
    broken_at: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        """True when nothing was changed, left out or moved."""
        return self.broken_at is None

    @property
    def left(self) -> int:
        """How many links are still there."""
        return self.links - (self.begins.sequence if self.begins else 0)


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


def verify(actor: Actor, anchors: Path | None = None) -> ChainState:
    """Walk the whole chain and say where it breaks first; it begins where its oldest part was removed.

    ``anchors`` is a file outside the database with earlier ends of the chain (``sequence digest`` per
    line); with it even a chain that was rebuilt from some place on is found, and one that begins where
    nothing was cut. What an end stood for can have been removed since.
    Raises NotAllowed without the right to read the trail.
    """
    actor.require(Verb.AUDIT_READ)
    with connection.cursor() as cursor:
        # What this transaction recorded itself joins the chain now instead of at commit.
        cursor.execute("SET CONSTRAINTS audit_append IMMEDIATE")
        head = AuditHead.objects.get(pk=1)
        begins = checkpoint(actor)
        cursor.execute("SELECT * FROM audit_breaks(NULL)")
        found = cursor.fetchone() or _moved_anchor(cursor, anchors, begins)
    if found:
        return ChainState(head.sequence, head.digest, begins, int(found[0]), str(found[1]))
    return ChainState(head.sequence, head.digest, begins)


def checkpoint(actor: Actor) -> AuditCheckpoint | None:
    """Where the chain begins since its oldest part was removed. Raises NotAllowed."""
    return checkpoints(actor).first()


def checkpoints(actor: Actor) -> QuerySet[AuditCheckpoint]:
    """Every time that the oldest part was removed, the last one first.

    Raises NotAllowed for whoever may neither read the trail nor propose or decide what is destroyed.
    """
    if not (actor.may(Verb.AUDIT_READ) or actor.may(Verb.RETENTION_APPROVE)):
        actor.require(Verb.RETENTION_MANAGE)
    return AuditCheckpoint.objects.order_by("-sequence")


def digest_at(actor: Actor, sequence: int) -> str:
    """The digest of the link at a place. Raises NotAllowed."""
    actor.require(Verb.AUDIT_READ)
    return AuditLink.objects.get(pk=sequence).digest


_MOVED = """
SELECT kept.sequence FROM unnest(%s::bigint[], %s::text[]) AS kept (sequence, digest)
LEFT JOIN audit_auditlink AS l ON l.sequence = kept.sequence
LEFT JOIN audit_auditcheckpoint AS k ON k.sequence = kept.sequence
WHERE coalesce(l.digest, k.digest) IS DISTINCT FROM kept.digest
  AND (kept.sequence > %s OR k.sequence IS NOT NULL)
ORDER BY kept.sequence LIMIT 1
"""
_TOLD_AT = """
SELECT l.sequence FROM audit_auditlink AS l JOIN audit_auditevent AS e ON e.id = l.event
WHERE e.kind = 'audit.trail.cut' AND e.detail ->> 'upto' = %s ORDER BY l.sequence LIMIT 1
"""


def _moved_anchor(
    cursor: CursorWrapper, anchors: Path | None, begins: AuditCheckpoint | None
) -> tuple[int, str] | None:
    if anchors is None or not anchors.exists():
        return None
    ends = [line.split() for line in anchors.read_text("utf-8").splitlines()]
    places = [int(place) for place, _digest in ends]
    cursor.execute(_MOVED, [places, [digest for _place, digest in ends], begins.sequence if begins else 0])
    moved = cursor.fetchone()
    if moved:
        return int(moved[0]), "rebuilt"
    if begins and begins.sequence not in places and places:
        cursor.execute(_TOLD_AT, [str(begins.sequence)])
        (told_at,) = cursor.fetchone() or (begins.sequence,)
        # Ends were kept before and after this cut, and not where it was made, as the product does.
        if min(places) < begins.sequence and max(places) >= told_at:
            return begins.sequence, "cut_elsewhere"
    return None
