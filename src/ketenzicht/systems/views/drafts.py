"""The editor: the grid of relations, the list of factors, one line to add with, and undo."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.systems import words
from ketenzicht.systems.actions import drafts as actions
from ketenzicht.systems.actions.versions import publish
from ketenzicht.systems.domain import quick
from ketenzicht.systems.domain.checking import NotAModel
from ketenzicht.systems.domain.documents import Json, items, label_of
from ketenzicht.systems.forms.cells import FIELDS, choices_of
from ketenzicht.systems.forms.items import LineForm
from ketenzicht.systems.forms.versions import KeepForm, RevisionForm
from ketenzicht.systems.queries import drafts as queries
from ketenzicht.systems.queries.models import keeps, model_for, version_for
from ketenzicht.systems.queries.sessions import open_sessions
from ketenzicht.systems.views.answers import about, complaints, said_when_changed, step_rows, to_draft
from ketenzicht.systems.views.kinds import CLAIM, KINDS, RELATION, Kind
from ketenzicht.systems.views.tables import TABLES, with_outcomes

ROWS = 60
STEPS = "stappen"


@require_POST
@needs(Verb.MODEL_EDIT)
def begin(request: ActingRequest, code: str) -> HttpResponse:
    """Go on with the draft of the own desk, or start one from the newest version."""
    model = model_for(request.actor, code)
    desks = request.actor.desks(Verb.MODEL_EDIT)
    desk_id = model.desk_id if model.desk_id in desks else min(desks)
    existing = [one for one in queries.open_drafts(request.actor, [model]) if one.desk_id == desk_id]
    version = None if existing else version_for(request.actor, model)
    draft = actions.open_draft(
        model=model, version=version, desk_id=desk_id, by=request.actor, at=timezone.now()
    )
    return to_draft(draft.pk)


@require_GET
@needs(Verb.MODEL_EDIT)
def draft(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """The editor."""
    held = queries.draft_for(request.actor, draft_id)
    return render(request, "systems/draft.html", editor(request, held, LineForm()))


def editor(request: ActingRequest, held: Any, line_form: LineForm) -> dict[str, Any]:
    """What the page of the editor shows."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in (*TABLES, STEPS) else ""
    wanted = request.GET.get("q", "").strip()[:100]
    kind = next((one for one in KINDS.values() if one.tab == tab), None)
    page = _page_of(request, held.document, kind, tab, wanted)
    page.object_list = _ready(held, kind, list(page.object_list))
    return {
        **about(request, held),
        "tab": tab,
        "tabs": _tabs(held.document, tab),
        "tab_label": next(one["label"] for one in _tabs(held.document, tab) if one["current"]),
        "kind": kind,
        "add_url": reverse(f"systems:add_{kind.name}", args=[held.pk]) if kind else "",
        "page": page,
        "wanted": wanted,
        "here": place_in(request),
        "cell_choices": [(field, choices_of(held.document, field)) for field in FIELDS],
        "line_form": line_form,
        "names": sorted(label_of(one, words.language()) for one in held.document.get("factors", [])),
        "undo": queries.to_undo(held),
        "redo": queries.to_redo(held),
        "steps": step_rows(queries.steps_of(held)[:50]) if tab == STEPS else [],
        "own": keeps(request.actor, held.model),
        "sessions": open_sessions(request.actor, held, timezone.now()),
        "is_open": held.state == "open",
        "wide": True,
    }


def _page_of(request: ActingRequest, document: Json, kind: Kind | None, tab: str, wanted: str) -> Any:
    """The rows of one page; only when something is searched for are all of them made."""
    make, number = TABLES.get(tab), request.GET.get("page")
    things = items(document, kind.collection) if kind else {}
    if make is None or kind is None or wanted:
        rows = make(document, things) if make else []
        found = [row for row in rows if quick.plain(wanted) in quick.plain(row["words"])]
        return Paginator(found, ROWS).get_page(number)
    page: Any = Paginator(list(things.items()), ROWS).get_page(number)
    page.object_list = make(document, dict(page.object_list))
    return page


def _ready(held: Any, kind: Kind | None, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of one page, with where each is changed, and statements with whether they hold."""
    if kind is None:
        return rows
    told = with_outcomes(held.document, rows) if kind is CLAIM else rows
    names = {step: f"systems:{step}_{kind.name}" for step in ("change", "remove")}
    if kind is RELATION:
        names["save"] = "systems:cell"
    return [
        row | {f"{step}_url": reverse(name, args=[held.pk, row["key"]]) for step, name in names.items()}
        for row in told
    ]


def _tabs(document: Json, tab: str) -> list[dict[str, Any]]:
    known = [
        ("", _("Relations"), "relations"),
        ("factoren", _("Factors"), "factors"),
        ("maatregelen", _("Interventions"), "interventions"),
        ("indicatoren", _("Indicators"), "indicators"),
        ("beweringen", pgettext("about a model", "Statements"), "claims"),
        ("schalen", _("Scales"), ""),
        (STEPS, _("Steps"), ""),
    ]
    found: list[dict[str, Any]] = []
    for name, label, collection in known:
        counted = {"count": len(document.get(collection, []))} if collection else {}
        url = f"?tab={name}" if name else "?"
        found.append({"url": url, "label": label, "current": name == tab, **counted})
    return found


def place_in(request: ActingRequest) -> str:
    """Where in the lists of the editor somebody is, as the query of an address."""
    told = {name: request.GET.get(name, "")[:100] for name in ("tab", "q", "page")}
    query = urlencode({name: value for name, value in told.items() if value})
    return f"?{query}" if query else ""


def place_of(document: Json, kind: Kind, key: str) -> str:
    """Where the list of the editor shows a thing: the query of its tab and page."""
    place = list(items(document, kind.collection)).index(key) // ROWS + 1
    told = {"tab": kind.tab, "page": str(place) if place > 1 else ""}
    return urlencode({name: value for name, value in told.items() if value})


@require_POST
@needs(Verb.MODEL_EDIT)
@said_when_changed
def undo(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Take the newest step back."""
    return _turned(request, draft_id, actions.undo, _("Undone: %(what)s"))


@require_POST
@needs(Verb.MODEL_EDIT)
@said_when_changed
def redo(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Do again what was undone."""
    return _turned(request, draft_id, actions.redo, _("Done again: %(what)s"))


def _turned(request: ActingRequest, draft_id: UUID, turn: Callable[..., Any], said: str) -> HttpResponse:
    step = turn(draft_id=draft_id, number=_number(request), by=request.actor, at=timezone.now())
    messages.success(request, said % {"what": step_rows([step])[0]["title"]})
    return to_draft(draft_id, "", place_in(request).removeprefix("?"))


def _number(request: ActingRequest) -> int:
    form = RevisionForm(request.POST)
    return form.cleaned_data["revision"] if form.is_valid() else 0


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def keep(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Make a version of the draft, and say why; at once published if one wants."""
    held = queries.draft_for(request.actor, draft_id)
    form = KeepForm(request.POST or None, initial={"revision": held.revision, "visibility": ""})
    if form.is_valid():
        try:
            return _kept(request, held, form)
        except actions.NothingToKeep:
            form.add_error(None, _("There is nothing new in this draft."))
        except NotAModel as wrong:
            for said in complaints(wrong):
                form.add_error(None, said)
    title = _("Keep as a version")
    intro = _("A version never changes. It says who made it, when and why.")
    context = {**about(request, held, title), "form": form, "action": title, "intro": intro}
    return render(request, "systems/form_page.html", context)


def _kept(request: ActingRequest, held: Any, form: KeepForm) -> HttpResponse:
    said, at = form.cleaned_data, timezone.now()
    version = actions.keep(
        draft_id=held.pk, revision=said["revision"], reason=said["reason"], by=request.actor, at=at
    )
    if said["visibility"]:
        publish(
            model_id=held.model_id,
            number=version.number,
            visibility=said["visibility"],
            by=request.actor,
            at=at,
        )
    messages.success(request, _("Version %(number)s is kept.") % {"number": version.number})
    return SeeOther(versions_url(held.model.code))


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_EDIT)
@said_when_changed
def drop(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Put the draft away."""
    held = queries.draft_for(request.actor, draft_id)
    form = RevisionForm(request.POST or None, initial={"revision": held.revision})
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        actions.drop(draft_id=draft_id, revision=revision, by=request.actor, at=timezone.now())
        messages.success(request, _("The draft is put away."))
        return SeeOther(versions_url(held.model.code))
    title = _("Put this draft away")
    intro = _("Nothing of this draft is kept as a version. The versions that there are stay.")
    context = {**about(request, held, title), "form": form, "action": title, "intro": intro}
    return render(request, "systems/form_page.html", context)


def versions_url(code: str) -> str:
    """Where the versions of a model are."""
    return reverse("systems:versions", args=[code])
