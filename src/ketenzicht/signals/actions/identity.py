"""Who sent a report under a signal: asked for, looked at and given up, with its place in the timeline."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.reporting import actions as reporting
from ketenzicht.reporting import queries as reported
from ketenzicht.reporting.domain.content import ReporterContact
from ketenzicht.reporting.domain.identity_access import IdentityPurpose
from ketenzicht.signals.actions.holding import hold, note
from ketenzicht.signals.models import Signal
from ketenzicht.signals.queries.reports import report_ids


@transaction.atomic
def ask_who_reports(
    *,
    signal_id: UUID,
    report_id: UUID,
    purpose: IdentityPurpose,
    reason: str,
    hours: int,
    by: Actor,
    at: datetime,
) -> None:
    """Ask somebody else to let us see who sent a report. Raises NotVisible, NotAllowed, MoveNotAllowed."""
    signal = _of(signal_id, report_id, by)
    reporting.ask_for_identity(report_id=report_id, purpose=purpose, reason=reason, hours=hours, by=by, at=at)
    note(signal, "identity_asked", by=by, at=at, text=reason, shown={"report": str(report_id)})


@transaction.atomic
def look_who_reports(*, signal_id: UUID, request_id: UUID, by: Actor, at: datetime) -> ReporterContact:
    """Look, within the window that somebody else opened. The look stands in the trail and in the timeline.

    Raises NotVisible, NotAllowed, MoveNotAllowed.
    """
    asked = reported.identity_request(by, request_id)
    signal = _of(signal_id, asked.report_id, by)
    contact = reporting.look_at_identity(request_id=request_id, by=by, at=at)
    note(signal, "identity_looked", by=by, at=at, text=asked.reason, shown={"report": str(asked.report_id)})
    return contact


@transaction.atomic
def end_who_reports(*, signal_id: UUID, request_id: UUID, by: Actor, at: datetime) -> None:
    """Withdraw what was asked, or close what was opened. Raises NotVisible, NotAllowed, MoveNotAllowed."""
    asked = reported.identity_request(by, request_id)
    signal = _of(signal_id, asked.report_id, by)
    reporting.end_own_request(request_id=request_id, by=by, at=at)
    note(signal, "identity_ended", by=by, at=at, shown={"report": str(asked.report_id)})


def _of(signal_id: UUID, report_id: UUID, by: Actor) -> Signal:
    signal = hold(signal_id=signal_id, by=by, verb=Verb.IDENTITY_READ)
    if report_id not in report_ids(signal):
        raise NotVisible
    return signal
