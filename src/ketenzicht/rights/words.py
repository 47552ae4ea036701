"""What the codes of requests are called on pages and in the audit trail."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.rights.domain.states import (
    Channel,
    Ending,
    Outcome,
    Proof,
    RequestKind,
    RequestState,
)

KINDS: Mapping[RequestKind, Promise] = {
    RequestKind.ACCESS: _("Access: what do you have about me"),
    RequestKind.RECTIFICATION: _("Rectification: this is not right"),
    RequestKind.ERASURE: _("Erasure: remove this"),
    RequestKind.OBJECTION: _("Objection: stop using this"),
}
STATES: Mapping[RequestState, Promise] = {
    RequestState.RECEIVED: _("Came in: establish who asks"),
    RequestState.VERIFIED: _("Known who asks: search"),
    RequestState.SEARCHING: _("Being searched"),
    RequestState.SEARCHED: _("Searched: decide"),
    RequestState.DECIDED: _("Decided: answer"),
    RequestState.ANSWERED: _("Request answered"),
    RequestState.CLOSED: _("Ended without a decision"),
}
TONES: Mapping[RequestState, str] = {
    RequestState.RECEIVED: "waiting",
    RequestState.VERIFIED: "waiting",
    RequestState.SEARCHING: "busy",
    RequestState.SEARCHED: "waiting",
    RequestState.DECIDED: "waiting",
    RequestState.ANSWERED: "done",
    RequestState.CLOSED: "stopped",
}
CHANNELS: Mapping[Channel, Promise] = {
    Channel.LETTER: _("Letter"),
    Channel.MAIL: _("E-mail message"),
    Channel.TELEPHONE: _("By telephone"),
    Channel.IN_PERSON: _("At the counter"),
    Channel.CONTACT_POINT: _("Through the contact point of a collaboration"),
}
PROOFS: Mapping[Proof, Promise] = {
    Proof.DOCUMENT_SHOWN: _("Showed a proof of identity; no copy was kept"),
    Proof.KNOWN_HERE: _("Known in person to a colleague"),
    Proof.CALLED_BACK: _("Called back on a number that was known already"),
    Proof.REPRESENTATIVE: _("A representative, with a written authorisation"),
    Proof.OTHER: _("In another way, told in person"),
}
OUTCOMES: Mapping[Outcome, Promise] = {
    Outcome.GRANTED: _("Request granted"),
    Outcome.PARTLY: _("Granted in part"),
    Outcome.REFUSED: _("Request refused"),
}
ENDINGS: Mapping[Ending, Promise] = {
    Ending.WITHDRAWN: _("Whoever asked took it back"),
    Ending.NOT_KNOWN_WHO: _("It could not be established who asks"),
    Ending.NOT_FOR_US: _("Meant for another organisation, and sent on"),
}
RECORDS: Mapping[str, Promise] = {
    "signal": _("Signal"),
    "report": _("Report without a signal"),
    "handover": _("Hand-off"),
    "accounts.user": _("Account"),
    "rights.requestcontent": _("Another request"),
}
# By model; what has no words of its own goes by those of its part.
PLACES: Mapping[str, Promise] = {
    "signals.Signal": _("name of the signal"),
    "signals.SignalEvent": _("step in the timeline"),
    "signals.Note": _("note"),
    "signals.GlassBreak": _("reason or judgement of broken glass"),
    "signals.Task": _("task"),
    "signals.Assessment": _("outcome of indicators"),
    "signals.RouteDecision": _("reason of a route"),
    "signals.SavedView": _("name of a kept view"),
    "reporting.Report": _("place or answer in a report"),
    "reporting.Statement": _("statement in a report"),
    "reporting.IndicatorAnswer": _("what shows an indicator"),
    "reporting.Detail": _("person, address, number or account in a report"),
    "reporting.Attachment": _("name of a file"),
    "reporting.Addition": _("addition to a report"),
    "reporting.Reply": _("message to the reporter"),
    "reporting.IdentityRequest": _("reason to ask who the reporter is"),
    "handover.Handover": _("question or answer of a hand-off"),
    "handover.HandoverOrigin": _("ground of a hand-off"),
    "handover.PackageItem": _("text that was handed over"),
    "handover.PackageFile": _("name of a file that was handed over"),
    "handover.HandoverEvent": _("step of a hand-off"),
    "retention.Keeping": _("reason of a term"),
    "retention.LegalHold": _("reason of a hold"),
    "accounts.User": _("name or address of an account"),
    "audit.AuditEvent": _("line of the audit trail"),
    "rights.RequestContent": _("text of a request"),
}
PARTS: Mapping[str, Promise] = {
    "planning": _("text of a consultation or a plan"),
    "systems": _("text of a model"),
}
UNSEARCHED: Mapping[str, Promise] = {
    "file": _(
        "The inside of files: what stands in a document or a picture is looked at by the desk that has it."
    ),
    "repeats": _("Made of fields that are searched themselves."),
    "sealed": _(
        "Sealed originals and notes: nobody can search in what is sealed. The desk looks in them by hand."
    ),
    "own_account": _(
        "Unfinished reports: sealed, for the account that writes them alone, and gone after thirty days."
    ),
    "not_sent": _("Files of a report that was not sent: sealed, and gone by themselves."),
    "reporter": _(
        "Who reporters are, and from which account a report came. It opens for two people together, never for"
        " whoever a report is about."
    ),
    "account_number": _("Numbers of accounts: found through the account and the audit trail."),
}
NOT_NOW: Mapping[str, Promise] = {
    "arrival": _("Choose the law, and a day of arrival that is not to come."),
    "due": _("For this law no term is known here. Fill in by which day you answer."),
    "terms": _("Fill in at least one word or number of three characters or more."),
    "extension": _("The term can be extended once, while it runs, and only where the law says so."),
    "ground": _("Choose an exception when not everything is granted, and none when everything is."),
    "erasure": _("Only what was found for a request to erase that was granted can go before its term."),
    "use": _("Only what was found for an objection that was granted can be marked as not to be used."),
    "on_request": _("The regime of this signal lets nothing go on request."),
    "answered": _("Fill in the day of the answer: not before the request came in, and not to come."),
}
RECORD_KIND = _("Request of a data subject")
AUDIT_KINDS: Mapping[str, Promise] = {
    "rights.request.registered": _("Registered a request of a data subject"),
    "rights.request.verified": _("Established who made a request"),
    "rights.request.searched": _("Had everything searched for a request"),
    "rights.request.found": _("Searched everything for a request"),
    "rights.request.extended": _("Extended the term of a request"),
    "rights.request.decided": _("Decided about a request"),
    "rights.request.use_stopped": _("Marked a signal as kept and not used"),
    "rights.request.answered": _("Answered a request"),
    "rights.request.closed": _("Ended a request without a decision"),
    "rights.request.erased": _("Erased the text of a request"),
    "rights.request.opened": _("Read a request of a data subject"),
}
CAUTION = _("Keep it, but do not use it")
CAUTION_TEXT = _(
    "Somebody objected to the use of their data, and that was granted. Ask whoever looks after privacy before"
    " you use or share anything of this signal."
)
