"""The editor: the grid of relations, the list of factors, one line to add with, and undo."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.systems import words
from ketenzicht.systems.actions import drafts as actions
from ketenzicht.systems.actions.versions import publish
from ketenzicht.systems.domain import editing, quick
from ketenzicht.systems.domain.checking import NotAModel
from ketenzicht.systems.domain.documents import Json, items, label_of
from ketenzicht.systems.forms.items import LineForm
from ketenzicht.systems.forms.versions import KeepForm, RevisionForm
from ketenzicht.systems.queries import drafts as queries
from ketenzicht.systems.queries.models import keeps, model_for, version_for
from ketenzicht.systems.queries.sessions import open_sessions
from ketenzicht.systems.views.answers import about, complaints, said_when_changed, step_rows, to_draft
from ketenzicht.systems.views.shell import SeeOther

ROWS = 60


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
    return render(request, "systems/draft.html", _editor(request, held, LineForm()))


def _editor(request: ActingRequest, held: Any, line_form: LineForm) -> dict[str, Any]:
    tab = request.GET.get("tab", "")
    wanted = request.GET.get("q", "").strip()[:100]
    rows = factor_rows(held.document) if tab == "factoren" else relation_rows(held.document)
    found = [row for row in rows if quick.plain(wanted) in quick.plain(row["words"])]
    return {
        **about(request, held),
        "tab": tab if tab in ("factoren", "stappen") else "",
        "tabs": _tabs(held, tab),
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "wanted": wanted,
        "line_form": line_form,
        "names": sorted(label_of(one, words.language()) for one in held.document.get("factors", [])),
        "undo": queries.to_undo(held),
        "redo": queries.to_redo(held),
        "steps": step_rows(queries.steps_of(held)[:50]) if tab == "stappen" else [],
        "own": keeps(request.actor, held.model),
        "sessions": open_sessions(request.actor, held, timezone.now()),
        "is_open": held.state == "open",
        "wide": True,
    }


def _tabs(held: Any, tab: str) -> list[dict[str, Any]]:
    document = held.document
    return [
        {"url": "?", "label": _("Relations"), "count": len(document["relations"]), "current": not tab},
        {
            "url": "?tab=factoren",
            "label": _("Factors"),
            "count": len(document["factors"]),
            "current": tab == "factoren",
        },
        {"url": "?tab=stappen", "label": _("Steps"), "current": tab == "stappen"},
    ]


def relation_rows(document: Json) -> list[dict[str, Any]]:
    """The relations as rows of the grid."""
    names = {key: label_of(one, words.language()) for key, one in items(document, "factors").items()}
    return [
        {
            "item": one,
            "source": names.get(one["from"], one["from"]),
            "target": names.get(one["to"], one["to"]),
            "sign": {"-": "−"}.get(one["sign"], one["sign"]),
            "sign_words": words.shown(document, "sign", one["sign"]),
            "strength": words.shown(document, "strength", one.get("strength", "average")),
            "speed": words.shown(document, "speed", one.get("speed", "average")),
            "layer": words.shown(document, "layer", one.get("layer", "stated")),
            "words": f"{names.get(one['from'])} {names.get(one['to'])} {one.get('reference', '')}",
        }
        for one in document.get("relations", [])
    ]


def factor_rows(document: Json) -> list[dict[str, Any]]:
    """The factors as rows, with how many relations come in and go out."""
    parts = {key: label_of(one, words.language()) for key, one in items(document, "domains").items()}
    ends = [(one["from"], one["to"]) for one in document.get("relations", [])]
    rows = []
    for one in document.get("factors", []):
        label = label_of(one, words.language())
        rows.append(
            {
                "item": one,
                "label": label,
                "domain": parts.get(one.get("domain", ""), ""),
                "roles": words.shown(document, "roles", one.get("roles", ["general"])),
                "into": sum(target == one["id"] for _source, target in ends),
                "out": sum(source == one["id"] for source, _target in ends),
                "words": f"{label} {parts.get(one.get('domain', ''), '')}",
            }
        )
    return rows


@require_POST
@needs(Verb.MODEL_EDIT)
@said_when_changed
def line(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Add the relation that was typed as one line."""
    held = queries.draft_for(request.actor, draft_id)
    form = LineForm(request.POST)
    try:
        typed = quick.read(form.cleaned_data["line"]) if form.is_valid() else None
        unknown = editing.unknown_names(held.document, typed) if typed else []
        if typed and (form.cleaned_data["sure"] or not unknown):
            return _added(request, held, typed)
        if unknown:
            form.add_error("line", unknown_words(held.document, unknown))
    except quick.NotALine as unclear:
        form.add_error("line", str(words.UNCLEAR[unclear.why]))
    except NotAModel as wrong:
        for said in complaints(wrong):
            form.add_error("line", said)
    return render(request, "systems/draft.html", _editor(request, held, form))


def _added(request: ActingRequest, held: Any, typed: quick.Line) -> HttpResponse:
    told = words.language()
    done = actions.edit(
        draft_id=held.pk,
        change=editing.add_line(typed, told),
        kind="add_relation",
        about=f"{typed.source} → {typed.target} ({typed.sign})",
        by=request.actor,
        at=timezone.now(),
    )
    if done:
        messages.success(request, _("Added: %(what)s") % {"what": done.about})
    return to_draft(held.pk, "id_line")


def unknown_words(document: Json, unknown: list[str]) -> str:
    """That names are no factor yet, with the ones that look like them."""
    told = words.language()
    factors = document.get("factors", [])
    parts = []
    for name in unknown:
        alike = [label_of(one, told) for one in factors if one["id"] in quick.near(factors, name)]
        hint = _("Did you mean: %(names)s?") % {"names": ", ".join(alike)} if alike else ""
        said = _("“%(name)s” is no factor yet.") % {"name": name}
        parts.append(f"{said} {hint}".strip())
    return " ".join([*parts, _("Tick the box to make new factors.")])


@require_POST
@needs(Verb.MODEL_EDIT)
@said_when_changed
def undo(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Take the newest step back."""
    step = actions.undo(draft_id=draft_id, number=_number(request), by=request.actor, at=timezone.now())
    messages.success(request, _("Undone: %(what)s") % {"what": step_rows([step])[0]["title"]})
    return to_draft(draft_id)


@require_POST
@needs(Verb.MODEL_EDIT)
@said_when_changed
def redo(request: ActingRequest, draft_id: UUID) -> HttpResponse:
    """Do again what was undone."""
    step = actions.redo(draft_id=draft_id, number=_number(request), by=request.actor, at=timezone.now())
    messages.success(request, _("Done again: %(what)s") % {"what": step_rows([step])[0]["title"]})
    return to_draft(draft_id)


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
    from django.urls import reverse

    return reverse("systems:versions", args=[code])
