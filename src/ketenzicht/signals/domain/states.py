"""The states of a signal and every move between them.

A desk holds the signal: it looks (triage), waits for an answer, hands over or follows up itself, tells
the reporter, closes. Three rules shape the table:

* Nothing gets lost. New information, and a hand-off that comes back, put the signal in triage again,
  also when it was closed already. An answer that arrives after closing must still reach the reporter.
* What another party does never fails on the state of the signal: every system event has a row in every
  state. In a signal that lies under another one it changes nothing; the caller tells the main signal too.
* Acute danger does not wait for triage: a received signal can be handed over at once.
"""

from collections.abc import Iterable
from enum import StrEnum

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation, Table, Transition


class SignalState(StrEnum):
    """Where a signal is."""

    RECEIVED = "received"  # ontvangen: nobody has looked yet
    IN_TRIAGE = "in_triage"  # in duiding: somebody is looking
    WAITING = "waiting"  # wacht op antwoord of informatie; the clock stands still
    HANDED_OVER = "handed_over"  # overgedragen: sent, the other desk has not accepted yet
    IN_FOLLOW_UP = "in_follow_up"  # in opvolging: at a partner that accepted, or by the desk itself
    TO_REPLY = "to_reply"  # terugkoppelen: what was done is known, the reporter still has to hear
    CLOSED = "closed"  # afgesloten
    MERGED = "merged"  # samengevoegd: lies under another signal


class SignalEvent(StrEnum):
    """What happens to a signal."""

    TAKE_UP = "take_up"
    WAIT = "wait"
    CONTINUE = "continue"
    HAND_OVER = "hand_over"
    FOLLOW_UP = "follow_up"
    FINISH = "finish"
    BACK_TO_TRIAGE = "back_to_triage"
    CLOSE = "close"
    REOPEN = "reopen"
    MERGE = "merge"
    TAKE_APART = "take_apart"
    INFORMATION_ADDED = "information_added"
    HANDOVER_ACCEPTED = "handover_accepted"
    HANDOVER_RETURNED = "handover_returned"
    HANDOVER_EXPIRED = "handover_expired"
    HANDOVER_REVOKED = "handover_revoked"
    HANDOVER_FINISHED = "handover_finished"
    CLOCK = "clock"


class WaitingFor(StrEnum):
    """For whom or what a waiting signal waits; only a question to the reporter shows on the receipt page."""

    REPORTER = "reporter"
    INFORMATION = "information"


_S, _E = SignalState, SignalEvent
_Row = Transition[SignalState, SignalEvent]

SYSTEM_EVENTS = frozenset(
    {
        _E.INFORMATION_ADDED,
        _E.HANDOVER_ACCEPTED,
        _E.HANDOVER_RETURNED,
        _E.HANDOVER_EXPIRED,
        _E.HANDOVER_REVOKED,
        _E.HANDOVER_FINISHED,
        _E.CLOCK,
    }
)
CLOCK_STANDS_STILL = frozenset({_S.WAITING})
NOT_OPEN = frozenset({_S.CLOSED, _S.MERGED})
OPEN = frozenset(_S) - NOT_OPEN


def _by_hand(
    sources: Iterable[SignalState], event: SignalEvent, to: SignalState, verb: Verb, reason: bool = False
) -> list[_Row]:
    return [_Row(source, event, to, verb, Relation.HOLDER, reason) for source in sources]


def _by_itself(event: SignalEvent, **to: SignalState) -> list[_Row]:
    """A row for every state: to the named state, otherwise the signal stays where it is."""
    return [_Row(state, event, to.get(state.name, state), None, Relation.SYSTEM) for state in _S]


def _comes_back(event: SignalEvent) -> list[_Row]:
    """A hand-off that ends without an answer: a person has to look again, whatever the state was."""
    to = {state.name: _S.IN_TRIAGE for state in _S if state is not _S.MERGED}
    return _by_itself(event, **to)


_BY_HAND = [
    *_by_hand([_S.RECEIVED], _E.TAKE_UP, _S.IN_TRIAGE, Verb.SIGNAL_TRIAGE),
    *_by_hand([_S.IN_TRIAGE], _E.WAIT, _S.WAITING, Verb.SIGNAL_TRIAGE, reason=True),
    *_by_hand([_S.WAITING], _E.CONTINUE, _S.IN_TRIAGE, Verb.SIGNAL_TRIAGE),
    *_by_hand([_S.RECEIVED, _S.IN_TRIAGE, _S.WAITING, _S.HANDED_OVER, _S.TO_REPLY], _E.HAND_OVER,
              _S.HANDED_OVER, Verb.HANDOVER_SEND),
    # A second hand-off beside one that a partner has accepted: the signal stays in follow-up.
    *_by_hand([_S.IN_FOLLOW_UP], _E.HAND_OVER, _S.IN_FOLLOW_UP, Verb.HANDOVER_SEND),
    *_by_hand([_S.IN_TRIAGE], _E.FOLLOW_UP, _S.IN_FOLLOW_UP, Verb.SIGNAL_TRIAGE),
    *_by_hand([_S.IN_FOLLOW_UP], _E.FINISH, _S.TO_REPLY, Verb.SIGNAL_TRIAGE),
    *_by_hand([_S.IN_FOLLOW_UP, _S.TO_REPLY], _E.BACK_TO_TRIAGE, _S.IN_TRIAGE, Verb.SIGNAL_TRIAGE,
              reason=True),
    *_by_hand([_S.IN_TRIAGE, _S.WAITING, _S.IN_FOLLOW_UP, _S.TO_REPLY], _E.CLOSE, _S.CLOSED,
              Verb.SIGNAL_CLOSE),
    *_by_hand([_S.CLOSED], _E.REOPEN, _S.IN_TRIAGE, Verb.SIGNAL_CLOSE, reason=True),
    *_by_hand([_S.RECEIVED, _S.IN_TRIAGE, _S.WAITING], _E.MERGE, _S.MERGED, Verb.SIGNAL_TRIAGE),
    *_by_hand([_S.MERGED], _E.TAKE_APART, _S.IN_TRIAGE, Verb.SIGNAL_TRIAGE, reason=True),
]  # fmt: skip

_BY_ITSELF = [
    *_by_itself(
        _E.INFORMATION_ADDED,
        **{state.name: _S.IN_TRIAGE for state in _S if state not in {_S.RECEIVED, _S.MERGED}},
    ),
    *_by_itself(_E.HANDOVER_ACCEPTED, HANDED_OVER=_S.IN_FOLLOW_UP),
    *_comes_back(_E.HANDOVER_RETURNED),
    *_comes_back(_E.HANDOVER_EXPIRED),
    *_comes_back(_E.HANDOVER_REVOKED),
    *_by_itself(
        _E.HANDOVER_FINISHED,
        RECEIVED=_S.IN_TRIAGE,
        WAITING=_S.IN_TRIAGE,
        HANDED_OVER=_S.TO_REPLY,
        IN_FOLLOW_UP=_S.TO_REPLY,
        CLOSED=_S.TO_REPLY,
    ),
    *_by_itself(_E.CLOCK, WAITING=_S.IN_TRIAGE),
]

SIGNAL_STATES: Table[SignalState, SignalEvent] = Table(_S.RECEIVED, [*_BY_HAND, *_BY_ITSELF])
