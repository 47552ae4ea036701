"""Before anything leaves: letting stand or redacting what could still point to someone, and releasing."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.planning.actions.changing import (
    Changed,
    begin,
    clusters_of,
    current,
    hold,
    replace,
    write,
)
from ketenzicht.planning.domain.pointing import Reason
from ketenzicht.planning.domain.reviewing import Words
from ketenzicht.planning.models import Change, ClearedPoint, Opposition, Statement
from ketenzicht.planning.queries.pointing import Pointing, pointing_of, releasable

# What stands in the place of it, in the language that statements are kept in.
PLACEHOLDERS = {
    Reason.FUNCTION: "[functie]",
    Reason.DATE: "[datum]",
    Reason.ORGANISATION: "[organisatie]",
    Reason.PLACE: "[plaats]",
    Reason.NUMBER: "[aantal]",
}


@transaction.atomic
def let_stand(*, code: str, statement_id: UUID, start: int, end: int, by: Actor, at: datetime) -> None:
    """Say that something points to nobody. Raises Changed."""
    consultation = hold(code, by)
    found = _pointing(pointing_of(by, consultation), statement_id)
    point = next((one for one in found.points if (one.start, one.end) == (start, end)), None)
    if point is None:
        raise Changed
    ClearedPoint.objects.create(
        statement=found.statement,
        reason=point.reason.value,
        start=start,
        end=end,
        at=at,
        by_user_id=by.user_id,
    )


@transaction.atomic
def redact_point(
    *, code: str, statement_id: UUID, start: int, end: int, by: Actor, at: datetime
) -> Statement:
    """Put a general word in the place of something; the statement as it was can be brought back.

    Only the desk still reads how it was. What stood under it or against it goes on with the new statement.
    Raises Changed.
    """
    consultation = hold(code, by)
    found = _pointing(pointing_of(by, consultation), statement_id)
    point = next((one for one in found.points if (one.start, one.end) == (start, end)), None)
    if point is None:
        raise Changed
    (statement,) = current(consultation, [statement_id])
    text = statement.text[:start] + PLACEHOLDERS[point.reason] + statement.text[end:]
    change = begin(consultation, Change.Kind.REDACT, by, at)
    clusters = clusters_of([statement])
    replace([statement], change)
    words = Words(text, tuple(statement.lines))
    (made,) = write(consultation, [(words, statement.order)], clusters, change, by)
    # Only now, for what is written takes over whether readers see what it replaces.
    Statement.objects.filter(pk__in=_earlier(statement), replaced_by__isnull=False).update(held_back=True)
    _oppose_still(statement, made, change)
    return made


def _earlier(statement: Statement) -> set[UUID]:
    """Every statement that holds the same words: what it was split from or joined with, undone or not."""
    found = {statement.pk}
    while True:
        kept = Q(kind__in=(Change.Kind.SPLIT, Change.Kind.JOIN, Change.Kind.REDACT))
        steps = Change.objects.filter(kept, Q(made__in=found) | Q(replaced__in=found)).values("pk")
        kin = Statement.objects.filter(Q(made_by__in=steps) | Q(replaced_by__in=steps))
        more = set(kin.values_list("pk", flat=True)) - found
        if not more:
            return found
        found |= more


def _oppose_still(old: Statement, new: Statement, change: Change) -> None:
    """What said the opposite of the old statement says the opposite of the new one."""
    pairs = Opposition.objects.filter(Q(one=old) | Q(other=old), ended_by=None).select_related("one", "other")
    for pair in list(pairs):
        beside = pair.other if pair.one_id == old.pk else pair.one
        one, other = sorted((beside, new), key=lambda each: each.number)
        Opposition.objects.create(consultation_id=pair.consultation_id, one=one, other=other, made_by=change)
        Opposition.objects.filter(pk=pair.pk).update(ended_by=change)


@transaction.atomic
def release(*, code: str, numbers: Collection[int], by: Actor, at: datetime) -> int:
    """Let readers see the statements that nothing points in any more; says how many.

    ``numbers`` are those that somebody was shown. Raises Changed when these are others by now.
    """
    consultation = hold(code, by)
    ready = releasable(consultation, pointing_of(by, consultation))
    if {one.number for one in ready} != set(numbers):
        raise Changed
    if not ready:
        return 0
    Statement.objects.filter(pk__in=[one.pk for one in ready]).update(held_back=False)
    audit.record(
        kind="planning.consultation.released",
        target=("consultation", consultation.pk),
        by=by,
        at=at,
        desk_id=consultation.desk_id,
        count=len(ready),
    )
    return len(ready)


def _pointing(found: Sequence[Pointing], statement_id: UUID) -> Pointing:
    for one in found:
        if one.statement.pk == statement_id:
            return one
    raise Changed
