"""What tests of signals share."""

import hashlib

import pytest

from ketenzicht.reporting.domain.receipt import Receipt


@pytest.fixture(autouse=True)
def quick_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Receipts of these tests need no slow hash: nobody guesses them."""

    def quick(receipt: Receipt, version: int = 1) -> str:
        return hashlib.sha256(f"{version}{receipt.digits}".encode()).hexdigest()

    monkeypatch.setattr("ketenzicht.reporting.actions.submitting.hash_of", quick)
