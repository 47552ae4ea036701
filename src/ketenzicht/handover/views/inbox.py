"""The list a receiving desk's day starts with, and what was sent from here."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.handover import queries
from ketenzicht.handover.domain.states import HandoverState
from ketenzicht.handover.domain.visibility import preview_visible
from ketenzicht.handover.forms import InboxFilter
from ketenzicht.handover.queries import Counts, Tab

if TYPE_CHECKING:
    from ketenzicht.handover.models import Handover

PAGE_SIZE = 25
LIST = "lijst"


@needs(Verb.HANDOVER_READ, Verb.HANDOVER_SEND)
@require_GET
def inbox(request: ActingRequest) -> HttpResponse:
    """One of the lists: to answer, in hand, sent by us, ended. What is chosen stands in the address."""
    at, actor = timezone.now(), request.actor
    counts = queries.inbox_counts(actor, at)
    tab = _tab(request, counts)
    desks = [(desk.pk, desk.label) for desk in queries.other_desks(actor)]
    form = InboxFilter(request.GET, desks=desks)
    found = queries.inbox(actor, tab, form.wanted(), at)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = queries.with_time_left(page.object_list, at)
    names = queries.form_names(timezone.localdate(at))
    context = {
        "tabs": _tabs(request, tab, counts),
        "tab": tab.value,
        "tab_name": LIST,
        "counts": counts,
        "form": form,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "page_obj": page,
        "rows": [_row(request.actor, handover, tab, names, at) for handover in rows],
        "wide": True,
    }
    return render(request, "handover/inbox.html", context)


def _tab(request: ActingRequest, counts: Counts) -> Tab:
    asked = request.GET.get(LIST, "")
    if asked in set(Tab):
        return Tab(asked)
    receives = request.actor.may(Verb.HANDOVER_READ)
    return Tab.SENT if (counts.sent and not counts.to_answer) or not receives else Tab.TO_ANSWER


def _tabs(request: ActingRequest, current: Tab, counts: Counts) -> list[dict[str, Any]]:
    labels = {
        Tab.TO_ANSWER: (_("To answer"), counts.to_answer),
        Tab.IN_HAND: (_("In hand"), counts.in_hand),
        Tab.SENT: (_("Sent by us"), counts.sent),
        Tab.ENDED: (_("Ended"), counts.ended),
    }
    receives, sends = request.actor.may(Verb.HANDOVER_READ), request.actor.may(Verb.HANDOVER_SEND)
    shown = {Tab.TO_ANSWER: receives, Tab.IN_HAND: receives, Tab.SENT: sends, Tab.ENDED: True}
    return [
        {"url": f"?{urlencode({LIST: tab.value})}", "label": label, "current": tab is current, "count": count}
        for tab, (label, count) in labels.items()
        if shown[tab]
    ]


def _row(
    actor: Actor, handover: "Handover", tab: Tab, names: Mapping[str, str], at: datetime
) -> dict[str, Any]:
    """A line of a list: for a receiver the preview at most, and not even that once it came to nothing."""
    relations = queries.relations_of(actor, handover)
    sent = tab is Tab.SENT or Relation.RECEIVER not in relations
    relation = Relation.SENDER if sent else Relation.RECEIVER
    visible = preview_visible(HandoverState(handover.state), relation)
    return {
        "handover": handover,
        "sent": sent,
        "other_desk": handover.to_desk if sent else handover.from_desk,
        "as_sender": sent and len(relations) > 1,
        "preview": queries.preview_of(handover, names) if visible else None,
        "access_over": relation is Relation.RECEIVER and handover.access_until <= at,
    }
