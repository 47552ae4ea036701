"""The list of models: what one may read, and for whoever edits what the own desk is working on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.systems.queries.drafts import open_drafts, proposals_to_answer
from ketenzicht.systems.queries.models import models_visible_to, with_versions
from ketenzicht.systems.views.shell import shell


@require_GET
@public_page
def models(request: ActingRequest) -> HttpResponse:
    """Every model that one may read."""
    context = {
        **shell(request),
        "models": _with_work(request),
        "may_edit": request.actor.may(Verb.MODEL_EDIT),
        "may_analyse": request.actor.may(Verb.MODEL_ANALYSE),
        "to_answer": proposals_to_answer(request.actor),
    }
    return render(request, "systems/models.html", context)


def _with_work(request: ActingRequest) -> list[Any]:
    """The models, each with whether there is something to explore and the draft the own desk works in."""
    drafts = {one.model_id: one for one in open_drafts(request.actor)}
    found = list(with_versions(models_visible_to(request.actor)))
    for model in found:
        vars(model)["open_draft"] = drafts.get(model.pk)
    return found
