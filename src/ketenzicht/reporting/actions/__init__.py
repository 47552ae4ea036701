"""What people do with reports: send, add, answer, look at an identity, keep a draft."""

from ketenzicht.reporting.actions.answers import reply, set_status
from ketenzicht.reporting.actions.drafts import (
    discard_draft,
    discard_files,
    discard_pending_file,
    gone_files,
    keep_file,
    remove_expired,
    save_draft,
    unseal_draft,
    waiting_files,
)
from ketenzicht.reporting.actions.files import FileRefused
from ketenzicht.reporting.actions.identity import (
    ask_for_identity,
    decide_identity,
    end_own_request,
    look_at_identity,
    take_identity_back,
)
from ketenzicht.reporting.actions.passing_on import pass_on_added, pass_on_received
from ketenzicht.reporting.actions.reading import open_attachment, open_own_report
from ketenzicht.reporting.actions.receipts import (
    UnknownReceipt,
    add,
    check_code,
    confirm_receipt,
    is_added,
    open_receipt,
    read_replies,
)
from ketenzicht.reporting.actions.submitting import Submitted, is_sent, report_id_of, submit
from ketenzicht.reporting.slow_hash import TooBusy

__all__ = [
    "FileRefused",
    "Submitted",
    "TooBusy",
    "UnknownReceipt",
    "add",
    "ask_for_identity",
    "check_code",
    "confirm_receipt",
    "decide_identity",
    "discard_draft",
    "discard_files",
    "discard_pending_file",
    "end_own_request",
    "gone_files",
    "is_added",
    "is_sent",
    "keep_file",
    "look_at_identity",
    "open_attachment",
    "open_own_report",
    "open_receipt",
    "pass_on_added",
    "pass_on_received",
    "read_replies",
    "remove_expired",
    "reply",
    "report_id_of",
    "save_draft",
    "set_status",
    "submit",
    "take_identity_back",
    "unseal_draft",
    "waiting_files",
]
