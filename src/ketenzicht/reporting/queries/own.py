"""What a reporter reads of the own reports, drafts and files, and of nobody else's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.reporting.domain.public_status import PublicStatus
from ketenzicht.reporting.models import Authorship, Draft, PendingFile, Receipt, Reply, Report, Statement


@dataclass(frozen=True)
class OwnReport:
    """One line of a professional's own overview."""

    id: UUID
    received_at: datetime
    municipality_label: str
    begins: str
    status: PublicStatus
    look_again_on: date
    unread: int


def own_reports(actor: Actor) -> list[OwnReport]:
    """The reports this account sent, the newest first."""
    fact = Statement.objects.filter(report=OuterRef("pk"), kind="fact").order_by("position")
    rows = (
        _sent_by(actor)
        .select_related("receipt", "municipality")
        .annotate(
            unread=Count("replies", filter=Q(replies__read_at=None)),
            begins=Subquery(fact.values("text")[:1]),
        )
        .order_by("-received_at", "pk")
    )
    return [
        OwnReport(
            row.pk,
            row.received_at,
            row.municipality.label if row.municipality else "",
            row.begins or "",
            PublicStatus(row.receipt.status),
            row.receipt.look_again_on,
            row.unread,
        )
        for row in rows
    ]


def sent_by_account(actor: Actor, report_id: UUID) -> bool:
    """Whether this account sent that report."""
    return _sent_by(actor).filter(pk=report_id).exists()


def unread_replies(actor: Actor) -> int:
    """How many answers this account has not read yet, counted to a hundred: every page asks."""
    own = Authorship.objects.filter(user_id=actor.user_id or 0)
    return Reply.objects.filter(report__in=own.values("report"), read_at=None).order_by()[:100].count()


def _sent_by(actor: Actor) -> QuerySet[Report]:
    if actor.user_id is None:
        return Report.objects.none()
    return Report.objects.filter(authorship__user_id=actor.user_id)


def drafts_of(actor: Actor, at: datetime) -> QuerySet[Draft]:
    """The unfinished reports of this account, the last saved first."""
    if actor.user_id is None:
        return Draft.objects.none()
    return Draft.objects.filter(user_id=actor.user_id, expires_at__gt=at)


def draft(actor: Actor, draft_id: UUID, at: datetime) -> Draft:
    """One unfinished report. Raises :class:`NotVisible`."""
    found = drafts_of(actor, at).filter(pk=draft_id).first()
    if found is None:
        raise NotVisible
    return found


def receipt_of(report_id: UUID) -> Receipt:
    """The receipt of a report, for whoever acts as its reporter. Raises :class:`NotVisible`."""
    found = Receipt.objects.filter(report_id=report_id).first()
    if found is None:
        raise NotVisible
    return found


def report_of_receipt(code_hash: str) -> UUID | None:
    """Which report a receipt belongs to, for whoever acts as its holder; None when there is none."""
    return Receipt.objects.filter(code_hash=code_hash).values_list("report_id", flat=True).first()


def pending_files(owner_hash: str, ids: Iterable[str]) -> list[PendingFile]:
    """The files that wait for this owner, in the order asked; those that are gone are left out."""
    found = {str(row.pk): row for row in PendingFile.objects.filter(owner_hash=owner_hash)}
    return [found[pk] for pk in ids if pk in found]
