"""Pages of a desk about the passages of hand-outs that lie before it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketenzicht.audit import actions as audit
from ketenzicht.common.actor import NotNow
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, refusals_in
from ketenzicht.rights import forms, words
from ketenzicht.rights.actions import passages as actions
from ketenzicht.rights.domain.hand_outs import DECIDES, PassageState, Reason
from ketenzicht.rights.domain.pseudonyms import (
    Becomes,
    Mark,
    folded,
    label_in_words,
    redacted,
    still_inside,
)
from ketenzicht.rights.passages import print_of
from ketenzicht.rights.queries import hand_outs as queries
from ketenzicht.rights.views import PAGE_SIZE, place_in_words

SPARE = 4
MOST_WORDS = 60


@needs(DECIDES)
@require_GET
def overview(request: ActingRequest) -> HttpResponse:
    """What lies before the own desks."""
    page = Paginator(queries.passages_for_desk(request.actor), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"rows": [row_of(one) for one in page], "page_obj": page}
    return render(request, "rights/passages.html", context)


def row_of(one: Any) -> dict[str, Any]:
    """A passage with the words for its codes."""
    state = PassageState(one.state)
    return {
        "passage": one,
        "what": place_in_words(one.place),
        "state": words.PASSAGE_STATES[state],
        "tone": words.PASSAGE_TONES[state],
        "decision": words.DECISIONS.get(one.decision, ""),
        "returned": words.RETURN_REASONS[Reason(one.returned)] if state == PassageState.RETURNED else "",
    }


@needs(DECIDES)
@require_http_methods(["GET", "POST"])
def passage(request: ActingRequest, passage_id: UUID) -> HttpResponse:
    """Read one, try what goes out, and decide."""
    at = timezone.now()
    found = queries.passage_for_desk(request.actor, passage_id)
    text = queries.text_for_desk(request.actor, found)
    labels = [(code, label_in_words(code).strip("[]")) for code in queries.labels_of(request.actor, found)]
    grounds = [(one.code, one.label) for one in queries.passage_grounds(timezone.localdate(at))]
    form = _form(request, found, text, grounds)
    rows = _rows(request, found, text or "", labels)
    context = {"form": form, "rows": rows, "text": text, **row_of(found)}
    if request.method == "POST" and all(row.is_valid() for row in rows):
        wanted = [
            (row.cleaned_data["words"], row.cleaned_data["becomes"])
            for row in rows
            if row.cleaned_data["words"]
        ]
        if "try" in request.POST:
            context |= _tried(request, form, found, wanted)
        elif form.is_valid() and _decided(request, form, found, wanted):
            messages.success(request, _("Decision about the passage kept."))
            return SeeOther(reverse("rights:passages"))
    audit.record_read(
        kind="rights.passage.opened",
        target=("passage", found.pk),
        by=request.actor,
        at=at,
        desk_id=found.desk_id,
        number=found.request.number,
    )
    return render(request, "rights/passage.html", context)


def _form(
    request: ActingRequest, found: Any, text: str | None, grounds: list[tuple[str, str]]
) -> forms.PassageForm:
    initial = {"version": found.version, "read": print_of(text), "decision": found.decision}
    initial["ground"] = found.ground.code if found.ground else ""
    data = request.POST if request.method == "POST" and "try" not in request.POST else None
    if request.method == "POST" and data is None:
        initial |= {name: request.POST.get(name, "") for name in ("version", "read", "decision", "ground")}
    return forms.PassageForm(data, initial=initial, grounds=grounds)


def _rows(
    request: ActingRequest, found: Any, text: str, labels: list[tuple[str, str]]
) -> list[forms.WordsForm]:
    if request.method == "POST":
        places = range(1, MOST_WORDS + 1)
        last = max((place for place in places if request.POST.get(f"row{place}-words")), default=0)
        # Rows that were not sent are empty ones, so there is always room for more words.
        return [
            forms.WordsForm(request.POST, labels=labels, number=place, prefix=f"row{place}")
            for place in places[: last + SPARE]
        ]
    # Places say nothing about another text than the one that was decided about.
    marks = [Mark(*one) for one in found.marks]
    kept = {
        folded(text[mark.start : mark.end]): {
            "words": text[mark.start : mark.end],
            "becomes": mark.label or Becomes.BLACK.value,
        }
        for mark in (marks if redacted(text, marks) == found.told else ())
    }
    filled: list[dict[str, str]] = [*kept.values(), *({} for _spare in range(SPARE))]
    return [
        forms.WordsForm(initial=one, labels=labels, number=number, prefix=f"row{number}")
        for number, one in enumerate(filled[:MOST_WORDS], 1)
    ]


def _tried(
    request: ActingRequest, form: forms.PassageForm, found: Any, wanted: list[tuple[str, str]]
) -> dict[str, Any]:
    try:
        told = actions.tried(passage_id=found.pk, rows=wanted, by=request.actor)
    except NotNow as refused:
        return {"refused": words.NOT_NOW[str(refused)]}
    return {"told": told, "inside": still_inside(told, [one for one, _becomes in wanted])}


def _decided(
    request: ActingRequest, form: forms.PassageForm, found: Any, wanted: list[tuple[str, str]]
) -> bool:
    with refusals_in(form, words.NOT_NOW):
        actions.decide(
            passage_id=found.pk, rows=wanted, by=request.actor, at=timezone.now(), **form.cleaned_data
        )
    return not form.errors
