"""Looking at who a reporter is: a right of its own, a reason, and a line in the audit trail."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ketenzicht.audit.actions import record_read
from ketenzicht.common.actor import Actor, NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.sealing import unseal
from ketenzicht.reporting.domain.content import ContentRefused, ReporterContact
from ketenzicht.reporting.models import ReporterIdentity
from ketenzicht.reporting.queries import reports_visible_to


@transaction.atomic
def look_at_identity(*, report_id: UUID, reason: str, by: Actor, at: datetime) -> ReporterContact:
    """The name and contact of a reporter, with the look recorded.

    The trail holds no free text: whoever calls keeps the reason where the desk reads it.

    Raises NotVisible for a report that is not visible or has no identity, NotAllowed, ContentRefused
    without a reason, and SealBroken.
    """
    report = reports_visible_to(by).filter(pk=report_id).first()
    if report is None:
        raise NotVisible
    by.require(Verb.IDENTITY_READ, desk=report.desk_id)
    if not reason.strip():
        raise ContentRefused("a look at an identity has a reason")
    found = ReporterIdentity.objects.filter(report=report).first()
    if found is None:
        raise NotVisible
    record_read(
        kind="reporting.identity.read",
        target=("report", report.pk),
        by=by,
        at=at,
        desk_id=report.desk_id,
    )
    return ReporterContact(**json.loads(unseal(bytes(found.sealed), "identity")))
