"""Jobs: searching for a request, and letting go what is past its term."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from ketenzicht.rights import actions
from ketenzicht.rights.actions import hand_outs

log = logging.getLogger(__name__)


@app.task(name=actions.TASK, lock=actions.TASK)
def search(number: int) -> None:
    """Search for what a request asks. Safe to run again."""
    found = actions.carry_out_search(number=number, at=timezone.now())
    log.info("searched: %s places for request %s", found, number)


@app.periodic(cron="29 3 * * *")
@app.task(name="rights.erase", queueing_lock="rights.erase")
def erase(timestamp: int) -> None:
    """Let go what is past its term, and what was decided about texts that are gone or changed."""
    forgotten = hand_outs.forget_what_is_gone(at=timezone.now())
    log.info("forgotten: %s passages of hand-outs", forgotten)
    gone = actions.erase_past_term(at=timezone.now())
    log.info("erased: %s requests of data subjects", gone)
    returned = hand_outs.return_what_changed(at=timezone.now())
    log.info("changed since: %s passages of hand-outs", returned)
