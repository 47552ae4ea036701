"""Putting statements together in other ways: new clusters, and statements that say the opposite."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.planning.actions.changing import Changed, begin, current, hold
from ketenzicht.planning.models import Change, Chapter, Cluster, Opposition


@transaction.atomic
def add_cluster(*, code: str, chapter_id: int, title: str, by: Actor, at: datetime) -> Cluster:
    """A new cluster at the end of a chapter, empty as yet. Raises Changed when the chapter is not there."""
    consultation = hold(code, by)
    chapter = Chapter.objects.filter(consultation=consultation, pk=chapter_id).first()
    if chapter is None:
        raise Changed
    change = begin(consultation, Change.Kind.ADD_CLUSTER, by, at)
    last = Cluster.objects.filter(chapter=chapter).aggregate(last=Max("position"))["last"] or 0
    return Cluster.objects.create(
        consultation=consultation,
        chapter=chapter,
        position=last + 1,
        title=title,
        made_by=change,
        looked_at=at,
        looked_by_id=by.user_id,
    )


@transaction.atomic
def oppose(*, code: str, statement_id: UUID, number: int, by: Actor, at: datetime) -> Opposition:
    """Say that two statements say the opposite; the other is known by its number. Raises Changed."""
    consultation = hold(code, by)
    (statement,) = current(consultation, [statement_id])
    other = consultation.statements.filter(number=number, replaced_by=None).first()
    if other is None or other == statement:
        raise Changed
    one, two = sorted((statement, other), key=lambda each: each.number)
    there = Opposition.objects.filter(one=one, other=two, ended_by=None).first()
    if there is not None:
        return there
    change = begin(consultation, Change.Kind.OPPOSE, by, at)
    return Opposition.objects.create(consultation=consultation, one=one, other=two, made_by=change)


@transaction.atomic
def no_longer_oppose(*, code: str, opposition_id: int, by: Actor, at: datetime) -> None:
    """Say that two statements do not say the opposite after all. Raises NotVisible, Changed."""
    consultation = hold(code, by)
    found = Opposition.objects.filter(consultation=consultation, pk=opposition_id)
    if not found.exists():
        raise NotVisible
    if not found.filter(ended_by=None).exists():
        raise Changed
    found.update(ended_by=begin(consultation, Change.Kind.UNOPPOSE, by, at))
