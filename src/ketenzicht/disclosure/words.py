"""Why the gate refuses, and what else the register says, in plain words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.disclosure.domain.gate import Reason, Refusal

REFUSALS: Mapping[Refusal, str | Promise] = {
    Refusal.NOTHING_CONFIGURED: _("No rules for sharing have been set up, so nothing may be shared."),
    Refusal.NO_BASIS: _("Choose the legal ground for sharing."),
    Refusal.BASIS_UNKNOWN: _("No rule allows sharing on this legal ground."),
    Refusal.BASIS_NOT_IN_FORCE: _("This legal ground is not in force now."),
    Refusal.NO_PURPOSE: _("Choose the purpose of sharing."),
    Refusal.PURPOSE_NOT_COVERED: _("The legal ground does not cover this purpose."),
    Refusal.NO_RECEIVER: _("Choose a desk that exists to share with."),
    Refusal.RECEIVER_NOT_COVERED: _("The legal ground does not cover this kind of organisation."),
    Refusal.NO_FIELDS: _("Choose what to share."),
    Refusal.FIELD_NOT_COVERED: _("The legal ground does not cover “%(field)s”."),
    Refusal.NO_PROOF: _(
        "This legal ground needs something on record: the consent, the decision or the article that obliges."
    ),
    Refusal.NO_END: _("Say until when the desk may read it."),
    Refusal.END_PAST: _("The end of access has already passed."),
    Refusal.END_TOO_FAR: _("Access lasts longer than this legal ground allows."),
}
SENDER_NOT_COVERED = _("Your kind of organisation cannot use this legal ground.")
PURPOSE_UNKNOWN = _("This purpose is not in the list.")

ENDED_BECAUSE: Mapping[str, str | Promise] = {
    "revoked": _("taken back by the sender"),
    "returned": _("given back by the receiver"),
}


def refusal(reason: Reason, labels: Mapping[str, str]) -> str:
    """One reason in words; ``labels`` are the names of the fields."""
    return str(REFUSALS[reason.refusal]) % {"field": labels.get(reason.field, reason.field)}


# What the audit trail calls these events.
AUDIT_KINDS: dict[str, Promise] = {
    "disclosure.disclosure.made": _("Shared fields with a desk"),
    "disclosure.disclosure.ended": _("Ended the sharing of fields"),
    "disclosure.register.read": _("Looked at the register of disclosures"),
    "disclosure.register.exported": _("Took the register of disclosures along as a file"),
}
