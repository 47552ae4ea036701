"""Which hand-offs somebody sees, and as what: the desk that sent it or the desk that receives it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.clocks import holidays
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.common.domain.workdays import Unit, remaining
from ketenzicht.handover.domain.states import HANDOVER_STATES, HandoverEvent, HandoverState
from ketenzicht.handover.domain.visibility import in_audience
from ketenzicht.handover.models import Handover, HandoverOrigin


def sent_by(actor: Actor) -> Q:
    """The hand-offs of the desks for which the actor sends."""
    return Q(from_desk__in=actor.desks(Verb.HANDOVER_SEND))


def received_by(actor: Actor) -> Q:
    """The hand-offs to the desks for which the actor reads."""
    return Q(to_desk__in=actor.desks(Verb.HANDOVER_READ))


def handovers_visible_to(actor: Actor) -> QuerySet[Handover]:
    """Every hand-off that a desk of the actor sent or receives; who is of neither sees nothing."""
    related = ("from_desk", "to_desk", "purpose", "basis")
    return Handover.objects.select_related(*related).filter(sent_by(actor) | received_by(actor))


def handover_for(actor: Actor, handover_id: UUID) -> Handover:
    """One hand-off. Raises :class:`NotVisible` when there is none for this actor."""
    found = handovers_visible_to(actor).filter(pk=handover_id).first()
    if found is None:
        raise NotVisible
    return found


def sending_desk_id(actor: Actor, handover_id: UUID) -> int:
    """The desk that sent a hand-off. Raises :class:`NotVisible` when there is none for this actor."""
    rows = handovers_visible_to(actor).filter(pk=handover_id)
    desk_id = rows.values_list("from_desk_id", flat=True).first()
    if desk_id is None:
        raise NotVisible
    return desk_id


def relations_of(actor: Actor, handover: Handover) -> frozenset[Relation]:
    """How the actor stands to the hand-off; both, for somebody who works at both desks."""
    sends, reads = actor.desks(Verb.HANDOVER_SEND), actor.desks(Verb.HANDOVER_READ)
    found = {
        Relation.SENDER: in_audience(handover.from_desk_id, sends),
        Relation.RECEIVER: in_audience(handover.to_desk_id, reads),
    }
    return frozenset(relation for relation, yes in found.items() if yes)


def desk_of(handover: Handover, relation: Relation) -> int:
    """The desk for which somebody with this relation acts; the clocks are the sender's."""
    return handover.to_desk_id if relation is Relation.RECEIVER else handover.from_desk_id


def moves_open_to(actor: Actor, handover: Handover, relation: Relation) -> frozenset[HandoverEvent]:
    """The moves that the actor may make now; the same table decides when one is made."""
    desk_id = desk_of(handover, relation)
    verbs = [verb for verb in Verb if actor.may(verb, desk_id)]
    return frozenset(
        row.event for row in HANDOVER_STATES.allowed(HandoverState(handover.state), verbs, relation)
    )


def sent_for(actor: Actor, origin: tuple[str, UUID], at: datetime | None = None) -> list[Handover]:
    """What was sent from this origin, the newest first; only the sending desk knows of it.

    With ``at`` each knows how much time is left to answer it.
    """
    sent = handovers_visible_to(actor).filter(
        sent_by(actor), origin__kind=origin[0], origin__subject_id=origin[1]
    )
    rows = sent.order_by("-sent_at", "-number")
    return list(rows) if at is None else with_time_left(rows, at)


def states_sent_for(actor: Actor, kind: str, subjects: Iterable[UUID]) -> frozenset[HandoverState]:
    """How far everything is that was sent from these origins; only the sending desk knows of it."""
    sent = Handover.objects.filter(sent_by(actor), origin__kind=kind, origin__subject_id__in=list(subjects))
    return frozenset(map(HandoverState, sent.values_list("state", flat=True)))


def origin_of(handover: Handover) -> HandoverOrigin:
    """What the hand-off was made from. Raises :class:`NotVisible` for anybody but the sending desk."""
    found = HandoverOrigin.objects.filter(handover=handover).first()
    if found is None:
        raise NotVisible
    return found


def with_time_left(handovers: Iterable[Handover], at: datetime) -> list[Handover]:
    """The same hand-offs, each knowing how much time is left to answer it."""
    days_off = holidays()
    rows = list(handovers)
    for row in rows:
        row.time_left = remaining(row.answer_due_at, at, Unit(row.answer_unit), days_off)
    return rows
