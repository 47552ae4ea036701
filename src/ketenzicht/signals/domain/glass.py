"""Breaking the glass: opening a signal of another desk of the own organisation, and being judged for it.

The window is not a state: it ends by the time that passes, also when nothing runs to notice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation, Table, Transition

OPEN_FOR: Final = timedelta(hours=3)
REVIEW_WITHIN: Final = timedelta(days=7)
SHORTEST_REASON: Final = 20
_FEWEST_WORDS: Final = 4


class GlassState(StrEnum):
    """Where a broken glass is."""

    OPEN = "open"
    CLOSED = "closed"
    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"


class GlassEvent(StrEnum):
    """What happens to it."""

    LOOK = "look"
    CLOSE = "close"
    TAKE_BACK = "take_back"
    JUSTIFY = "justify"
    REJECT = "reject"


_S, _E = GlassState, GlassEvent
_Row = Transition[GlassState, GlassEvent]


def _breaker(event: GlassEvent, to: GlassState) -> _Row:
    return _Row(_S.OPEN, event, to, Verb.GLASS_BREAK, Relation.SENDER)


def _judge(frm: GlassState, event: GlassEvent, to: GlassState) -> _Row:
    return _Row(frm, event, to, Verb.GLASS_REVIEW, Relation.RECEIVER, _E.TAKE_BACK is not event)


GLASS_STATES = Table(
    _S.OPEN,
    [
        _breaker(_E.LOOK, _S.OPEN),
        _breaker(_E.CLOSE, _S.CLOSED),
        _judge(_S.OPEN, _E.TAKE_BACK, _S.CLOSED),
        _judge(_S.CLOSED, _E.JUSTIFY, _S.JUSTIFIED),
        _judge(_S.CLOSED, _E.REJECT, _S.NOT_JUSTIFIED),
    ],
)


def says_something(reason: str) -> bool:
    """Whether a reason can be judged later: some words, and not the same one again and again."""
    words = {word.lower() for word in reason.split()}
    return len(reason.strip()) >= SHORTEST_REASON and len(words) >= _FEWEST_WORDS


def relation_of(user_id: int | None, by_user: int) -> Relation | None:
    """Whoever broke it is one party; anybody else can judge it, and nobody without an account is."""
    if user_id is None:
        return None
    return Relation.SENDER if user_id == by_user else Relation.RECEIVER


def state_at(state: str, open_until: datetime, at: datetime) -> GlassState:
    """The state at a moment: what was left open is closed when its time has passed."""
    return _S.CLOSED if state == _S.OPEN and at >= open_until else GlassState(state)


def waits(state: str) -> bool:
    """Whether nobody has judged it yet."""
    return state in (_S.OPEN, _S.CLOSED)


def move(
    state: str,
    event: GlassEvent,
    *,
    verbs: Iterable[Verb],
    relation: Relation | None,
    open_until: datetime,
    at: datetime,
    reason: str = "",
) -> GlassState:
    """The state after ``event``. Raises MoveNotAllowed, and ReasonMissing where a judgement has none."""
    now = state_at(state, open_until, at)
    return GLASS_STATES.move(now, event, verbs=frozenset(verbs), relation=relation, reason=reason)
