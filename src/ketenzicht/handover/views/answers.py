"""What a page answers after a move: back to the hand-off, or what happened in the meantime."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ketenzicht.common.actor import acting
from ketenzicht.common.domain.state_table import MoveNotAllowed, Relation
from ketenzicht.common.pages import ActingRequest, SeeOther
from ketenzicht.handover import queries, words
from ketenzicht.handover.domain.states import HANDOVER_STATES, HandoverEvent

AS = "als"
SENDER = "verzender"

_TARGET = {row.event: row.to for row in HANDOVER_STATES.transitions}


def address(handover_id: UUID, relation: Relation) -> str:
    """The page of a hand-off, as its sender or as its receiver."""
    page = reverse("handover:detail", args=[handover_id])
    return f"{page}?{AS}={SENDER}" if relation is Relation.SENDER else page


def answer(
    request: ActingRequest,
    handover_id: UUID,
    event: HandoverEvent,
    move: Callable[[], object],
    done: str,
) -> HttpResponse:
    """Make the move and go to the hand-off. A second click on the same button does no harm.

    A move that has become impossible gives a page that says what happened.
    """
    relation = _relation(event)
    try:
        with acting(request.actor):
            move()
    except MoveNotAllowed:
        handover = queries.handover_for(request.actor, handover_id)
        if handover.state != _TARGET[event]:
            return too_late(request, handover_id, relation)
    else:
        messages.success(request, done)
    return SeeOther(address(handover_id, relation))


def is_open(request: ActingRequest, handover_id: UUID, event: HandoverEvent) -> bool:
    """Whether the actor may make this move now."""
    handover = queries.handover_for(request.actor, handover_id)
    return event in queries.moves_open_to(request.actor, handover, _relation(event))


def too_late(request: ActingRequest, handover_id: UUID, relation: Relation) -> HttpResponse:
    """The page that says what happened to the hand-off in the meantime."""
    handover = queries.handover_for(request.actor, handover_id)
    last = queries.timeline(request.actor, handover)[0]
    message = _(
        "The last thing that happened to this hand-off: %(event)s (%(desk)s, %(moment)s). Nothing of what"
        " you did now was saved."
    ) % {
        "event": words.say(words.EVENTS, last.event),
        "desk": last.desk,
        "moment": _moment(last.at),
    }
    context = {"message": message, "back_url": address(handover_id, relation)}
    return render(request, "409.html", context, status=409)


def _relation(event: HandoverEvent) -> Relation:
    return Relation.SENDER if event is HandoverEvent.REVOKE else Relation.RECEIVER


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y H:i")
