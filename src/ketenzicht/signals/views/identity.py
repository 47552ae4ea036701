"""Who a reporter is: asked here, decided elsewhere, looked at here while it is open."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.reporting import queries as reporting
from ketenzicht.reporting.domain.content import ReporterContact
from ketenzicht.reporting.domain.identity_access import IdentityPurpose, IdentityState
from ketenzicht.reporting.labels import IDENTITY_PURPOSES, IDENTITY_STATES, IDENTITY_TONES
from ketenzicht.signals import actions, forms, queries
from ketenzicht.signals.views.answers import about, said_when_changed

if TYPE_CHECKING:
    from ketenzicht.reporting.models import IdentityRequest


@require_http_methods(["GET", "POST"])
@needs(Verb.IDENTITY_READ)
@said_when_changed
def identity(request: ActingRequest, signal_id: UUID, report_id: UUID) -> HttpResponse:
    """Ask to see who the reporter is, or look while it is open: the answer is never kept in a page."""
    at = timezone.now()
    held = queries.signal_for(request.actor, signal_id)
    if report_id not in queries.report_ids(held):
        raise NotVisible
    asked = reporting.identity_requests_of(request.actor, report_id)
    mine = reporting.open_request(asked, request.actor.user_id, at)
    go = request.POST.get("go", "")
    contact = None
    if go == "look":
        contact = _looked(request, signal_id, mine, at)
    elif go == "end":
        return _ended(request, signal_id, report_id, mine, at)
    form = forms.IdentityForm(request.POST if go == "ask" else None)
    if form.is_valid():
        return _asked(request, signal_id, report_id, form, at)
    context = {
        **about(request, held, _("Who the reporter is")),
        "form": form,
        "looked": contact is not None,
        "contact": contact,
        "mine": mine,
        "purpose": IDENTITY_PURPOSES[mine.purpose] if mine else "",
        "granted": mine is not None and mine.state == IdentityState.GRANTED,
        "earlier": [_line(one) for one in asked if one != mine],
    }
    return render(request, "signals/identity.html", context)


def _looked(
    request: ActingRequest, signal_id: UUID, mine: "IdentityRequest | None", at: datetime
) -> ReporterContact:
    return actions.look_who_reports(signal_id=signal_id, request_id=_mine(mine).pk, by=request.actor, at=at)


def _ended(
    request: ActingRequest, signal_id: UUID, report_id: UUID, mine: "IdentityRequest | None", at: datetime
) -> HttpResponse:
    actions.end_who_reports(signal_id=signal_id, request_id=_mine(mine).pk, by=request.actor, at=at)
    messages.success(request, _("It is closed. You can ask again when you need it."))
    return _again(signal_id, report_id)


def _asked(
    request: ActingRequest, signal_id: UUID, report_id: UUID, form: forms.IdentityForm, at: datetime
) -> HttpResponse:
    actions.ask_who_reports(
        signal_id=signal_id,
        report_id=report_id,
        purpose=IdentityPurpose(form.cleaned_data["purpose"]),
        reason=form.cleaned_data["reason"],
        hours=form.cleaned_data["hours"],
        by=request.actor,
        at=at,
    )
    messages.success(request, _("Your request is with the privacy officer. A mail comes when it is decided."))
    return _again(signal_id, report_id)


def _mine(mine: "IdentityRequest | None") -> "IdentityRequest":
    """The own request that waits or is open; when its time has passed meanwhile there is none."""
    if mine is None:
        raise MoveNotAllowed(IdentityState.CLOSED, IdentityState.GRANTED)
    return mine


def _again(signal_id: UUID, report_id: UUID) -> HttpResponse:
    return SeeOther(reverse("signals:identity", args=[signal_id, report_id]))


def _line(one: "IdentityRequest") -> dict[str, Any]:
    return {
        "request": one,
        "purpose": IDENTITY_PURPOSES[one.purpose],
        "state": IDENTITY_STATES[one.state],
        "tone": IDENTITY_TONES.get(one.state, "done"),
    }
