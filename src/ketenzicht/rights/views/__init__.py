"""Pages of requests of data subjects. They show where something stands, and not a word of casework."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.accounts.queries import people_by_id
from ketenzicht.audit import actions as audit
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.rights import actions, forms, queries, words
from ketenzicht.rights.domain.clock import days_left, may_extend
from ketenzicht.rights.domain.hand_outs import may_begin
from ketenzicht.rights.domain.states import (
    ENDED,
    REQUEST,
    Channel,
    Ending,
    Outcome,
    Proof,
    RequestKind,
    RequestState,
    may_erase,
    may_stop_use,
)
from ketenzicht.rights.queries.hand_outs import hand_out_of

PAGE_SIZE = 50
SOON = 7


class SeeOther(HttpResponseRedirect):
    """To another page with a GET, as after a form that was taken."""

    status_code = 303


@needs(Verb.RIGHTS_MANAGE)
@require_GET
def overview(request: ActingRequest) -> HttpResponse:
    """Every request, what is open first."""
    page = Paginator(queries.requests(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "rights/requests.html", {"rows": [_row(one) for one in page], "page_obj": page})


def _row(found: Any) -> dict[str, Any]:
    state = RequestState(found.state)
    left = None if state in ENDED else days_left(found.due_on, timezone.localdate())
    return {
        "asked_request": found,
        "kind": words.KINDS[RequestKind(found.kind)],
        "state": words.STATES[state],
        "tone": words.TONES[state],
        "late": left is not None and left < 0,
        "soon": left is not None and 0 <= left <= SOON,
    }


@needs(Verb.RIGHTS_MANAGE)
@require_http_methods(["GET", "POST"])
def register(request: ActingRequest) -> HttpResponse:
    """Write down that a request came in."""
    at = timezone.now()
    laws = list(queries.terms(timezone.localdate()))
    form = forms.RegisterForm(request.POST or None, terms=[(one.code, one.label) for one in laws])
    if form.is_valid():
        try:
            made = actions.register(**form.cleaned_data, by=request.actor, at=at)
        except actions.NotNow as refused:
            form.add_error(None, str(words.NOT_NOW[str(refused)]))
        else:
            messages.success(request, _("Registered. Establish who asks before anything is searched."))
            return _to(made.number)
    return render(request, "rights/register.html", {"form": form, "laws": laws})


@needs(Verb.RIGHTS_MANAGE)
@require_GET
def request_page(request: ActingRequest, number: int) -> HttpResponse:
    """One request: what is asked, where something was found, and what comes next."""
    found = queries.request_by_number(request.actor, number)
    audit.record_read(
        kind="rights.request.opened",
        target=("subject_request", found.pk),
        by=request.actor,
        at=timezone.now(),
        desk_id=None,
        number=number,
    )
    return _page(request, number)


def _page(request: ActingRequest, number: int, **filled: django_forms.Form) -> HttpResponse:
    found = queries.request_by_number(request.actor, number)
    today = timezone.localdate()
    state = RequestState(found.state)
    allowed = {
        row.event.value for row in REQUEST.allowed(state, request.actor.grants.keys(), Relation.HOLDER)
    }
    longer = may_extend(found.term.rule, found.arrived_on, today, extended=found.extended_at is not None)
    content = queries.content_of(request.actor, found)
    names = people_by_id(one for one in (found.registered_by, found.verified_by, found.decided_by) if one)
    context = {
        **_row(found),
        "content": content,
        "may": allowed if longer else allowed - {"extend"},
        "channel": words.CHANNELS[Channel(found.channel)],
        "proof": words.PROOFS[Proof(found.proof)] if found.proof else "",
        "outcome": words.OUTCOMES[Outcome(found.outcome)] if found.outcome else "",
        "ending": words.ENDINGS[Ending(found.ending)] if found.ending else "",
        "registered_by": _name(names, found.registered_by),
        "verified_by": _name(names, found.verified_by),
        "decided_by": _name(names, found.decided_by),
        "records": [_record(one) for one in queries.hit_records(request.actor, found)],
        "may_erase": may_erase(RequestKind(found.kind), state, found.outcome),
        "may_stop_use": may_stop_use(RequestKind(found.kind), state, found.outcome),
        "may_hand_out": may_begin(RequestKind(found.kind), state, found.outcome)
        or hand_out_of(request.actor, found) is not None,
        "stopped": queries.stopped_signals(request.actor, found),
        "not_searched": _not_searched(),
        "forms": list(filled.values()),
        **_forms(found, content, today),
        **{f"{name}_form": form for name, form in filled.items()},
    }
    return render(request, "rights/request.html", context)


def _name(names: Any, user_id: int | None) -> str:
    return names[user_id].name if user_id in names else ""


def _forms(found: Any, content: Any, today: Any) -> dict[str, django_forms.Form]:
    terms = "\n".join(content.terms) if content else ""
    return {
        "verify_form": forms.VerifyForm(auto_id="verify_%s"),
        "search_form": forms.SearchForm(auto_id="search_%s", initial={"terms": terms}),
        "extend_form": forms.ExtendForm(auto_id="extend_%s"),
        "decide_form": _decide_form(None),
        "answer_form": forms.AnswerForm(auto_id="answer_%s"),
        "close_form": forms.CloseForm(auto_id="close_%s"),
    }


def _decide_form(data: Any) -> forms.DecideForm:
    offered = [(one.code, one.label) for one in queries.grounds(timezone.localdate())]
    return forms.DecideForm(data, grounds=offered, auto_id="decide_%s")


def _record(one: queries.HitRecord) -> dict[str, Any]:
    app_label = one.kind.split(".")[0]
    places: Counter[Any] = Counter()
    for place, rows in one.places:
        places[place_in_words(place)] += rows
    return {
        "record": one,
        "kind": words.RECORDS.get(one.kind) or words.PARTS.get(app_label) or one.kind,
        "places": list(places.items()),
    }


def place_in_words(place: str) -> Any:
    """What a place is called."""
    model = place.rsplit(".", 1)[0]
    return words.PLACES.get(model) or words.PARTS.get(model.split(".")[0]) or model


def _not_searched() -> list[Any]:
    return [words.UNSEARCHED[why] for why in dict.fromkeys(why for _place, why in queries.not_searched())]


def _to(number: int) -> HttpResponseRedirect:
    return SeeOther(reverse("rights:request", args=[number]))


def _done(
    request: ActingRequest,
    number: int,
    filled: dict[str, django_forms.Form],
    act: Callable[..., object],
    said: str,
) -> HttpResponse:
    queries.request_by_number(request.actor, number)
    (form,) = filled.values()
    if form.is_valid():
        try:
            act(number=number, **form.cleaned_data, by=request.actor, at=timezone.now())
        except actions.NotNow as refused:
            form.add_error(None, str(words.NOT_NOW[str(refused)]))
        else:
            messages.success(request, said)
            return _to(number)
    return _page(request, number, **filled)


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def verify(request: ActingRequest, number: int) -> HttpResponse:
    """Write down how it was established who asks."""
    form = forms.VerifyForm(request.POST, auto_id="verify_%s")
    return _done(request, number, {"verify": form}, actions.verify, _("Written down. You can search now."))


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def search(request: ActingRequest, number: int) -> HttpResponse:
    """Let everything be searched."""
    form = forms.SearchForm(request.POST, auto_id="search_%s")
    said = _("Being searched. Look again in a moment.")
    return _done(request, number, {"search": form}, actions.search, said)


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def extend(request: ActingRequest, number: int) -> HttpResponse:
    """Take more time."""
    form = forms.ExtendForm(request.POST, auto_id="extend_%s")
    return _done(request, number, {"extend": form}, actions.extend, _("There is more time to answer."))


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def decide(request: ActingRequest, number: int) -> HttpResponse:
    """Decide."""
    return _done(request, number, {"decide": _decide_form(request.POST)}, actions.decide, _("Decision kept."))


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def erase(request: ActingRequest, number: int, signal_id: UUID) -> HttpResponse:
    """Let one signal go before its term; a second person decides."""
    try:
        actions.let_be_erased(number=number, signal_id=signal_id, by=request.actor, at=timezone.now())
    except actions.NotNow as refused:
        messages.error(request, str(words.NOT_NOW[str(refused)]))
        return _to(number)
    messages.success(request, _("It may go now. Propose it; a second person decides about it."))
    return SeeOther(reverse("retention:dossier", args=[signal_id]))


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def stop_use(request: ActingRequest, number: int, signal_id: UUID) -> HttpResponse:
    """Mark one signal as kept and not used."""
    try:
        actions.stop_use(number=number, signal_id=signal_id, by=request.actor, at=timezone.now())
    except actions.NotNow as refused:
        messages.error(request, str(words.NOT_NOW[str(refused)]))
    else:
        messages.success(request, _("Whoever reads this signal is warned from now on."))
    return _to(number)


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def answer(request: ActingRequest, number: int) -> HttpResponse:
    """Write down that the answer was given."""
    form = forms.AnswerForm(request.POST, auto_id="answer_%s")
    return _done(request, number, {"answer": form}, actions.answer, _("Answered. The request has ended."))


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def close(request: ActingRequest, number: int) -> HttpResponse:
    """End it without a decision."""
    form = forms.CloseForm(request.POST, auto_id="close_%s")
    return _done(request, number, {"close": form}, actions.close, _("The request has ended."))
