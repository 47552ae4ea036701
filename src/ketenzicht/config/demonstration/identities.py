"""Requests of the demonstration to see who a reporter is, and what somebody else decided."""

from datetime import datetime

from ketenzicht.common.actor import acting
from ketenzicht.config.demonstration import rows
from ketenzicht.config.demonstration.rows import span
from ketenzicht.config.demonstration.scene import Scene
from ketenzicht.reporting import actions as reporting
from ketenzicht.reporting import queries as reported
from ketenzicht.reporting.domain.identity_access import IdentityPurpose
from ketenzicht.signals import actions as signals

PRIVACY_OFFICER = "olga-briefgeheim"


def show(scene: Scene, at: datetime) -> None:
    """One that waits, one that is open, one that was refused and one that is over."""
    decider = scene.people[PRIVACY_OFFICER].actor
    for row in rows.identities():
        by, report_id = scene.people[row["by"]].actor, scene.reports[row["report"]]
        with acting(by):
            signals.ask_who_reports(
                signal_id=scene.signals[row["report"]],
                report_id=report_id,
                purpose=IdentityPurpose(row["purpose"]),
                reason=row["reason"],
                hours=row["hours"],
                by=by,
                at=at - span(row["asked_ago"]),
            )
            asked = reported.identity_requests_of(by, report_id)[0]
        if "decision" in row:
            with acting(decider):
                reporting.decide_identity(
                    request_id=asked.pk,
                    grant=row["decision"] == "grant",
                    reason=row.get("because", ""),
                    by=decider,
                    at=at - span(row["decided_ago"]),
                )
