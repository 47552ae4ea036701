"""What people typed does not end up in a log."""

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DataError, connection, transaction
from django.test import Client, RequestFactory
from procrastinate import App
from procrastinate.testing import InMemoryConnector

from ketenzicht.common import logs
from ketenzicht.config import health
from ketenzicht.config.postgres import Credentials

PRODUCT = Path(__file__).resolve().parents[2]
MARK = "kwetsbaar-woord"


def test_the_database_logs_no_content_of_a_row_that_it_refuses(postgres: Credentials):
    with postgres.connect() as connection:
        connection.execute("CREATE TEMP TABLE told (text text CONSTRAINT told_short CHECK (text = ''))")
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("INSERT INTO told VALUES ('Een meisje huilde aan de balie.')")
    log = (postgres.home / "server.log").read_text("utf-8")
    assert "told_short" in log
    assert "Een meisje" not in log


@pytest.mark.django_db
def test_whoever_scans_us_fills_no_log_and_no_address_stands_in_it(caplog: pytest.LogCaptureFixture):
    stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    refused = [
        stranger.get("/nergens/1-geheim/"),
        stranger.post("/afmelden/?geheim", {"a": "b"}),
        stranger.get("/aanmelden/als/?geheim"),
        stranger.get("/", headers={"host": "geheim.example"}),
        stranger.get("/werk/?geheim=" + "x" * 20_000),
        stranger.post("/melden/?geheim", {f"geheim{number}": "" for number in range(2100)}),
        stranger.generic("POST", "/melden/?geheim", b"x", "multipart/form-data"),
    ]

    assert [answer.status_code for answer in refused] == [404, 403, 405, 400, 400, 400, 400]
    assert caplog.text == ""


def _said(stream: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def everything_logged() -> Iterator[StringIO]:
    """All that any library or part of ours says at any level, written as production writes it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.OneLine())
    loggers = [logging.getLogger(name) for name in ("", "ketenzicht", "django.request", "django.security")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    loggers[0].addHandler(handler)
    yield stream
    loggers[0].removeHandler(handler)
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


@pytest.mark.django_db
def test_requests_that_go_wrong_are_events_without_anything_that_was_sent(
    everything_logged: StringIO, monkeypatch: pytest.MonkeyPatch
):
    def broken(*args: object) -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT %s::int", [MARK])
        except DataError as error:
            raise ValueError(f"{MARK} {args}") from error

    monkeypatch.setattr(health, "_worker_lives", broken)
    stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answers = [
        stranger.generic("TRACE", f"/healthz?q={MARK}", MARK.encode(), headers={"user-agent": MARK}),
        stranger.get(f"/{MARK}/?{MARK}"),
        stranger.get("/", headers={"host": f"{MARK}.example"}),
        stranger.post(f"/afmelden/?{MARK}", {MARK: MARK}, headers={"referer": f"http://{MARK}.example/"}),
        stranger.post("/melden/", {MARK: MARK}, headers={"cookie": f"sessionid={MARK}"}),
    ]

    assert [answer.status_code for answer in answers] == [500, 404, 400, 403, 200]
    assert MARK not in everything_logged.getvalue().lower()
    (failed,) = [event for event in _said(everything_logged) if event.get("status") == 500]
    assert (failed["route"], failed["method"], failed["status"]) == ("healthz", "other", 500)
    assert failed["error"] == [
        "builtins.ValueError",
        "django.db.utils.DataError",
        "psycopg.errors.InvalidTextRepresentation",
    ]
    assert failed["sqlstate"] == "22P02"
    assert failed["where"][-1].startswith("ketenzicht/config/tests/test_logs.py:")


def test_jobs_that_go_wrong_are_events_without_what_they_worked_on(everything_logged: StringIO):
    app = App(connector=InMemoryConnector())

    @app.task(name="tried.task")
    def tried(word: str) -> str:
        if word.endswith("wrong"):
            raise LookupError(f"no {word}")
        return word

    with app.open():
        tried.defer(word=f"{MARK} right")
        tried.defer(word=f"{MARK} wrong")
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    assert MARK not in everything_logged.getvalue()
    (failed,) = [event for event in _said(everything_logged) if event["event"] == "job error"]
    assert (failed["task"], failed["error"]) == ("tried.task", ["builtins.LookupError"])


def test_only_the_words_that_stand_in_our_own_code_are_written_down(everything_logged: StringIO):
    ours, library = logging.getLogger("ketenzicht.reporting.tasks"), logging.getLogger("library")
    ours.info("expired: %s drafts, %s files", 3, 4)
    ours.warning("no such desk: %s", MARK)
    library.error(f"could not send to {MARK}")
    library.error("could not send to %s", MARK, extra={"request": RequestFactory().get(f"/{MARK}")})

    events = _said(everything_logged)
    assert [event["event"] for event in events] == [
        "expired: 3 drafts, 4 files",
        "no such desk: %s",
        "said by a library",
        "said by a library",
    ]
    assert MARK not in everything_logged.getvalue()


def test_our_own_words_in_the_log_are_fixed_in_the_code():
    said = re.compile(r"^\s+log\.(?:debug|info|warning|error|exception|critical)\((.)", re.MULTILINE)
    found = [begin for path in PRODUCT.glob("*/**/*.py") for begin in said.findall(path.read_text("utf-8"))]

    assert len(found) > 3
    assert set(found) == {'"'}


def test_a_process_in_production_writes_lines_and_ends_without_words():
    code = (
        "import logging, logging.config\n"
        "from ketenzicht.common import logs\n"
        "logging.config.dictConfig(logs.settings(in_lines=True))\n"
        "logs.catch_what_nobody_caught()\n"
        f"logging.getLogger('x').error('%d', '{MARK}')\n"
        f"raise ValueError('{MARK}')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(PRODUCT.parent)},
    )

    assert ended.returncode == 1
    assert MARK not in ended.stdout + ended.stderr
    said, fault = [json.loads(line) for line in ended.stderr.splitlines()]
    assert said["event"] == "said by a library"
    assert (fault["level"], fault["error"]) == ("critical", ["builtins.ValueError"])


def test_an_analysis_that_breaks_off_leaves_one_line_without_words():
    ended = subprocess.run(
        [sys.executable, "-m", "ketenzicht.systems.analysis_process"],
        input=json.dumps({"kind": MARK, "document": {"title": MARK}, "parameters": {}, "seed": 1}),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(PRODUCT.parent), "KETENZICHT_MODE": "production"},
    )

    assert ended.returncode == 1
    [fault] = [json.loads(line) for line in ended.stderr.splitlines()]
    assert (fault["event"], fault["error"]) == ("a process ended by a fault", ["builtins.ValueError"])
    assert MARK not in ended.stdout + ended.stderr
