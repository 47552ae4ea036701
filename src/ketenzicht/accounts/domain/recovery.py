"""Recovery of a lost second step: one person asks, somebody else decides, the person concerned uses the link.

Lapsing needs nobody: what was asked or granted is over by the time that passes, also when nothing runs.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation, Table, Transition

# To decide in, and to use the link in.
TERM: Final = timedelta(hours=24)
KEPT: Final = timedelta(days=365)


class Check(StrEnum):
    """How it was established that it is really the colleague who asks: a choice, so no words about people."""

    IN_PERSON = "in_person"
    CALLED_BACK = "called_back"
    VIDEO = "video"


class RecoveryState(StrEnum):
    """Where a request for recovery is."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    USED = "used"


class RecoveryEvent(StrEnum):
    """What happens to it."""

    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    USE = "use"


_S, _E = RecoveryState, RecoveryEvent
_Row = Transition[RecoveryState, RecoveryEvent]
OPEN: Final = (_S.ASKED, _S.GRANTED)

# The sender asked, the holder is the person concerned, and everybody else is a receiver.
RECOVERY: Table[RecoveryState, RecoveryEvent] = Table(
    _S.ASKED,
    (
        _Row(_S.ASKED, _E.GRANT, _S.GRANTED, Verb.RECOVERY_DECIDE, Relation.RECEIVER),
        _Row(_S.ASKED, _E.REFUSE, _S.REFUSED, Verb.RECOVERY_DECIDE, Relation.RECEIVER),
        *(
            _Row(state, _E.WITHDRAW, _S.WITHDRAWN, Verb.USER_MANAGE, relation)
            for state in OPEN
            for relation in (Relation.SENDER, Relation.RECEIVER, Relation.HOLDER)
        ),
        *(_Row(state, _E.LAPSE, _S.LAPSED, None, Relation.SYSTEM) for state in OPEN),
        _Row(_S.GRANTED, _E.USE, _S.USED, None, Relation.HOLDER),
    ),
)


def relation_of(user_id: int | None, *, asked_by: int, about: int) -> Relation | None:
    """How somebody stands to a request; whoever it is about is that first. Nobody without an account is."""
    if user_id is None:
        return None
    if user_id == about:
        return Relation.HOLDER
    return Relation.SENDER if user_id == asked_by else Relation.RECEIVER


def state_at(state: str, until: datetime, at: datetime) -> RecoveryState:
    """The state at a moment: what was left open has lapsed when its time has passed."""
    return _S.LAPSED if state in OPEN and at >= until else RecoveryState(state)


def move(
    state: str,
    event: RecoveryEvent,
    *,
    verbs: Iterable[Verb],
    relation: Relation | None,
    until: datetime,
    at: datetime,
) -> RecoveryState:
    """The state after ``event``. Raises MoveNotAllowed, also for what has lapsed."""
    return RECOVERY.move(state_at(state, until, at), event, verbs=frozenset(verbs), relation=relation)
