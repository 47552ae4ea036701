"""The codes a signal is described with, and the words people use for them."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.partners.domain.routes import Residence
from ketenzicht.signals.domain.glass import GlassState
from ketenzicht.signals.domain.states import SignalState


class Urgency(StrEnum):
    """How fast somebody has to act."""

    ORDINARY = "ordinary"
    ACUTE = "acute"


class AgeBand(StrEnum):
    """How old the person is thought to be; in doubt a child."""

    UNDER_12 = "under_12"
    FROM_12 = "12_15"
    FROM_16 = "16_17"
    ADULT = "adult"
    IN_DOUBT = "in_doubt"
    UNKNOWN = "unknown"


MINORS = frozenset({AgeBand.UNDER_12, AgeBand.FROM_12, AgeBand.FROM_16, AgeBand.IN_DOUBT})


class Outcome(StrEnum):
    """What became of a signal."""

    INVESTIGATION = "investigation"
    HELP_STARTED = "help_started"
    LABOUR_ENFORCEMENT = "labour_enforcement"
    ADMINISTRATIVE_MEASURE = "administrative_measure"
    KEPT_SOFT = "kept_soft"
    CARE_CONCERN = "care_concern"
    NO_EXPLOITATION = "no_exploitation"
    TOO_LITTLE = "too_little"
    NOT_A_REPORT = "not_a_report"


URGENCY_LABELS: dict[str, Promise] = {
    Urgency.ORDINARY: _("Ordinary"),
    Urgency.ACUTE: _("Acute"),
}
AGE_LABELS: dict[str, Promise] = {
    AgeBand.UNDER_12: _("Younger than 12"),
    AgeBand.FROM_12: _("12 to 15"),
    AgeBand.FROM_16: _("16 or 17"),
    AgeBand.ADULT: _("18 or older"),
    AgeBand.IN_DOUBT: _("In doubt: treated as a child"),
    AgeBand.UNKNOWN: _("Not known"),
}
RESIDENCE_LABELS: dict[str, Promise] = {
    Residence.LAWFUL: _("Dutch, EU citizen or with a right to stay"),
    Residence.NONE: _("No right to stay, or threatened to lose it"),
    Residence.UNKNOWN: _("Not known"),
}
OUTCOME_LABELS: dict[str, Promise] = {
    Outcome.INVESTIGATION: _("With an investigation service"),
    Outcome.HELP_STARTED: _("Help has started"),
    Outcome.LABOUR_ENFORCEMENT: _("Taken up as labour enforcement"),
    Outcome.ADMINISTRATIVE_MEASURE: _("Administrative measure by the municipality"),
    Outcome.KEPT_SOFT: _("Kept as a soft signal"),
    Outcome.CARE_CONCERN: _("No trafficking, but help for other worries"),
    Outcome.NO_EXPLOITATION: _("Looked at, no exploitation found"),
    Outcome.TOO_LITTLE: _("Too little known to act"),
    Outcome.NOT_A_REPORT: _("Not about trafficking; sent elsewhere"),
}
STATE_LABELS: dict[str, Promise] = {
    SignalState.RECEIVED: _("Received"),
    SignalState.IN_TRIAGE: _("In triage"),
    SignalState.WAITING: _("Waiting"),
    SignalState.HANDED_OVER: _("Handed over"),
    SignalState.IN_FOLLOW_UP: _("In follow-up"),
    SignalState.TO_REPLY: _("Tell the reporter"),
    SignalState.CLOSED: _("Closed"),
    SignalState.MERGED: _("Under another signal"),
}
STATE_TONES: dict[str, str] = {
    SignalState.RECEIVED: "new",
    SignalState.IN_TRIAGE: "busy",
    SignalState.WAITING: "waiting",
    SignalState.HANDED_OVER: "waiting",
    SignalState.IN_FOLLOW_UP: "busy",
    SignalState.TO_REPLY: "new",
    SignalState.CLOSED: "done",
    SignalState.MERGED: "stopped",
}
GLASS_STATES: dict[str, Promise] = {
    GlassState.OPEN: _("Open now"),
    GlassState.CLOSED: _("To judge"),
    GlassState.JUSTIFIED: _("It was right"),
    GlassState.NOT_JUSTIFIED: _("It was not right"),
}
GLASS_TONES: dict[str, str] = {
    GlassState.OPEN: "busy",
    GlassState.CLOSED: "new",
    GlassState.JUSTIFIED: "done",
    GlassState.NOT_JUSTIFIED: "stopped",
}
GLASS_JUDGEMENTS: dict[str, Promise] = {
    state: GLASS_STATES[state] for state in (GlassState.JUSTIFIED, GlassState.NOT_JUSTIFIED)
}
SUBJECT_LABELS: dict[str, Promise] = {
    "person": _("A person"),
    "place": _("A place, company or online account"),
    "both": _("A person and a place"),
}
SHORT_SUBJECTS: Mapping[str, Promise] = {
    "person": _("Person"),
    "place": _("Place"),
    "both": _("Person and place"),
}
CHANNEL_LABELS: dict[str, Promise] = {
    "public": _("From the public"),
    "professional": _("From a professional"),
}
CLOCK_LABELS: dict[str, Promise] = {
    "signal.acute": _("Act on acute danger"),
    "signal.assessment": _("First assessment"),
    "signal.reply": _("Answer to the reporter"),
    "signal.waiting": _("Answer of the reporter expected"),
    "handover.answer": _("Answer of another desk to a hand-off"),
    "handover.confirmation": _("Acute hand-off to be confirmed by telephone"),
}


def label(words: Mapping[str, Promise], code: str) -> str:
    """The word for a code; a code that is not known stays as it is."""
    return str(words[code]) if code in words else code
