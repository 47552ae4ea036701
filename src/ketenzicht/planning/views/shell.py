"""What pages of consultations share."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest
from ketenzicht.planning import actions, queries
from ketenzicht.planning.words import KINDS

if TYPE_CHECKING:
    from ketenzicht.planning.models import Consultation

View = Callable[..., HttpResponse]


def shell(
    request: ActingRequest, consultation: "Consultation | None" = None, *crumbs: tuple[str, str]
) -> dict[str, Any]:
    """The shell of whoever looks, and the way back to the list and to the consultation."""
    trail = [(_("Consultations"), reverse("planning:consultations"))]
    if consultation is not None:
        trail.append((consultation.title, reverse("planning:consultation", args=[consultation.code])))
    trail += crumbs
    last = len(trail) - 1
    return {
        "shell": "common/staff.html" if request.user.is_authenticated else "common/public.html",
        "breadcrumbs": [
            {"label": label, "url": "" if place == last else url} for place, (label, url) in enumerate(trail)
        ],
        "consultation": consultation,
    }


def kept(request: ActingRequest, code: str) -> "Consultation":
    """A consultation that whoever looks may change. Raises NotVisible, NotAllowed."""
    held = queries.consultation_for(request.actor, code)
    request.actor.require(Verb.PLAN_EDIT, held.desk_id)
    return held


def last_step(consultation: "Consultation") -> dict[str, Any]:
    """The step that can be undone now, in words; nothing when there is none."""
    change = queries.last_change(consultation)
    if change is None:
        return {}
    return {"last_change": change, "last_change_words": KINDS[change.kind]}


def said_when_changed(view: View) -> View:
    """Say so when somebody else was first, instead of overwriting what that person did."""

    @wraps(view)
    def answered(request: ActingRequest, code: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, code, **kwargs)
        except (actions.Changed, actions.NothingToUndo):
            return render(request, "planning/changed.html", {**shell(request), "code": code}, status=409)

    return answered
