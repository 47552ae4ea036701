"""What of the audit trail is past its term, proposing to remove it, and where it was shortened before."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ketenzicht.audit import hooks
from ketenzicht.audit.queries import checkpoints
from ketenzicht.common.actor import NotNow
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.retention import queries, shortening, words
from ketenzicht.retention.views.shared import tabs

PAGE_SIZE = 50


@needs(Verb.RETENTION_MANAGE)
@require_GET
def trail(request: ActingRequest) -> HttpResponse:
    """What of the trail would go, and what was removed before. Nothing happens."""
    due = queries.trail_due(request.actor)
    made = Paginator(checkpoints(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    parts = ((one.kind, one.events, one.first_at, one.last_at) for one in due.parts)
    context = {
        "tabs": tabs(request, "trail"),
        "due": due,
        "parts": part_rows(parts),
        "gone_too": with_it(due.rows),
        "waiting": queries.trail_proposal(request.actor),
        "most": queries.MOST_EVENTS,
        "cut_off": due.events >= queries.MOST_EVENTS,
        "page_obj": made,
    }
    return render(request, "retention/trail.html", context)


@needs(Verb.RETENTION_MANAGE)
@require_POST
def propose_trail(request: ActingRequest) -> HttpResponse:
    """Propose to remove it; somebody else decides."""
    try:
        made = shortening.propose(by=request.actor, at=timezone.now())
    except NotNow as refused:
        messages.error(request, str(words.NOT_NOW[str(refused)]))
        return SeeOther(reverse("retention:trail"))
    messages.success(request, _("Proposed. A second person decides about it."))
    return SeeOther(reverse("retention:proposal", args=[made.number]))


def part_rows(parts: Iterable[tuple[str, int, date, date]]) -> list[dict[str, Any]]:
    """What the table of kinds of events shows, by what they are called."""
    rows = [
        {"label": str(hooks.kind_labels.get(kind, kind)), "events": events, "first": first, "last": last}
        for kind, events, first, last in parts
    ]
    return sorted(rows, key=lambda row: row["label"].casefold())


def with_it(rows: Mapping[str, int]) -> list[dict[str, Any]]:
    """What goes along, and how much of it."""
    return [{"label": words.ROWS[what], "there": there} for what, there in rows.items()]
