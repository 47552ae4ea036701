"""What is past its term, and how long one signal is kept."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.partners.queries import desks_by_id
from ketenzicht.retention import actions, forms, queries, words
from ketenzicht.retention.domain.terms import Verdict
from ketenzicht.retention.queries import Dossier
from ketenzicht.retention.views.shared import see_other, tabs


@needs(Verb.RETENTION_MANAGE)
@require_GET
def overview(request: ActingRequest) -> HttpResponse:
    """What would be destroyed and why, and what stays although its term is over. Nothing happens."""
    return _overview(request)


def _overview(request: ActingRequest, form: django_forms.Form | None = None) -> HttpResponse:
    found = queries.past_their_term(request.actor, timezone.localdate())
    waiting = queries.proposed_already(one.signal_id for one in found)
    rows = _rows(found)
    context = {
        "tabs": tabs(request, "overview"),
        "form": form,
        "due": [row for row in rows if row["due"] and row["dossier"].signal_id not in waiting],
        "waiting": [row for row in rows if row["dossier"].signal_id in waiting],
        "staying": [row for row in rows if not row["due"] and row["dossier"].signal_id not in waiting],
        "cut_off": len(found) >= queries.MOST,
        "most": queries.MOST,
    }
    return render(request, "retention/overview.html", context)


def _rows(found: list[Dossier]) -> list[dict[str, Any]]:
    desks = desks_by_id({one.desk_id for one in found})
    return [
        {
            "dossier": one,
            "desk": desks[one.desk_id].label if one.desk_id in desks else "",
            "why": words.ASKED
            if one.asked_at and one.verdict is Verdict.DUE
            else words.VERDICTS[one.verdict],
            "due": one.verdict is Verdict.DUE,
        }
        for one in found
    ]


@needs(Verb.RETENTION_MANAGE)
@require_POST
def propose(request: ActingRequest) -> HttpResponse:
    """Propose to destroy what was ticked; somebody else decides."""
    found = queries.past_their_term(request.actor, timezone.localdate())
    form = forms.ProposeForm(request.POST, ids=[one.signal_id for one in found])
    if not form.is_valid():
        return _overview(request, form)
    try:
        made = actions.propose(signal_ids=form.wanted(), by=request.actor, at=timezone.now())
    except actions.NotNow as refused:
        form.add_error(None, str(words.NOT_NOW[str(refused)]))
        return _overview(request, form)
    messages.success(request, _("Proposed. A second person decides about it."))
    return see_other(reverse("retention:proposal", args=[made.number]))


@needs(Verb.RETENTION_MANAGE)
@require_GET
def dossier(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """How long one signal is kept, and what stops its destruction."""
    return _dossier(request, signal_id)


def _dossier(request: ActingRequest, signal_id: UUID, **filled: django_forms.Form) -> HttpResponse:
    today = timezone.localdate()
    found = queries.dossier(request.actor, signal_id, today)
    context = {
        **_rows([found])[0],
        "counts_from": words.STARTS[found.regime.rule.start],
        "keeping": queries.keeping_of(request.actor, signal_id),
        "holds": queries.holds_of(request.actor, signal_id),
        "today": today,
        "forms": list(filled.values()),
        "regime_form": filled.get("regime") or _regime_form(found),
        "extend_form": filled.get("extend") or forms.ExtendForm(auto_id="extend_%s"),
        "hold_form": filled.get("hold") or forms.HoldForm(today=today, auto_id="hold_%s"),
        "end_form": filled.get("end") or forms.EndHoldForm(auto_id="end_%s"),
    }
    return render(request, "retention/dossier.html", context)


def _regime_form(found: Dossier, data: Any = None) -> forms.RegimeForm:
    offered = queries.regimes(found.today).filter(applies_to=queries.CASEWORK)
    choices = [(one.code, one.label) for one in offered]
    return forms.RegimeForm(data, regimes=choices, initial={"regime": found.regime.code}, auto_id="regime_%s")


@needs(Verb.RETENTION_MANAGE)
@require_POST
def set_regime(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Put a signal under another regime."""
    found = queries.dossier(request.actor, signal_id, timezone.localdate())
    form = _regime_form(found, request.POST)
    return _done(request, signal_id, {"regime": form}, actions.set_regime, _("Regime kept."))


@needs(Verb.RETENTION_MANAGE)
@require_POST
def extend(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Keep a signal one extension longer."""
    form = forms.ExtendForm(request.POST, auto_id="extend_%s")
    return _done(request, signal_id, {"extend": form}, actions.extend, _("The term is extended."))


@needs(Verb.RETENTION_MANAGE)
@require_POST
def place_hold(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """Put a signal on hold."""
    form = forms.HoldForm(request.POST, today=timezone.localdate(), auto_id="hold_%s")
    return _done(request, signal_id, {"hold": form}, actions.place_hold, _("On hold: it is not destroyed."))


@needs(Verb.RETENTION_MANAGE)
@require_POST
def end_hold(request: ActingRequest, signal_id: UUID) -> HttpResponse:
    """End the hold on a signal."""
    form = forms.EndHoldForm(request.POST, auto_id="end_%s")
    return _done(request, signal_id, {"end": form}, actions.end_hold, _("The hold has ended."))


def _done(
    request: ActingRequest,
    signal_id: UUID,
    filled: dict[str, django_forms.Form],
    act: Callable[..., object],
    said: str,
) -> HttpResponse:
    queries.dossier(request.actor, signal_id, timezone.localdate())
    (form,) = filled.values()
    if form.is_valid():
        try:
            act(signal_id=signal_id, **form.cleaned_data, by=request.actor, at=timezone.now())
        except actions.NotNow as refused:
            form.add_error(None, str(words.NOT_NOW[str(refused)]))
        else:
            messages.success(request, said)
            return see_other(reverse("retention:dossier", args=[signal_id]))
    return _dossier(request, signal_id, **filled)


@needs(Verb.RETENTION_MANAGE, Verb.RETENTION_APPROVE)
@require_GET
def regimes(request: ActingRequest) -> HttpResponse:
    """The legal regimes, with their sources and what is doubtful about them."""
    rows = [
        {
            "regime": one,
            "start": words.STARTS[one.rule.start],
            "on_request": words.ON_REQUEST[one.on_request],
        }
        for one in queries.regimes(timezone.localdate())
    ]
    context = {"tabs": tabs(request, "regimes"), "rows": rows, "wide": True}
    return render(request, "retention/regimes.html", context)
