"""What tests of reporting share."""

import pytest
from django.test import Client

from ketenzicht.partners.models import Desk, Municipality


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
