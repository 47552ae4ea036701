"""Whoever watches over the product learns what is not well, and nothing else."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from ketenzicht.config import health


def _worker_said_something(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


@pytest.mark.django_db
def test_it_is_well_while_the_worker_gives_signs_of_life(client: Client):
    _worker_said_something(5)

    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"web": "ok", "database": "ok", "worker": "ok"}


@pytest.mark.django_db
def test_it_names_a_silent_worker(client: Client):
    _worker_said_something(health.SILENT_SECONDS + 5)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"web": "ok", "database": "ok", "worker": "down"}


@pytest.mark.django_db
def test_it_names_a_database_that_is_away_and_tells_no_more(client: Client, monkeypatch: pytest.MonkeyPatch):
    def away() -> bool:
        raise OperationalError("password of host db.internal")

    monkeypatch.setattr(health, "_worker_lives", away)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"web": "ok", "database": "down", "worker": "unknown"}
