"""What every page's shell shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ketenzicht.common.domain.rights import Verb

# Where each right leads: the first verb that somebody has decides the page to start on.
NAVIGATION: tuple[tuple[str, str, tuple[Verb, ...]], ...] = ()


def shell(request: HttpRequest) -> dict[str, Any]:
    """Demonstration banner, version, navigation and who is signed in."""
    return {
        "demonstration": settings.DEMONSTRATION,
        "version": settings.VERSION,
        "exit_url": settings.EXIT_URL,
    }
