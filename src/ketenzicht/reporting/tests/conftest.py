"""What tests of reporting share."""

from functools import partial

import pytest
from django.test import Client

from ketenzicht.partners.models import Desk, Municipality
from ketenzicht.reporting import slow_hash
from ketenzicht.reporting.domain.receipt_hash import CURRENT, Parameters, receipt_hash


@pytest.fixture
def visitor(db: None) -> Client:
    """Somebody without an account, in English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def municipality(db: None) -> Municipality:
    """A municipality with a desk of its own."""
    return Municipality.objects.get(code="GM1674")


@pytest.fixture
def desk(municipality: Municipality) -> Desk:
    """The desk that takes in reports about that municipality."""
    return Desk.objects.get(municipality=municipality, kind="focal", connected=True)


@pytest.fixture(autouse=True)
def _cheap_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Receipts cost little here; what they really cost has a test of its own."""
    cheap = {CURRENT: Parameters(memory_kib=64, passes=1)}
    monkeypatch.setattr(slow_hash, "receipt_hash", partial(receipt_hash, parameters=cheap))
