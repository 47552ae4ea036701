"""Taking part in a session with its code: no account, no name, and nothing else of the desk is seen."""

import re
import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.actor import NotVisible, acting
from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.systems.actions import sessions as actions
from ketenzicht.systems.domain.room import plain_code
from ketenzicht.systems.forms.sessions import ArrowForm, JoinForm, VoteForm
from ketenzicht.systems.queries import sessions as queries
from ketenzicht.systems.views.sessions import standing_of
from ketenzicht.systems.views.shell import SeeOther

# The code of the session, and what tells this device's votes from others.
TICKET = re.compile(r"([A-Z]{8})-([\w-]{16,43})")


@require_http_methods(["GET", "POST"])
@public_page
def join(request: ActingRequest) -> HttpResponse:
    """Type the code."""
    form = JoinForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        with acting(actions.participant(code)):
            try:
                queries.session_by_code(actions.code_hash(code))
                ticket = f"{code}-{secrets.token_urlsafe(16)}"
                return SeeOther(reverse("systems:take_part", args=[ticket]))
            except NotVisible:
                form.add_error("code", _("There is no session with this code now."))
    return render(request, "systems/join.html", {"form": form})


def _read(ticket: str) -> tuple[str, str]:
    """The code in a ticket, and what the votes of its holder are known by. Raises NotVisible."""
    found = TICKET.fullmatch(ticket)
    code = plain_code(found[1]) if found else ""
    if not found or not code:
        raise NotVisible
    return code, actions.voter_of(found[2])


@require_http_methods(["GET", "POST"])
@public_page
def take_part(request: ActingRequest, ticket: str) -> HttpResponse:
    """Add arrows and vote."""
    code, voter = _read(ticket)
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
        return render(request, "systems/take_part.html", _page(held, voter, ticket, form))


def _page(held: Any, voter: str, ticket: str, form: ArrowForm) -> dict[str, Any]:
    told = standing_of(held, voter)
    for row in told["rows"]:
        strength, speed = row["mine"]
        row["form"] = VoteForm(
            prefix=str(row["id"])[:8], initial={"strength": strength, "speed": speed}, auto_id="id_%s"
        )
    return {**told, "form": form, "ticket": ticket}


@require_POST
@public_page
def vote(request: ActingRequest, ticket: str, arrow_id: UUID) -> HttpResponse:
    """Vote on one arrow."""
    code, voter = _read(ticket)
    with acting(actions.participant(code)):
        held = queries.session_by_code(actions.code_hash(code))
        arrow = queries.arrow_in(held, arrow_id)
        form = VoteForm(request.POST, prefix=str(arrow.pk)[:8])
        if form.is_valid():
            actions.vote(arrow_id=arrow.pk, voter=voter, **form.cleaned_data, at=timezone.now())
            messages.success(request, _("Your vote counts. You can change it as long as the session lasts."))
        else:
            messages.error(request, _("Choose one of the answers."))
    return SeeOther(reverse("systems:take_part", args=[ticket]) + f"#p-{arrow.pk}")


@require_GET
@public_page
def counts(request: ActingRequest, ticket: str) -> HttpResponse:
    """The counts as a fragment, for a device that keeps up."""
    code, voter = _read(ticket)
    with acting(actions.participant(code)):
        held = queries.session_by_code(actions.code_hash(code))
        return render(request, "systems/_session_table.html", standing_of(held, voter))
