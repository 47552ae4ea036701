"""Every address of the product, read from the URL configuration."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from ketenzicht.common.pages import PageRight


@dataclass(frozen=True)
class Address:
    """A route with its full name and what it asks of whoever opens it."""

    name: str
    route: str
    parameters: tuple[str, ...]
    right: PageRight | None


def addresses(resolver: URLResolver | None = None) -> list[Address]:
    """All of them, in the order of the configuration."""
    return list(_walk((resolver or get_resolver()).url_patterns, "", ""))


def _walk(patterns: list[Any], route: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, route + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern):
            yield Address(
                f"{namespace}{pattern.name}",
                route + str(pattern.pattern),
                tuple(pattern.pattern.converters),
                getattr(pattern.callback, "right", None),
            )
