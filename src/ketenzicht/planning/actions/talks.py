"""Who is listened to, and the talks that were held."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor
from ketenzicht.planning.actions.changing import Changed, hold
from ketenzicht.planning.domain.listening import Angle, PlaceKind
from ketenzicht.planning.models import Consultation, Stakeholder, Talk, TalkParticipant


class NamedAlready(ValueError):
    """This organisation or group stands in the list."""


class InUse(Exception):
    """It took part in a talk, or something was said in it, so it stays."""


@transaction.atomic
def keep_stakeholder(
    *,
    code: str,
    stakeholder_id: UUID | None = None,
    seen: int = 0,
    organisation_id: int | None,
    name: str,
    angles: Sequence[str],
    must_be_heard: bool,
    by: Actor,
    at: datetime,
) -> Stakeholder:
    """Add a stakeholder, or change one as it was ``seen``. Raises Changed, NamedAlready."""
    consultation = hold(code, by)
    if _namesakes(consultation, organisation_id, name) - {stakeholder_id}:
        raise NamedAlready
    kept = _stakeholder(consultation, stakeholder_id, seen)
    kept.organisation_id = organisation_id
    kept.name = "" if organisation_id else name.strip()
    kept.angles = [Angle(angle).value for angle in angles]
    kept.must_be_heard = must_be_heard
    kept.save(force_insert=stakeholder_id is None)
    _record("stakeholder_kept", consultation, by, at)
    return kept


@transaction.atomic
def remove_stakeholder(*, code: str, stakeholder_id: UUID, by: Actor, at: datetime) -> None:
    """Take a stakeholder off the list. Raises Changed, InUse."""
    consultation = hold(code, by)
    found = Stakeholder.objects.filter(consultation=consultation, pk=stakeholder_id, removed_at=None)
    kept = found.first()
    if kept is None:
        raise Changed
    if TalkParticipant.objects.filter(stakeholder=kept, talk__removed_at=None).exists():
        raise InUse
    found.update(removed_at=at)
    _record("stakeholder_removed", consultation, by, at)


@transaction.atomic
def keep_talk(
    *,
    code: str,
    number: int | None = None,
    seen: int = 0,
    held_on: date,
    place_kind: str,
    angle: str,
    turn: int,
    people: int,
    questions: Sequence[str],
    stakeholder_ids: Sequence[UUID],
    by: Actor,
    at: datetime,
) -> Talk:
    """Write down a talk, or change one as it was ``seen``. Raises Changed."""
    consultation = hold(code, by)
    there = Stakeholder.objects.filter(consultation=consultation, removed_at=None, pk__in=stakeholder_ids)
    if there.count() != len(set(stakeholder_ids)):
        raise Changed
    talk = talk_in(consultation, number, seen) if number else _new_talk(consultation, by, at)
    talk.held_on, talk.turn, talk.people = held_on, turn, people
    talk.place_kind, talk.angle = PlaceKind(place_kind).value, Angle(angle).value
    talk.questions = list(questions)
    talk.save(force_insert=number is None)
    TalkParticipant.objects.filter(talk=talk).exclude(stakeholder__in=there).delete()
    TalkParticipant.objects.bulk_create(
        (TalkParticipant(talk=talk, stakeholder=one, added_at=at) for one in there), ignore_conflicts=True
    )
    _record("talk_kept", consultation, by, at, talk.number)
    return talk


@transaction.atomic
def remove_talk(*, code: str, number: int, by: Actor, at: datetime) -> None:
    """Take away a talk of which nothing was written down. Raises Changed, InUse."""
    consultation = hold(code, by)
    talk = talk_in(consultation, number)
    if talk.said.exists() or talk.notes.exists():
        raise InUse
    Talk.objects.filter(pk=talk.pk).update(removed_at=at)
    _record("talk_removed", consultation, by, at, number)


def talk_in(consultation: Consultation, number: int, seen: int | None = None) -> Talk:
    """A talk of this consultation, as it was ``seen`` when that is given. Raises Changed."""
    found = Talk.objects.filter(consultation=consultation, number=number, removed_at=None).first()
    if found is None or (seen is not None and found.revision != seen):
        raise Changed
    if seen is not None:
        found.revision += 1
    return found


def _new_talk(consultation: Consultation, by: Actor, at: datetime) -> Talk:
    last = Talk.objects.filter(consultation=consultation).aggregate(last=Max("number"))["last"] or 0
    return Talk(consultation=consultation, number=last + 1, created_at=at, created_by_id=by.user_id)


def _namesakes(consultation: Consultation, organisation_id: int | None, name: str) -> set[UUID | None]:
    there = Stakeholder.objects.filter(consultation=consultation, removed_at=None)
    if organisation_id:
        return set(there.filter(organisation=organisation_id).values_list("pk", flat=True))
    return set(there.filter(organisation=None, name__iexact=name.strip()).values_list("pk", flat=True))


def _stakeholder(consultation: Consultation, stakeholder_id: UUID | None, seen: int) -> Stakeholder:
    if stakeholder_id is None:
        return Stakeholder(consultation=consultation)
    found = Stakeholder.objects.filter(
        consultation=consultation, pk=stakeholder_id, removed_at=None, revision=seen
    ).first()
    if found is None:
        raise Changed
    found.revision += 1
    return found


def _record(what: str, consultation: Consultation, by: Actor, at: datetime, number: int = 0) -> None:
    audit.record(
        kind=f"planning.listening.{what}",
        target=("consultation", consultation.pk),
        by=by,
        at=at,
        desk_id=consultation.desk_id,
        **({"talk": number} if number else {}),
    )
