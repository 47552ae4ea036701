"""Before anything leaves: letting stand or redacting what could still point to someone, and releasing."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.planning.actions.changing import Changed, begin, clusters_of, current, hold, replace, write
from ketenzicht.planning.domain.pointing import Reason
from ketenzicht.planning.domain.reviewing import Words
from ketenzicht.planning.models import Change, ClearedPoint, Statement
from ketenzicht.planning.queries.pointing import Pointing, pointing_of

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
    return write(consultation, [(words, statement.order)], clusters, change, by)[0]


@transaction.atomic
def release(*, code: str, by: Actor, at: datetime) -> int:
    """Let readers see the statements that nothing points in any more; says how many."""
    consultation = hold(code, by)
    waiting = {one.statement.pk for one in pointing_of(by, consultation)}
    held = Statement.objects.filter(consultation=consultation, replaced_by=None, held_back=True)
    ready = [pk for pk in held.values_list("pk", flat=True) if pk not in waiting]
    if not ready:
        return 0
    Statement.objects.filter(pk__in=ready).update(held_back=False)
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
