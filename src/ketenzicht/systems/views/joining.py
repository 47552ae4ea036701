"""Taking part in a session with its code: no account, no name, and nothing else of the desk is seen.

Nothing is kept on the device either: the address is the ticket.
"""

import time
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.actor import NotVisible, acting
from ketenzicht.common.domain.throttle import Throttle
from ketenzicht.common.pages import ActingRequest, SeeOther, cookieless_page
from ketenzicht.common.visitors import please_wait, visitor
from ketenzicht.systems.actions import sessions as actions
from ketenzicht.systems.forms.sessions import ArrowForm, JoinForm, VoteForm
from ketenzicht.systems.queries import sessions as queries
from ketenzicht.systems.views.sessions import standing_of

# A whole room stands behind one address, and people in it mistype.
codes: Final = Throttle(free=20, first_wait=5, longest_wait=600, in_all=60, window=60)

# Which arrow the device just voted on, in the address: a message would be kept in a cookie.
VOTED, UNCLEAR = "gestemd", "kies"


@require_http_methods(["GET", "POST"])
@cookieless_page
def join(request: ActingRequest) -> HttpResponse:
    """Type the code."""
    form = JoinForm(request.POST or None)
    status = 200
    if form.is_valid():
        key = visitor(request)
        if wait := codes.attempt(key, time.monotonic()):
            form.add_error("code", " ".join((_("Too many codes were tried."), please_wait(wait))))
            status = 429
        elif _opens(form.cleaned_data["code"]):
            codes.succeeded(key)
            ticket = actions.ticket_for(form.cleaned_data["code"])
            return SeeOther(reverse("systems:take_part", args=[ticket]))
        else:
            form.add_error("code", _("There is no session with this code now."))
    return render(request, "systems/join.html", {"form": form}, status=status)


def _opens(code: str) -> bool:
    with acting(actions.participant(code)):
        try:
            queries.session_by_code(actions.code_hash(code))
        except NotVisible:
            return False
    return True


@require_http_methods(["GET", "POST"])
@cookieless_page
def take_part(request: ActingRequest, ticket: str) -> HttpResponse:
    """Add arrows and vote."""
    code, voter = actions.read_ticket(ticket)
    with acting(actions.participant(code)):
        held = queries.session_by_code(actions.code_hash(code))
        form = ArrowForm(request.POST or None)
        if form.is_valid():
            try:
                line = form.cleaned_data["line"]
                actions.add_arrow(session_id=held.pk, line=line, voter=voter, at=timezone.now())
                return SeeOther(reverse("systems:take_part", args=[ticket]) + "#id_line")
            except actions.Full:
                form.add_error("line", _("There are too many arrows on the table."))
        context = _page(request, held, voter, form) | {"ticket": ticket}
        return render(request, "systems/take_part.html", context)


def _page(request: HttpRequest, held: Any, voter: str, form: ArrowForm) -> dict[str, Any]:
    told = standing_of(held, voter)
    for row in told["rows"]:
        row["told"] = next((name for name in (VOTED, UNCLEAR) if request.GET.get(name) == str(row["id"])), "")
        strength, speed = row["mine"]
        row["form"] = VoteForm(
            prefix=str(row["id"])[:8], initial={"strength": strength, "speed": speed}, auto_id="id_%s"
        )
    # In an order that stays while people vote.
    return {**told, "form": form, "ballots": sorted(told["rows"], key=lambda row: row["position"])}


@require_POST
@cookieless_page
def vote(request: ActingRequest, ticket: str, arrow_id: UUID) -> HttpResponse:
    """Vote on one arrow."""
    code, voter = actions.read_ticket(ticket)
    with acting(actions.participant(code)):
        held = queries.session_by_code(actions.code_hash(code))
        arrow = queries.arrow_in(held, arrow_id)
        form = VoteForm(request.POST, prefix=str(arrow.pk)[:8])
        if form.is_valid():
            actions.vote(arrow_id=arrow.pk, voter=voter, **form.cleaned_data, at=timezone.now())
    told = VOTED if form.is_valid() else UNCLEAR
    return SeeOther(reverse("systems:take_part", args=[ticket]) + f"?{told}={arrow.pk}#p-{arrow.pk}")


@require_GET
@cookieless_page
def counts(request: ActingRequest, ticket: str) -> HttpResponse:
    """The counts as a fragment, for a device that keeps up."""
    code, voter = actions.read_ticket(ticket)
    with acting(actions.participant(code)):
        held = queries.session_by_code(actions.code_hash(code))
        return render(request, "systems/_session_table.html", standing_of(held, voter))
