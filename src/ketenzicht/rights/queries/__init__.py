"""Requests of data subjects and what was found for them, for whoever deals with them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.rights.domain.states import ENDED
from ketenzicht.rights.models import (
    AnswerTerm,
    RefusalGround,
    RequestContent,
    SubjectHit,
    SubjectRequest,
    UseStop,
)
from ketenzicht.rights.searching import UNSEARCHED


@dataclass
class HitRecord:
    """Everything that was found in one record."""

    kind: str
    subject: str
    number: int | None
    desk: str
    places: list[tuple[str, int]] = field(default_factory=list)


def requests(actor: Actor) -> QuerySet[SubjectRequest]:
    """Every request: what is open first, the first due first. Raises NotAllowed."""
    actor.require(Verb.RIGHTS_MANAGE)
    found = SubjectRequest.objects.select_related("term", "ground")
    return found.order_by(F("ended_at").desc(nulls_first=True), "due_on", "number")


def request_by_number(actor: Actor, number: int) -> SubjectRequest:
    """One of them. Raises NotAllowed, NotVisible."""
    found = requests(actor).filter(number=number).first()
    if found is None:
        raise NotVisible
    return found


def content_of(actor: Actor, found: SubjectRequest) -> RequestContent | None:
    """Who asks what; nothing when its term is over. Raises NotAllowed."""
    actor.require(Verb.RIGHTS_MANAGE)
    return RequestContent.objects.filter(pk=found.pk).first()


def hit_records(actor: Actor, found: SubjectRequest) -> list[HitRecord]:
    """Where something was found, put together by record. Raises NotAllowed."""
    actor.require(Verb.RIGHTS_MANAGE)
    records: dict[tuple[str, str], HitRecord] = {}
    for hit in SubjectHit.objects.filter(request=found).select_related("desk"):
        key = hit.subject_kind, hit.subject
        label = hit.desk.label if hit.desk else ""
        record = records.setdefault(key, HitRecord(*key, hit.number, label))
        record.places.append((hit.place, hit.rows))
    # What a desk works on comes first.
    return sorted(records.values(), key=lambda one: (one.kind != "signal", one.kind != "handover"))


def stopped_signals(actor: Actor, found: SubjectRequest) -> set[str]:
    """The signals that are kept and not used because of a request. Raises NotAllowed."""
    actor.require(Verb.RIGHTS_MANAGE)
    return {str(one) for one in UseStop.objects.filter(request=found).values_list("signal_id", flat=True)}


def stops_of(actor: Actor, signal_id: UUID) -> list[UseStop]:
    """Why a signal is not used, for whoever reads it, behind broken glass too. Raises NotAllowed."""
    actor.require(Verb.SIGNAL_READ if actor.may(Verb.SIGNAL_READ) else Verb.GLASS_BREAK)
    return list(UseStop.objects.filter(signal_id=signal_id))


def open_requests(actor: Actor) -> int:
    """How many requests wait for an answer."""
    if not actor.may(Verb.RIGHTS_MANAGE):
        return 0
    return SubjectRequest.objects.exclude(state__in=ENDED).count()


def terms(on: date) -> Iterable[AnswerTerm]:
    """What laws say about answering, on a day."""
    return AnswerTerm.objects.filter(valid_from__lte=on, valid_to=None)


def grounds(on: date) -> Iterable[RefusalGround]:
    """The exceptions on which a request can be refused, on a day."""
    return RefusalGround.objects.filter(valid_from__lte=on, valid_to=None)


def every_ground() -> QuerySet[RefusalGround]:
    """Those of all times, to name what was decided earlier."""
    return RefusalGround.objects.all()


def not_searched() -> list[tuple[str, str]]:
    """What holds personal data and is not searched: the place, and the code of why."""
    return sorted(UNSEARCHED.items(), key=lambda one: (one[1], one[0]))
