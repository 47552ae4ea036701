"""Jobs: destroying what two people decided about, and keeping the list of it outside the database."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from ketenzicht.common.actor import acting
from ketenzicht.retention import actions, destroyed, queries, shortening

log = logging.getLogger(__name__)


@app.task(name=actions.TASK, lock=actions.TASK)
def destroy_approved(number: int) -> None:
    """Destroy what a proposal names. Safe to run again."""
    with acting(actions.MACHINE):
        act = shortening.carry_out if queries.is_of_the_trail(number) else actions.destroy_approved
    gone = act(number=number, at=timezone.now())
    destroyed.keep_list()
    log.info("destroyed: %s of proposal %s", gone, number)


@app.periodic(cron="13 * * * *")
@app.task(name="retention.keep_list", queueing_lock="retention.keep_list")
def keep_list(timestamp: int) -> None:
    """Bring the list outside the database up to date, also after a job that was killed halfway."""
    destroyed.keep_list()
