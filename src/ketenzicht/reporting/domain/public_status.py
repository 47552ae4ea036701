"""What a reporter reads on the receipt page: a short list, apart from the internal states.

It never says which organisation has the signal, that a hand-off was refused, or that somebody else
reported the same.
"""

from enum import StrEnum


class PublicStatus(StrEnum):
    """How far it is, in the words of the reporter."""

    RECEIVED = "received"
    BEING_LOOKED_AT = "being_looked_at"
    QUESTION_FOR_YOU = "question_for_you"
    PASSED_ON = "passed_on"
    ANSWERED = "answered"
    CLOSED = "closed"
