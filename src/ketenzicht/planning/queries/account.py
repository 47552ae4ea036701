"""How what stands in a consultation came about, in numbers. No name of a person is in it."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.utils import timezone

from ketenzicht.common.actor import Actor
from ketenzicht.planning.domain.redaction import Decision
from ketenzicht.planning.models import (
    Change,
    Consultation,
    Placement,
    Redaction,
    Round,
    Source,
    SourceLine,
    Statement,
    TalkNote,
)
from ketenzicht.planning.queries.alike import more_than_once
from ketenzicht.planning.queries.clustering import oppositions
from ketenzicht.planning.queries.consultations import tally
from ketenzicht.planning.queries.rounds import comparison
from ketenzicht.planning.queries.talks import hearing, listened


def account_of(actor: Actor, consultation: Consultation) -> dict[str, Any]:
    """Everything that is known of it, to be kept with an edition. What is not known is not in it."""
    counts = tally(consultation)
    said = Statement.objects.filter(consultation=consultation, replaced_by=None, held_back=False)
    placed = Placement.objects.filter(statement__in=said, ended_by=None)
    twice = placed.values("statement").annotate(clusters=Count("pk")).filter(clusters__gt=1)
    return {
        "chapters": counts.chapters,
        "clusters": counts.clusters,
        "statements": said.count(),
        "in_more_clusters": twice.count(),
        "doubted": said.exclude(doubts=[]).count(),
        "still_doubted": said.exclude(doubts=[]).filter(looked_at=None).count(),
        "talks": _talks(actor, consultation),
        "source": _source(consultation),
        "left_out_words": _left_out_words(consultation),
        **_steps(consultation),
        "rounds": _rounds(consultation),
    }


def opposite_numbers(consultation: Consultation) -> list[list[int]]:
    """The numbers of statements that say the opposite, in pairs, where both stand and readers see both."""
    pairs = ([statement for statement, _clusters in one.sides] for one in oppositions(consultation))
    return [
        [one.number for one in pair]
        for pair in pairs
        if not any(one.held_back or one.replaced_by_id for one in pair)
    ]


def repeated_numbers(consultation: Consultation) -> list[list[int]]:
    """The numbers of statements that say the same in nearly the same words, by group, for readers."""
    groups = (
        [one.statement.number for one in group if not one.statement.held_back]
        for group in more_than_once(consultation)
    )
    return [group for group in groups if len(group) > 1]


def _talks(actor: Actor, consultation: Consultation) -> dict[str, Any]:
    """Who was listened to, in numbers; who that was stays with the desk."""
    held, heard = listened(actor, consultation), hearing(actor, consultation)
    return {
        "talks": held.talks,
        "people": held.people,
        "stakeholders": heard.stakeholders,
        "heard": held.stakeholders_heard,
        "still_to_hear": len(heard.must_still),
        "by_angle": {angle.value: times for angle, times in held.by_angle},
        "missing": [angle.value for angle in heard.missing_angles],
    }


def _left_out_words(consultation: Consultation) -> int | None:
    """In how many places of notes words were left out for somebody's safety; None when no note was taken."""
    notes = TalkNote.objects.filter(talk__consultation=consultation, finished_at__isnull=False)
    if not notes.exists():
        return None
    return Redaction.objects.filter(note__in=notes, decision=Decision.REDACT).count()


def _source(consultation: Consultation) -> dict[str, Any] | None:
    source = Source.objects.filter(consultation=consultation).first()
    if source is None:
        return None
    left = Counter(SourceLine.objects.filter(source=source).values_list("left_out", flat=True))
    return {
        "kind": source.kind,
        "on": timezone.localdate(source.imported_at).isoformat(),
        "lines": left.total(),
        "kept": left.pop("", 0),
        "left_out": dict(sorted(left.items())),
    }


def _steps(consultation: Consultation) -> dict[str, Any]:
    """What people did after the reading: how often, and how many of them."""
    standing = Change.objects.filter(consultation=consultation, undone_at=None).exclude(
        kind=Change.Kind.IMPORT
    )
    looked = Statement.objects.filter(consultation=consultation, looked_by__isnull=False)
    people = {*standing.values_list("by_user_id", flat=True), *looked.values_list("looked_by_id", flat=True)}
    return {
        "steps": dict(Counter(standing.order_by().values_list("kind", flat=True))),
        "people": len(people - {None}),
    }


def _rounds(consultation: Consultation) -> list[dict[str, Any]]:
    closed = Round.objects.filter(consultation=consultation, closed_at__isnull=False).order_by("opened_at")
    found = [comparison(held) for held in closed]
    return [
        {"statements": len(one.round.statements), "people": len(one.people), "agreement": one.agreement}
        for one in found
    ]
