"""What is handed out for a request for access: who decides about a passage, who lets the document go."""

from enum import StrEnum

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation, Table, Transition
from ketenzicht.rights.domain.states import Outcome, RequestKind, RequestState


class PassageState(StrEnum):
    """Where a passage is."""

    OPEN = "open"
    DECIDED = "decided"
    RETURNED = "returned"
    GONE = "gone"


class PassageEvent(StrEnum):
    """What happens to a passage."""

    DECIDE = "decide"
    RETURN = "return"
    VANISH = "vanish"


class HandOutState(StrEnum):
    """Where a hand-out is."""

    DECIDING = "deciding"
    RELEASED = "released"
    HANDED_OVER = "handed_over"
    STOPPED = "stopped"


class HandOutEvent(StrEnum):
    """What happens to a hand-out."""

    RELEASE = "release"
    HAND_OVER = "hand_over"
    STOP = "stop"


class Decision(StrEnum):
    """What a desk decides about a passage."""

    WHOLE = "whole"
    PARTLY = "partly"
    LEFT_OUT = "left_out"
    NOT_THEIRS = "not_theirs"


class Reason(StrEnum):
    """Why a passage goes back to its desk: a choice, so that nothing is written about anybody.

    What was changed is found by the product; the others are for a person to choose.
    """

    TELLS_WHO = "tells_who"
    TELLS_REPORTER = "tells_reporter"
    TOO_MUCH_LEFT_OUT = "too_much_left_out"
    OTHER_GROUND = "other_ground"
    TEXT_CHANGED = "text_changed"


class Way(StrEnum):
    """How whoever asked got the document."""

    IN_PERSON = "in_person"
    REGISTERED_LETTER = "registered_letter"
    SECURE_MAIL = "secure_mail"
    REPRESENTATIVE = "representative"


P, PE = PassageState, PassageEvent
H, HE = HandOutState, HandOutEvent
_HOLDER, _SYSTEM = Relation.HOLDER, Relation.SYSTEM
# Whoever judges signals at the desk decides what of them goes out.
DECIDES = Verb.SIGNAL_TRIAGE
_LIVING = (P.OPEN, P.DECIDED, P.RETURNED)

PASSAGE: Table[PassageState, PassageEvent] = Table(
    P.OPEN,
    (
        *(Transition(state, PE.DECIDE, P.DECIDED, DECIDES, _HOLDER) for state in _LIVING),
        Transition(P.DECIDED, PE.RETURN, P.RETURNED, Verb.RIGHTS_MANAGE, _HOLDER, reason_required=True),
        *(Transition(state, PE.VANISH, P.GONE, None, _SYSTEM) for state in _LIVING),
    ),
)
HAND_OUT: Table[HandOutState, HandOutEvent] = Table(
    H.DECIDING,
    (
        Transition(H.DECIDING, HE.RELEASE, H.RELEASED, Verb.RIGHTS_MANAGE, _HOLDER),
        Transition(H.RELEASED, HE.HAND_OVER, H.HANDED_OVER, Verb.RIGHTS_MANAGE, _HOLDER),
        Transition(H.DECIDING, HE.STOP, H.STOPPED, None, _SYSTEM),
    ),
)
TO_DECIDE = frozenset({P.OPEN, P.RETURNED})
GOES_OUT = frozenset({Decision.WHOLE, Decision.PARTLY})
# The others are about erasing and keeping, which is not what access asks.
GROUNDS = ("uavg_restriction", "rights_of_others", "wpg_rules")


class Unfit(ValueError):
    """A decision does not fit what was marked; the text is a code of ``words.NOT_NOW``."""


def may_begin(kind: RequestKind, state: RequestState, outcome: str) -> bool:
    """Whether passages can be put before the desks: it asks for access, was searched and is not refused."""
    open_still = state in {RequestState.SEARCHED, RequestState.DECIDED}
    return kind is RequestKind.ACCESS and open_still and outcome != Outcome.REFUSED


def fit(decision: Decision, ground: str, marks: int) -> None:
    """Ask that a decision fits what was marked and has a ground where the law asks for one. Raises Unfit."""
    if (ground in GROUNDS) is not (decision in {Decision.PARTLY, Decision.LEFT_OUT}):
        raise Unfit("passage_ground")
    if decision is Decision.PARTLY and not marks:
        raise Unfit("nothing_marked")
    if decision is Decision.WHOLE and marks:
        raise Unfit("something_marked")
