"""One savepoint for a step of a story, where the product makes one for every action inside it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_savepoint() -> Iterator[None]:
    """Run the body as a whole: what fails in it takes all of it back, and nothing before it.

    A step of a story is done or left out, so the savepoints inside it would never be used; making them was a
    third of all that the database was asked.
    """
    with transaction.atomic():
        connection.features.uses_savepoints = False
        try:
            yield
        finally:
            connection.features.uses_savepoints = True
