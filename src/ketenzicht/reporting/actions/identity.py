"""Who a reporter is: asked by one, decided by another, looked at within hours; every step in the audit trail.

The trail holds no free text: the reasons stand with the request.
"""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.accounts.actions import notify_desk, notify_holders
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import Actor, NotAllowed, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.common.sealing import unseal
from ketenzicht.reporting.domain import identity_access
from ketenzicht.reporting.domain.content import ContentRefused, ReporterContact
from ketenzicht.reporting.domain.identity_access import IdentityEvent, IdentityPurpose, IdentityState
from ketenzicht.reporting.domain.visibility import ReporterMode, keeps_identity
from ketenzicht.reporting.models import IdentityRequest, ReporterIdentity
from ketenzicht.reporting.queries import identity_requests_for, reports_visible_to


@transaction.atomic
def ask_for_identity(
    *, report_id: UUID, purpose: IdentityPurpose, reason: str, hours: int, by: Actor, at: datetime
) -> IdentityRequest:
    """Ask to see who sent a report; whoever may decide hears that there is something to decide.

    Raises NotVisible for a report that is not visible or whose reporter is not known, NotAllowed,
    ContentRefused without a reason, and MoveNotAllowed while an own request is open.
    """
    report = reports_visible_to(by).filter(pk=report_id).first()
    if report is None or not keeps_identity(ReporterMode(report.mode)):
        raise NotVisible
    by.require(Verb.IDENTITY_READ, desk=report.desk_id)
    if not reason.strip():
        raise ContentRefused("to see who somebody is has a reason")
    if by.user_id is None:
        # A desk that acts by itself asks nothing: a person answers for it.
        raise NotAllowed(Verb.IDENTITY_READ)
    _refuse_a_second(report_id, by, at)
    asked = IdentityRequest.objects.create(
        report=report,
        desk_id=report.desk_id,
        mode=report.mode,
        asked_by_id=by.user_id,
        asked_at=at,
        purpose=purpose.value,
        reason=reason.strip(),
        hours=hours,
    )
    _record("reporting.identity.asked", asked, by=by, at=at)
    notify_holders(verb=Verb.UNSEAL_DECIDE)
    return asked


@transaction.atomic
def decide_identity(
    *, request_id: UUID, grant: bool, reason: str, by: Actor, at: datetime
) -> IdentityRequest:
    """Let somebody else see who a reporter is for the hours asked, or refuse that with a reason.

    Raises NotVisible, and MoveNotAllowed for one's own request or one that is decided already.
    """
    event = IdentityEvent.GRANT if grant else IdentityEvent.REFUSE
    asked = _moved(request_id, event, by=by, at=at, reason=reason)
    asked.decided_by_id, asked.decided_at, asked.decision_reason = by.user_id, at, reason.strip()
    if grant:
        asked.open_until = identity_access.closes_at(at, asked.hours)
        asked.save()
        until = asked.open_until.isoformat(timespec="minutes")
        _record("reporting.identity.granted", asked, by=by, at=at, until=until)
    else:
        asked.save()
        _record("reporting.identity.refused", asked, by=by, at=at)
    notify_desk(desk_id=asked.desk_id, verb=Verb.IDENTITY_READ)
    return asked


@transaction.atomic
def take_identity_back(*, request_id: UUID, reason: str, by: Actor, at: datetime) -> IdentityRequest:
    """End what was granted before its time, with a reason. Raises NotVisible, MoveNotAllowed."""
    asked = _moved(request_id, IdentityEvent.TAKE_BACK, by=by, at=at, reason=reason)
    asked.ended_at, asked.decision_reason = at, reason.strip()
    asked.save()
    _record("reporting.identity.taken_back", asked, by=by, at=at)
    notify_desk(desk_id=asked.desk_id, verb=Verb.IDENTITY_READ)
    return asked


@transaction.atomic
def end_own_request(*, request_id: UUID, by: Actor, at: datetime) -> IdentityRequest:
    """Withdraw an own request, or close what was granted. Raises NotVisible, MoveNotAllowed."""
    held = _held(request_id, by)
    asking = held.state == IdentityState.ASKED
    event = IdentityEvent.WITHDRAW if asking else IdentityEvent.CLOSE
    asked = _moved(request_id, event, by=by, at=at)
    asked.ended_at = at
    asked.save()
    if asking:
        _record("reporting.identity.withdrawn", asked, by=by, at=at)
    else:
        _record("reporting.identity.closed", asked, by=by, at=at)
    return asked


@transaction.atomic
def look_at_identity(*, request_id: UUID, by: Actor, at: datetime) -> ReporterContact:
    """The name and contact of a reporter, to whoever asked and within the window, with the look recorded.

    It is empty when the reporter left none.
    Raises NotVisible, MoveNotAllowed where it was not granted to this account, WindowOver when its time has
    passed, NotAllowed when the right has gone meanwhile, and SealBroken.
    """
    asked = _moved(request_id, IdentityEvent.LOOK, by=by, at=at)
    found = ReporterIdentity.objects.filter(report=asked.report_id).first()
    audit.record_read(
        kind="reporting.identity.read",
        target=("report", asked.report_id),
        by=by,
        at=at,
        desk_id=asked.desk_id,
    )
    return (
        ReporterContact(**json.loads(unseal(bytes(found.sealed), "identity"))) if found else ReporterContact()
    )


def _held(request_id: UUID, by: Actor) -> IdentityRequest:
    found = identity_requests_for(by).select_for_update(of=("self",)).filter(pk=request_id).first()
    if found is None:
        raise NotVisible
    return found


def _moved(
    request_id: UUID, event: IdentityEvent, *, by: Actor, at: datetime, reason: str = ""
) -> IdentityRequest:
    asked = _held(request_id, by)
    verbs = {Verb.UNSEAL_DECIDE} if by.may(Verb.UNSEAL_DECIDE) else set()
    if by.may(Verb.IDENTITY_READ, asked.desk_id):
        verbs.add(Verb.IDENTITY_READ)
    asked.state = identity_access.move(
        asked.state,
        event,
        verbs=verbs,
        relation=identity_access.relation_of(by.user_id, asked.asked_by_id),
        open_until=asked.open_until,
        at=at,
        reason=reason,
    )
    return asked


def _refuse_a_second(report_id: UUID, by: Actor, at: datetime) -> None:
    for earlier in IdentityRequest.objects.filter(report=report_id, asked_by_id=by.user_id):
        waits = earlier.state == IdentityState.ASKED
        if waits or identity_access.is_open(earlier.state, earlier.open_until, at):
            raise MoveNotAllowed(IdentityState(earlier.state), IdentityEvent.ASK)


def _record(kind: str, asked: IdentityRequest, *, by: Actor, at: datetime, until: str | None = None) -> None:
    detail = {"until": until} if until else {}
    audit.record(
        kind=kind,
        target=("report", asked.report_id),
        by=by,
        at=at,
        desk_id=asked.desk_id,
        purpose=asked.purpose,
        hours=asked.hours,
        **detail,
    )
