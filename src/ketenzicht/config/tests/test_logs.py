"""What people typed does not end up in a log."""

import psycopg
import pytest

from ketenzicht.config.postgres import Credentials


def test_the_database_logs_no_content_of_a_row_that_it_refuses(postgres: Credentials):
    with postgres.connect() as connection:
        connection.execute("CREATE TEMP TABLE told (text text CONSTRAINT told_short CHECK (text = ''))")
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("INSERT INTO told VALUES ('Een meisje huilde aan de balie.')")
    log = (postgres.home / "server.log").read_text("utf-8")
    assert "told_short" in log
    assert "Een meisje" not in log
