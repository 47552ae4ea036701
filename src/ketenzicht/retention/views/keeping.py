"""What is past its term, and how long one signal is kept."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, refusals_in
from ketenzicht.partners.queries import desks_by_id
from ketenzicht.retention import actions, forms, queries, words
from ketenzicht.retention.domain.terms import Verdict
from ketenzicht.retention.queries import Dossier
from ketenzicht.retention.views.shared import tabs

FORMS: Mapping[str, Callable[..., django_forms.Form]] = {
    "regime": forms.RegimeForm,
    "extend": forms.ExtendForm,
    "hold": forms.HoldForm,
    "end": forms.EndHoldForm,
}


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
    if form.is_valid():
        with refusals_in(form, words.NOT_NOW):
            made = actions.propose(signal_ids=form.wanted(), by=request.actor, at=timezone.now())
            messages.success(request, _("Proposed. A second person decides about it."))
            return SeeOther(reverse("retention:proposal", args=[made.number]))
    return _overview(request, form)


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
        **{f"{name}_form": filled.get(name) or _form(name, found) for name in FORMS},
    }
    return render(request, "retention/dossier.html", context)


def _form(name: str, found: Dossier, data: Any = None) -> django_forms.Form:
    more: dict[str, Any] = {}
    if name == "regime":
        offered = queries.regimes(found.today).filter(applies_to=queries.CASEWORK)
        more["regimes"] = [(one.code, one.label) for one in offered]
        more["initial"] = {"regime": found.regime.code}
    if name == "hold":
        more["today"] = found.today
    return FORMS[name](data, auto_id=f"{name}_%s", **more)


def _step(name: str, act: Callable[..., object], said: Promise) -> Callable[..., HttpResponse]:
    """The page that takes one form about how long a signal is kept, and shows it again when it is refused."""

    @needs(Verb.RETENTION_MANAGE)
    @require_POST
    def take(request: ActingRequest, signal_id: UUID) -> HttpResponse:
        form = _form(name, queries.dossier(request.actor, signal_id, timezone.localdate()), request.POST)
        if form.is_valid():
            with refusals_in(form, words.NOT_NOW):
                act(signal_id=signal_id, **form.cleaned_data, by=request.actor, at=timezone.now())
                messages.success(request, str(said))
                return SeeOther(reverse("retention:dossier", args=[signal_id]))
        return _dossier(request, signal_id, **{name: form})

    return take


set_regime = _step("regime", actions.set_regime, gettext_lazy("Regime kept."))
extend = _step("extend", actions.extend, gettext_lazy("The term is extended."))
place_hold = _step("hold", actions.place_hold, gettext_lazy("On hold: it is not destroyed."))
end_hold = _step("end", actions.end_hold, gettext_lazy("The hold has ended."))


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
