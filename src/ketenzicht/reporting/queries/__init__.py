"""Reading reports and the lists they are made with. Everything about a report is scoped by who looks."""

from ketenzicht.reporting.queries.catalogue import (
    acute_questions,
    acute_texts,
    catalogue,
    catalogue_version,
    indicators_of,
    questions_for,
    reply_texts,
    setting_for,
    settings_for,
)
from ketenzicht.reporting.queries.own import (
    OwnReport,
    draft,
    drafts_of,
    own_reports,
    pending_files,
    receipt_of,
    report_of_receipt,
    unread_replies,
)
from ketenzicht.reporting.queries.reports import (
    attachment_file,
    report_view,
    report_views,
    reports_visible_to,
    search_text,
)
from ketenzicht.reporting.queries.shapes import (
    AttachmentShown,
    DetailShown,
    Message,
    ReportView,
    SignShown,
    StatementsShown,
)

__all__ = [
    "AttachmentShown",
    "DetailShown",
    "Message",
    "OwnReport",
    "ReportView",
    "SignShown",
    "StatementsShown",
    "acute_questions",
    "acute_texts",
    "attachment_file",
    "catalogue",
    "catalogue_version",
    "draft",
    "drafts_of",
    "indicators_of",
    "own_reports",
    "pending_files",
    "questions_for",
    "receipt_of",
    "reply_texts",
    "report_of_receipt",
    "report_view",
    "report_views",
    "reports_visible_to",
    "search_text",
    "setting_for",
    "settings_for",
    "unread_replies",
]
