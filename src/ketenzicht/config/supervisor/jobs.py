"""The worker process: does the jobs that wait in the database. Told to stop, it finishes those in hand."""

import django
from django.conf import settings

from ketenzicht.common import logs
from ketenzicht.config.supervisor.lifeline import follow_parent

AT_ONCE = 4
FINISH_SECONDS = 20.0


def main() -> None:
    """Work until told to stop."""
    follow_parent()
    django.setup()
    if settings.PRODUCTION:
        logs.catch_what_nobody_caught()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    with app.replace_connector(DjangoConnector().get_worker_connector()) as connected:
        connected.run_worker(
            name="ketenzicht",
            concurrency=AT_ONCE,
            delete_jobs="successful",
            shutdown_graceful_timeout=FINISH_SECONDS,
        )


if __name__ == "__main__":
    main()
