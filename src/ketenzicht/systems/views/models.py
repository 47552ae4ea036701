"""The list of models: what one may read, and for whoever edits what the own desk is working on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.systems.queries.models import models_visible_to
from ketenzicht.systems.views.shell import shell


@require_GET
@public_page
def models(request: ActingRequest) -> HttpResponse:
    """Every model that one may read."""
    context = {
        **shell(request),
        "models": list(models_visible_to(request.actor)),
        "may_edit": request.actor.may(Verb.MODEL_EDIT),
        "desks": request.actor.desks(Verb.MODEL_EDIT),
    }
    return render(request, "systems/models.html", context)
