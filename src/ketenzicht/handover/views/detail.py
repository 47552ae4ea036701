"""One hand-off: for the receiver a preview and then what it accepted, for the sender everything it sent."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.disclosure import queries as disclosure
from ketenzicht.handover import actions, queries, words
from ketenzicht.handover.actions import Look
from ketenzicht.handover.domain.states import ENDED, UNANSWERED
from ketenzicht.handover.views.answers import AS, SENDER, address

# Shown in the browser; everything else is only ever saved, never opened here.
SHOWN_IN_PAGE = frozenset({"image/png", "image/jpeg", "image/webp", "application/pdf"})
TONES = {"escalate": "acute", "confirm": "acute"}


@needs(Verb.HANDOVER_READ, Verb.HANDOVER_SEND)
@require_GET
def detail(request: ActingRequest, handover_id: UUID) -> HttpResponse:
    """The page of one hand-off. Every look is recorded; the receiver's first one is a step."""
    at = timezone.now()
    asked = {SENDER: Relation.SENDER}.get(request.GET.get(AS, ""))
    look = actions.look(handover_id=handover_id, relation=asked, by=request.actor, at=at)
    queries.with_time_left([look.handover], at)
    template = "sender" if look.relation is Relation.SENDER else "receiver"
    return render(request, f"handover/{template}.html", _context(request, look))


@needs(Verb.HANDOVER_READ, Verb.HANDOVER_SEND)
@require_GET
def file(request: ActingRequest, handover_id: UUID, file_id: UUID) -> HttpResponse:
    """A file of the package. It is never interpreted by the browser as part of this site."""
    row, content = actions.open_file(
        handover_id=handover_id, file_id=file_id, by=request.actor, at=timezone.now()
    )
    kind = row.content_type if row.content_type in SHOWN_IN_PAGE else "application/octet-stream"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(row.name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store, private"
    return response


def _context(request: ActingRequest, look: Look) -> dict[str, Any]:
    handover, labels = look.handover, disclosure.field_labels()
    moves = queries.moves_open_to(request.actor, handover, look.relation)
    return {
        "handover": handover,
        "preview": queries.preview_of(handover) if look.preview_visible else None,
        "package_fields": look.package.fields,
        "files": _files(look),
        "fields": [labels.get(code, code) for code in handover.fields],
        "accepted_fields": [labels.get(code, code) for code in handover.accepted_fields],
        "left_out": [
            labels.get(code, code) for code in handover.fields if code not in handover.accepted_fields
        ],
        "events": _events(request, look),
        "moves": {move.value for move in moves},
        "unanswered": handover.state in UNANSWERED,
        "ended": handover.state in ENDED,
        "access_over": handover.access_until <= timezone.now(),
        "other_view": _other_view(look),
        "must_confirm": _must_confirm(look),
        "list_url": reverse("handover:inbox"),
    }


def _must_confirm(look: Look) -> bool:
    handover = look.handover
    waits = handover.urgency == "acute" and handover.confirmed_at is None
    return look.relation is Relation.SENDER and waits and handover.state not in ENDED


def _other_view(look: Look) -> str:
    """Where somebody who works at both desks sees the other side."""
    if len(look.relations) < 2:
        return ""
    other = Relation.RECEIVER if look.relation is Relation.SENDER else Relation.SENDER
    return address(look.handover.pk, other)


def _files(look: Look) -> list[dict[str, Any]]:
    return [
        {
            "name": row.name,
            "url": reverse("handover:file", args=[look.handover.pk, row.id]),
            "size": row.size,
            "kind": row.content_type,
        }
        for row in look.package.files
    ]


def _events(request: ActingRequest, look: Look) -> list[dict[str, Any]]:
    return [
        {
            "title": words.say(words.EVENTS, step.event),
            "at": step.at,
            "actor": f"{step.desk}, {step.person}" if step.person else step.desk,
            "text": step.text,
            "icon": words.EVENT_ICONS.get(step.event, ""),
            "tone": TONES.get(step.event, ""),
        }
        for step in queries.timeline(request.actor, look.handover)
    ]
