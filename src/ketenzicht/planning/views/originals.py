"""Sealed originals of notes, for whoever may open them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.planning.actions.originals import look_at_original
from ketenzicht.planning.domain.listening import Look
from ketenzicht.planning.forms.notes import LookForm
from ketenzicht.planning.queries.notes import original_for, originals_for
from ketenzicht.planning.views.shell import shell


@require_GET
@needs(Verb.ORIGINAL_READ)
def originals(request: ActingRequest) -> HttpResponse:
    """Which originals there are and until when, never what is in them."""
    context = {**shell(request, None, (_("Sealed originals"), "")), "originals": originals_for(request.actor)}
    return render(request, "planning/originals.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.ORIGINAL_READ)
def original(request: ActingRequest, original_id: UUID) -> HttpResponse:
    """Look at one, with a reason, once: the answer is never kept in a page."""
    held = original_for(request.actor, original_id)
    form, text = LookForm(request.POST or None), ""
    if form.is_valid():
        text = look_at_original(
            original_id=original_id,
            reason=Look(form.cleaned_data["reason"]),
            by=request.actor,
            at=timezone.now(),
        )
    title = _("Original of a note")
    context = {**shell(request, None, (title, "")), "original": held, "form": form, "text": text}
    return render(request, "planning/original.html", context)
