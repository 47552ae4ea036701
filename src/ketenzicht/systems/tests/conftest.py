"""Signed-in browsers of the cast."""

from collections.abc import Callable

import pytest
from django.test import Client

from ketenzicht.accounts.models import User
from ketenzicht.accounts.tests.factories import sign_in

Browser = Callable[[User], Client]


@pytest.fixture
def browser(db: None) -> Browser:
    """The browser of somebody who is signed in."""
    return lambda person: sign_in(Client(), person)
