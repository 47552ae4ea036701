"""One thing of a draft (a factor, a relation, an intervention, …): adding, changing and removing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.systems import words
from ketenzicht.systems.actions import drafts as actions
from ketenzicht.systems.actions.drafts import USES, Seen, found_in, mark_of
from ketenzicht.systems.domain import editing
from ketenzicht.systems.domain.checking import NotAModel
from ketenzicht.systems.domain.documents import Json, item, items, label_of
from ketenzicht.systems.domain.statements import TESTS
from ketenzicht.systems.forms.items import ItemForm
from ketenzicht.systems.queries.drafts import draft_for
from ketenzicht.systems.views.answers import about, complaints, said_when_changed, to_draft
from ketenzicht.systems.views.drafts import place_of
from ketenzicht.systems.views.kinds import KINDS, Kind, said


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def add(request: ActingRequest, draft_id: UUID, collection: str) -> HttpResponse:
    """Add something."""
    return _form_page(request, draft_id, KINDS[collection], "")


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def change(request: ActingRequest, draft_id: UUID, collection: str, key: str) -> HttpResponse:
    """Change something; what was removed meanwhile is answered by saying so."""
    return _form_page(request, draft_id, KINDS[collection], key)


def _form_page(request: ActingRequest, draft_id: UUID, kind: Kind, key: str) -> HttpResponse:
    held = draft_for(request.actor, draft_id)
    before = item(held.document, kind.collection, key) if key else None
    if key and before is None and not request.POST.get("seen"):
        raise NotVisible
    form = kind.form(request.POST or None, document=held.document, item=before, key=key, mark=mark_of(before))
    if "more" in request.POST:
        form = form.one_more({"test": request.POST.get("more-test", "")})
    elif form.is_valid():
        try:
            return _saved(request, held, kind, form)
        except NotAModel as wrong:
            for line in complaints(wrong):
                form.add_error(None, line)
    return render(request, "systems/item.html", _page(request, held, kind, form))


def _page(request: ActingRequest, held: Any, kind: Kind, form: ItemForm) -> dict[str, Any]:
    told = words.language()
    return {
        **about(request, held, str(kind.changing if form.key else kind.adding)),
        "form": form,
        "collection": kind.collection,
        "key": form.key,
        "back": _list_of(kind),
        "factors": [label_of(one, told) for one in held.document.get("factors", [])],
        "strengths": list(words.classes(held.document, "strength").values()),
        "speeds": list(words.classes(held.document, "speed").values()),
        "tests": [(name, words.TESTS[name]) for name in TESTS],
    }


def _list_of(kind: Kind) -> str:
    return f"?tab={kind.tab}" if kind.tab else ""


def _saved(request: ActingRequest, held: Any, kind: Kind, form: ItemForm) -> HttpResponse:
    made = form.made()
    # The page for when somebody else was first shows it beside what is there now.
    vars(request)["typed_item"] = made
    done = actions.edit(
        draft_id=held.pk,
        change=editing.put(kind.collection, made, form.key),
        kind=f"{'change' if form.key else 'add'}_{kind.name}",
        about=said(held.document, kind.collection, made),
        seen=[Seen(kind.collection, form.key, form.cleaned_data["seen"])] if form.key else [],
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Saved: %(what)s") % {"what": done.about} if done else _("Nothing changed."))
    held.refresh_from_db(fields=["document"])
    key = made.get("id") or form.new_key()
    return to_draft(held.pk, f"{kind.name}-{key}", place_of(held.document, kind, key))


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def remove(request: ActingRequest, draft_id: UUID, collection: str, key: str) -> HttpResponse:
    """Take something away, after showing what goes with it."""
    held, kind = draft_for(request.actor, draft_id), KINDS[collection]
    there = item(held.document, collection, key)
    if there is None:
        raise NotVisible
    name = said(held.document, collection, there)
    if request.method == "POST":
        return _removed(request, held, kind, key, name)
    context = {
        **about(request, held, _("Remove")),
        "what": name,
        "lines": _going_with(held.document, key) if collection == "factors" else [],
        "seen": mark_of(there),
        "uses": mark_of(found_in(held.document, USES, key)),
        "back": _list_of(kind),
    }
    return render(request, "systems/remove.html", context)


def _going_with(document: Json, key: str) -> list[str]:
    """What goes, or loses a part, with a factor."""
    return [
        said(document, collection, items(document, collection)[one])
        for collection, one in editing.used_by(document, key)
    ]


def _removed(request: ActingRequest, held: Any, kind: Kind, key: str, name: str) -> HttpResponse:
    seen = [Seen(kind.collection, key, request.POST.get("seen", ""))]
    step = editing.remove(kind.collection, key)
    if kind.collection == "factors":
        seen.append(Seen(USES, key, request.POST.get("uses", "")))
        step = editing.remove_factor(key)
    actions.edit(
        draft_id=held.pk,
        change=step,
        kind=f"remove_{kind.name}",
        about=name,
        seen=seen,
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Removed: %(what)s. Undo brings it back.") % {"what": name})
    return to_draft(held.pk, "", _list_of(kind).removeprefix("?"))
