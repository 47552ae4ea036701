"""The states of a hand-off and every move between them.

A hand-off is sent to a desk, not to a person. The receiver sees a preview, then accepts, accepts in part
or returns it with a reason; it works on it and finishes with an answer. The sender may revoke it until
it has ended. What has ended stays ended: an answer, a return, an expiry or a revocation is never undone.
"""

from enum import StrEnum

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation, Table, Transition


class HandoverState(StrEnum):
    """Where a hand-off is."""

    SENT = "sent"  # verzonden
    SEEN = "seen"  # ingezien: the preview only
    ACCEPTED = "accepted"  # geaccepteerd
    ACCEPTED_PARTLY = "accepted_partly"  # deels geaccepteerd, with what is not taken on
    RETURNED = "returned"  # teruggegeven, with a reason
    EXPIRED = "expired"  # verlopen: nobody answered in time
    IN_HAND = "in_hand"  # in uitvoering
    FINISHED = "finished"  # afgerond, with an answer
    REVOKED = "revoked"  # ingetrokken by the sender


class HandoverEvent(StrEnum):
    """What happens to a hand-off."""

    SEE = "see"
    ACCEPT = "accept"
    ACCEPT_PARTLY = "accept_partly"
    RETURN = "return"
    EXPIRE = "expire"
    TAKE_IN_HAND = "take_in_hand"
    FINISH = "finish"
    REVOKE = "revoke"


class ReturnReason(StrEnum):
    """Why a desk gives a hand-off back; a sentence may follow."""

    NOT_OUR_TASK = "not_our_task"
    NOT_OUR_REGION = "not_our_region"
    TOO_LITTLE_KNOWN = "too_little_known"
    ALREADY_WITH_US = "already_with_us"
    NO_CAPACITY = "no_capacity"
    NO_BASIS = "no_basis"
    OTHER = "other"


_S, _E = HandoverState, HandoverEvent
_Row = Transition[HandoverState, HandoverEvent]

UNANSWERED = frozenset({_S.SENT, _S.SEEN})
TAKEN_ON = frozenset({_S.ACCEPTED, _S.ACCEPTED_PARTLY, _S.IN_HAND})
ENDED = frozenset({_S.RETURNED, _S.EXPIRED, _S.FINISHED, _S.REVOKED})


def _received(
    sources: frozenset[HandoverState], event: HandoverEvent, to: HandoverState, reason: bool = False
) -> list[_Row]:
    return [
        _Row(source, event, to, Verb.HANDOVER_ANSWER, Relation.RECEIVER, reason)
        for source in HandoverState
        if source in sources
    ]


HANDOVER_STATES: Table[HandoverState, HandoverEvent] = Table(
    _S.SENT,
    [
        _Row(_S.SENT, _E.SEE, _S.SEEN, Verb.HANDOVER_READ, Relation.RECEIVER),
        *_received(UNANSWERED, _E.ACCEPT, _S.ACCEPTED),
        *_received(UNANSWERED, _E.ACCEPT_PARTLY, _S.ACCEPTED_PARTLY, reason=True),
        *_received(frozenset({_S.ACCEPTED, _S.ACCEPTED_PARTLY}), _E.TAKE_IN_HAND, _S.IN_HAND),
        *_received(TAKEN_ON, _E.FINISH, _S.FINISHED, reason=True),
        *_received(UNANSWERED | TAKEN_ON, _E.RETURN, _S.RETURNED, reason=True),
        *(
            _Row(source, _E.REVOKE, _S.REVOKED, Verb.HANDOVER_SEND, Relation.SENDER, True)
            for source in HandoverState
            if source not in ENDED
        ),
        *(
            _Row(source, _E.EXPIRE, _S.EXPIRED, None, Relation.SYSTEM)
            for source in HandoverState
            if source in UNANSWERED
        ),
    ],
)
