"""The world, made once per test process in a database of its own; a test leaves no trace."""

import gc
import logging
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from ketenzicht.config.postgres import Credentials
from ketenzicht.systems.queries import sums
from tests.access.casework_world import build
from tests.access.figure_world import figures
from tests.access.models_world import models
from tests.access.plans_world import consultations
from tests.access.policy_world import plans
from tests.access.recovery_world import lost
from tests.access.retention_world import kept, long_ago, shortened
from tests.access.review_world import reviewed
from tests.access.rights_world import asked
from tests.access.truth import Truth
from tests.access.world import World
from tests.database import _clone

# The world is made once: nobody's session has to be renewed for every test of it.
A_DAY = 24 * 60 * 60


@pytest.fixture(scope="session")
def built(
    postgres: Credentials, django_db_blocker: DjangoDbBlocker, django_db_setup: None
) -> Iterator[tuple[World, dict[str, Any]]]:
    """The world, and where its database is."""
    with django_db_blocker.unblock():
        before = dict(connection.settings_dict)
        with _clone(postgres):
            long_ago()
            world = build()
            models(world)
            consultations(world)
            plans(world)
            figures(world)
            kept(world)
            shortened(world)
            asked(world)
            reviewed(world)
            lost(world)
            for person in world.people.values():
                person.client.get("/")  # their session says that they were here
            gc.freeze()
            address = dict(connection.settings_dict)
            use(before)
            yield world, address


def use(address: dict[str, Any]) -> None:
    """Reach another database, or the same one as somebody else, from here on."""
    connection.close()
    connection.settings_dict.update(address)


@pytest.fixture(scope="session")
def truth(built: tuple[World, dict[str, Any]], postgres: Credentials) -> Truth:
    """Every row there is, read past row security."""
    return Truth(postgres, str(built[1]["NAME"]))


@pytest.fixture
def world(built: tuple[World, dict[str, Any]], django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world inside a transaction that is rolled back."""
    world, address = built
    cookies = {name: person.client.cookies.output() for name, person in world.people.items()}
    # Refusals are what is tested here; their lines in the log say nothing new.
    logging.disable(logging.WARNING)
    with django_db_blocker.unblock():
        before = dict(connection.settings_dict)
        use(address)
        try:
            # Sums on a model are the same whoever asks; what is asked here is who may see them.
            with (
                transaction.atomic(),
                override_settings(SESSION_RENEWED_AFTER=A_DAY),
                patch.object(sums, "KEPT", 5_000),
            ):
                yield world
                transaction.set_rollback(True)
        finally:
            use(before)
            logging.disable(logging.NOTSET)
    for name, person in world.people.items():
        _restore(person.client, cookies[name])


def _restore(client: Client, cookies: str) -> None:
    client.cookies.clear()
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))
