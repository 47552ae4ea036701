"""What the sending desk does: send, confirm by telephone, take back."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ketenzicht.accounts import actions as accounts
from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.common.domain.workdays import Limit, Unit, due_at
from ketenzicht.disclosure import actions as disclosure
from ketenzicht.handover.actions.moving import (
    ANSWER_CLOCK,
    CONFIRMATION_CLOCK,
    SUBJECT,
    leave_traces,
    locked,
    moving,
)
from ketenzicht.handover.domain.acute import PhoneConfirmation, call_time_problem
from ketenzicht.handover.domain.answers import Fact
from ketenzicht.handover.domain.package import PackageFileContent, Preview
from ketenzicht.handover.domain.states import ENDED, HANDOVER_STATES, HandoverEvent, HandoverState
from ketenzicht.handover.models import Handover, HandoverOrigin, PackageFile, PackageItem
from ketenzicht.handover.queries import handovers_visible_to
from ketenzicht.handover.queries.content import ATTACHMENTS
from ketenzicht.partners import queries as partners

# How long an acute hand-off may wait for "spoken to". A choice of the product, not a rule from outside.
CONFIRMATION_LIMIT = Limit(30, Unit.MINUTES)

PackageContent = Mapping[str, Any]


class NotSendable(disclosure.Refused):
    """The hand-off is not complete, or nobody is there to receive it; ``reasons`` say so in plain words."""


def send(
    *,
    origin: tuple[str, UUID],
    from_desk_id: int,
    to_desk_id: int,
    urgency: str,
    basis_code: str,
    purpose_code: str,
    package: PackageContent,
    files: Sequence[PackageFileContent] = (),
    question: str,
    preview: Preview,
    access_until: datetime | None,
    answer_limit: Limit,
    by: Actor,
    at: datetime,
    override_reason: str = "",
    proof: str = "",
    handover_id: UUID | None = None,
    confirmation_limit: Limit = CONFIRMATION_LIMIT,
) -> Handover:
    """Send a hand-off: an immutable package to a desk, which sees only the preview until it accepts.

    ``proof`` names what is on record where the ground asks for it. With the same ``handover_id`` a second
    call gives back the first hand-off and sends nothing.
    Raises NotAllowed, NotVisible for an id that another hand-off has, NotSendable, and disclosure's Refused
    when no rule of the gate covers it.
    """
    with acting(by):
        by.require(Verb.HANDOVER_SEND, from_desk_id)
        if (sent := _sent_before(by, from_desk_id, origin, handover_id)) is not None:
            return sent
        handover = Handover(
            id=handover_id or uuid4(),
            from_desk_id=from_desk_id,
            to_desk_id=to_desk_id,
            urgency=Handover.Urgency(urgency).value,
            fields=[*package, *([ATTACHMENTS] if files and ATTACHMENTS not in package else [])],
            question=question.strip(),
            answer_due_at=due_at(at, answer_limit, clocks.holidays()),
            answer_unit=answer_limit.unit.value,
            sent_at=at,
        )
        _refuse_incomplete(handover, access_until)
        _fill_in(handover, preview, _ground(handover, (basis_code, purpose_code, proof), access_until, by))
        if not _stored(handover):
            if (sent := _sent_before(by, from_desk_id, origin, handover_id)) is None:
                raise NotVisible
            return sent
        _store_package(handover, package, files)
        _store_origin(handover, origin, by, override_reason, proof)
        _start_clocks(handover, answer_limit, confirmation_limit)
        leave_traces(handover, Fact.SEND.value, desk_id=from_desk_id, by=by, at=at)
        accounts.notify_desk(desk_id=to_desk_id, verb=Verb.HANDOVER_ANSWER)
        return handover


def confirm_by_phone(
    *, handover_id: UUID, spoken_to: str, by: Actor, at: datetime, spoken_at: datetime | None = None
) -> Handover:
    """Note that somebody of the receiving desk was spoken to about an acute hand-off, and when.

    ``spoken_to`` is a function or a desk. Confirming again changes nothing. Raises NotVisible, NotAllowed,
    MoveNotAllowed for a hand-off that is not acute or has ended, and ValueError for a call without a
    function or in the future.
    """
    with acting(by):
        handover = locked(handover_id, by)
        by.require(Verb.HANDOVER_SEND, handover.from_desk_id)
        if handover.confirmed_at is not None:
            return handover
        if handover.urgency != Handover.Urgency.ACUTE or handover.state in ENDED:
            raise MoveNotAllowed(HandoverState(handover.state), Fact.CONFIRM)
        call = PhoneConfirmation(spoken_to.strip(), spoken_at or at)
        before = timezone.localdate(call.spoken_at) < timezone.localdate(handover.sent_at)
        if call_time_problem(call.spoken_at, at) or before:
            raise ValueError("A call lies in the past, on the day of the hand-off or later.")
        handover.spoken_to, handover.confirmed_at = call.spoken_to, call.spoken_at
        handover.save(update_fields=["spoken_to", "confirmed_at"])
        leave_traces(
            handover,
            Fact.CONFIRM.value,
            desk_id=handover.from_desk_id,
            by=by,
            at=at,
            text=call.spoken_to,
        )
        return handover


def revoke(
    *, handover_id: UUID, reason: str, by: Actor, at: datetime, thought_unread: bool = False
) -> Handover:
    """Take the hand-off back: the receiver reads nothing more from now on. What was read was read.

    ``thought_unread``: the sender decided believing that it had not been accepted, so it stops here when
    it was. Raises NotVisible, NotAllowed, MoveNotAllowed, ReasonMissing.
    """
    with moving(
        handover_id, HandoverEvent.REVOKE, by=by, at=at, reason=reason, text=reason.strip()
    ) as handover:
        if handover.accepted_fields and thought_unread:
            raise MoveNotAllowed(HandoverState.ACCEPTED, HandoverEvent.REVOKE)
        handover.reason = reason.strip()
        if handover.accepted_fields:
            disclosure.end(subject=(SUBJECT, handover.pk), at=at, because="revoked", by=by)
        accounts.notify_desk(desk_id=handover.to_desk_id, verb=Verb.HANDOVER_ANSWER)
    return handover


def _sent_before(
    by: Actor, from_desk_id: int, origin: tuple[str, UUID], handover_id: UUID | None
) -> Handover | None:
    """The hand-off with this id, when it was sent from there about that; another one is nobody's to name."""
    if handover_id is None:
        return None
    kind, subject = origin
    sent = handovers_visible_to(by).filter(from_desk_id=from_desk_id)
    return sent.filter(pk=handover_id, origin__kind=kind, origin__subject_id=subject).first()


def _refuse_incomplete(handover: Handover, access_until: datetime | None) -> None:
    on = timezone.localdate(handover.sent_at)
    connected = partners.desks_connected(on).filter(pk=handover.to_desk_id).exists()
    wrong = {
        _("Choose another desk: a desk cannot hand off to itself."): handover.from_desk_id
        == handover.to_desk_id,
        _("This desk does not work in Ketenzicht now, so the hand-off would reach nobody."): not connected,
        _("Write what you ask of the desk."): not handover.question,
        _("Access has to last longer than the time the desk has to answer."): access_until is not None
        and access_until <= handover.answer_due_at,
    }
    if any(wrong.values()):
        raise NotSendable([reason for reason, yes in wrong.items() if yes])


def _ground(
    handover: Handover, codes: tuple[str, str, str], until: datetime | None, by: Actor
) -> disclosure.Ground:
    basis_code, purpose_code, proof = codes
    return disclosure.require(
        basis_code=basis_code,
        purpose_code=purpose_code,
        fields=handover.fields,
        sender_desk_id=handover.from_desk_id,
        receiver_desk_id=handover.to_desk_id,
        until=until,
        at=handover.sent_at,
        by=by,
        proof=proof,
    )


def _fill_in(handover: Handover, preview: Preview, ground: disclosure.Ground) -> None:
    handover.number = _next_number()
    handover.state = HANDOVER_STATES.initial.value
    handover.basis_id, handover.purpose_id = ground.basis_id, ground.purpose_id
    handover.access_until = ground.until
    handover.preview_region, handover.preview_age_band = preview.region, preview.age_band
    handover.preview_forms = list(preview.forms)


def _stored(handover: Handover) -> bool:
    """Store a new hand-off; False when somebody stored it, with this id, a moment ago."""
    try:
        with transaction.atomic():
            handover.save(force_insert=True)
    except IntegrityError as failure:
        if "handover_handover_pkey" not in str(failure):
            raise
        return False
    return True


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('handover_number')")
        return int(cursor.fetchone()[0])


def _store_package(handover: Handover, package: PackageContent, files: Sequence[PackageFileContent]) -> None:
    PackageItem.objects.bulk_create(
        [PackageItem(handover=handover, field=field, content=content) for field, content in package.items()]
    )
    PackageFile.objects.bulk_create(
        [
            PackageFile(
                handover=handover,
                name=file.name,
                content_type=file.content_type,
                size=len(file.content),
                sha256=hashlib.sha256(file.content).hexdigest(),
                content=file.content,
            )
            for file in files
        ]
    )


def _store_origin(
    handover: Handover, origin: tuple[str, UUID], by: Actor, override_reason: str, proof: str
) -> None:
    HandoverOrigin.objects.create(
        handover=handover,
        from_desk_id=handover.from_desk_id,
        kind=origin[0],
        subject_id=origin[1],
        sent_by=by.user_id,
        override_reason=override_reason.strip(),
        proof=proof.strip(),
    )


def _start_clocks(handover: Handover, answer_limit: Limit, confirmation_limit: Limit) -> None:
    limits = {ANSWER_CLOCK: answer_limit}
    if handover.urgency == Handover.Urgency.ACUTE:
        limits[CONFIRMATION_CLOCK] = confirmation_limit
    for kind, limit in limits.items():
        clocks.start(
            kind=kind,
            subject=(SUBJECT, handover.pk),
            desk_id=handover.from_desk_id,
            limit=limit,
            at=handover.sent_at,
        )
