"""What a desk answers when it is done, and how much of that the reporter may hear."""

from enum import StrEnum


class AnswerOutcome(StrEnum):
    """What came of a hand-off. The codes are those of the outcomes the approved replies belong to."""

    INVESTIGATION = "investigation"
    HELP_STARTED = "help_started"
    LABOUR_ENFORCEMENT = "labour_enforcement"
    ADMINISTRATIVE_MEASURE = "administrative_measure"
    KEPT_SOFT = "kept_soft"
    CARE_CONCERN = "care_concern"
    NO_EXPLOITATION = "no_exploitation"
    TOO_LITTLE = "too_little"
    COMBINED = "combined"


class MayTell(StrEnum):
    """How much the reporter may hear. The receiving desk decides: it knows what an answer can harm."""

    OUTCOME = "outcome"
    WORKED_ON = "worked_on"
    NOTHING = "nothing"


class Fact(StrEnum):
    """What happens to a hand-off beside the moves of its state table, under the same roof of events."""

    SEND = "send"
    CONFIRM = "confirm"
    ESCALATE = "escalate"
