"""What would come of what is being typed, while it is typed: in words, or what is wrong with it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from causal.claims import Outcome
from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.systems import words
from ketenzicht.systems.domain import editing, quick
from ketenzicht.systems.domain.checking import problems_of
from ketenzicht.systems.domain.documents import Json, effective, item
from ketenzicht.systems.domain.judging import judged
from ketenzicht.systems.forms.items import ItemForm, LineForm
from ketenzicht.systems.queries.drafts import draft_for
from ketenzicht.systems.views.kinds import KINDS, said
from ketenzicht.systems.views.lines import questions
from ketenzicht.systems.views.tables import outcome_words

LINE = "regel"


@require_POST
@needs(Verb.MODEL_EDIT)
def check(request: ActingRequest, draft_id: UUID, collection: str) -> HttpResponse:
    """A fragment that says what would come of it."""
    held = draft_for(request.actor, draft_id)
    if collection not in (*KINDS, LINE):
        raise NotVisible
    told = _line_said(held.document, request) if collection == LINE else _item_said(held, request, collection)
    return render(request, "systems/_check.html", told)


def _line_said(document: Json, request: ActingRequest) -> dict[str, Any]:
    form = LineForm(request.POST)
    if not form.is_valid():
        return {}
    try:
        line = quick.read(form.cleaned_data["line"])
    except quick.NotALine as unclear:
        return {"wrong": [words.UNCLEAR[unclear.why]]}
    if asked := questions(document, form, line):
        return asked
    made = editing.add_line(line, words.language(), meant=form.meant)(document)
    return _told(made, "relations", made["relations"][-1])


def _item_said(held: Any, request: ActingRequest, collection: str) -> dict[str, Any]:
    key = request.POST.get("key", "")
    before = item(held.document, collection, key) if key else None
    form = KINDS[collection].form(request.POST, document=held.document, item=before, key=key)
    if not form.is_valid():
        return {"wrong": _wrong(form)}
    made = form.made()
    return _told(editing.put(collection, made, key)(held.document), collection, made)


def _wrong(form: ItemForm) -> list[str]:
    """What is wrong with each field that was filled in; what is still empty needs no word yet."""
    rows = form.rows.forms if form.rows is not None else []
    found = []
    for one in (form, *rows):
        for bound in one:
            if bound.data not in ("", None, []):
                found += [f"{bound.label}: {line}" for line in bound.errors]
    return found[:5]


def _told(document: Json, collection: str, made: Json) -> dict[str, Any]:
    told = words.language()
    if problems := problems_of(document):
        return {"wrong": [f"{one.message_in(told)} {one.remedy_in(told)}" for one in problems[:3]]}
    if collection == "claims":
        return _judged(document, made)
    right = said(document, collection, made)
    if collection == "relations":
        right += "".join(
            f", {words.shown(document, name, effective(made, name))}" for name in ("strength", "speed")
        )
    if collection == "interventions":
        right += f": {words.shown(document, 'changes', made['changes'])}"
    return {"right": right}


def _judged(document: Json, claim: Json) -> dict[str, Any]:
    """Whether a statement holds in the draft as it would be."""
    found = judged(document, [claim["id"]]).get(claim["id"])
    if found is None:
        return {}
    line = outcome_words(found)
    return {"right": line} if found.outcome is Outcome.HOLDS else {"wrong": [line]}
