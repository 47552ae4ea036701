"""What the codes of retention are called on pages and in the audit trail."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.retention.domain.states import ItemState, ProposalKind, ProposalState, Refusal
from ketenzicht.retention.domain.terms import Start, Verdict

VERDICTS: Mapping[Verdict, Promise] = {
    Verdict.DUE: _("May go: the term is over"),
    Verdict.HELD: _("Stays: on hold"),
    Verdict.OPEN: _("Stays: still worked on"),
    Verdict.SHARED: _("Stays: another desk can still read it"),
    Verdict.NO_TERM: _("Stays: this regime names no end, a person decides"),
    Verdict.TERM_RUNS: _("Stays: the term still runs"),
}
STARTS: Mapping[Start, Promise] = {
    Start.CORROBORATION: _("arrival, or the last confirmation from outside"),
    Start.FIRST_PROCESSING: _("arrival"),
    Start.LAST_CHANGE: _("the last change"),
    Start.CLOSURE: _("closing"),
}
ON_REQUEST: Mapping[str, Promise] = {
    "on_request": _("on request"),
    "months": _("on request, within a term"),
    "wpg": _("by the rules of the Wpg"),
    "contact_point": _("through the contact point of the collaboration"),
    "never": _("not on request"),
}
PROPOSAL_STATES: Mapping[ProposalState, Promise] = {
    ProposalState.PROPOSED: _("Waits for a second person"),
    ProposalState.APPROVED: _("Approved, being carried out"),
    ProposalState.REJECTED: _("Rejected"),
    ProposalState.WITHDRAWN: _("Withdrawn"),
    ProposalState.DONE: _("Carried out"),
}
PROPOSAL_TONES: Mapping[ProposalState, str] = {
    ProposalState.PROPOSED: "waiting",
    ProposalState.APPROVED: "busy",
    ProposalState.REJECTED: "stopped",
    ProposalState.WITHDRAWN: "stopped",
    ProposalState.DONE: "done",
}
ITEM_STATES: Mapping[ItemState, Promise] = {
    ItemState.WAITING: _("Still there"),
    ItemState.DESTROYED: _("Destroyed"),
    ItemState.STOPPED: _("Not destroyed"),
}
REFUSALS: Mapping[Refusal, Promise] = {
    Refusal.STILL_NEEDED: _("It is still needed"),
    Refusal.WRONG_REGIME: _("It belongs under another regime"),
    Refusal.HOLD_FOLLOWS: _("A hold will be placed"),
    Refusal.OTHER: _("Another reason, told in person"),
}
# Why something approved was not destroyed after all.
STOPPED: Mapping[str, Promise] = {
    **{verdict.value: label for verdict, label in VERDICTS.items()},
    ProposalState.REJECTED.value: _("The proposal was rejected"),
    ProposalState.WITHDRAWN.value: _("The proposal was withdrawn"),
    "not_there": _("It is no longer there under this number"),
}
ASKED = _("May go: whoever it is about asked, and that was granted")
# What goes with the trail, by its table.
ROWS: Mapping[str, Promise] = {
    "disclosure_disclosure": _("Lines of the register of disclosures"),
    "accounts_accessreview": _("Reviews of roles"),
    "retention_residue": _("Residues of destroyed signals"),
    "retention_destructionitem": _("Lines of proposals to destroy"),
    "retention_destructionproposal": _("Proposals to destroy"),
    "audit_auditcheckpoint": _("Places where the trail was shortened before"),
    "rights_usestop": _("Marks not to use a signal that is gone"),
    "rights_subjectrequest": _("Numbers, dates and codes of requests of data subjects"),
}
KINDS: Mapping[ProposalKind, Promise] = {
    ProposalKind.SIGNALS: _("Signals"),
    ProposalKind.TRAIL: _("Audit trail"),
}
NOT_NOW: Mapping[str, Promise] = {
    "on_request": _("The regime of this signal lets nothing go on request."),
    "regime": _("Choose a regime and say why."),
    "extension": _("This regime allows no further extension, or the reason is missing."),
    "hold": _("Say why, and choose a day in the future on which the hold is looked at again."),
    "no_hold": _("There is no hold to end, or the reason is missing."),
    "not_due": _("Something in this list may not go any more. Look again and choose anew."),
    "trail_term_runs": _("Nothing in the audit trail is past its term."),
    "trail_proposed": _("A proposal to shorten the audit trail is there already."),
    "proposed_already": _("Something in this list waits in another proposal already."),
}
AUDIT_KINDS: Mapping[str, Promise] = {
    "retention.signal.regime_set": _("Put a signal under another legal regime"),
    "retention.signal.extended": _("Extended the term of a signal"),
    "retention.signal.erasure_asked": _("Let a signal go before its term, on request"),
    "retention.signal.hold_placed": _("Put a signal on hold: it is not destroyed"),
    "retention.signal.hold_ended": _("Ended the hold on a signal"),
    "retention.signal.destroyed": _("Destroyed a signal with all that hung on it"),
    "retention.proposal.proposed": _("Proposed to destroy"),
    "retention.proposal.approved": _("Approved a proposal to destroy"),
    "retention.proposal.rejected": _("Rejected a proposal to destroy"),
    "retention.proposal.withdrawn": _("Withdrew a proposal to destroy"),
    "retention.proposal.trail_removed": _("Removed what is kept as long as the audit trail"),
    "retention.list.replayed": _("Destroyed again what a restored backup had brought back"),
}
