"""Hashing receipts without letting anybody fill the machine's memory with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.conf import settings

from ketenzicht.reporting.domain.receipt import Receipt
from ketenzicht.reporting.domain.receipt_hash import CURRENT, PARAMETERS, receipt_hash

AT_ONCE = 2
PATIENCE_SECONDS = 8.0
_places = BoundedSemaphore(AT_ONCE)


class TooBusy(Exception):
    """Too many receipts are being worked out at this moment; try again shortly."""


def hash_of(receipt: Receipt, version: int = CURRENT) -> str:
    """What is stored of a receipt. At most two are worked out at once. Raises :class:`TooBusy`."""
    with _place():
        made = receipt_hash(receipt, settings.RECEIPT_PEPPER.encode(), version)
    # The version stands in a column of its own.
    return made.partition("$")[2]


def hashes_of(receipt: Receipt) -> Iterator[str]:
    """The hash under every version that may be stored, the newest first. Raises :class:`TooBusy`."""
    return (hash_of(receipt, version) for version in sorted(PARAMETERS, reverse=True))


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise TooBusy
    try:
        yield
    finally:
        _places.release()
