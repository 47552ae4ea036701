"""Which account an attempt to sign in was for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def account_meant(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The address that was typed, whatever its case; the same for every way of signing in."""
    given = credentials or {}
    typed = given.get("email") or given.get("username")
    if not typed and request is not None:
        typed = request.POST.get("login")
    return str(typed or "").strip().lower()
