"""The words for codes in a report, in the language of the page."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ketenzicht.reporting.domain.content import SignAnswer, Subject
from ketenzicht.reporting.domain.details import DetailKind, DetailProblem
from ketenzicht.reporting.domain.files import Change
from ketenzicht.reporting.domain.identity_access import WINDOWS, IdentityPurpose, IdentityState
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.domain.statements import StatementKind
from ketenzicht.reporting.domain.visibility import ReporterMode

STATEMENT_LABELS: Final[Mapping[str, Promise]] = {
    StatementKind.FACT: _("Seen or heard first-hand"),
    StatementKind.CIRCUMSTANCE: _("Circumstances"),
    StatementKind.HEARD: _("Heard from others"),
    StatementKind.INTERPRETATION: _("The reporter’s own idea"),
    StatementKind.SOURCE: _("How the reporter knows this"),
}
SUBJECT_LABELS: Final[Mapping[str, Promise]] = {
    Subject.PERSON: _("A person"),
    Subject.PLACE: _("A place, company or online account"),
    Subject.BOTH: _("Both a person and a place, company or account"),
}
SIGN_LABELS: Final[Mapping[str, Promise]] = {
    SignAnswer.SEEN: _("Seen"),
    SignAnswer.NOT_SEEN: _("Not seen"),
    SignAnswer.UNKNOWN: _("Don’t know"),
}
MODE_LABELS: Final[Mapping[str, Promise]] = {
    ReporterMode.ANONYMOUS: _("Anonymous"),
    ReporterMode.CONFIDENTIAL: _("In confidence"),
    ReporterMode.NAMED: _("By name"),
}
STATUS_LABELS: Final[Mapping[str, Promise]] = {
    PublicStatus.RECEIVED: _("We have received your report"),
    PublicStatus.BEING_LOOKED_AT: _("We are looking at your report"),
    PublicStatus.QUESTION_FOR_YOU: _("We have a question for you"),
    PublicStatus.PASSED_ON: _("We have passed your report on to an organisation that can do something"),
    PublicStatus.ANSWERED: _("There is an answer for you"),
    PublicStatus.CLOSED: _("We have finished with your report"),
}
STATUS_IN_SHORT: Final[Mapping[str, Promise]] = {
    PublicStatus.RECEIVED: _("Received"),
    PublicStatus.BEING_LOOKED_AT: _("Being looked at"),
    PublicStatus.QUESTION_FOR_YOU: _("Question for you"),
    PublicStatus.PASSED_ON: _("Passed on"),
    PublicStatus.ANSWERED: _("Answered"),
    PublicStatus.CLOSED: _("Finished"),
}
STATUS_EXPLAINED: Final[Mapping[str, Promise]] = {
    PublicStatus.RECEIVED: _("Nobody has read it yet. That happens on working days."),
    PublicStatus.BEING_LOOKED_AT: _(
        "Somebody has read it and is working on it. You do not have to do anything."
    ),
    PublicStatus.QUESTION_FOR_YOU: _("You can answer below. You do not have to say who you are."),
    PublicStatus.PASSED_ON: _(
        "That organisation decides what to do. As soon as we may tell you more, you can read it here."
    ),
    PublicStatus.ANSWERED: _("You can read it below. You may still add something."),
    PublicStatus.CLOSED: _("If you see something new, you can add it below. We will then look at it again."),
}
STATUS_TONES: Final[Mapping[str, str]] = {
    PublicStatus.RECEIVED: "new",
    PublicStatus.BEING_LOOKED_AT: "busy",
    PublicStatus.QUESTION_FOR_YOU: "waiting",
    PublicStatus.PASSED_ON: "busy",
    PublicStatus.ANSWERED: "done",
    PublicStatus.CLOSED: "done",
}
DETAIL_LABELS: Final[Mapping[str, Promise]] = {
    DetailKind.PERSON: _("Person"),
    DetailKind.ADDRESS: _("Address"),
    DetailKind.COMPANY: _("Company"),
    DetailKind.PHONE: _("Phone number"),
    DetailKind.VEHICLE: _("Vehicle"),
    DetailKind.ONLINE: _("Online"),
}
PROBLEM_LABELS: Final[Mapping[str, Promise]] = {
    DetailProblem.AGE_NOT_A_NUMBER: _("The age is not a number. It stays as it was typed."),
    DetailProblem.AGES_SWAPPED: _("The lowest age is above the highest. Both stay as they were typed."),
    DetailProblem.POSTCODE_NOT_DUTCH: _("This is not a Dutch postcode. It stays as it was typed."),
    DetailProblem.NUMBER_NOT_CLEAR: _("The house number is not clear. It stays as it was typed."),
    DetailProblem.KVK_NOT_EIGHT_DIGITS: _(
        "A Chamber of Commerce number has eight digits. It stays as it was typed."
    ),
    DetailProblem.PHONE_NOT_VALID: _(
        "This is not a phone number that can be called. It stays as it was typed."
    ),
    DetailProblem.PLATE_NOT_DUTCH: _("This is not a Dutch number plate. It stays as it was typed."),
    DetailProblem.HANDLE_MISSING: _("The name of the account is missing."),
    DetailProblem.HANDLE_NOT_CLEAR: _("The name of the account is not clear. It stays as it was typed."),
}
CHANGE_LABELS: Final[Mapping[str, Promise]] = {
    Change.METADATA_REMOVED: _("hidden data removed"),
    Change.LOCATION_REMOVED: _("place removed"),
    Change.TURNED_UPRIGHT: _("turned upright"),
    Change.FIRST_FRAME_ONLY: _("first picture only"),
    Change.ACTIVE_CONTENT_REMOVED: _("active content removed"),
    Change.EMBEDDED_FILES_REMOVED: _("files inside it removed"),
    Change.NOTES_FLATTENED: _("notes made part of the page"),
    Change.ENCODING_CHANGED: _("character set changed"),
    Change.INVISIBLE_REMOVED: _("invisible characters removed"),
    Change.NAME_CHANGED: _("name changed"),
}
ROLE_LABELS: Final[Mapping[str, Promise]] = {
    "possible_victim": _("May need help"),
    "possible_perpetrator": _("May be behind it"),
    "other": _("Other role, or not known"),
}


def problem_label(code: str) -> str | Promise:
    """What is wrong with a detail, in words; a code without words stays itself."""
    return PROBLEM_LABELS.get(code, code)


def detail_text(kind: str, typed: Mapping[str, str], normalised: Mapping[str, object] | None) -> str:
    """A detail on one line: in its one notation where there is one, otherwise as it was typed."""
    shown = {name: str(value) for name, value in typed.items()}
    if normalised:
        shown |= {name: str(value) for name, value in normalised.items()}
    if kind == DetailKind.PERSON:
        return _person(shown)
    if kind == DetailKind.PHONE:
        return shown.get("shown") or shown.get("as_typed", "")
    if kind == DetailKind.ONLINE:
        return shown.get("url") or " · ".join(filter(None, (shown.get("platform"), shown.get("handle"))))
    if kind == DetailKind.ADDRESS:
        return ", ".join(
            filter(
                None, (_joined(shown, "street", "number", "addition"), _joined(shown, "postcode", "place"))
            )
        )
    return " · ".join(shown[name] for name in ("name", "kvk", "plate") if shown.get(name))


def _person(shown: Mapping[str, str]) -> str:
    role = ROLE_LABELS.get(shown.get("role", ""))
    parts = [shown.get("called", ""), _age(shown), str(role) if role else ""]
    return " · ".join(part for part in parts if part)


def _age(shown: Mapping[str, str]) -> str:
    lowest, highest = shown.get("age_from", ""), shown.get("age_to", "")
    if lowest and highest and lowest != highest:
        age = gettext("%(lowest)s to %(highest)s years old") % {"lowest": lowest, "highest": highest}
    elif lowest or highest:
        age = gettext("about %(age)s years old") % {"age": lowest or highest}
    else:
        age = ""
    if shown.get("age_in_doubt") == "yes":
        return ", ".join(filter(None, (age, gettext("may be younger than 18"))))
    return age


def _joined(shown: Mapping[str, str], *names: str) -> str:
    return " ".join(shown[name] for name in names if shown.get(name))


IDENTITY_PURPOSES: Final[Mapping[str, Promise]] = {
    IdentityPurpose.CONTACT: _("To reach the reporter: the way back by the receipt is not enough"),
    IdentityPurpose.SAFETY: _("Somebody is in danger"),
    IdentityPurpose.OBLIGATION: _("A law or a judge obliges us"),
}
IDENTITY_STATES: Final[Mapping[str, Promise]] = {
    IdentityState.ASKED: _("Waits for a decision"),
    IdentityState.GRANTED: _("Granted"),
    IdentityState.REFUSED: _("Refused"),
    IdentityState.WITHDRAWN: _("Withdrawn by whoever asked"),
    IdentityState.TAKEN_BACK: _("Taken back"),
    IdentityState.CLOSED: _("Closed by whoever asked"),
}
IDENTITY_TONES: Final[Mapping[str, str]] = {
    IdentityState.ASKED: "waiting",
    IdentityState.GRANTED: "busy",
    IdentityState.REFUSED: "stopped",
    IdentityState.TAKEN_BACK: "stopped",
}


def identity_hours() -> list[tuple[int, str]]:
    """How long a reporter's identity can be open, in words."""
    return [
        (hours, ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours})
        for hours in WINDOWS
    ]
