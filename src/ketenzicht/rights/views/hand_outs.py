"""Pages of whoever looks after privacy about a hand-out: what the desks decided, and the document."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ketenzicht.accounts.queries import people_by_id
from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import NotNow
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import Relation
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, refusals_in
from ketenzicht.rights import document, forms, words
from ketenzicht.rights import queries as requests
from ketenzicht.rights.actions import hand_outs as actions
from ketenzicht.rights.domain.hand_outs import (
    GOES_OUT,
    HAND_OUT,
    HandOutState,
    PassageState,
    Way,
    may_begin,
)
from ketenzicht.rights.domain.states import RequestKind, RequestState
from ketenzicht.rights.queries import hand_outs as queries
from ketenzicht.rights.views import PAGE_SIZE
from ketenzicht.rights.views.passages import row_of


@needs(Verb.RIGHTS_MANAGE)
@require_GET
def overview(request: ActingRequest, number: int) -> HttpResponse:
    """Every passage with its decision, and what comes next."""
    return _page(request, number)


def _page(request: ActingRequest, number: int, **filled: Any) -> HttpResponse:
    asked = requests.request_by_number(request.actor, number)
    found = queries.hand_out_of(request.actor, asked)
    state = RequestState(asked.state)
    context: dict[str, Any] = {
        "asked_request": asked,
        "hand_out": found,
        "may_begin": may_begin(RequestKind(asked.kind), state, asked.outcome)
        and (found is None or found.state == HandOutState.DECIDING),
        "begin_form": forms.PutBeforeForm(initial=_begun(found), auto_id="begin_%s"),
        "never": list(words.NEVER_OFFERED.values()),
    }
    if found:
        _looked_over(request, found)
        context |= _put_together(request, found)
    context |= filled
    context["forms"] = list(filled.values())
    return render(request, "rights/hand_out.html", context)


def _begun(found: Any) -> dict[str, Any]:
    return {"about": found.about, "wanted_by": f"{found.wanted_by:%d-%m-%Y}"} if found else {}


def _looked_over(request: ActingRequest, found: Any) -> None:
    audit.record_read(
        kind="rights.hand_out.looked_over",
        target=("subject_request", found.pk),
        by=request.actor,
        at=timezone.now(),
        desk_id=None,
        number=found.number,
    )


def _put_together(request: ActingRequest, found: Any) -> dict[str, Any]:
    state = HandOutState(found.state)
    # Before the rows: what is decided in between is then refused, and never let go unread.
    seen = queries.as_it_stands(request.actor, found)
    rows = queries.passages_of(request.actor, found)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    names = people_by_id(
        one
        for one in (found.released_by, found.handed_over_by, *(passage.decided_by for passage in page))
        if one
    )
    allowed = HAND_OUT.allowed(state, request.actor.grants.keys(), Relation.HOLDER)
    return {
        "state": words.HAND_OUT_STATES[state],
        "may": {row.event.value for row in allowed},
        "way": words.WAYS[Way(found.way)] if found.way else "",
        "numbers": [
            (words.PASSAGE_STATES[PassageState(one)], rows)
            for one, rows in queries.in_numbers(request.actor, found).items()
        ],
        "rows": [_row(one, names) for one in page],
        "page_obj": page,
        "seen": seen,
        "released_by": _name(names, found.released_by),
        "hand_over_form": forms.HandOverForm(auto_id="over_%s"),
        "return_form": forms.ReturnForm(auto_id=False),
    }


def _row(one: Any, names: Any) -> dict[str, Any]:
    shown = row_of(one)
    may_return = one.state == PassageState.DECIDED and one.request.state == HandOutState.DECIDING
    return shown | {
        "decided_by": _name(names, one.decided_by),
        "goes_out": one.decision in GOES_OUT,
        "may_return": may_return,
        "reasons": list(words.RETURNED_BY_HAND.items()),
    }


def _name(names: Any, user_id: int | None) -> str:
    return names[user_id].name if user_id in names else ""


@needs(Verb.RIGHTS_MANAGE)
@require_GET
def draft(request: ActingRequest, number: int) -> HttpResponse:
    """The document as it would be now, as a page."""
    asked = requests.request_by_number(request.actor, number)
    found = queries.hand_out_of(request.actor, asked)
    if found is None:
        return _to(number)
    _looked_over(request, found)
    paper = document.paper(request.actor, found, timezone.localdate())
    return render(request, "rights/draft.html", {"asked_request": asked, "paper": paper})


@needs(Verb.RIGHTS_MANAGE)
@require_GET
def download(request: ActingRequest, number: int) -> HttpResponse:
    """The document as it was released; every look is recorded."""
    made = actions.look_at_document(number=number, by=request.actor, at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="B-{number}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def begin(request: ActingRequest, number: int) -> HttpResponse:
    """Put the passages before the desks."""
    requests.request_by_number(request.actor, number)
    form = forms.PutBeforeForm(request.POST, auto_id="begin_%s")
    if form.is_valid():
        with refusals_in(form, words.NOT_NOW):
            made = actions.put_before(number=number, by=request.actor, at=timezone.now(), **form.cleaned_data)
            said = ngettext(
                "%(count)d passage lies before a desk.", "%(count)d passages lie before a desk.", made
            )
            messages.success(request, said % {"count": made})
            return _to(number)
    return _page(request, number, begin_form=form)


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def send_back(request: ActingRequest, number: int, passage_id: UUID) -> HttpResponse:
    """Send one passage back to its desk."""
    form = forms.ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, number, return_form=form)
    return _done(
        request,
        number,
        lambda **now: actions.send_back(number=number, passage_id=passage_id, **form.cleaned_data, **now),
        _("The desk looks at it again."),
    )


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def release(request: ActingRequest, number: int) -> HttpResponse:
    """Make and seal the document, unless a text was changed since it was decided about."""
    requests.request_by_number(request.actor, number)
    if changed := actions.return_changed(number=number, by=request.actor, at=timezone.now()):
        told = ngettext(
            "%(count)d text was changed after it was decided about. It lies before its desk again.",
            "%(count)d texts were changed after they were decided about. They lie before their desk again.",
            changed,
        )
        messages.error(request, told % {"count": changed})
        return _to(number)
    return _done(
        request,
        number,
        lambda **now: actions.release(number=number, seen=request.POST.get("seen", ""), **now),
        _("The document was made."),
    )


@needs(Verb.RIGHTS_MANAGE)
@require_POST
def hand_over(request: ActingRequest, number: int) -> HttpResponse:
    """Write down how it was handed over."""
    form = forms.HandOverForm(request.POST, auto_id="over_%s")
    if not form.is_valid():
        return _page(request, number, hand_over_form=form)
    return _done(
        request,
        number,
        lambda **now: actions.hand_over(number=number, **form.cleaned_data, **now),
        _("Written down how it was handed over."),
    )


def _done(request: ActingRequest, number: int, act: Callable[..., object], said: str) -> HttpResponse:
    try:
        act(by=request.actor, at=timezone.now())
    except NotNow as refused:
        messages.error(request, str(words.NOT_NOW[str(refused)]))
    else:
        messages.success(request, said)
    return _to(number)


def _to(number: int) -> HttpResponseRedirect:
    return SeeOther(reverse("rights:hand_out", args=[number]))
