"""Jobs: reminding of what nobody judged in time."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from ketenzicht.signals import actions

log = logging.getLogger(__name__)


@app.periodic(cron="17 6 * * 1-5")
@app.task(name="signals.remind_of_glass", queueing_lock="signals.remind_of_glass")
def remind_of_glass(timestamp: int) -> None:
    """Mail whoever judges broken glass while some waits longer than it may, each working day."""
    if late := actions.remind_of_glass(at=timezone.now()):
        log.info("broken glass: %s wait too long for a judgement", late)
