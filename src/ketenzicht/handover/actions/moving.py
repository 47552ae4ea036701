"""How a hand-off moves: locked, judged by its state table, and never without its traces."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from ketenzicht.audit import actions as audit
from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.handover import hooks
from ketenzicht.handover.domain.states import ENDED, HANDOVER_STATES, HandoverEvent, HandoverState
from ketenzicht.handover.models import EventAuthor, Handover
from ketenzicht.handover.models import HandoverEvent as Step
from ketenzicht.handover.queries import desk_of, handovers_visible_to, origin_of, sending_desk_id

SUBJECT = "handover"
ANSWER_CLOCK = "handover.answer"
CONFIRMATION_CLOCK = "handover.confirmation"

SENDER_VERBS = (Verb.HANDOVER_SEND, Verb.HANDOVER_READ)
_ROW_OF = {row.event: row for row in HANDOVER_STATES.transitions}


def sending_desk(handover: Handover) -> Actor:
    """The product on behalf of the sender: who moves a hand-off may have no rights there."""
    return Actor.desk(handover.from_desk_id, *SENDER_VERBS)


def receiving_desk(handover: Handover) -> Actor:
    """The product on behalf of the receiver."""
    return Actor.desk(handover.to_desk_id, Verb.HANDOVER_READ, Verb.HANDOVER_ANSWER)


@contextmanager
def moving(
    handover_id: UUID, event: HandoverEvent, *, by: Actor, at: datetime, reason: str = "", text: str = ""
) -> Iterator[Handover]:
    """Move the hand-off in one transaction; the body fills in what belongs to the move.

    Afterwards the step, the audit row and the clocks are written and higher parts are told.
    Raises NotVisible, NotAllowed, MoveNotAllowed; then nothing has happened.
    """
    with acting(by):
        handover = locked(handover_id, by)
        row = _ROW_OF[event]
        desk_id = desk_of(handover, row.relation)
        if row.verb is not None:
            by.require(row.verb, desk_id)
        verbs = [row.verb] if row.verb is not None else []
        moved = HANDOVER_STATES.move(
            HandoverState(handover.state), event, verbs=verbs, relation=row.relation, reason=reason
        )
        handover.state = moved.value
        if moved in ENDED:
            handover.ended_at = at
        yield handover
        with acting(
            receiving_desk(handover) if row.relation is Relation.RECEIVER else sending_desk(handover)
        ):
            handover.save()
        leave_traces(handover, event.value, desk_id=desk_id, by=by, at=at, text=text)


def locked(handover_id: UUID, by: Actor) -> Handover:
    """The hand-off, for us alone until the transaction ends. Raises NotVisible.

    Its clocks are locked first, as the engine that fires them does, so that neither waits for the other.
    """
    from_desk_id = sending_desk_id(by, handover_id)
    sender = Actor.desk(from_desk_id, *SENDER_VERBS)
    with acting(sender):
        list(clocks.running(subject=(SUBJECT, handover_id)).select_for_update())
        rows = handovers_visible_to(sender).select_for_update(of=("self",))
        found = rows.filter(pk=handover_id).first()
    if found is None:
        raise NotVisible
    return found


def leave_traces(
    handover: Handover, event: str, *, desk_id: int, by: Actor, at: datetime, text: str = "", **detail: str
) -> None:
    """Write the step and the audit row, stop the clocks that no longer matter, and tell higher parts."""
    step = Step.objects.create(handover=handover, at=at, event=event, by_desk_id=desk_id, text=text)
    if by.user_id is not None:
        EventAuthor.objects.create(event=step, by_desk_id=desk_id, by_user=by.user_id)
    audit.record(
        kind=f"handover.handover.{event}",
        target=(SUBJECT, handover.pk),
        by=by,
        at=at,
        desk_id=desk_id,
        state=handover.state,
        **detail,
    )
    with acting(sending_desk(handover)):
        _stop_clocks(handover, at)
        _tell(handover, event, by, at)


def _stop_clocks(handover: Handover, at: datetime) -> None:
    subject = (SUBJECT, handover.pk)
    if handover.state not in (HandoverState.SENT, HandoverState.SEEN):
        clocks.stop(subject=subject, at=at)
    elif handover.confirmed_at is not None:
        clocks.stop(CONFIRMATION_CLOCK, subject=subject, at=at)


def _tell(handover: Handover, event: str, by: Actor, at: datetime) -> None:
    origin = origin_of(handover)
    hooks.tell(
        hooks.HandoverMoved(
            handover_id=handover.pk,
            number=handover.number,
            origin=(origin.kind, origin.subject_id),
            event=event,
            from_desk_id=handover.from_desk_id,
            to_desk_id=handover.to_desk_id,
            at=at,
            by_user_id=by.user_id,
            answer_outcome=handover.outcome,
            may_tell=handover.may_tell,
        )
    )
