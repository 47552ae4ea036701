"""What every test gets: a database as the runtime role sees it, no network, the same examples each time."""

import gc
import os
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from ketenzicht.config import translations

pytest_plugins = ["tests.database", "tests.product", "tests.browser", "tests.access.fixtures"]

settings.register_profile(
    "ketenzicht",
    derandomize=True,
    deadline=None,
    database=None,
    # Our database fixtures hold for the whole test; examples roll nothing back between them, on purpose.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("ketenzicht")


@pytest.fixture(autouse=True)
def _in_dutch() -> Iterator[None]:
    """Pages are Dutch first; a language that one test chose is not the next one's."""
    with translation.override("nl"):
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys are slow by nature; long checks and slow files start first, and the others run beside them."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.slow)
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            raise pytest.UsageError(
                f"{item.nodeid}: the runtime role may not TRUNCATE; use the fixture fresh_database instead."
            )
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: ("test_quality" not in item.path.name, item.path not in slow))


def pytest_collection_finish() -> None:
    """What was collected stays until the end: looking through it for what may go took a sixth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def pytest_configure(config: pytest.Config) -> None:
    """Pages are tested in Dutch as they are; children of tests start no slower than a user's do."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    translations.compile_all()
