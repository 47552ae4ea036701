"""Pages of requests of data subjects. They show where something stands, and not a word of casework."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.accounts.queries import people_by_id
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import NotNow
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, refusals_in
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
FORMS: Mapping[str, Callable[..., django_forms.Form]] = {
    "verify": forms.VerifyForm,
    "search": forms.SearchForm,
    "extend": forms.ExtendForm,
    "decide": forms.DecideForm,
    "answer": forms.AnswerForm,
    "close": forms.CloseForm,
}


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
        with refusals_in(form, words.NOT_NOW):
            made = actions.register(**form.cleaned_data, by=request.actor, at=at)
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
        **_forms(found, content),
        **{f"{name}_form": form for name, form in filled.items()},
    }
    return render(request, "rights/request.html", context)


def _name(names: Any, user_id: int | None) -> str:
    return names[user_id].name if user_id in names else ""


def _forms(found: Any, content: Any) -> dict[str, django_forms.Form]:
    terms = "\n".join(content.terms) if content else ""
    initial = {"search": {"terms": terms}}
    return {f"{name}_form": _form(name, initial=initial.get(name)) for name in FORMS}


def _form(name: str, data: Any = None, **more: Any) -> django_forms.Form:
    if name == "decide":
        more["grounds"] = [(one.code, one.label) for one in queries.grounds(timezone.localdate())]
    return FORMS[name](data, auto_id=f"{name}_%s", **more)


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


def _step(name: str, act: Callable[..., object], said: Promise) -> Callable[..., HttpResponse]:
    """The page that takes the form of one step with a request, and shows it again when it is refused."""

    @needs(Verb.RIGHTS_MANAGE)
    @require_POST
    def take(request: ActingRequest, number: int) -> HttpResponse:
        queries.request_by_number(request.actor, number)
        form = _form(name, request.POST)
        if form.is_valid():
            with refusals_in(form, words.NOT_NOW):
                act(number=number, **form.cleaned_data, by=request.actor, at=timezone.now())
                messages.success(request, str(said))
                return _to(number)
        return _page(request, number, **{name: form})

    return take


verify = _step("verify", actions.verify, gettext_lazy("Written down. You can search now."))
search = _step("search", actions.search, gettext_lazy("Being searched. Look again in a moment."))
extend = _step("extend", actions.extend, gettext_lazy("There is more time to answer."))
decide = _step("decide", actions.decide, gettext_lazy("Decision kept."))
answer = _step("answer", actions.answer, gettext_lazy("Answered. The request has ended."))
close = _step("close", actions.close, gettext_lazy("The request has ended."))


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def erase(request: ActingRequest, number: int, signal_id: UUID) -> HttpResponse:
    """Let one signal go before its term; a second person decides."""
    said = _("It may go now. Propose it; a second person decides about it.")
    if _done(request, number, signal_id, actions.let_be_erased, said):
        return SeeOther(reverse("retention:dossier", args=[signal_id]))
    return _to(number)


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def stop_use(request: ActingRequest, number: int, signal_id: UUID) -> HttpResponse:
    """Mark one signal as kept and not used."""
    _done(request, number, signal_id, actions.stop_use, _("Whoever reads this signal is warned from now on."))
    return _to(number)


def _done(
    request: ActingRequest, number: int, signal_id: UUID, act: Callable[..., object], said: str
) -> bool:
    try:
        act(number=number, signal_id=signal_id, by=request.actor, at=timezone.now())
    except NotNow as refused:
        messages.error(request, str(words.NOT_NOW[str(refused)]))
        return False
    messages.success(request, said)
    return True
