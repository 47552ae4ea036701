"""A request of a data subject, from arrival to answer. Nobody searches before it is known who asks."""

from enum import StrEnum

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation, Table, Transition


class RequestKind(StrEnum):
    """Which right somebody uses."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    OBJECTION = "objection"


class RequestState(StrEnum):
    """Where a request is."""

    RECEIVED = "received"
    VERIFIED = "verified"
    SEARCHING = "searching"
    SEARCHED = "searched"
    DECIDED = "decided"
    ANSWERED = "answered"
    CLOSED = "closed"


class RequestEvent(StrEnum):
    """What happens to a request."""

    VERIFY = "verify"
    SEARCH = "search"
    FOUND = "found"
    EXTEND = "extend"
    DECIDE = "decide"
    ANSWER = "answer"
    CLOSE = "close"


S, E = RequestState, RequestEvent
ENDED = frozenset({S.ANSWERED, S.CLOSED})
_WAITS = (S.RECEIVED, S.VERIFIED, S.SEARCHED)
_V, _H = Verb.RIGHTS_MANAGE, Relation.HOLDER

REQUEST: Table[RequestState, RequestEvent] = Table(
    S.RECEIVED,
    (
        Transition(S.RECEIVED, E.VERIFY, S.VERIFIED, _V, _H),
        Transition(S.VERIFIED, E.SEARCH, S.SEARCHING, _V, _H),
        Transition(S.SEARCHED, E.SEARCH, S.SEARCHING, _V, _H),
        Transition(S.SEARCHING, E.FOUND, S.SEARCHED, None, Relation.SYSTEM),
        Transition(S.SEARCHED, E.DECIDE, S.DECIDED, _V, _H, reason_required=True),
        Transition(S.DECIDED, E.ANSWER, S.ANSWERED, _V, _H),
        *(Transition(state, E.EXTEND, state, _V, _H, reason_required=True) for state in (*_WAITS, S.DECIDED)),
        *(Transition(state, E.CLOSE, S.CLOSED, _V, _H, reason_required=True) for state in _WAITS),
    ),
)


class Outcome(StrEnum):
    """What was decided."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class Channel(StrEnum):
    """How a request arrived."""

    LETTER = "letter"
    MAIL = "mail"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    CONTACT_POINT = "contact_point"


class Proof(StrEnum):
    """How it was established who asks."""

    DOCUMENT_SHOWN = "document_shown"
    KNOWN_HERE = "known_here"
    CALLED_BACK = "called_back"
    REPRESENTATIVE = "representative"
    OTHER = "other"


class Ending(StrEnum):
    """Why a request ends without a decision: a choice, so that nothing is written about anybody."""

    WITHDRAWN = "withdrawn"
    NOT_KNOWN_WHO = "not_known_who"
    NOT_FOR_US = "not_for_us"


def may_erase(kind: RequestKind, state: RequestState, outcome: str) -> bool:
    """Whether what was found may go before its term: it was asked, and granted at least in part."""
    return kind is RequestKind.ERASURE and _granted(state, outcome)


def may_stop_use(kind: RequestKind, state: RequestState, outcome: str) -> bool:
    """Whether what was found may be marked as kept and not used: an objection granted at least in part."""
    return kind is RequestKind.OBJECTION and _granted(state, outcome)


def _granted(state: RequestState, outcome: str) -> bool:
    decided = state in {RequestState.DECIDED, RequestState.ANSWERED}
    return decided and outcome in {Outcome.GRANTED, Outcome.PARTLY}
