"""Jobs that a killed worker had in hand are done by the next one."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database")]
CLOCKS = "common.fire_clocks"


def _job(task: str, status: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs"
            " (queue_name, task_name, status, lock, queueing_lock, args, attempts)"
            " VALUES (%s, %s, %s, %s, %s, '{\"timestamp\": 0}', 1) RETURNING id",
            ["default", task, status, task, task],
        )
        return int(cursor.fetchone()[0])


def _left() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs ORDER BY id")
        return [number for (number,) in cursor.fetchall()]


def test_it_takes_a_job_from_a_dead_hand_though_the_same_waits_already() -> None:
    _job(CLOCKS, "doing")
    # The same of a minute later, which waits for the lock of that one.
    _job(CLOCKS, "todo")
    _job("audit.keep_anchor", "doing")
    app.configure_task("common.retry_stalled").defer(timestamp=0)
    with app.replace_connector(DjangoConnector().get_worker_connector()) as connected:
        connected.run_worker(
            wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="successful"
        )
    assert _left() == []
