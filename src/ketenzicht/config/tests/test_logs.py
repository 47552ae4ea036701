"""What people typed does not end up in a log."""

import psycopg
import pytest
from django.test import Client

from ketenzicht.config.postgres import Credentials


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
