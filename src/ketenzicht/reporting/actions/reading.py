"""Looks at reports and files that leave a line in the audit trail."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.audit.actions import record_read
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.reporting.models import Attachment
from ketenzicht.reporting.queries import ReportView, attachment_file, report_view, sent_by_account


@transaction.atomic
def open_attachment(*, attachment_id: UUID, by: Actor, at: datetime) -> tuple[str, str, bytes]:
    """Name, content type and working copy of a file, with the look recorded. Raises NotVisible."""
    found = attachment_file(by, attachment_id)
    report_id, desk_id = Attachment.objects.values_list("report_id", "report__desk_id").get(pk=attachment_id)
    reader = _unnamed(report_id, by)
    with acting(reader):
        record_read(
            kind="reporting.attachment.read",
            target=("report", report_id),
            by=reader,
            at=at,
            desk_id=desk_id,
            attachment=str(attachment_id),
        )
    return found


@transaction.atomic
def open_own_report(*, report_id: UUID, by: Actor, at: datetime) -> ReportView:
    """A report that this account sent, with the look recorded. Raises NotVisible."""
    if not sent_by_account(by, report_id):
        raise NotVisible
    reporter = _unnamed(report_id, by)
    with acting(reporter):
        view = report_view(reporter, report_id)
        record_read(
            kind="reporting.report.read",
            target=("report", report_id),
            by=reporter,
            at=at,
            desk_id=view.desk_id,
        )
    return view


def _unnamed(report_id: UUID, by: Actor) -> Actor:
    """Whoever sent a report reads it as its reporter: the trail does not say whose account that is."""
    return Actor.reporter(report_id) if sent_by_account(by, report_id) else by
