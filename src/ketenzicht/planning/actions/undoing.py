"""Undoing the last step."""

from datetime import datetime

from django.db import transaction

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.planning.actions.changing import Changed, bring_support_back, hold
from ketenzicht.planning.models import Change, Cluster, Opposition, Placement, SourceLine, Statement
from ketenzicht.planning.queries.consultations import last_change


class NothingToUndo(Exception):
    """There is no step left that can be undone."""


@transaction.atomic
def undo(*, code: str, number: int, by: Actor, at: datetime) -> Change:
    """Undo step ``number``, which has to be the last one standing. Raises Changed, NothingToUndo."""
    consultation = hold(code, by)
    change = last_change(consultation)
    if change is None:
        raise NothingToUndo
    if change.number != number:
        raise Changed
    back = list(Statement.objects.filter(replaced_by=change).values_list("number", flat=True))
    if Statement.objects.filter(made_by=change).exists():
        bring_support_back(change)
    Placement.objects.filter(ended_by=change).update(ended_by=None)
    Placement.objects.filter(made_by=change).update(ended_by=change)
    Statement.objects.filter(replaced_by=change).update(replaced_by=None)
    Statement.objects.filter(made_by=change).update(replaced_by=change)
    Opposition.objects.filter(ended_by=change).update(ended_by=None)
    Opposition.objects.filter(made_by=change).update(ended_by=change)
    Cluster.objects.filter(made_by=change).update(removed_by=change)
    for line, before, _after in change.lines:
        SourceLine.objects.filter(source__consultation=consultation, number=line).update(left_out=before)
    Change.objects.filter(pk=change.pk).update(restored=back, undone_at=at, undone_by_id=by.user_id)
    audit.record(
        kind="planning.consultation.undone",
        target=("consultation", consultation.pk),
        by=by,
        at=at,
        desk_id=consultation.desk_id,
        number=change.number,
    )
    return change
