"""A person decides where a signal goes, with or against the advice, and hears what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.workdays import Limit
from ketenzicht.handover import actions as handovers
from ketenzicht.handover import queries as handover_queries
from ketenzicht.handover.domain.states import HandoverEvent
from ketenzicht.handover.hooks import HandoverMoved
from ketenzicht.signals.actions.holding import Detail, hold, move, note, settle
from ketenzicht.signals.actions.telling import (
    ACUTE,
    ASSESSMENT,
    desk_actor,
    start_acute,
    start_missing,
    start_reply,
    stop_clocks,
    stop_waiting,
    subject_of,
    tell_desk,
    tell_reporters,
)
from ketenzicht.signals.domain.states import SignalEvent, SignalState
from ketenzicht.signals.models import RouteDecision, Signal
from ketenzicht.signals.queries.facts import advice_for
from ketenzicht.signals.queries.package import ATTACHMENTS, files_of, package_of, preview_of
from ketenzicht.signals.queries.reports import reports_of
from ketenzicht.signals.queries.visible import signals_visible_to, with_all_above
from ketenzicht.signals.route_kept import advice_kept
from ketenzicht.signals.words import Urgency

if TYPE_CHECKING:
    from ketenzicht.handover.models import Handover

MOVES = {
    HandoverEvent.ACCEPT: SignalEvent.HANDOVER_ACCEPTED,
    HandoverEvent.ACCEPT_PARTLY: SignalEvent.HANDOVER_ACCEPTED,
    HandoverEvent.RETURN: SignalEvent.HANDOVER_RETURNED,
    HandoverEvent.EXPIRE: SignalEvent.HANDOVER_EXPIRED,
    HandoverEvent.REVOKE: SignalEvent.HANDOVER_REVOKED,
    HandoverEvent.FINISH: SignalEvent.HANDOVER_FINISHED,
}
COMES_BACK = frozenset({HandoverEvent.RETURN, HandoverEvent.EXPIRE, HandoverEvent.REVOKE})
WORTH_A_MAIL = frozenset(
    {HandoverEvent.RETURN, HandoverEvent.EXPIRE, HandoverEvent.FINISH, HandoverEvent.ACCEPT_PARTLY}
)


class AgainstAdviceNeedsReason(Exception):
    """The chosen desk is not one that the route table advises, so the reason has to be written down."""


@dataclass(frozen=True)
class HandoverWish:
    """What somebody wants to hand over: to whom, on which ground, which fields, until when, asking what."""

    to_desk_id: int
    urgency: str
    purpose_code: str
    basis_code: str
    fields: Sequence[str]
    question: str
    access_until: datetime
    answer_limit: Limit
    handover_id: UUID | None = None
    against_advice: str = ""
    proof: str = ""
    spoken_to: str = ""


@transaction.atomic
def hand_over(
    *,
    signal_id: UUID,
    wish: HandoverWish,
    version: datetime | None = None,
    by: Actor,
    at: datetime,
) -> "Handover":
    """Decide the route and send the hand-off, as one.

    ``spoken_to`` is who of the receiving desk was called about acute danger. With the same ``handover_id``
    a second call sends nothing. Raises AgainstAdviceNeedsReason, disclosure's Refused, MoveNotAllowed,
    ChangedMeanwhile, NotAllowed.
    """
    if wish.handover_id and (sent := _sent_before(by, signal_id, wish.handover_id)):
        return sent
    signal = hold(signal_id=signal_id, by=by, verb=Verb.HANDOVER_SEND, version=version)
    advice = advice_for(signal, timezone.localdate(at))
    follows = wish.to_desk_id in advice.advised_desk_ids
    if not follows and not wish.against_advice.strip():
        raise AgainstAdviceNeedsReason
    before = SignalState(signal.state)
    move(signal, SignalEvent.HAND_OVER, by=by, at=at)
    if before is SignalState.WAITING:
        stop_waiting(signal, at=at)
    sent = _send(signal, wish, by, at)
    RouteDecision.objects.create(
        signal=signal,
        at=at,
        by_user_id=by.user_id,
        route_code=advice.advice.rule or "",
        advice=advice_kept(advice),
        chosen_desk_id=wish.to_desk_id,
        follows_advice=follows,
        reason=wish.against_advice.strip(),
        handover_id=sent.pk,
    )
    settle(
        signal,
        "handed_over",
        by=by,
        at=at,
        text=wish.against_advice.strip(),
        handover=str(sent.pk),
        number=sent.number,
        to_desk=wish.to_desk_id,
        route=advice.advice.rule or "",
        follows_advice=follows,
    )
    # Danger that goes to somebody as ordinary work has not been acted on.
    stop_clocks(signal, ASSESSMENT, *([ACUTE] if wish.urgency == Urgency.ACUTE else []), at=at)
    tell_reporters(signal, by=by, at=at)
    return sent


def follow_handover(moved: HandoverMoved) -> None:
    """Let a signal follow what happens to its hand-off. Joined to ``handover.hooks.on_moved``."""
    if moved.origin[0] != "signal" or moved.event == "send":
        return
    desk = desk_actor(moved.from_desk_id)
    with acting(desk):
        # The work goes on in the signal that this one lies under, so that one moves too.
        path = _held_path(moved.origin[1], desk)
        for signal in path:
            _follow(signal, moved, desk)
        main = path[-1]
        if moved.event in set(MOVES):
            tell_reporters(main, by=desk, at=moved.at)
        if moved.event in WORTH_A_MAIL:
            tell_desk(main)


def _held_path(signal_id: UUID, desk: Actor) -> list[Signal]:
    """A signal, the one it lies under and so on, locked in the order in which merging locks them."""
    above: UUID | None = signal_id
    ids: list[UUID] = []
    while above is not None:
        ids += with_all_above(signals_visible_to(desk).get(pk=above))
        rows = signals_visible_to(desk).filter(pk__in=ids).order_by("pk")
        held = {row.pk: row for row in rows.select_for_update(of=("self",))}
        path = [held[signal_id]]
        while (above := path[-1].merged_into_id) in held:
            path.append(held[above])
    return path


def _follow(signal: Signal, moved: HandoverMoved, desk: Actor) -> None:
    step = f"handover_{moved.event}"
    if moved.event not in set(MOVES):
        note(signal, step, by=desk, at=moved.at, shown=_shown(moved))
        return
    event, before = HandoverEvent(moved.event), SignalState(signal.state)
    move(signal, MOVES[event], by=None, at=moved.at)
    settle(signal, step, by=desk, at=moved.at, shown=_shown(moved), handover=str(moved.handover_id))
    _clocks_after(signal, event, before, moved.at)


def _shown(moved: HandoverMoved) -> dict[str, Detail]:
    return {
        "handover": str(moved.handover_id),
        "number": moved.number,
        "to_desk": moved.to_desk_id,
        "answer_outcome": moved.answer_outcome,
        "may_tell": moved.may_tell,
    }


def _clocks_after(signal: Signal, event: HandoverEvent, before: SignalState, at: datetime) -> None:
    if before is SignalState.MERGED:
        return
    if before is SignalState.WAITING and signal.state != SignalState.WAITING:
        stop_waiting(signal, at=at)
    if event in COMES_BACK:
        start_missing(signal, at=at)
        if signal.urgency == Urgency.ACUTE:
            start_acute(signal, at=at)
    if event is HandoverEvent.FINISH:
        if signal.state == SignalState.TO_REPLY:
            # What somebody still has to look at, because another hand-off came back, goes on.
            stop_clocks(signal, ASSESSMENT, ACUTE, at=at)
        start_reply(signal, at=at)


def _send(signal: Signal, wish: HandoverWish, by: Actor, at: datetime) -> "Handover":
    reports = reports_of(by, signal)
    sent = handovers.send(
        origin=subject_of(signal),
        from_desk_id=signal.desk_id,
        to_desk_id=wish.to_desk_id,
        urgency=wish.urgency,
        basis_code=wish.basis_code,
        purpose_code=wish.purpose_code,
        package=package_of(signal, reports, wish.fields, timezone.localdate(at)),
        files=files_of(by, reports) if ATTACHMENTS in wish.fields else (),
        question=wish.question,
        preview=preview_of(signal),
        access_until=wish.access_until,
        answer_limit=wish.answer_limit,
        by=by,
        at=at,
        override_reason=wish.against_advice,
        proof=wish.proof,
        handover_id=wish.handover_id,
    )
    if wish.spoken_to.strip() and wish.urgency == Urgency.ACUTE:
        sent = handovers.confirm_by_phone(handover_id=sent.pk, spoken_to=wish.spoken_to, by=by, at=at)
    return sent


def _sent_before(by: Actor, signal_id: UUID, handover_id: UUID) -> "Handover | None":
    sent = handover_queries.sent_for(by, ("signal", signal_id))
    return next((each for each in sent if each.pk == handover_id), None)
