"""Hand-outs and their passages, for whoever puts them together and for the desks that decide."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import Case, Count, IntegerField, QuerySet, Sum, Value, When

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.disclosure.queries import disclosures_visible_to
from ketenzicht.retention import queries as retention
from ketenzicht.rights import passages
from ketenzicht.rights.domain.hand_outs import DECIDES, GROUNDS, TO_DECIDE, HandOutState
from ketenzicht.rights.models import HandOut, Passage, Pseudonym, RefusalGround, SubjectRequest


def hand_out_of(actor: Actor, request: SubjectRequest) -> HandOut | None:
    """What is put together for a request, if it was begun. Raises NotAllowed."""
    actor.require(Verb.RIGHTS_MANAGE)
    return HandOut.objects.filter(request=request).first()


def passages_of(actor: Actor, found: HandOut) -> QuerySet[Passage]:
    """Every passage of a hand-out, of all desks. Raises NotAllowed."""
    actor.require(Verb.RIGHTS_MANAGE)
    return Passage.objects.filter(request=found).select_related("desk", "ground")


def in_numbers(actor: Actor, found: HandOut) -> Mapping[str, int]:
    """How many passages are in each state. Raises NotAllowed."""
    rows = passages_of(actor, found).order_by().values_list("state").annotate(rows=Count("pk"))
    return dict(rows)


def as_it_stands(actor: Actor, found: HandOut) -> str:
    """A mark by which can be seen that a passage came or was decided since. Raises NotAllowed."""
    stands = passages_of(actor, found).order_by().aggregate(rows=Count("pk"), steps=Sum("version", default=0))
    # Both only grow.
    return f"{stands['rows']}-{stands['steps']}"


def passages_for_desk(actor: Actor) -> QuerySet[Passage]:
    """What lies before the desks of the actor now, what waits first. Raises NotAllowed."""
    actor.require(DECIDES)
    waits = Case(When(state__in=TO_DECIDE, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Passage.objects.filter(desk__in=actor.desks(DECIDES), request__state=HandOutState.DECIDING)
    return rows.select_related("request", "desk").order_by(
        waits, "request__wanted_by", "number", "place", "row"
    )


def passage_for_desk(actor: Actor, passage_id: UUID) -> Passage:
    """One of them. Raises NotAllowed, NotVisible."""
    found = passages_for_desk(actor).filter(pk=passage_id).first()
    if found is None:
        raise NotVisible
    return found


def text_for_desk(actor: Actor, found: Passage) -> str | None:
    """What a passage says; None when it was destroyed meanwhile. Raises NotAllowed."""
    actor.require(DECIDES)
    return passages.text_of(found.place, found.row)


def passages_to_decide(actor: Actor) -> int:
    """How many passages wait for a decision of the actor's desks."""
    if not actor.may(DECIDES):
        return 0
    return passages_for_desk(actor).filter(state__in=TO_DECIDE).count()


def labels_of(actor: Actor, found: Passage) -> list[str]:
    """The codes of everybody with a label in this hand-out. Raises NotAllowed."""
    actor.require(DECIDES)
    return [
        f"{kind}:{number}"
        for kind, number in Pseudonym.objects.filter(request=found.request_id).values_list("kind", "number")
    ]


def passage_grounds(on: date) -> QuerySet[RefusalGround]:
    """The grounds on which (part of) a passage is left out, on a day."""
    return RefusalGround.objects.filter(code__in=GROUNDS, valid_from__lte=on, valid_to=None)


def signals_of_handovers(ids: Collection[str]) -> dict[str, str]:
    """From which signal each hand-off was made, as whoever acts now sees it."""
    origins = apps.get_model("handover", "HandoverOrigin")._base_manager.filter(
        handover_id__in=ids, kind="signal"
    )
    return {str(one): str(signal) for one, signal in origins.values_list("handover_id", "subject_id")}


def handovers_of_signals(ids: Collection[str]) -> dict[str, str]:
    """The hand-offs made from these signals, with their signal, as whoever acts now sees it."""
    origins = apps.get_model("handover", "HandoverOrigin")._base_manager.filter(
        subject_id__in=ids, kind="signal"
    )
    return {str(one): str(signal) for one, signal in origins.values_list("handover_id", "subject_id")}


def kinds_of_recipients(actor: Actor, handovers: Mapping[str, str]) -> dict[str, set[str]]:
    """By signal, the kinds of desks that got something of it by a hand-off. Raises NotAllowed."""
    actor.require(Verb.DISCLOSURE_READ)
    rows = disclosures_visible_to(actor).filter(subject_kind="handover", subject_id__in=list(handovers))
    found: dict[str, set[str]] = {}
    for handover, kind in rows.values_list("subject_id", "to_desk__kind"):
        found.setdefault(handovers[str(handover)], set()).add(kind)
    return found


def kept_under(actor: Actor, signals: Collection[str], today: date) -> dict[str, tuple[str, date | None]]:
    """By signal, its legal regime and its last day, if one can be named. Raises NotAllowed."""
    ids = sorted(UUID(one) for one in signals)
    found = {}
    for first in range(0, len(ids), retention.MOST):
        for one in retention.dossiers(actor, today, only=ids[first : first + retention.MOST]):
            found[str(one.signal_id)] = (one.regime.label, one.ends_on)
    return found
