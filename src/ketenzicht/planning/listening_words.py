"""What listening is called on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ketenzicht.planning.domain.listening import Angle, Look, PlaceKind
from ketenzicht.planning.domain.pointing import Reason
from ketenzicht.planning.domain.redaction import Decision, Edge, Kind, Use

ANGLES: Mapping[str, Promise] = {
    Angle.EXPERIENCE: _("Experience of one’s own"),
    Angle.POLICY: _("Policy"),
    Angle.GOVERNANCE: _("Administration and direction"),
    Angle.CARE: _("Care and shelter"),
    Angle.YOUTH: _("Youth"),
    Angle.POLICE: _("Police"),
    Angle.PROSECUTION: _("Prosecution"),
    Angle.SUPERVISION: _("Supervision and enforcement"),
    Angle.LEGAL_AID: _("Legal aid"),
    Angle.WORK: _("Work and business"),
    Angle.CIVIL_SOCIETY: _("Civil society"),
    Angle.RESEARCH: _("Research"),
}
PLACE_KINDS: Mapping[str, Promise] = {
    PlaceKind.WITH_THEM: _("At their place"),
    PlaceKind.WITH_US: _("At our place"),
    PlaceKind.ELSEWHERE: _("Somewhere else"),
    PlaceKind.ONLINE: _("Online"),
    PlaceKind.TELEPHONE: _("By telephone"),
    PlaceKind.WRITTEN: _("In writing"),
}
KINDS: Mapping[str, Promise] = {
    Kind.NAME: _("Name"),
    Kind.ORGANISATION: _("Organisation"),
    Kind.PHONE: _("Telephone number"),
    Kind.EMAIL: _("E-mail address"),
    Kind.ADDRESS: _("Address"),
    Kind.PLATE: _("Number plate"),
    Kind.ACCOUNT: _("Account or website"),
    Kind.NUMBER: _("Number of a person or a file"),
}
DECISIONS: Mapping[str, Promise] = {
    Decision.OPEN: _("Not decided"),
    Decision.REDACT: _("Is redacted"),
    Decision.KEEP: _("Stays"),
}
DECISION_TONES: Mapping[str, str] = {
    Decision.OPEN: "waiting",
    Decision.REDACT: "done",
    Decision.KEEP: "stopped",
}
EDGES: Mapping[str, Promise] = {
    Edge.BEGIN_SOONER: _("Begin a word sooner"),
    Edge.BEGIN_LATER: _("Begin a word later"),
    Edge.END_SOONER: _("End a word sooner"),
    Edge.END_LATER: _("End a word later"),
}
USES: Mapping[str, Promise] = {
    Use.OWN: _("A statement"),
    Use.WITH_BEFORE: _("With the one before"),
    Use.NONE: _("No statement"),
}
LOOKS: Mapping[str, Promise] = {
    Look.CHECK: _("To check how it was redacted"),
    Look.CORRECTION: _("To correct a statement"),
    Look.REQUEST: _("Because somebody asks about the own data"),
    Look.COMPLAINT: _("Because of a complaint"),
}
REASONS: Mapping[str, Promise] = {
    Reason.FUNCTION: _("function with a place"),
    Reason.DATE: _("exact date"),
    Reason.ORGANISATION: _("organisation that is hardly named elsewhere"),
    Reason.PLACE: _("place that is hardly named elsewhere"),
    Reason.NUMBER: pgettext_lazy("listening", "exact number"),
}


def redacting_keys() -> list[dict[str, str]]:
    """What the keys do on the page where a note is redacted."""
    return [
        {"keys": "j k", "text": gettext("To the next or the previous row")},
        {"keys": "x", "text": gettext("Choose the row")},
        {"keys": "l", "text": gettext("Redact what was chosen, or else this row")},
        {"keys": "b", "text": gettext("Keep what was chosen, or else this row")},
        {"keys": "u", "text": gettext("Undo the last step")},
    ]
