"""What the codes of requests are called on pages and in the audit trail."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.rights.domain.hand_outs import (
    Decision,
    HandOutState,
    PassageState,
    Reason,
    Way,
)
from ketenzicht.rights.domain.pseudonyms import Becomes
from ketenzicht.rights.domain.states import (
    Channel,
    Ending,
    Outcome,
    Proof,
    RequestKind,
    RequestState,
)
from ketenzicht.rights.passages import Source

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
    "hand_out_begin": _("Only a request for access that was searched and not refused gets a hand-out."),
    "hand_out_open": _("The document is still being put together. Release it before you answer."),
    "wanted_by": _("Choose a day that is not over."),
    "decide_first": _("Decide about the request before you release the document."),
    "passages_wait": _("A desk still has to decide about a passage."),
    "decided_yourself": _("You decided about a passage yourself. Somebody else releases the document."),
    "text_changed": _("A text was changed after it was decided about. Its desk decides anew."),
    "decided_anew": _("A desk decided about a passage meanwhile. Read what goes out once more."),
    "changed_meanwhile": _("Somebody decided about this passage meanwhile. Look at it again."),
    "another_text": _("This text was changed meanwhile. Read it again."),
    "passage_gone": _("This text was destroyed meanwhile."),
    "twice": _("The same words stand there twice. Choose one thing for them."),
    "not_in_it": _("Some of these words do not stand in the text."),
    "no_such_label": _("Choose what comes in the place of the words."),
    "passage_ground": _("Choose a ground when something stays out, and none when nothing does."),
    "nothing_marked": _("Say which words are blacked out or replaced."),
    "something_marked": _("Words are marked, so it does not go out whole."),
    "answered": _("Fill in the day of the answer: not before the request came in, and not to come."),
}
RECORD_KIND = _("Request of a data subject")
PASSAGE_KIND = _("Passage of a hand-out")
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
    "rights.hand_out.put_before": _("Put passages before the desks for a request"),
    "rights.hand_out.released": _("Released the document for a request"),
    "rights.hand_out.handed_over": _("Handed the document for a request over"),
    "rights.hand_out.gone": _("Let go of passages that were destroyed meanwhile"),
    "rights.hand_out.read": _("Opened the document for a request"),
    "rights.hand_out.looked_over": _("Looked at what is put together for a request"),
    "rights.passage.opened": _("Read a passage for a request"),
    "rights.passage.decided": _("Decided about a passage for a request"),
    "rights.passage.returned": _("Sent a passage back to its desk"),
    "rights.request.opened": _("Read a request of a data subject"),
}
CAUTION = _("Keep it, but do not use it")
CAUTION_TEXT = _(
    "Somebody objected to the use of their data, and that was granted. Ask whoever looks after privacy before"
    " you use or share anything of this signal."
)
DECISIONS: Mapping[Decision, Promise] = {
    Decision.WHOLE: _("Goes out whole"),
    Decision.PARTLY: _("Goes out in part: words are blacked out or replaced"),
    Decision.LEFT_OUT: _("Stays out"),
    Decision.NOT_THEIRS: _("Is not about this person"),
}
PASSAGE_STATES: Mapping[PassageState, Promise] = {
    PassageState.OPEN: _("Passage to decide"),
    PassageState.DECIDED: _("Passage decided"),
    PassageState.RETURNED: _("Sent back to the desk"),
    PassageState.GONE: _("Destroyed meanwhile"),
}
PASSAGE_TONES: Mapping[PassageState, str] = {
    PassageState.OPEN: "waiting",
    PassageState.DECIDED: "done",
    PassageState.RETURNED: "waiting",
    PassageState.GONE: "stopped",
}
HAND_OUT_STATES: Mapping[HandOutState, Promise] = {
    HandOutState.DECIDING: _("The desks decide"),
    HandOutState.RELEASED: _("Document released"),
    HandOutState.HANDED_OVER: _("Document handed over"),
    HandOutState.STOPPED: _("Hand-out stopped"),
}
RETURN_REASONS: Mapping[Reason, Promise] = {
    Reason.TELLS_WHO: _("It still tells who somebody else is"),
    Reason.TELLS_REPORTER: _("It could tell who reported"),
    Reason.TOO_MUCH_LEFT_OUT: _("More can go out than this"),
    Reason.OTHER_GROUND: _("The ground does not fit"),
    Reason.TEXT_CHANGED: _("The text was changed after it was decided about"),
}
RETURNED_BY_HAND: Mapping[Reason, Promise] = {
    one: label for one, label in RETURN_REASONS.items() if one is not Reason.TEXT_CHANGED
}
WAYS: Mapping[Way, Promise] = {
    Way.IN_PERSON: _("Given in person"),
    Way.REGISTERED_LETTER: _("By registered letter"),
    Way.SECURE_MAIL: _("By secured mail"),
    Way.REPRESENTATIVE: _("Given to the representative"),
}
SOURCES: Mapping[Source, Promise] = {
    Source.REPORT: _("Somebody reported it to us. We never tell who."),
    Source.DESK: _("Our desk wrote it down."),
    Source.SHARED: _("It was written when something was passed on to another organisation, or came back."),
}
BECOMES: Mapping[Becomes, Promise] = {
    Becomes.BLACK: _("Black it out"),
    Becomes.PERSON: _("A person"),
    Becomes.EMPLOYEE: _("An employee"),
    Becomes.ORGANISATION: _("An organisation"),
    Becomes.NAMESAKE: _("Another person of the same name"),
}
NEVER_OFFERED: Mapping[str, Promise] = {
    "reporter": _("Could tell who reported: messages to the reporter and requests to see who it is."),
    "staff": _("Reasons of staff for what they did in the product, such as a hold or broken glass."),
    "repeats": _("Repeats what is put before the desk already."),
    "file": _("Names of files."),
}
# By the code of a ground on which (part of) a passage stays out, for whoever asked.
GROUNDS_TOLD: Mapping[str, Promise] = {
    "uavg_restriction": _(
        "Something weighs more than your right to read it, such as the safety of somebody."
    ),
    "rights_of_others": _("It is about somebody else, or could tell who reported."),
    "wpg_rules": _("It came from the police. Another law holds for that. Ask the organisation it came from."),
}
