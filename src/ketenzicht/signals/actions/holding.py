"""What every action on a signal does first and last: lock it, move it by the table, leave its traces."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from ketenzicht.audit import actions as audit_actions
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, Relation
from ketenzicht.signals.domain.states import NOT_OPEN, SIGNAL_STATES, SignalEvent, SignalState
from ketenzicht.signals.models import Signal
from ketenzicht.signals.models import SignalEvent as TimelineRow
from ketenzicht.signals.queries.visible import signals_visible_to

A_MOMENT = timedelta(milliseconds=1)
Detail = str | int | bool | None | list[str]


class ChangedMeanwhile(Exception):
    """Somebody else worked on the signal after this page was opened. Knows which signal, and since when."""

    def __init__(self, signal_id: UUID, since: datetime) -> None:
        super().__init__(str(signal_id))
        self.signal_id = signal_id
        self.since = since


class Work(StrEnum):
    """What is done to a signal without moving it."""

    ASSIGN = "assign"
    JUDGE = "judge"
    ASSESS = "assess"
    REPLY = "reply"


def hold(*, signal_id: UUID, by: Actor, verb: Verb, version: datetime | None = None) -> Signal:
    """The signal, locked until this transaction ends.

    ``version`` is the moment of the last work on it that the person has seen.
    Raises NotVisible, NotAllowed, and ChangedMeanwhile when there was work after ``version``.
    """
    found = signals_visible_to(by).select_for_update(of=("self",)).filter(pk=signal_id).first()
    if found is None:
        raise NotVisible
    by.require(verb, desk=found.desk_id)
    if version is not None and found.last_activity_at != version:
        raise ChangedMeanwhile(found.pk, version)
    return found


def require_open(signal: Signal, work: Work) -> None:
    """Do nothing for an open signal. Raises MoveNotAllowed for one that is closed or under another one."""
    if SignalState(signal.state) in NOT_OPEN:
        raise MoveNotAllowed(SignalState(signal.state), work)


def verbs_at(actor: Actor, desk_id: int) -> frozenset[Verb]:
    """What the actor may do at a desk."""
    return frozenset(verb for verb in actor.grants if actor.may(verb, desk_id))


def move(signal: Signal, event: SignalEvent, *, by: Actor | None, at: datetime, reason: str = "") -> None:
    """Move the signal by its table; without ``by`` it is the product itself that moves it.

    Raises MoveNotAllowed, or ReasonMissing where a reason is due.
    """
    signal.state = SIGNAL_STATES.move(
        SignalState(old := signal.state),
        event,
        verbs=verbs_at(by, signal.desk_id) if by else frozenset(),
        relation=Relation.HOLDER if by else Relation.SYSTEM,
        reason=reason,
    )
    if signal.state != old:
        signal.state_since = at
        signal.waiting_for = ""
    if signal.state != SignalState.CLOSED:
        signal.outcome, signal.closed_at, signal.no_reply_reason = "", None, ""


def settle(
    signal: Signal,
    event: str,
    *,
    by: Actor,
    at: datetime,
    text: str = "",
    shown: Mapping[str, Detail] | None = None,
    **codes: Detail,
) -> None:
    """Save the signal, and write its timeline and the audit trail.

    ``text`` and ``shown`` stay with the signal; the audit trail gets ``codes`` only.
    """
    signal.last_activity_at = at
    signal.save()
    note(signal, event, by=by, at=at, text=text, shown={**codes, **(shown or {})})
    audit_actions.record(
        kind=f"signals.signal.{event}",
        target=("signal", signal.pk),
        by=by,
        at=at,
        desk_id=signal.desk_id,
        state=signal.state,
        **codes,
    )


def note(
    signal: Signal, event: str, *, by: Actor, at: datetime, text: str = "", shown: Mapping[str, Detail]
) -> None:
    """Write one step in the timeline, after any step of the same moment."""
    same = signal.events.filter(at__gte=at, at__lt=at + A_MOMENT).order_by("-at").first()
    TimelineRow.objects.create(
        signal=signal,
        at=same.at + timedelta.resolution if same else at,
        event=event,
        by_user_id=by.user_id,
        by_desk_id=signal.desk_id if by.user_id else by.home_desk_id,
        text=text,
        detail=dict(shown),
    )
