"""Jobs that remove what is past its time."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from ketenzicht.reporting import actions

log = logging.getLogger(__name__)


@app.periodic(cron="17 * * * *")
@app.task(name="reporting.remove_expired", queueing_lock="reporting.remove_expired")
def remove_expired(timestamp: int) -> None:
    """Remove drafts after thirty days and files that no report was sent with."""
    drafts, files = actions.remove_expired(at=timezone.now())
    if drafts or files:
        log.info("expired: %s drafts, %s files", drafts, files)
