"""Requests to see who a reporter is, for whoever decides: the reason, and never the report or the name."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.reporting import actions, queries
from ketenzicht.reporting.domain.identity_access import IdentityState, is_open
from ketenzicht.reporting.forms.identity import GRANT, DecisionForm, TakeBackForm
from ketenzicht.reporting.labels import IDENTITY_PURPOSES, IDENTITY_STATES, IDENTITY_TONES, MODE_LABELS

if TYPE_CHECKING:
    from ketenzicht.reporting.models import IdentityRequest

A_PAGE = 50


@require_safe
@needs(Verb.UNSEAL_DECIDE)
def requests(request: ActingRequest) -> HttpResponse:
    """What was asked: first what waits, then what was decided, the newest first."""
    at = timezone.now()
    found = queries.identity_requests_for(request.actor)
    waiting = [_line(one, at) for one in found.filter(state=IdentityState.ASKED).order_by("asked_at", "id")]
    decided = Paginator(found.exclude(state=IdentityState.ASKED), A_PAGE).get_page(request.GET.get("page"))
    context = {"waiting": waiting, "decided": [_line(one, at) for one in decided], "shown": decided}
    return render(request, "reporting/identity_requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.UNSEAL_DECIDE)
def decide(request: ActingRequest, request_id: UUID) -> HttpResponse:
    """One request: decide, or take back what was granted while it is open."""
    at = timezone.now()
    asked = queries.identity_request(request.actor, request_id)
    own = asked.asked_by_id == request.actor.user_id
    form = None if own else _form(request, asked, at)
    # A form that came too late meets the state table, which says so.
    if request.method == "POST" and (form is None or form.is_valid()):
        return _decided(request, asked, form, at)
    context = {
        "one": _line(asked, at),
        "own": own,
        "form": form,
        "breadcrumbs": [
            {"url": reverse("reporting:identity_requests"), "label": _("Who reporters are")},
            {"label": _("Request")},
        ],
    }
    return render(request, "reporting/identity_request.html", context)


def _form(request: ActingRequest, asked: "IdentityRequest", at: datetime) -> forms.Form | None:
    if asked.state == IdentityState.ASKED:
        return DecisionForm(request.POST or None)
    return TakeBackForm(request.POST or None) if is_open(asked.state, asked.open_until, at) else None


def _decided(
    request: ActingRequest, asked: "IdentityRequest", form: forms.Form | None, at: datetime
) -> HttpResponse:
    said = form.cleaned_data if form else {}
    reason = said.get("reason", "")
    if "decision" in said:
        grant = said["decision"] == GRANT
        actions.decide_identity(request_id=asked.pk, grant=grant, reason=reason, by=request.actor, at=at)
        messages.success(request, _("It is open for whoever asked.") if grant else _("It is refused."))
    else:
        actions.take_identity_back(request_id=asked.pk, reason=reason, by=request.actor, at=at)
        messages.success(request, _("It is closed from this moment."))
    return SeeOther(reverse("reporting:identity_requests"))


def _line(one: "IdentityRequest", at: datetime) -> dict[str, Any]:
    over = one.state == IdentityState.GRANTED and not is_open(one.state, one.open_until, at)
    return {
        "request": one,
        "purpose": IDENTITY_PURPOSES[one.purpose],
        "mode": MODE_LABELS[one.mode],
        "state": _("Granted, and over") if over else IDENTITY_STATES[one.state],
        "tone": "done" if over else IDENTITY_TONES.get(one.state, "done"),
    }
