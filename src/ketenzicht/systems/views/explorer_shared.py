"""What the pages of the explorer share: the version looked at, its tabs, where factors lead."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ketenzicht.common.actor import NotVisible
from ketenzicht.common.pages import ActingRequest
from ketenzicht.systems.queries.explorer import Explored, explored
from ketenzicht.systems.views.shell import shell

TABS = (
    ("explorer", "systems:explorer"),
    ("question", "systems:question"),
    ("what_if", "systems:what_if"),
    ("loops", "systems:loops"),
)


def looked_at(request: ActingRequest, code: str) -> Explored:
    """The version this request asks for: ``versie`` in the address, else the newest one.

    Raises NotVisible for what is no number of a version: another one than was asked for would mislead.
    """
    asked = request.GET.get("versie", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 9):
        raise NotVisible
    number = int(asked) if asked else None
    return explored(request.actor, code, number, "en" if get_language() == "en" else "nl")


def address(seen: Explored, name: str, *args: str, **query: Any) -> str:
    """The address of a page about this version; it names the version when it is not the newest."""
    if seen.version.number != seen.model.published:
        query["versie"] = seen.version.number
    asked = urlencode({key: value for key, value in query.items() if value not in ("", None)}, doseq=True)
    return reverse(name, args=(seen.model.code, *args)) + (f"?{asked}" if asked else "")


def factor_links(seen: Explored) -> Callable[[str], str]:
    """Where each factor of a picture leads."""
    return lambda factor: address(seen, "systems:factor", factor)


def come_back(request: ActingRequest, seen: Explored, back: str) -> HttpResponse:
    """Instead of a file, while others wait for theirs: a page that says so and asks again by itself."""
    context = page(request, seen, "") | {"back": back, "again": request.get_full_path()}
    return render(request, "systems/explorer_come_back.html", context, status=503)


def page(request: ActingRequest, seen: Explored, current: str, *crumbs: tuple[str, str]) -> dict[str, Any]:
    """What every page about a version has: shell, tabs, and what the results rest on."""
    labels = {
        "explorer": _("Model"),
        "question": _("Ask a question"),
        "what_if": _("What if"),
        "loops": _("Loops"),
    }
    trail = [(seen.title, address(seen, "systems:explorer") if current != "explorer" or crumbs else "")]
    return {
        **shell(request, *trail, *crumbs),
        "wide": True,
        "seen": seen,
        "tabs": [
            {"url": address(seen, name), "label": labels[key], "current": key == current}
            for key, name in TABS
        ],
        "software": settings.VERSION,
    }
