"""The pages of hand-offs."""

from ketenzicht.handover.views.detail import detail, file
from ketenzicht.handover.views.inbox import inbox
from ketenzicht.handover.views.receiving import accept, accept_partly, finish, return_, start
from ketenzicht.handover.views.sending import confirm, revoke

__all__ = [
    "accept",
    "accept_partly",
    "confirm",
    "detail",
    "file",
    "finish",
    "inbox",
    "return_",
    "revoke",
    "start",
]
