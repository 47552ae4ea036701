"""What a model says about itself: its title and parts, and the numbers behind the classes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.systems import words
from ketenzicht.systems.actions import drafts as actions
from ketenzicht.systems.actions.drafts import Seen, found_in, mark_of
from ketenzicht.systems.domain import editing, quick
from ketenzicht.systems.domain.checking import NotAModel
from ketenzicht.systems.domain.documents import Json, id_for, label_of, texts_of
from ketenzicht.systems.domain.patches import MODEL
from ketenzicht.systems.forms.fields import texts_in
from ketenzicht.systems.forms.items import ModelForm
from ketenzicht.systems.forms.scales import ScalesForm, scales_of
from ketenzicht.systems.queries.drafts import draft_for
from ketenzicht.systems.views.answers import about, complaints, said_when_changed, to_draft

SETTINGS = "title description domains source"
SCALES = "scales"


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def settings(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Title, description and parts of the system."""
    held = draft_for(request.actor, draft_id)
    form = ModelForm(request.POST or None, initial=_settings_of(held.document))
    if form.is_valid():
        made = _settings_made(held.document, form.cleaned_data)
        if _say(request, held, form, made, "settings"):
            return to_draft(draft_id)
    context = {
        **about(request, held, _("About this model")),
        "form": form,
        "action": pgettext("a draft", "Save"),
    }
    return render(request, "systems/form_page.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def scales(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """What the classes of strength and speed stand for."""
    held = draft_for(request.actor, draft_id)
    seen = mark_of(found_in(held.document, MODEL, SCALES))
    form = ScalesForm(request.POST or None, initial={**scales_of(held.document), "seen": seen})
    if form.is_valid() and _say(request, held, form, {SCALES: form.made()}, "scales"):
        return to_draft(draft_id, "", "tab=schalen")
    context = {
        **about(request, held, _("Change the numbers behind the classes")),
        "form": form,
        "action": pgettext("a draft", "Save"),
        "intro": _(
            "A class that relations use stays. To change a class of many relations, change its number."
        ),
        "back": "?tab=schalen",
    }
    return render(request, "systems/form_page.html", context)


def _say(request: ActingRequest, held: Any, form: Any, made: Json, kind: str) -> bool:
    """Let the model say something else about itself; whether it was taken in."""
    vars(request)["typed_item"] = made
    try:
        done = actions.edit(
            draft_id=held.pk,
            change=editing.say(made),
            kind=kind,
            seen=[Seen(MODEL, " ".join(made), form.cleaned_data["seen"])],
            by=request.actor,
            at=timezone.now(),
        )
    except NotAModel as wrong:
        for complaint in complaints(wrong):
            form.add_error(None, complaint)
        return False
    messages.success(request, _("Saved.") if done else _("Nothing changed."))
    return True


def _settings_of(document: Json) -> dict[str, Any]:
    title, description = texts_of(document.get("title")), texts_of(document.get("description"))
    return {
        "title_nl": title.get("nl") or title.get("", ""),
        "title_en": title.get("en", ""),
        "description_nl": description.get("nl") or description.get("", ""),
        "domains": "\n".join(label_of(one, words.language()) for one in document.get("domains", [])),
        "source": document.get("source", ""),
        "seen": mark_of(found_in(document, MODEL, SETTINGS)),
    }


def _settings_made(document: Json, said: dict[str, Any]) -> Json:
    return {
        "title": texts_in(document, "title", said),
        "description": texts_in(document, "description", said),
        "source": said["source"],
        "domains": _parts(document, said["domains"].splitlines()),
    }


def _parts(document: Json, lines: list[str]) -> list[Json]:
    """The parts of the system as typed; one that factors belong to stays, whatever was typed."""
    told = words.language()
    known = {quick.plain(label_of(one, told)): one for one in document.get("domains", [])}
    used = {one.get("domain") for one in document.get("factors", [])}
    taken = {one["id"] for one in document.get("domains", [])}
    made: dict[str, Json] = {}
    for line in filter(None, map(str.strip, lines)):
        part = known.get(quick.plain(line)) or {
            "id": id_for(line, taken | set(made), otherwise="deel"),
            "label": {told: line[:200]},
        }
        made[part["id"]] = part
    kept = [one for one in known.values() if one["id"] in used and one["id"] not in made]
    return [*made.values(), *kept]
