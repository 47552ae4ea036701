"""What the tests of keeping and destroying share."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from ketenzicht.config.postgres import Credentials
from ketenzicht.config.postgres.roles import SUPERUSER


@pytest.fixture
def above(postgres: Credentials) -> Iterator[psycopg.Connection]:
    """A connection that nothing holds back."""
    address = postgres.url(SUPERUSER, str(connection.settings_dict["NAME"]))
    with psycopg.connect(address, autocommit=True) as opened:
        yield opened
