"""Holding a consultation while one step is made in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.domain.reviewing import Words
from ketenzicht.planning.models import (
    CauseSupport,
    Change,
    Cluster,
    Consultation,
    Placement,
    SourceLine,
    Statement,
    TalkStatement,
)
from ketenzicht.planning.queries.consultations import consultation_for


class Changed(Exception):
    """Somebody else has changed this meanwhile; nothing was done."""


def hold(code: str, by: Actor) -> Consultation:
    """The consultation, locked until the end of the transaction. Raises NotVisible, NotAllowed."""
    seen = consultation_for(by, code)
    by.require(Verb.PLAN_EDIT, seen.desk_id)
    return Consultation.objects.select_for_update().get(pk=seen.pk)


def begin(consultation: Consultation, kind: Change.Kind, by: Actor, at: datetime) -> Change:
    """A new step, with its line in the audit trail."""
    last = Change.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"] or 0
    change = Change.objects.create(
        consultation=consultation, number=last + 1, kind=kind, at=at, by_user_id=by.user_id
    )
    audit.record(
        kind=f"planning.statement.{kind.value}",
        target=("consultation", consultation.pk),
        by=by,
        at=at,
        desk_id=consultation.desk_id,
        number=change.number,
    )
    return change


def current(consultation: Consultation, ids: Sequence[UUID]) -> list[Statement]:
    """Statements as they stand now, in the order of the source. Raises Changed when one was replaced."""
    found = list(
        Statement.objects.filter(consultation=consultation, replaced_by=None, pk__in=ids).order_by(
            "order", "number"
        )
    )
    if len(found) != len(set(ids)) or not found:
        raise Changed
    return found


def cluster_in(consultation: Consultation, cluster_id: UUID) -> Cluster:
    """A cluster of this consultation. Raises Changed when there is none."""
    found = Cluster.objects.filter(consultation=consultation, pk=cluster_id, removed_by=None).first()
    if found is None:
        raise Changed
    return found


def clusters_of(statements: Iterable[Statement]) -> list[UUID]:
    """The clusters these statements stand in now."""
    standing = Placement.objects.filter(statement__in=list(statements), ended_by=None)
    return list(dict.fromkeys(standing.order_by("pk").values_list("cluster_id", flat=True)))


def replace(statements: Sequence[Statement], change: Change) -> None:
    """Take statements out of use; their placements end with them."""
    ids = [statement.pk for statement in statements]
    Statement.objects.filter(pk__in=ids).update(replaced_by=change)
    Placement.objects.filter(statement__in=ids, ended_by=None).update(ended_by=change)


def write(
    consultation: Consultation,
    parts: Sequence[tuple[Words, float]],
    clusters: Sequence[UUID],
    change: Change,
    by: Actor,
) -> list[Statement]:
    """New statements, each in all of ``clusters``. A person made them, so a person has looked at them.

    They were said in the talks in which those were said that the same step replaced, and bear on the same
    arrows.
    """
    last = Statement.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"] or 0
    held_back = Statement.objects.filter(replaced_by=change, held_back=True).exists()
    made = Statement.objects.bulk_create(
        Statement(
            consultation=consultation,
            number=last + place,
            order=order,
            text=words.text,
            lines=list(words.lines),
            made_by=change,
            looked_at=change.at,
            looked_by_id=by.user_id,
            held_back=held_back,
        )
        for place, (words, order) in enumerate(parts, 1)
    )
    Placement.objects.bulk_create(
        Placement(statement=statement, cluster_id=cluster, made_by=change)
        for statement in made
        for cluster in clusters
    )
    _stay_in_talks(made, change)
    _carry_support(made, change)
    return made


def _stay_in_talks(made: Sequence[Statement], change: Change) -> None:
    replaced = TalkStatement.objects.filter(statement__replaced_by=change)
    talks = replaced.order_by("talk").values_list("talk", flat=True).distinct()
    TalkStatement.objects.bulk_create(
        TalkStatement(talk_id=talk, statement=statement, added_at=change.at)
        for talk in talks
        for statement in made
    )


def _carry_support(made: Sequence[Statement], change: Change) -> None:
    """What the replaced statements bore on, the new ones bear on; the replaced keep it, for undoing."""
    bearing = _bearing(CauseSupport.objects.filter(statement__replaced_by=change))
    _bear_on(made, bearing)


def bring_support_back(change: Change) -> None:
    """What the statements of a step bear on by now, those that it replaced bear on again."""
    made = CauseSupport.objects.filter(statement__made_by=change)
    kept = CauseSupport.objects.filter(statement__replaced_by=change)
    now, before = _bearing(made), _bearing(kept)
    kept.exclude(arrow__in=now).delete()
    for arrow, side in now.items():
        if before.get(arrow, side) != side:
            kept.filter(arrow=arrow).update(side=side)
    new = {arrow: side for arrow, side in now.items() if arrow not in before}
    _bear_on(Statement.objects.filter(replaced_by=change), new)


def _bearing(rows: QuerySet[CauseSupport]) -> dict[UUID, str]:
    """The arrows and the side on each; where two statements differ, the side of the first of them."""
    found: dict[UUID, str] = {}
    for arrow, side in rows.order_by("statement__order", "pk").values_list("arrow_id", "side"):
        found.setdefault(arrow, side)
    return found


def _bear_on(statements: Iterable[Statement], bearing: Mapping[UUID, str]) -> None:
    CauseSupport.objects.bulk_create(
        CauseSupport(arrow_id=arrow, statement=statement, side=side)
        for statement in statements
        for arrow, side in bearing.items()
    )


def texts_of(consultation: Consultation, numbers: Iterable[int]) -> dict[int, str]:
    """The lines of the source by number."""
    lines = SourceLine.objects.filter(source__consultation=consultation, number__in=list(numbers))
    return dict(lines.values_list("number", "text"))
