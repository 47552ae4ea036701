"""Jobs that keep time: clocks that are past due, and jobs a killed worker left behind."""

import logging

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from ketenzicht.common import clocks

log = logging.getLogger(__name__)
SILENT_SECONDS = 60


@app.periodic(cron="* * * * *")
@app.task(name="common.fire_clocks", queueing_lock="common.fire_clocks", lock="common.fire_clocks")
def fire_clocks(timestamp: int) -> None:
    """Let every clock that is past due do what it is for."""
    if fired := clocks.fire_due(timezone.now()):
        log.info("clocks handled: %s", fired)


@app.periodic(cron="* * * * *")
@app.task(name="common.retry_stalled", queueing_lock="common.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Put the jobs of a worker that died back in the queue. Jobs are written to be safe to run again."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            # The same waits already, for as long as this one is in a dead hand.
            await manager.finish_job(job, status=Status.ABORTED, delete_job=True)
