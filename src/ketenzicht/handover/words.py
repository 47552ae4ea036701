"""What the codes of a hand-off are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ketenzicht.handover.domain.answers import AnswerOutcome, Fact, MayTell
from ketenzicht.handover.domain.states import HandoverEvent, HandoverState, ReturnReason

Labels = Mapping[str, str | Promise]

STATES: Labels = {
    HandoverState.SENT: pgettext_lazy("hand-off", "Sent"),
    HandoverState.SEEN: pgettext_lazy("hand-off", "Seen"),
    HandoverState.ACCEPTED: pgettext_lazy("hand-off", "Accepted"),
    HandoverState.ACCEPTED_PARTLY: pgettext_lazy("hand-off", "Accepted in part"),
    HandoverState.RETURNED: pgettext_lazy("hand-off", "Given back"),
    HandoverState.EXPIRED: pgettext_lazy("hand-off", "Expired"),
    HandoverState.IN_HAND: pgettext_lazy("hand-off", "In hand"),
    HandoverState.FINISHED: pgettext_lazy("hand-off", "Finished"),
    HandoverState.REVOKED: pgettext_lazy("hand-off", "Revoked"),
}

TONES: Mapping[str, str] = {
    HandoverState.SENT: "new",
    HandoverState.SEEN: "waiting",
    HandoverState.ACCEPTED: "busy",
    HandoverState.ACCEPTED_PARTLY: "busy",
    HandoverState.RETURNED: "stopped",
    HandoverState.EXPIRED: "stopped",
    HandoverState.IN_HAND: "busy",
    HandoverState.FINISHED: "done",
    HandoverState.REVOKED: "stopped",
}

URGENCIES: Labels = {
    "ordinary": pgettext_lazy("urgency", "Ordinary"),
    "acute": pgettext_lazy("urgency", "Acute"),
}

# The codes that signals and routes use for the age of the person it is about.
AGE_BANDS: Labels = {
    "adult": _("Adult"),
    "minor": _("Younger than 18"),
    "doubtful": _("Age in doubt: treated as a child"),
    "unknown": _("Age not known"),
    "": _("Age not known"),
}

RETURN_REASONS: Labels = {
    ReturnReason.NOT_OUR_TASK: _("This is not our task"),
    ReturnReason.NOT_OUR_REGION: _("This is not our region"),
    ReturnReason.TOO_LITTLE_KNOWN: _("Too little is known to do something with it"),
    ReturnReason.ALREADY_WITH_US: _("We already know this and are working on it"),
    ReturnReason.NO_CAPACITY: _("We have no capacity for this now"),
    ReturnReason.NO_BASIS: _("We doubt whether this may be shared with us"),
    ReturnReason.OTHER: _("Another reason"),
}

OUTCOMES: Labels = {
    AnswerOutcome.INVESTIGATION: _("An investigation is starting or under way"),
    AnswerOutcome.HELP_STARTED: _("Help or shelter has started"),
    AnswerOutcome.LABOUR_ENFORCEMENT: _("The labour inspectorate is acting on it"),
    AnswerOutcome.ADMINISTRATIVE_MEASURE: _("The municipality has taken a measure"),
    AnswerOutcome.KEPT_SOFT: _("Kept as a soft signal, to combine with others"),
    AnswerOutcome.CARE_CONCERN: _("No trafficking, but a concern for which help is arranged"),
    AnswerOutcome.NO_EXPLOITATION: _("Looked into: no exploitation found"),
    AnswerOutcome.TOO_LITTLE: _("Too little to go on"),
    AnswerOutcome.COMBINED: _("Already known: combined with what we had"),
}

MAY_TELL: Labels = {
    MayTell.OUTCOME: _("The outcome, in an approved plain text"),
    MayTell.WORKED_ON: _("Only that it was passed on and is being worked on"),
    MayTell.NOTHING: _("Nothing more: the reporter reads that we may not tell more"),
}

EVENTS: Labels = {
    Fact.SEND: _("Hand-off sent"),
    HandoverEvent.SEE: _("Hand-off seen"),
    HandoverEvent.ACCEPT: _("Accepted in full"),
    HandoverEvent.ACCEPT_PARTLY: _("Accepted in part"),
    HandoverEvent.RETURN: _("Given back"),
    HandoverEvent.EXPIRE: _("Expired: not answered in time"),
    HandoverEvent.TAKE_IN_HAND: _("Taken in hand"),
    HandoverEvent.FINISH: _("Finished with an answer"),
    HandoverEvent.REVOKE: _("Revoked"),
    Fact.CONFIRM: _("Confirmed by telephone"),
    Fact.ESCALATE: _("Not confirmed by telephone in time: the chain director was told"),
}

EVENT_ICONS: Mapping[str, str] = {
    Fact.SEND: "send",
    HandoverEvent.SEE: "eye",
    HandoverEvent.ACCEPT: "check-circle",
    HandoverEvent.ACCEPT_PARTLY: "check-circle",
    HandoverEvent.RETURN: "undo",
    HandoverEvent.EXPIRE: "clock",
    HandoverEvent.TAKE_IN_HAND: "person",
    HandoverEvent.FINISH: "reply",
    HandoverEvent.REVOKE: "minus-circle",
    Fact.CONFIRM: "phone",
    Fact.ESCALATE: "bell",
}

# What the audit trail calls these events.
AUDIT_KINDS: dict[str, Promise] = {
    f"handover.handover.{Fact.SEND}": _("Sent a hand-off"),
    f"handover.handover.{HandoverEvent.SEE}": _("Saw a hand-off for the first time"),
    f"handover.handover.{HandoverEvent.ACCEPT}": _("Accepted a hand-off"),
    f"handover.handover.{HandoverEvent.ACCEPT_PARTLY}": _("Accepted part of a hand-off"),
    f"handover.handover.{HandoverEvent.RETURN}": _("Gave a hand-off back"),
    f"handover.handover.{HandoverEvent.EXPIRE}": _("A hand-off expired"),
    f"handover.handover.{HandoverEvent.TAKE_IN_HAND}": _("Took a hand-off in hand"),
    f"handover.handover.{HandoverEvent.FINISH}": _("Finished a hand-off"),
    f"handover.handover.{HandoverEvent.REVOKE}": _("Took a hand-off back"),
    f"handover.handover.{Fact.CONFIRM}": _("Confirmed a hand-off by telephone"),
    f"handover.handover.{Fact.ESCALATE}": _("Raised the alarm over an unconfirmed hand-off"),
    "handover.handover.read": _("Looked at a hand-off"),
    "handover.file.read": _("Opened a file of a hand-off"),
}

STATEMENT_KINDS: Labels = {
    "fact": _("Seen or heard by the reporter"),
    "circumstance": _("Circumstances"),
    "heard": _("Heard from somebody else"),
    "interpretation": _("The reporter’s own interpretation"),
    "source": _("Where it comes from"),
}

ANSWERS: Labels = {
    "seen": _("Seen"),
    "not_seen": _("Not seen"),
    "unknown": _("Not known"),
}


def say(labels: Labels, code: str) -> str:
    """What a code is called; the code itself when it has no name, so that nothing goes unseen."""
    return str(labels.get(code, code))
