"""What views of drafts share: the way back, and the page for when somebody else was first."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ketenzicht.common.pages import ActingRequest, SeeOther
from ketenzicht.systems import words
from ketenzicht.systems.actions.drafts import USES, ChangedMeanwhile, mark_of
from ketenzicht.systems.domain.checking import NotAModel
from ketenzicht.systems.domain.documents import COLLECTIONS
from ketenzicht.systems.domain.patches import MODEL
from ketenzicht.systems.queries.drafts import draft_for, steps_of
from ketenzicht.systems.views.shell import shell

View = Callable[..., HttpResponse]
SHOWN_STEPS = 5


def to_draft(draft_id: UUID, part: str = "", query: str = "") -> HttpResponse:
    """Back to the editor, at one of its parts."""
    address = reverse("systems:draft", args=[draft_id])
    return SeeOther(address + (f"?{query}" if query else "") + (f"#{part}" if part else ""))


def about(request: ActingRequest, draft: Any, title: str = "") -> dict[str, Any]:
    """What every page about one draft shows."""
    here = reverse("systems:draft", args=[draft.pk])
    crumbs = [(draft.model.title, here if title else "")]
    if title:
        crumbs.append((title, ""))
    return {**shell(request, *crumbs), "draft": draft, "title": title}


def said_when_changed(view: View) -> View:
    """Instead of overwriting, show what is there now beside what was typed, for a person to choose."""

    @wraps(view)
    def answered(request: ActingRequest, draft_id: UUID, **named: Any) -> HttpResponse:
        try:
            return view(request, draft_id, **named)
        except ChangedMeanwhile as changed:
            return changed_page(request, draft_id, changed)

    return answered


def changed_page(request: ActingRequest, draft_id: UUID, changed: ChangedMeanwhile) -> HttpResponse:
    """The page that says what is there now and what was typed; nothing was saved."""
    draft = draft_for(request.actor, draft_id)
    context = {
        **about(request, draft, _("Somebody else was first")),
        "rows": _beside(request, draft.document, changed),
        "gone": changed.found is None,
        "item": changed.collection in (*COLLECTIONS, MODEL),
        "steps": step_rows(steps_of(draft)[:SHOWN_STEPS]),
        "typed": [(name, value) for name, values in request.POST.lists() for value in values if _kept(name)],
        "reason": request.POST.get("reason", ""),
        "mark": mark_of(changed.found),
        "again": changed.collection != USES,
        "here": request.path,
    }
    return render(request, "systems/changed.html", context, status=409)


def _kept(name: str) -> bool:
    return name not in ("csrfmiddlewaretoken", "seen", "revision")


def _beside(request: ActingRequest, document: Any, changed: ChangedMeanwhile) -> list[dict[str, str]]:
    """Each field that differs: what was typed, and what is there now."""
    found = changed.found or {}
    if not isinstance(found, dict):
        return []
    typed = getattr(request, "typed_item", None) or {}
    rows = []
    for name in {**typed, **found}:
        mine, now = words.shown(document, name, typed.get(name)), words.shown(document, name, found.get(name))
        if mine != now and name in words.FIELDS:
            label = words.INDICATOR_FIELDS.get(name) if changed.collection == "indicators" else None
            rows.append({"label": str(label or words.FIELDS[name]), "mine": mine, "now": now})
    return rows


def step_rows(steps: Any) -> list[dict[str, Any]]:
    """Steps of a draft as rows of a timeline."""
    undone = {"undone": _("undone"), "left": _("undone, and gone on without it")}
    return [
        {
            "title": f"{words.EDITS.get(step.kind, step.kind)}: {step.about}".rstrip(": "),
            "at": step.at,
            "actor": step.by_user.name if step.by_user else "",
            "text": undone.get(step.state, ""),
        }
        for step in steps
    ]


def complaints(wrong: NotAModel) -> list[str]:
    """What is wrong with a model, in the language of the page."""
    told = words.language()
    return [f"{one.message_in(told)} {one.remedy_in(told)}" for one in wrong.problems]
