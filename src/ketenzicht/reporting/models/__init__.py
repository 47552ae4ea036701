"""Tables of reporting: what is asked, what was reported, the way back, and what is not sent yet."""

from ketenzicht.reporting.models.catalogue import (
    AcuteQuestion,
    AcuteText,
    Indicator,
    ReplyText,
    Setting,
    SettingQuestion,
)
from ketenzicht.reporting.models.codes import (
    codes,
)
from ketenzicht.reporting.models.identity_request import IdentityRequest
from ketenzicht.reporting.models.report import (
    Attachment,
    AttachmentOriginal,
    Detail,
    IndicatorAnswer,
    Report,
    Statement,
)
from ketenzicht.reporting.models.unfinished import (
    Draft,
    PendingFile,
)
from ketenzicht.reporting.models.way_back import (
    Addition,
    Authorship,
    Receipt,
    Reply,
    ReporterIdentity,
)

__all__ = [
    "AcuteQuestion",
    "AcuteText",
    "Addition",
    "Attachment",
    "AttachmentOriginal",
    "Authorship",
    "Detail",
    "Draft",
    "IdentityRequest",
    "Indicator",
    "IndicatorAnswer",
    "PendingFile",
    "Receipt",
    "Reply",
    "ReplyText",
    "Report",
    "ReporterIdentity",
    "Setting",
    "SettingQuestion",
    "Statement",
    "codes",
]
