"""Who a reporter is opens for two people together: one asks and looks, somebody else decides.

The window is not a state: it ends by the time that passes, also when nothing runs to notice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed, Relation, Table, Transition

WINDOWS: Final = (1, 4, 8, 24)


class IdentityPurpose(StrEnum):
    """What knowing the reporter is for."""

    CONTACT = "contact"  # the way back by the receipt is not enough
    SAFETY = "safety"  # somebody is in danger
    OBLIGATION = "obligation"  # a law or a judge obliges


class IdentityState(StrEnum):
    """Where a request to know the reporter is."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"
    CLOSED = "closed"


class IdentityEvent(StrEnum):
    """What happens to such a request."""

    ASK = "ask"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    LOOK = "look"
    TAKE_BACK = "take_back"
    CLOSE = "close"


_S, _E = IdentityState, IdentityEvent
_Row = Transition[IdentityState, IdentityEvent]


def _asker(frm: IdentityState, event: IdentityEvent, to: IdentityState) -> _Row:
    return _Row(frm, event, to, Verb.IDENTITY_READ, Relation.SENDER)


def _decider(frm: IdentityState, event: IdentityEvent, to: IdentityState, reason: bool = True) -> _Row:
    return _Row(frm, event, to, Verb.UNSEAL_DECIDE, Relation.RECEIVER, reason)


IDENTITY_STATES = Table(
    _S.ASKED,
    [
        _decider(_S.ASKED, _E.GRANT, _S.GRANTED, reason=False),
        _decider(_S.ASKED, _E.REFUSE, _S.REFUSED),
        _asker(_S.ASKED, _E.WITHDRAW, _S.WITHDRAWN),
        _asker(_S.GRANTED, _E.LOOK, _S.GRANTED),
        _asker(_S.GRANTED, _E.CLOSE, _S.CLOSED),
        _decider(_S.GRANTED, _E.TAKE_BACK, _S.TAKEN_BACK),
    ],
)


class WindowOver(MoveNotAllowed):
    """It was granted, and the time for it has passed."""


def relation_of(user_id: int | None, asked_by: int) -> Relation | None:
    """Whoever asked is one party; anybody else can be the other, and nobody without an account is."""
    if user_id is None:
        return None
    return Relation.SENDER if user_id == asked_by else Relation.RECEIVER


def closes_at(granted_at: datetime, hours: int) -> datetime:
    """When the window ends."""
    return granted_at + timedelta(hours=hours)


def is_open(state: str, open_until: datetime | None, at: datetime) -> bool:
    """Whether the identity can be looked at now by whoever asked."""
    return state == _S.GRANTED and open_until is not None and at < open_until


def move(
    state: str,
    event: IdentityEvent,
    *,
    verbs: Iterable[Verb],
    relation: Relation | None,
    open_until: datetime | None,
    at: datetime,
    reason: str = "",
) -> IdentityState:
    """The state after ``event``. Raises MoveNotAllowed, ReasonMissing, and WindowOver past its end."""
    if state == _S.GRANTED and not is_open(state, open_until, at):
        raise WindowOver(_S.GRANTED, event)
    return IDENTITY_STATES.move(
        IdentityState(state), event, verbs=frozenset(verbs), relation=relation, reason=reason
    )
