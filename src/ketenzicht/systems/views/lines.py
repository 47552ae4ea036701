"""A relation typed as one line: what it is taken for, what is not clear about it, and adding it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.systems import words
from ketenzicht.systems.actions import drafts as actions
from ketenzicht.systems.domain import editing, quick
from ketenzicht.systems.domain.checking import NotAModel
from ketenzicht.systems.domain.documents import Json
from ketenzicht.systems.forms.fields import SURE_OF_ITSELF
from ketenzicht.systems.forms.items import LineForm
from ketenzicht.systems.queries import drafts as queries
from ketenzicht.systems.views.answers import complaints, said_when_changed, to_draft
from ketenzicht.systems.views.drafts import editor


@require_POST
@needs(Verb.MODEL_EDIT)
@said_when_changed
def line(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Add the relation that was typed as one line, when it is clear what is meant."""
    held = queries.draft_for(request.actor, draft_id)
    form = LineForm(request.POST)
    asked: dict[str, Any] = {}
    try:
        typed = quick.read(form.cleaned_data["line"]) if form.is_valid() else None
        asked = questions(held.document, form, typed) if typed else {}
        if typed and not asked:
            return _added(request, held, typed, form)
        for said in asked.get("wrong", []):
            form.add_error("line", said)
    except quick.NotALine as unclear:
        form.add_error("line", str(words.UNCLEAR[unclear.why]))
    except NotAModel as wrong:
        for said in complaints(wrong):
            form.add_error("line", said)
    # What is wrong stands with the field already.
    return render(request, "systems/draft.html", editor(request, held, form) | asked | {"wrong": []})


def _added(request: ActingRequest, held: Any, typed: quick.Line, form: LineForm) -> HttpResponse:
    ends = quick.ends_of(held.document.get("factors", []), typed, form.meant)
    source, target = (
        typed_name if isinstance(end, quick.Open) else words.shown(held.document, "factor", end)
        for end, typed_name in ((ends["source"], typed.source), (ends["target"], typed.target))
    )
    done = actions.edit(
        draft_id=held.pk,
        change=editing.add_line(typed, words.language(), meant=form.meant),
        kind="add_relation",
        about=f"{source} → {target} ({words.minus(typed.sign)})",
        by=request.actor,
        at=timezone.now(),
    )
    if done:
        messages.success(request, _("Added: %(what)s") % {"what": done.about})
    return to_draft(held.pk, "id_line")


def questions(document: Json, form: LineForm, typed: quick.Line) -> dict[str, Any]:
    """What has to be clear before the line can be added, for a page to ask; nothing when all is clear."""
    factors = document.get("factors", [])
    ends = quick.ends_of(factors, typed, form.meant)
    unclear = [
        one
        for one in ends.values()
        if isinstance(one, quick.Open) and not (one.is_new and form.cleaned_data["sure"])
    ]
    if unclear:
        names = quick.Names(factors)
        settled = [f"{end}:{key}" for end, key in form.meant.items() if ends[end] == key]
        return {
            "ends": [_asked(one, names) for one in unclear],
            "settled": settled,
            "wrong": [_unclear_words(one) for one in unclear],
        }
    if quick.works_on_itself(typed, ends) and not form.cleaned_data["itself"]:
        settled = [f"{end}:{key}" for end, key in form.meant.items()]
        return {"itself": True, "settled": settled, "wrong": [str(SURE_OF_ITSELF)]}
    return {}


def _asked(one: quick.Open, names: quick.Names) -> dict[str, Any]:
    told = words.language()
    choices = [
        {"value": f"{one.end}:{key}", "label": names.spelled(key, told), "id": key} for key in one.choices
    ]
    return {"name": one.name, "choices": choices}


def _unclear_words(one: quick.Open) -> str:
    if not one.is_new:
        return _("More than one factor is called “%(name)s”. Choose which one you mean.") % {"name": one.name}
    said = _("“%(name)s” is no factor yet.") % {"name": one.name}
    to_do = _("Tick the box to make new factors.")
    if one.choices:
        to_do = _("Choose which one you mean, or tick the box to make a new factor.")
    return f"{said} {to_do}"
