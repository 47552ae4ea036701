"""The steps of a signal in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What a step is about; the timeline can be narrowed to one."""

    WORK = "work"
    REPORTER = "reporter"
    HANDOVER = "handover"
    CLOCK = "clock"


@dataclass(frozen=True)
class StepWords:
    """How one kind of step looks in the timeline. The title may hold the names of the step's details."""

    title: Promise
    kind: Kind
    icon: str
    tone: str = ""


KIND_LABELS: Mapping[str, Promise] = {
    Kind.WORK: _("Our work"),
    Kind.REPORTER: _("Reporter"),
    Kind.HANDOVER: _("Hand-offs"),
    Kind.CLOCK: _("Clocks"),
}
_W, _R, _H, _C = Kind.WORK, Kind.REPORTER, Kind.HANDOVER, Kind.CLOCK

STEPS: Mapping[str, StepWords] = {
    "received": StepWords(_("Report received"), _R, "mail"),
    "information_added": StepWords(_("The reporter told more"), _R, "message"),
    "asked_reporter": StepWords(_("Asked the reporter something"), _R, "question"),
    "replied": StepWords(_("Answered the reporter"), _R, "reply"),
    "identity_asked": StepWords(_("Asked to see who the reporter is"), _R, "question"),
    "identity_ended": StepWords(_("Gave up seeing who the reporter is"), _R, "minus-circle"),
    "identity_looked": StepWords(_("Looked at who the reporter is"), _R, "eye"),
    "taken": StepWords(_("Taken up"), _W, "person"),
    "assigned": StepWords(_("Assigned to %(to_user)s"), _W, "person"),
    "unassigned": StepWords(_("Given back to the desk"), _W, "person"),
    "triage_started": StepWords(_("Triage started"), _W, "person"),
    "judged": StepWords(_("Judged"), _W, "check"),
    "assessed": StepWords(_("Indicators kept as they were"), _W, "check"),
    "noted": StepWords(_("Note written"), _W, "note"),
    "task_added": StepWords(_("Task added"), _W, "list"),
    "task_done": StepWords(_("Task done"), _W, "check"),
    "waiting": StepWords(_("Waiting for information"), _W, "paused"),
    "continued": StepWords(_("Taken on after waiting"), _W, "arrow-right"),
    "waited_long_enough": StepWords(_("Waited long enough: back in triage"), _C, "clock"),
    "followed_up": StepWords(_("Followed up by our own desk"), _W, "arrow-right"),
    "follow_up_finished": StepWords(_("Follow-up finished"), _W, "check-circle"),
    "back_to_triage": StepWords(_("Back to triage"), _W, "undo"),
    "handed_over": StepWords(_("H-%(number)s handed over to %(to_desk)s"), _H, "handover"),
    "handover_see": StepWords(_("H-%(number)s seen by %(to_desk)s"), _H, "eye"),
    "handover_accept": StepWords(_("H-%(number)s accepted by %(to_desk)s"), _H, "check-circle"),
    "handover_accept_partly": StepWords(
        _("H-%(number)s accepted in part by %(to_desk)s"), _H, "check-circle"
    ),
    "handover_return": StepWords(_("H-%(number)s given back by %(to_desk)s"), _H, "undo"),
    "handover_expire": StepWords(_("H-%(number)s expired: %(to_desk)s did not answer"), _H, "clock"),
    "handover_take_in_hand": StepWords(_("H-%(number)s in hand at %(to_desk)s"), _H, "arrow-right"),
    "handover_finish": StepWords(_("H-%(number)s finished by %(to_desk)s"), _H, "check-circle"),
    "handover_revoke": StepWords(_("H-%(number)s taken back from %(to_desk)s"), _H, "minus-circle"),
    "handover_confirm": StepWords(_("H-%(number)s: %(to_desk)s spoken to by telephone"), _H, "phone"),
    "handover_escalate": StepWords(
        _("H-%(number)s: nobody of %(to_desk)s spoken to in time"), _H, "bell", "acute"
    ),
    "closed": StepWords(_("Closed: %(outcome)s"), _W, "check-circle"),
    "reopened": StepWords(_("Opened again"), _W, "undo"),
    "merged": StepWords(_("Put under S-%(into)s"), _W, "link"),
    "took_in": StepWords(_("S-%(number)s put under this signal"), _W, "link"),
    "taken_apart": StepWords(_("Taken apart from S-%(from_number)s"), _W, "undo"),
    "gave_back": StepWords(_("S-%(number)s taken apart from this signal"), _W, "undo"),
    "overdue": StepWords(_("Too late: %(clock)s"), _C, "alert"),
    "escalated": StepWords(
        _("Nobody acted in time; the chain director was told: %(clock)s"), _C, "bell", "acute"
    ),
}
UNKNOWN = StepWords(_("Another step"), Kind.WORK, "info")
