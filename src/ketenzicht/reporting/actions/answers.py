"""What a desk tells a reporter."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ketenzicht.audit.actions import record
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.reporting.domain.content import ContentRefused
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.models import Receipt, Reply, Report
from ketenzicht.reporting.queries import reports_visible_to

LOOK_AGAIN_AFTER = timedelta(days=7)


@transaction.atomic
def reply(
    *, report_id: UUID, text_code: str, text: str, status: PublicStatus, by: Actor, at: datetime
) -> Reply:
    """Answer the reporter, as the desk: the text, and how far it is.

    Raises NotVisible, NotAllowed, and ContentRefused for an empty text.
    """
    report = _report(report_id, by)
    if not text.strip():
        raise ContentRefused("an answer says something")
    answer = Reply.objects.create(
        report=report, at=at, by_desk_id=report.desk_id, text_code=text_code, text=text.strip()
    )
    _tell(report, status, timezone.localdate(at) + LOOK_AGAIN_AFTER)
    record(
        kind="reporting.reply.sent",
        target=("report", report.pk),
        by=by,
        at=at,
        desk_id=report.desk_id,
        reply=str(answer.pk),
        text_code=text_code,
        status=status.value,
    )
    return answer


@transaction.atomic
def set_status(
    *, report_ids: Iterable[UUID], status: PublicStatus, look_again_on: date | None, by: Actor, at: datetime
) -> None:
    """Change how far it is, as the reporters of these reports read it. What stays as it was leaves no trace.

    Raises NotVisible, NotAllowed.
    """
    ids = list(report_ids)
    reports = reports_visible_to(by).filter(pk__in=ids).only("desk_id", "receipt__status")
    found = {report.pk: report for report in reports.select_related("receipt")}
    for report_id in ids:
        report = _required(found.get(report_id), by)
        if look_again_on is None and _status(report) == status:
            continue
        _tell(report, status, look_again_on)
        record(
            kind="reporting.status.set",
            target=("report", report.pk),
            by=by,
            at=at,
            desk_id=report.desk_id,
            status=status.value,
        )


def _report(report_id: UUID, by: Actor) -> Report:
    return _required(reports_visible_to(by).filter(pk=report_id).first(), by)


def _required(report: Report | None, by: Actor) -> Report:
    if report is None:
        raise NotVisible
    by.require(Verb.REPLY_SEND, desk=report.desk_id)
    return report


def _status(report: Report) -> str:
    receipt: Receipt | None = getattr(report, "receipt", None)
    return receipt.status if receipt else ""


def _tell(report: Report, status: PublicStatus, look_again_on: date | None) -> None:
    changes: dict[str, object] = {"status": status}
    if look_again_on is not None:
        changes["look_again_on"] = look_again_on
    if not Receipt.objects.filter(report=report).update(**changes):
        raise NotVisible
