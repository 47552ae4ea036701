"""Jobs that go nowhere: what was told to desks in the past is not mailed today."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import app


class Nowhere(BaseConnector):
    """Takes jobs in and keeps none."""

    def get_sync_connector(self) -> BaseConnector:
        return self

    def execute_query_all(self, query: str, **arguments: Any) -> list[dict[str, Any]]:
        """Say that every job was taken."""
        return [{"id": 1} for _job in arguments["jobs"]]


@contextmanager
def jobs_go_nowhere() -> Iterator[None]:
    """Inside, a job that is asked for is not done."""
    with app.replace_connector(Nowhere()):
        yield
