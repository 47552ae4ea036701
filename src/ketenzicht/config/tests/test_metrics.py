"""Figures for whoever watches: right, complete, and about nobody."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.utils import timezone

from ketenzicht.accounts.tests.factories import desk
from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.workdays import Limit, Unit
from ketenzicht.config.backup.making import LAST_BACKUP
from ketenzicht.config.metrics import looking
from ketenzicht.config.metrics.serving import Heard, Server
from ketenzicht.config.metrics.text import Answers, text
from ketenzicht.config.postgres import APP, Credentials
from ketenzicht.config.problem import Problem
from ketenzicht.config.supervisor.watching import watching

MARK = "kwetsbaar-woord"


def test_it_counts_answers_by_route_and_status_and_how_long_they_took():
    answers = Answers()
    for status, seconds in ((200, 0.03125), (200, 0.25), (404, 99)):
        answers.add("signals:signal", status, seconds)

    assert text(answers.figures()).splitlines() == [
        "# HELP ketenzicht_requests_total Answers, by name of the route and status.",
        "# TYPE ketenzicht_requests_total counter",
        'ketenzicht_requests_total{route="signals:signal",status="200"} 2',
        'ketenzicht_requests_total{route="signals:signal",status="404"} 1',
        "# HELP ketenzicht_request_seconds How long answers took, by name of the route.",
        "# TYPE ketenzicht_request_seconds histogram",
        *[
            f'ketenzicht_request_seconds_bucket{{route="signals:signal",le="{bound}"}} {count}'
            for bound, count in (
                ("0.05", 1),
                ("0.1", 1),
                ("0.3", 2),
                ("0.5", 2),
                ("1.0", 2),
                ("2.5", 2),
                ("5.0", 2),
                ("10.0", 2),
                ("+Inf", 3),
            )
        ],
        'ketenzicht_request_seconds_sum{route="signals:signal"} 99.28125',
        'ketenzicht_request_seconds_count{route="signals:signal"} 3',
    ]


@pytest.mark.django_db
def test_web_processes_tell_the_name_of_the_route_and_nothing_of_the_request(
    settings: LazySettings, tmp_path: Path
):
    settings.METRICS_SOCKET = str(tmp_path / "told")
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind(settings.METRICS_SOCKET)
    stranger = Client(enforce_csrf_checks=True)
    stranger.get(f"/uitleg/?{MARK}", headers={"user-agent": MARK, "cookie": f"sessionid={MARK}"})
    stranger.get(f"/signalen/{MARK}/")
    stranger.post("/afmelden/", {MARK: MARK})
    told = [heard.recv(2048).decode().rpartition(",")[0] for _ in range(3)]
    heard.close()
    away = stranger.get("/uitleg/")

    assert told == ['["reporting:explain", 200', '["none", 404', '["account_logout", 403']
    assert away.status_code == 200


@pytest.mark.usefixtures("fresh_database")
def test_it_looks_up_what_waits_and_what_is_late_of_every_desk(postgres: Credentials, tmp_path: Path):
    now = timezone.now()
    where = desk().pk
    with acting(Actor.desk(where, Verb.SIGNAL_READ)):
        for hours in (2, 3, -5):
            clocks.start(
                kind="signal.reply",
                subject=("signal", uuid4()),
                desk_id=where,
                limit=Limit(1, Unit.MINUTES),
                at=now - timedelta(hours=hours),
            )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, scheduled_at)"
            " VALUES ('default', 'x', 0, '{}', 'todo', NULL), ('default', 'x', 0, '{}', 'failed', NULL),"
            " ('default', 'x', 0, '{}', 'todo', now() - interval '5 minutes'),"
            " ('default', 'x', 0, '{}', 'todo', now() + interval '5 minutes')"
        )
    (tmp_path / LAST_BACKUP).touch()
    address = postgres.url(APP, str(connection.settings_dict["NAME"]))

    found = {
        (figure.name.removeprefix("ketenzicht_"), *figure.labels.values()): figure.value
        for figure in looking.figures(address, tmp_path)
    }

    assert found["database_up",] == 1
    assert found["clocks_overdue", "signal.reply"] == 2
    assert found["clocks_not_handled",] == 2
    assert [found["jobs", state] for state in ("waiting", "late", "failed")] == [2, 1, 1]
    assert found["database_bytes",] > 1e6
    assert 0 < found["disk_free_bytes",] < found["disk_bytes",]
    assert found["backup_age_seconds",] < 600


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[int]:
    """The port of a metrics process that asks for a token and finds no database."""
    heard = Heard()
    heard.take(b'["reporting:start", 200, 0.1]')
    heard.take(b"nonsense")
    server = Server(("127.0.0.1", 0), heard, "postgresql://nobody@/nothing?host=/nowhere", tmp_path, "secret")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()


def test_it_answers_whoever_has_the_token_with_what_it_has_and_nobody_else(watched: int):
    def ask(path: str, token: str) -> tuple[int, str]:
        with closing(HTTPConnection("127.0.0.1", watched)) as line:
            line.request("GET", path, headers={"Authorization": f"Bearer {token}"})
            answer = line.getresponse()
            return answer.status, answer.read().decode()

    assert ask("/", "secret") == (404, "")
    assert ask("/metrics", "wrong") == (401, "")
    status, page = ask("/metrics", "secret")
    assert status == 200
    assert "ketenzicht_database_up 0\n" in page
    assert 'ketenzicht_requests_total{route="reporting:start",status="200"} 1\n' in page
    assert "backup" not in page


@pytest.mark.parametrize("asked", ["0.0.0.0:9464", "[::]:9464", "9464", "127.0.0.1:"])
def test_it_does_not_start_where_others_could_read_them(monkeypatch: pytest.MonkeyPatch, asked: str):
    monkeypatch.setenv("KETENZICHT_METRICS", asked)

    with pytest.raises(Problem, match="KETENZICHT_METRICS"), watching():
        pass
