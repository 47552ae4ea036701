"""One factor, one relation, what the model says about itself: changing, removing, checking while typing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.systems import words
from ketenzicht.systems.actions import drafts as actions
from ketenzicht.systems.actions.drafts import USES, Seen, found_in, mark_of
from ketenzicht.systems.domain import editing, quick
from ketenzicht.systems.domain.checking import NotAModel, problems_of
from ketenzicht.systems.domain.documents import Json, id_for, item, items, label_of, texts_of
from ketenzicht.systems.domain.patches import MODEL
from ketenzicht.systems.forms.items import FactorForm, ItemForm, LineForm, ModelForm, RelationForm
from ketenzicht.systems.queries.drafts import draft_for
from ketenzicht.systems.views.answers import about, complaints, said_when_changed, to_draft
from ketenzicht.systems.views.drafts import unknown_words

FACTORS, RELATIONS = "factors", "relations"
FORMS: dict[str, type[ItemForm]] = {FACTORS: FactorForm, RELATIONS: RelationForm}
KIND = {FACTORS: "factor", RELATIONS: "relation"}
TAB = {FACTORS: "tab=factoren", RELATIONS: ""}
SETTINGS = "title description domains source"


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def add(request: ActingRequest, draft_id: UUID, collection: str) -> HttpResponse:
    """Add a factor or a relation."""
    titles = {FACTORS: _("Add a factor"), RELATIONS: _("Add a relation")}
    return _form_page(request, draft_id, collection, "", titles[collection])


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def change(request: ActingRequest, draft_id: UUID, collection: str, key: str) -> HttpResponse:
    """Change a factor or a relation; one that was removed meanwhile is answered by saying so."""
    titles = {FACTORS: _("Change the factor"), RELATIONS: _("Change the relation")}
    return _form_page(request, draft_id, collection, key, titles[collection])


def _form_page(request: ActingRequest, draft_id: UUID, collection: str, key: str, title: str) -> HttpResponse:
    held = draft_for(request.actor, draft_id)
    before = item(held.document, collection, key) if key else None
    if key and before is None and not request.POST.get("seen"):
        raise NotVisible
    form = FORMS[collection](request.POST or None, document=held.document, item=before, mark=mark_of(before))
    if form.is_valid():
        try:
            return _saved(request, held, collection, key, form)
        except NotAModel as wrong:
            for said in complaints(wrong):
                form.add_error(None, said)
    context = {
        **about(request, held, title),
        "form": form,
        "action": _("Save"),
        "collection": collection,
        "kind": KIND[collection],
        "key": key,
        "strengths": list(words.STRENGTHS.values()),
        "speeds": list(words.SPEEDS.values()),
    }
    return render(request, "systems/item.html", context)


def _saved(request: ActingRequest, held: Any, collection: str, key: str, form: ItemForm) -> HttpResponse:
    made = form.made(key or _new_key(held.document, collection, form))
    # The page for when somebody else was first shows it beside what is there now.
    vars(request)["typed_item"] = made
    said = label_of(made, words.language()) if collection == FACTORS else ""
    done = actions.edit(
        draft_id=held.pk,
        change=editing.put(collection, made),
        kind=f"{'change' if key else 'add'}_{KIND[collection]}",
        about=said or words.relation_words(held.document, made),
        seen=[Seen(collection, key, form.cleaned_data["seen"])] if key else [],
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Saved: %(what)s") % {"what": done.about} if done else _("Nothing changed."))
    return to_draft(held.pk, f"{KIND[collection]}-{made['id']}", TAB[collection])


def _new_key(document: Json, collection: str, form: ItemForm) -> str:
    said = form.cleaned_data
    if collection == FACTORS:
        return id_for(said["label_nl"], items(document, FACTORS))
    return editing.relation_id(document, said["source"], said["target"])


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def remove(request: ActingRequest, draft_id: UUID, collection: str, key: str) -> HttpResponse:
    """Take a factor or a relation away, after showing what goes with it."""
    held = draft_for(request.actor, draft_id)
    there = item(held.document, collection, key)
    if there is None:
        raise NotVisible
    lines = [
        one for one in held.document["relations"] if collection == FACTORS and key in (one["from"], one["to"])
    ]
    said = label_of(there, words.language())
    if collection == RELATIONS:
        said = words.relation_words(held.document, there)
    if request.method == "POST":
        return _removed(request, held, collection, key, said)
    context = {
        **about(request, held, _("Remove")),
        "what": said,
        "lines": [words.relation_words(held.document, one) for one in lines],
        "seen": mark_of(there),
        "uses": mark_of(found_in(held.document, USES, key)),
    }
    return render(request, "systems/remove.html", context)


def _removed(request: ActingRequest, held: Any, collection: str, key: str, said: str) -> HttpResponse:
    seen = [Seen(collection, key, request.POST.get("seen", ""))]
    if collection == FACTORS:
        seen.append(Seen(USES, key, request.POST.get("uses", "")))
    step = editing.remove_factor(key) if collection == FACTORS else editing.remove_relation(key)
    actions.edit(
        draft_id=held.pk,
        change=step,
        kind=f"remove_{KIND[collection]}",
        about=said,
        seen=seen,
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Removed: %(what)s. Undo brings it back.") % {"what": said})
    return to_draft(held.pk, "", TAB[collection])


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def settings(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Title, description and parts of the system."""
    held = draft_for(request.actor, draft_id)
    form = ModelForm(request.POST or None, initial=_settings_of(held.document))
    if form.is_valid():
        said = form.cleaned_data
        made = _settings_made(held.document, said)
        vars(request)["typed_item"] = made
        try:
            actions.edit(
                draft_id=draft_id,
                change=editing.say(made),
                kind="settings",
                seen=[Seen(MODEL, SETTINGS, said["seen"])],
                by=request.actor,
                at=timezone.now(),
            )
            messages.success(request, _("Saved."))
            return to_draft(draft_id)
        except NotAModel as wrong:
            for complaint in complaints(wrong):
                form.add_error(None, complaint)
    title = _("About this model")
    context = {**about(request, held, title), "form": form, "action": _("Save")}
    return render(request, "systems/form_page.html", context)


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
    description = {**texts_of(document.get("description")), "nl": said["description_nl"]}
    return {
        "title": {key: said[f"title_{key}"] for key in ("nl", "en") if said[f"title_{key}"]},
        "description": {key: text for key, text in description.items() if key and text},
        "source": said["source"],
        "domains": _parts(document, said["domains"].splitlines()),
    }


def _parts(document: Json, lines: list[str]) -> list[Json]:
    """The parts of the system as typed; one that factors belong to stays, whatever was typed."""
    told = words.language()
    known = {quick.plain(label_of(one, told)): one for one in document.get("domains", [])}
    used = {one.get("domain") for one in document.get("factors", [])}
    made: dict[str, Json] = {}
    for line in filter(None, map(str.strip, lines)):
        part = known.get(quick.plain(line)) or {"id": id_for(line, made), "label": {told: line[:200]}}
        made[part["id"]] = part
    kept = [one for one in known.values() if one["id"] in used and one["id"] not in made]
    return [*made.values(), *kept]


@require_POST
@needs(Verb.MODEL_EDIT)
def check(request: ActingRequest, draft_id: UUID, collection: str) -> HttpResponse:
    """What would come of what is being typed: a fragment that says it in words, or what is wrong with it."""
    held = draft_for(request.actor, draft_id)
    if collection not in (*FORMS, "regel"):
        raise NotVisible
    said = (
        _line_said(held.document, request) if collection == "regel" else _item_said(held, request, collection)
    )
    return render(request, "systems/_check.html", said)


def _line_said(document: Json, request: ActingRequest) -> dict[str, Any]:
    form = LineForm(request.POST)
    if not form.is_valid():
        return {}
    try:
        line = quick.read(form.cleaned_data["line"])
    except quick.NotALine as unclear:
        return {"wrong": [words.UNCLEAR[unclear.why]]}
    unknown = editing.unknown_names(document, line)
    if unknown and not form.cleaned_data["sure"]:
        return {"wrong": [unknown_words(document, unknown)]}
    made = editing.add_line(line, words.language())(document)
    return _told(made, made["relations"][-1])


def _item_said(held: Any, request: ActingRequest, collection: str) -> dict[str, Any]:
    key = request.POST.get("key", "")
    before = item(held.document, collection, key)
    form = FORMS[collection](request.POST, document=held.document, item=before)
    if not form.is_valid():
        wrong = [f"{form[name].label}: {said}" for name, told in form.errors.items() for said in told]
        return {"wrong": wrong}
    made = form.made(key or _new_key(held.document, collection, form))
    after = editing.put(collection, made)(held.document)
    return _told(after, made)


def _told(document: Json, made: Json) -> dict[str, Any]:
    told = words.language()
    if problems := problems_of(document):
        return {"wrong": [f"{one.message_in(told)} {one.remedy_in(told)}" for one in problems[:3]]}
    if "from" not in made:
        return {"right": label_of(made, told)}
    strength = words.shown(document, "strength", made.get("strength", "average"))
    speed = words.shown(document, "speed", made.get("speed", "average"))
    return {"right": f"{words.relation_words(document, made)}, {strength}, {speed}"}
