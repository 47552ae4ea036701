"""From the internal state of a signal to what its reporter reads.

A reporter does not learn of duplicates, refusals or deadlines: for a signal under another one, pass the
state of the main signal.
"""

from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.signals.domain.states import SignalState


def public_status(
    state: SignalState, *, open_question: bool, with_partner: bool, replied: bool
) -> PublicStatus:
    """What the receipt page says.

    ``open_question``: the reporter was asked something and has not answered. ``with_partner``: a partner
    has accepted a hand-off and has not given it back. ``replied``: the reporter has had an answer.
    """
    if replied and state in {SignalState.CLOSED, SignalState.TO_REPLY}:
        return PublicStatus.ANSWERED
    if state is SignalState.CLOSED:
        return PublicStatus.CLOSED
    if open_question:
        return PublicStatus.QUESTION_FOR_YOU
    if with_partner:
        return PublicStatus.PASSED_ON
    if state is SignalState.RECEIVED:
        return PublicStatus.RECEIVED
    return PublicStatus.BEING_LOOKED_AT
