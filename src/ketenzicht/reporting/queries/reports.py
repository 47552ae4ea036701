"""Reading whole reports: those of the desks where somebody may, and one's own."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.reporting.domain.content import SignAnswer, Subject
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.domain.statements import StatementKind
from ketenzicht.reporting.domain.visibility import ReporterMode
from ketenzicht.reporting.labels import DETAIL_LABELS, STATEMENT_LABELS, detail_text, problem_label
from ketenzicht.reporting.models import Addition, Attachment, Detail, Indicator, Reply, Report
from ketenzicht.reporting.queries.shapes import (
    AttachmentShown,
    DetailShown,
    Message,
    ReportView,
    SignShown,
    StatementsShown,
)


def reports_visible_to(actor: Actor, let_in: Iterable[UUID] = ()) -> QuerySet[Report]:
    """The reports of the desks where ``actor`` may read them, and those the actor sent.

    ``let_in`` are reports that a higher part lets this actor read now; row security has to say so too.
    """
    visible = Q(desk_id__in=actor.desks(Verb.REPORT_READ)) | Q(pk__in=list(let_in))
    if actor.report_id:
        visible |= Q(pk=actor.report_id)
    if actor.user_id:
        visible |= Q(authorship__user_id=actor.user_id)
    return Report.objects.filter(visible)


def languages_of(actor: Actor, report_ids: Iterable[UUID]) -> dict[UUID, str]:
    """In which language each of these reports was written, for as far as ``actor`` sees them."""
    return dict(reports_visible_to(actor).filter(pk__in=report_ids).values_list("pk", "language"))


def report_view(actor: Actor, report_id: UUID) -> ReportView:
    """One report with everything in it. Raises :class:`NotVisible`."""
    found = report_views(actor, [report_id])
    if not found:
        raise NotVisible
    return found[0]


def report_views(actor: Actor, report_ids: Iterable[UUID], let_in: Iterable[UUID] = ()) -> list[ReportView]:
    """Those of the reports that are visible, in the order asked. How many changes no number of queries."""
    ids = list(report_ids)
    rows = _whole(reports_visible_to(actor, let_in).filter(pk__in=ids))
    found = {row.pk: row for row in rows}
    codes = {answer.indicator_code for row in rows for answer in row.indicator_answers.all()}
    indicators = {row.code: row for row in Indicator.objects.filter(code__in=codes)} if codes else {}
    return [_view(found[pk], indicators) for pk in ids if pk in found]


def attachment_file(actor: Actor, attachment_id: UUID) -> tuple[str, str, bytes]:
    """Name, content type and working copy of a file. Raises :class:`NotVisible`."""
    found = Attachment.objects.filter(pk=attachment_id, report__in=reports_visible_to(actor)).first()
    if found is None:
        raise NotVisible
    return found.name, found.content_type, bytes(found.content)


def search_text(actor: Actor, report_ids: Iterable[UUID]) -> str:
    """Every word of the reports that somebody may look for. It holds nothing of who sent them."""
    return words_of(report_views(actor, report_ids))


def words_of(reports: Iterable[ReportView]) -> str:
    """Every word of these reports that somebody may look for."""
    return "\n".join(word for view in reports for word in _words(view) if word)


def _words(view: ReportView) -> Iterable[str]:
    yield view.place
    if view.municipality:
        yield view.municipality.label_nl
    yield view.reporter_desk_label
    for said in view.statements:
        yield from said.texts
    for sign in view.seen:
        yield sign.asked_as
        yield sign.shows
    for extra in view.extra_answers:
        yield extra.get("answer", "")
    for detail in view.details:
        yield detail.text
        yield detail.about
        yield " ".join(value for value in detail.as_typed.values() if isinstance(value, str))
    for message in view.thread:
        if message.from_reporter:
            yield message.text


def _whole(reports: QuerySet[Report]) -> QuerySet[Report]:
    related = ("desk__organisation", "municipality", "setting", "reporter_desk__organisation", "receipt")
    return reports.select_related(*related).prefetch_related(
        "statements",
        "indicator_answers",
        "details",
        "additions",
        Prefetch("replies", Reply.objects.select_related("by_desk")),
        Prefetch("attachments", Attachment.objects.defer("content")),
    )


def _view(row: Report, indicators: dict[str, Indicator]) -> ReportView:
    files = [_file(file) for file in row.attachments.all()]
    receipt = getattr(row, "receipt", None)
    return ReportView(
        id=row.pk,
        received_at=row.received_at,
        channel=row.channel,
        language=row.language,
        desk_id=row.desk_id,
        desk=row.desk,
        municipality=row.municipality,
        place=row.place,
        setting=row.setting,
        subject=Subject(row.subject),
        acute=row.acute,
        acute_answers=row.acute_answers,
        extra_answers=row.extra_answers,
        mode=ReporterMode(row.mode),
        reporter_desk=row.reporter_desk,
        catalogue_version=row.catalogue_version,
        is_demonstration=row.is_demonstration,
        status=PublicStatus(receipt.status) if receipt else PublicStatus.RECEIVED,
        look_again_on=receipt.look_again_on if receipt else None,
        statements=_statements(row),
        signs=[
            SignShown(
                answer.indicator_code,
                answer.asked_as,
                SignAnswer(answer.answer),
                answer.shows,
                indicators.get(answer.indicator_code),
            )
            for answer in row.indicator_answers.all()
        ],
        details=[_detail(detail) for detail in row.details.all()],
        attachments=[file for file in files if file.addition_id is None],
        thread=_thread(row.additions.all(), row.replies.all(), files),
    )


def _statements(row: Report) -> list[StatementsShown]:
    texts: dict[str, list[str]] = defaultdict(list)
    for statement in row.statements.all():
        texts[statement.kind].append(statement.text)
    return [
        StatementsShown(kind, STATEMENT_LABELS[kind], texts[kind]) for kind in StatementKind if kind in texts
    ]


def _detail(row: Detail) -> DetailShown:
    return DetailShown(
        id=row.pk,
        kind=row.kind,
        label=DETAIL_LABELS[row.kind],
        text=detail_text(row.kind, row.as_typed, row.normalised),
        about=str(row.as_typed.get("about", "")),
        as_typed=row.as_typed,
        normalised=row.normalised,
        problem=row.problem,
        problem_text=problem_label(row.problem),
    )


def _file(row: Attachment) -> AttachmentShown:
    return AttachmentShown(row.pk, row.name, row.content_type, row.size, row.changes, row.addition_id)


def _thread(
    additions: Iterable[Addition], replies: Iterable[Reply], files: list[AttachmentShown]
) -> list[Message]:
    said = [
        Message(
            row.pk, row.at, row.text, from_reporter=True, files=[f for f in files if f.addition_id == row.pk]
        )
        for row in additions
    ]
    said += [Message(row.pk, row.at, row.text, False, row.by_desk.label, row.read_at) for row in replies]
    return sorted(said, key=lambda message: message.at)
