"""The way back: opening a receipt, confirming it, reading answers and adding something."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ketenzicht.audit.actions import record, record_read
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.common.sealing import fingerprint
from ketenzicht.reporting.actions.files import store_files
from ketenzicht.reporting.actions.passing_on import tell_added
from ketenzicht.reporting.domain.content import ContentRefused, FileContent
from ketenzicht.reporting.domain.receipt import parse_receipt
from ketenzicht.reporting.models import Addition, Receipt, Reply, Report
from ketenzicht.reporting.queries import ReportView, report_of_receipt
from ketenzicht.reporting.slow_hash import hashes_of


class UnknownReceipt(Exception):
    """A code that is well made and belongs to no report."""


def check_code(code: str) -> None:
    """Do nothing when a typed code can be a receipt. Looks nothing up. Raises ReceiptError."""
    parse_receipt(code)


def open_receipt(*, code: str, at: datetime) -> UUID:
    """Find the report that a typed code belongs to, and remember that it was opened.

    Raises ReceiptError for a typing error, without looking anything up; UnknownReceipt; TooBusy.
    """
    for code_hash in hashes_of(parse_receipt(code)):
        with acting(Actor.receipt_holder(code_hash)):
            report_id = report_of_receipt(code_hash)
        if report_id is not None:
            _opened(report_id, at)
            return report_id
    raise UnknownReceipt


def _opened(report_id: UUID, at: datetime) -> None:
    reporter = Actor.reporter(report_id)
    with acting(reporter):
        Receipt.objects.filter(report_id=report_id).update(last_opened_at=at)
        record_read(kind="reporting.receipt.opened", target=("report", report_id), by=reporter, at=at)


def confirm_receipt(*, report_id: UUID, at: datetime) -> None:
    """Remember that the reporter has kept the code; the first time counts."""
    reporter = Actor.reporter(report_id)
    with acting(reporter):
        if Receipt.objects.filter(report_id=report_id, confirmed_at=None).update(confirmed_at=at):
            record(kind="reporting.receipt.confirmed", target=("report", report_id), by=reporter, at=at)


def read_replies(*, view: ReportView, at: datetime) -> int:
    """Remember that the reporter has read the answers that were shown; says how many were new.

    What a desk answered since the view was made was not read.
    """
    reporter = Actor.reporter(view.id)
    shown = [message.id for message in view.thread if not message.from_reporter]
    with acting(reporter):
        new = Reply.objects.filter(report_id=view.id, pk__in=shown, read_at=None).update(read_at=at)
        if new:
            record(kind="reporting.reply.read", target=("report", view.id), by=reporter, at=at, count=new)
    return new


def add(
    *, report_id: UUID, submission: str, text: str, files: Sequence[FileContent] = (), at: datetime
) -> UUID:
    """Add something to a report as its reporter; the same submission again is the same addition.

    Raises ContentRefused when there is nothing in it, NotVisible when the report was destroyed meanwhile,
    FileRefused, TooBusy.
    """
    reporter = Actor.reporter(report_id)
    name = _name_of(report_id, submission)
    with acting(reporter):
        if (there := _addition(name)) is not None:
            return there
        if not text.strip() and not files:
            raise ContentRefused("an addition holds a text or a file")
        if not Report.objects.filter(pk=report_id).exists():
            raise NotVisible
        try:
            with transaction.atomic():
                return _add(reporter, name, text, files, at=at)
        except IntegrityError:
            # The same addition was being stored at this very moment; it is there now.
            if (there := _addition(name)) is None:
                raise
            return there


def is_added(*, report_id: UUID, submission: str) -> bool:
    """Whether this submission is an addition already, because the button was pressed twice."""
    with acting(Actor.reporter(report_id)):
        return _addition(_name_of(report_id, submission)) is not None


def _name_of(report_id: UUID, submission: str) -> str:
    return fingerprint(submission.encode(), f"addition {report_id}")


def _addition(name: str) -> UUID | None:
    return Addition.objects.filter(submission=name).values_list("pk", flat=True).first()


def _add(reporter: Actor, name: str, text: str, files: Sequence[FileContent], *, at: datetime) -> UUID:
    report_id = UUID(str(reporter.report_id))
    addition = Addition.objects.create(report_id=report_id, submission=name, at=at, text=text.strip())
    store_files(report_id=report_id, addition_id=addition.pk, files=files)
    desk_id = Report.objects.values_list("desk_id", flat=True).get(pk=report_id)
    record(
        kind="reporting.report.added",
        target=("report", report_id),
        by=reporter,
        at=at,
        desk_id=desk_id,
        addition=str(addition.pk),
    )
    tell_added(addition, desk_id)
    return addition.pk
