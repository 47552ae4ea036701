"""What the receiving desk does: accept, accept in part, give back, take in hand, finish with an answer."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from ketenzicht.accounts import actions as accounts
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.disclosure import actions as disclosure
from ketenzicht.handover.actions.moving import SUBJECT, moving
from ketenzicht.handover.domain.answers import AnswerOutcome, MayTell
from ketenzicht.handover.domain.states import HandoverEvent, HandoverState, ReturnReason
from ketenzicht.handover.models import Handover


def accept(*, handover_id: UUID, by: Actor, at: datetime) -> Handover:
    """Take the hand-off on in full: the named fields become readable here, and are logged as disclosed.

    Raises NotVisible, NotAllowed, MoveNotAllowed.
    """
    with moving(handover_id, HandoverEvent.ACCEPT, by=by, at=at) as handover:
        _take_on(handover, handover.fields, HandoverEvent.ACCEPT, by, at)
    return handover


def accept_partly(
    *, handover_id: UUID, fields: Collection[str], reason: str, by: Actor, at: datetime
) -> Handover:
    """Take on only these fields, saying why not the rest; what is not taken on is never disclosed.

    Raises NotVisible, NotAllowed, MoveNotAllowed, ReasonMissing, and ValueError for fields that are not a
    real part of what was sent.
    """
    event = HandoverEvent.ACCEPT_PARTLY
    with moving(handover_id, event, by=by, at=at, reason=reason, text=reason.strip()) as handover:
        chosen = [field for field in handover.fields if field in fields]
        if not chosen or len(chosen) == len(handover.fields) or set(fields) - set(handover.fields):
            raise ValueError("Choose some of the fields that were sent, not all and not others.")
        handover.reason = reason.strip()
        _take_on(handover, chosen, event, by, at)
    return handover


def return_(
    *, handover_id: UUID, reason_code: ReturnReason, reason: str = "", by: Actor, at: datetime
) -> Handover:
    """Give the hand-off back with a reason. What was accepted before is no longer readable here.

    Raises NotVisible, NotAllowed, MoveNotAllowed, and ReasonMissing for another reason that is not given.
    """
    code = ReturnReason(reason_code)
    given = reason.strip() if code is ReturnReason.OTHER else reason.strip() or code.value
    with moving(
        handover_id, HandoverEvent.RETURN, by=by, at=at, reason=given, text=reason.strip()
    ) as handover:
        handover.reason_code, handover.reason = code.value, reason.strip()
        if handover.decided_at is not None:
            disclosure.end(subject=(SUBJECT, handover.pk), at=at, because="returned", by=by)
        handover.decided_at = handover.decided_at or at
        accounts.notify_desk(desk_id=handover.from_desk_id, verb=Verb.HANDOVER_SEND)
    return handover


def start(*, handover_id: UUID, by: Actor, at: datetime) -> Handover:
    """Say that somebody is working on it. Raises NotVisible, NotAllowed, MoveNotAllowed."""
    with moving(handover_id, HandoverEvent.TAKE_IN_HAND, by=by, at=at) as handover:
        handover.started_at = at
        accounts.notify_desk(desk_id=handover.from_desk_id, verb=Verb.HANDOVER_SEND)
    return handover


def finish(
    *,
    handover_id: UUID,
    outcome: AnswerOutcome,
    answer: str,
    may_tell: MayTell = MayTell.NOTHING,
    by: Actor,
    at: datetime,
) -> Handover:
    """Answer the sender and end the work here; ``may_tell`` says how much the reporter may hear.

    Raises NotVisible, NotAllowed, MoveNotAllowed, and ReasonMissing without an answer.
    """
    event, said = HandoverEvent.FINISH, answer.strip()
    with moving(handover_id, event, by=by, at=at, reason=said, text=said) as handover:
        handover.outcome, handover.answer = AnswerOutcome(outcome).value, said
        handover.may_tell = MayTell(may_tell).value
        handover.finished_at = at
        accounts.notify_desk(desk_id=handover.from_desk_id, verb=Verb.HANDOVER_SEND)
    return handover


def _take_on(
    handover: Handover, fields: Collection[str], event: HandoverEvent, by: Actor, at: datetime
) -> None:
    if at >= handover.access_until:
        raise MoveNotAllowed(HandoverState.EXPIRED, event)
    handover.accepted_fields = list(fields)
    handover.decided_at = at
    disclosure.log(
        subject=(SUBJECT, handover.pk),
        from_desk_id=handover.from_desk_id,
        to_desk_id=handover.to_desk_id,
        basis_code=handover.basis.code,
        purpose_code=handover.purpose.code,
        fields=handover.accepted_fields,
        at=at,
        until=handover.access_until,
        by=by,
    )
    accounts.notify_desk(desk_id=handover.from_desk_id, verb=Verb.HANDOVER_SEND)
