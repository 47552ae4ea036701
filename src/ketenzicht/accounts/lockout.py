"""Which account an attempt to sign in was for."""

from collections.abc import Mapping
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest


def account_meant(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The address that was typed, whatever its case; the same for every way of signing in."""
    given = credentials or {}
    typed = given.get("email") or given.get("username")
    if not typed and request is not None:
        typed = request.POST.get("login")
    return str(typed or "").strip().lower()


def keep_no_address(request: HttpRequest) -> None:
    """Let a failed attempt be kept without the address of the page, where a secret stands in that."""
    AxesProxyHandler.update_request(request)
    vars(request)["axes_path_info"] = request.resolver_match.route if request.resolver_match else ""
