"""Changing a relation in its place in the table: an answer for the script that asked, in words."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.state_table import MoveNotAllowed
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.systems import words
from ketenzicht.systems.actions import drafts as actions
from ketenzicht.systems.domain.checking import NotAModel
from ketenzicht.systems.domain.documents import item
from ketenzicht.systems.forms.cells import CellForm
from ketenzicht.systems.queries import drafts as queries
from ketenzicht.systems.views.answers import complaints
from ketenzicht.systems.views.tables import cell


@require_POST
@needs(Verb.MODEL_EDIT)
def change(request: ActingRequest, draft_id: UUID, key: str) -> HttpResponse:
    """Give one field of a relation another value, unless somebody else was first."""
    held = queries.draft_for(request.actor, draft_id)
    form = CellForm(request.POST, document=held.document)
    relation = item(held.document, "relations", key)
    if relation is None and not request.POST.get("was"):
        raise NotVisible
    if not form.is_valid():
        return _refused([_("Choose one of the answers.")])
    asked = form.cell(key)
    name = words.relation_words(held.document, relation) if relation else key
    try:
        actions.change_cell(draft_id=draft_id, cell=asked, about=name, by=request.actor, at=timezone.now())
    except actions.ChangedMeanwhile as changed:
        return _beside(held.document, asked, changed, name)
    except NotAModel as wrong:
        return _refused(complaints(wrong))
    except MoveNotAllowed:
        return _refused([_("This draft is closed. It can be read, not changed.")])
    return _changed(request, draft_id, asked, name)


def _refused(lines: list[str]) -> HttpResponse:
    return JsonResponse({"said": " ".join(lines)}, status=422)


def _changed(request: ActingRequest, draft_id: UUID, asked: actions.Cell, name: str) -> HttpResponse:
    held = queries.draft_for(request.actor, draft_id)
    relation = item(held.document, "relations", asked.key)
    if relation is None:
        raise NotVisible
    now = cell(held.document, relation, asked.field)
    said = _("Saved: %(relation)s, %(what)s: %(value)s.")
    told = {"what": str(words.FIELDS[asked.field]).lower(), "relation": name, "value": now["words"]}
    steps = {"draft": held, "undo": queries.to_undo(held), "redo": queries.to_redo(held)}
    bar = render_to_string("systems/_steps.html", steps, request)
    return JsonResponse({"said": said % told, "value": now["value"], "steps": bar})


def _beside(document: Any, asked: actions.Cell, changed: actions.ChangedMeanwhile, name: str) -> HttpResponse:
    """Both versions, for a person to choose; nothing was saved."""
    if changed.found is None:
        said = _("Somebody else removed this relation: %(relation)s. Nothing was saved.")
        return JsonResponse({"said": said % {"relation": name}, "gone": True}, status=409)
    now = cell(document, changed.found, asked.field)
    said = _("Somebody else was first: it is now %(now)s, you chose %(mine)s. Nothing was saved yet.")
    mine = words.shown(document, asked.field, asked.value)
    told = {
        "said": said % {"now": now["words"], "mine": mine},
        "value": now["value"],
        "words": now["shown"],
        "mine": _("Save mine all the same"),
        "theirs": _("Leave it as it is now"),
    }
    return JsonResponse(told, status=409)
