"""The reports that lie under a signal."""

from uuid import UUID

from ketenzicht.common.actor import Actor
from ketenzicht.reporting import queries as reporting
from ketenzicht.reporting.queries import ReportView
from ketenzicht.signals.models import Signal, SignalReport


def report_ids(signal: Signal) -> list[UUID]:
    """The reports that lie under the signal now, the first one first."""
    rows = SignalReport.objects.filter(signal=signal, removed_at=None).order_by("added_at", "id")
    return list(rows.values_list("report_id", flat=True))


def reports_of(actor: Actor, signal: Signal) -> list[ReportView]:
    """What was reported, the first report first; a constant number of queries."""
    return reporting.report_views(actor, report_ids(signal))


def signal_of_report(report_id: UUID) -> Signal | None:
    """The signal a report lies under now, for whoever sees that signal."""
    row = SignalReport.objects.filter(report_id=report_id, removed_at=None).select_related("signal").first()
    return row.signal if row else None
