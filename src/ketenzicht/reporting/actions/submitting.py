"""Sending a report: everything of it in one transaction, once."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ketenzicht.audit.actions import record
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.sealing import fingerprint, seal
from ketenzicht.partners.queries import receiving_desk
from ketenzicht.reporting.actions.files import store_files
from ketenzicht.reporting.actions.passing_on import tell_received
from ketenzicht.reporting.domain.acute import is_acute
from ketenzicht.reporting.domain.content import Channel, ReportContent
from ketenzicht.reporting.domain.details import normalise
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.domain.receipt import parse_receipt
from ketenzicht.reporting.domain.receipt_hash import CURRENT
from ketenzicht.reporting.domain.statements import StatementKind
from ketenzicht.reporting.models import (
    Authorship,
    Detail,
    IndicatorAnswer,
    Receipt,
    Report,
    ReporterIdentity,
    Setting,
    Statement,
)
from ketenzicht.reporting.queries import catalogue_version
from ketenzicht.reporting.slow_hash import hash_of

LOOK_AGAIN_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Submitted:
    """A report that is stored, with the reporter's way back to it."""

    report_id: UUID
    receipt_code: str
    look_again_on: date


def report_id_of(submission: str) -> UUID:
    """The id that a submission gets: always the same, and not to be guessed from outside."""
    return UUID(fingerprint(submission.encode(), "report id")[:32])


def is_sent(submission: str) -> bool:
    """Whether this submission is a report already, because Send was pressed twice."""
    report_id = report_id_of(submission)
    with acting(Actor.reporter(report_id)):
        return _already(report_id) is not None


def submit(*, content: ReportContent, by: Actor, at: datetime, code_hash: str = "") -> Submitted:
    """Store a report for the desk that takes it in. The same submission again gives what is already there.

    ``code_hash`` is what is stored of the receipt code when that need not be worked out.
    Raises ContentRefused, ReceiptError, NotAllowed for a professional without the right at the reporting
    desk, and TooBusy.
    """
    content.check()
    if content.channel is Channel.PROFESSIONAL:
        by.require(Verb.REPORT_WRITE, desk=content.reporter_desk_id)
    receipt = parse_receipt(content.receipt_code)
    report_id = report_id_of(content.submission)
    professional = content.channel is Channel.PROFESSIONAL
    reporter = Actor.reporter(report_id, by.user_id if professional else None)
    with acting(reporter):
        if (there := _already(report_id)) is None:
            # Before anything is written: a slow sum must not hold locks.
            there = _store_once(content, reporter, code_hash or hash_of(receipt), at)
    return Submitted(report_id, receipt.digits, there)


def _already(report_id: UUID) -> date | None:
    return Receipt.objects.filter(report_id=report_id).values_list("look_again_on", flat=True).first()


def _store_once(content: ReportContent, reporter: Actor, code_hash: str, at: datetime) -> date:
    try:
        with transaction.atomic():
            return _store(content, reporter, code_hash, at)
    except IntegrityError:
        # The same submission was being stored at this very moment; it is there now.
        there = _already(report_id_of(content.submission))
        if there is None:
            raise
        return there


def _store(content: ReportContent, reporter: Actor, code_hash: str, at: datetime) -> date:
    report = _report(content, at)
    report.save(force_insert=True)
    Statement.objects.bulk_create(_statements(report, content))
    IndicatorAnswer.objects.bulk_create(
        IndicatorAnswer(
            report=report,
            indicator_code=sign.code,
            asked_as=sign.asked_as,
            answer=sign.answer,
            shows=sign.shows,
        )
        for sign in content.signs
    )
    Detail.objects.bulk_create(_details(report, content, timezone.localdate(at)))
    store_files(report_id=report.pk, addition_id=None, files=content.files)
    _store_reporter(report, content, reporter, at)
    look_again_on = timezone.localdate(at) + LOOK_AGAIN_AFTER
    Receipt.objects.create(
        report=report,
        code_hash=code_hash,
        hash_version=CURRENT,
        status=PublicStatus.RECEIVED,
        look_again_on=look_again_on,
    )
    record(
        kind="reporting.report.received",
        target=("report", report.pk),
        by=reporter,
        at=at,
        desk_id=report.desk_id,
        channel=report.channel,
        acute=report.acute,
        mode=report.mode,
    )
    tell_received(report, at)
    return look_again_on


def _report(content: ReportContent, at: datetime) -> Report:
    setting = Setting.objects.filter(code=content.setting_code).first() if content.setting_code else None
    return Report(
        pk=report_id_of(content.submission),
        submission=fingerprint(content.submission.encode(), "submission"),
        received_at=at,
        channel=content.channel,
        language=content.language,
        municipality_id=content.municipality_id,
        place=content.place,
        desk_id=receiving_desk(content.municipality_id, timezone.localdate(at)).pk,
        setting=setting,
        subject=content.subject,
        acute=is_acute(content.acute_answers.values()),
        acute_answers={code: str(answer) for code, answer in content.acute_answers.items()},
        extra_answers=[asdict(extra) for extra in content.extra_answers],
        mode=content.mode,
        reporter_desk_id=content.reporter_desk_id,
        catalogue_version=catalogue_version(),
        is_demonstration=content.is_demonstration,
    )


def _statements(report: Report, content: ReportContent) -> list[Statement]:
    said = [(kind, content.statements.get(kind, "").strip()) for kind in StatementKind]
    return [
        Statement(report=report, kind=kind, position=position, text=text)
        for position, (kind, text) in enumerate(said)
        if text
    ]


def _details(report: Report, content: ReportContent, today: date) -> list[Detail]:
    made = []
    for position, detail in enumerate(content.details):
        result = normalise(detail.kind, detail.as_typed, today)
        made.append(
            Detail(
                report=report,
                kind=detail.kind,
                position=position,
                as_typed=dict(detail.as_typed),
                normalised=dict(result.normalised) if result.normalised else None,
                problem=result.problem or "",
            )
        )
    return made


def _store_reporter(report: Report, content: ReportContent, reporter: Actor, at: datetime) -> None:
    if content.contact:
        ReporterIdentity.objects.create(
            report=report,
            given_at=at,
            sealed=seal(json.dumps(asdict(content.contact)).encode(), "identity"),
        )
    if reporter.user_id is not None:
        Authorship.objects.create(report=report, user_id=reporter.user_id)
