"""Jobs: destroying what two people decided about, and keeping the list of it outside the database."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from ketenzicht.retention import actions, destroyed

log = logging.getLogger(__name__)


@app.task(name=actions.TASK, lock=actions.TASK)
def destroy_approved(number: int) -> None:
    """Destroy what a proposal names. Safe to run again."""
    gone = actions.destroy_approved(number=number, at=timezone.now())
    destroyed.keep_list()
    log.info("destroyed: %s signals of proposal %s", gone, number)


@app.periodic(cron="13 * * * *")
@app.task(name="retention.keep_list", queueing_lock="retention.keep_list")
def keep_list(timestamp: int) -> None:
    """Bring the list outside the database up to date, also after a job that was killed halfway."""
    destroyed.keep_list()
