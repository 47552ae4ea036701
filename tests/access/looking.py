"""Asking the product something as somebody, and undoing whatever it did."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests.access.people import Person

# The trace of the look.
ALWAYS = frozenset({"audit_auditevent"})


def ask(person: Person, method: str, url: str, data: Mapping[str, Any] | None = None) -> HttpResponse:
    """The answer to one request; nothing of it stays."""
    with undone(person.client):
        call = person.client.get if method == "GET" else person.client.post
        return call(url, dict(data or {}))


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Let the body do what it does, and take it back: rows, and what the browser keeps."""
    cookies = client.cookies.output()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))


@contextmanager
def watched() -> Iterator[set[str]]:
    """The tables that the body wrote to, also when it was taken back, whoever may see their rows."""
    before, written = _writes(), set[str]()
    yield written
    after = _writes()
    written |= {table for table, count in after.items() if count > before[table]}


def _writes() -> Counter[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return Counter(dict(cursor.fetchall()))
