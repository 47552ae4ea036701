"""Jobs: removing what is past its time, and passing on what came in at the public side."""

import logging
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ketenzicht.reporting import actions
from ketenzicht.reporting.actions import passing_on

log = logging.getLogger(__name__)
# No report is given up for a fault that lasts an hour or a day: 15 times twice as long is nine hours.
PATIENT = RetryStrategy(max_attempts=15, exponential_wait=2)


@app.task(name=passing_on.RECEIVED, retry=PATIENT)
def pass_on_received(report_id: str) -> None:
    """Make work of a report that came in at the public side."""
    actions.pass_on_received(UUID(report_id))


@app.task(name=passing_on.ADDED, retry=PATIENT)
def pass_on_added(report_id: str, addition_id: str) -> None:
    """Make work of what a reporter added at the public side."""
    actions.pass_on_added(UUID(report_id), UUID(addition_id))


@app.periodic(cron="17 * * * *")
@app.task(name="reporting.remove_expired", queueing_lock="reporting.remove_expired")
def remove_expired(timestamp: int) -> None:
    """Remove drafts after thirty days and files that no report was sent with."""
    drafts, files = actions.remove_expired(at=timezone.now())
    if drafts or files:
        log.info("expired: %s drafts, %s files", drafts, files)
