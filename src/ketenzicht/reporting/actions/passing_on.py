"""Letting higher parts hear of a report: at once where the casework is, through a job from the public side.

The public side logs in as a role that cannot touch casework. It leaves a job in the transaction that stores
the report; the worker, which may, does the rest. Jobs of one report keep their order.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from ketenzicht.common.actor import Actor, acting
from ketenzicht.reporting import hooks
from ketenzicht.reporting.models import Addition, Report

RECEIVED = "reporting.pass_on_received"
ADDED = "reporting.pass_on_added"


def tell_received(report: Report, at: datetime) -> None:
    """Let it be known that a report came in, in this transaction or by a job that it leaves."""
    if settings.ONLY == "public":
        _leave(RECEIVED, report_id=str(report.pk))
        return
    received = hooks.ReportReceived(
        report.pk,
        report.desk_id,
        report.municipality_id,
        report.subject,
        report.acute,
        report.channel,
        at,
        report.is_demonstration,
    )
    for hook in hooks.on_received:
        hook(received)


def tell_added(addition: Addition, desk_id: int) -> None:
    """Let it be known that a reporter added something, in this transaction or by a job that it leaves."""
    if settings.ONLY == "public":
        _leave(ADDED, report_id=str(addition.report_id), addition_id=str(addition.pk))
        return
    added = hooks.ReportAdded(addition.report_id, desk_id, addition.pk, addition.at)
    for hook in hooks.on_added:
        hook(added)


def _leave(task: str, **ids: str) -> None:
    app.configure_task(task, lock=f"report {ids['report_id']}").defer(**ids)


@transaction.atomic
def pass_on_received(report_id: UUID) -> None:
    """Do for a report that came in at the public side what is done at once elsewhere."""
    with acting(Actor.reporter(report_id)):
        report = Report.objects.get(pk=report_id)
        tell_received(report, report.received_at)


@transaction.atomic
def pass_on_added(report_id: UUID, addition_id: UUID) -> None:
    """The same for something that was added."""
    with acting(Actor.reporter(report_id)):
        addition = Addition.objects.select_related("report").get(pk=addition_id)
        tell_added(addition, addition.report.desk_id)
