"""What desks do with a hand-off: send it, look at it, answer it, work on it, take it back."""

from ketenzicht.handover.actions.clockwork import escalate_unconfirmed, expire_unanswered
from ketenzicht.handover.actions.looking import Look, look, open_file, see
from ketenzicht.handover.actions.moving import ANSWER_CLOCK, CONFIRMATION_CLOCK
from ketenzicht.handover.actions.receiving import accept, accept_partly, finish, return_, start
from ketenzicht.handover.actions.sending import NotSendable, confirm_by_phone, revoke, send
from ketenzicht.handover.domain.package import PackageFileContent, Preview

__all__ = [
    "ANSWER_CLOCK",
    "CONFIRMATION_CLOCK",
    "Look",
    "NotSendable",
    "PackageFileContent",
    "Preview",
    "accept",
    "accept_partly",
    "confirm_by_phone",
    "escalate_unconfirmed",
    "expire_unanswered",
    "finish",
    "look",
    "open_file",
    "return_",
    "revoke",
    "see",
    "send",
    "start",
]
