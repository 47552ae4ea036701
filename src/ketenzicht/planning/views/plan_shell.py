"""What pages of plans share: where they are, the tabs of a plan, and who may change it."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest
from ketenzicht.planning import actions
from ketenzicht.planning.queries.plans import keeps_plan, plan_for

if TYPE_CHECKING:
    from ketenzicht.planning.models import Plan

View = Callable[..., HttpResponse]


def plan_shell(
    request: ActingRequest, plan: "Plan | None" = None, *crumbs: tuple[str, str]
) -> dict[str, Any]:
    """The shell of whoever looks, the way back, and the tabs of the plan."""
    trail = [(_("Plans"), reverse("planning:plans"))]
    if plan is not None:
        trail.append((plan.title, reverse("planning:plan", args=[plan.code])))
    trail += crumbs
    last = len(trail) - 1
    return {
        "shell": "common/staff.html" if request.user.is_authenticated else "common/public.html",
        "breadcrumbs": [
            {"label": label, "url": "" if place == last else url} for place, (label, url) in enumerate(trail)
        ],
        "plan": plan,
        "tabs": _tabs(request, plan) if plan else [],
        "keeps": plan is not None and keeps_plan(request.actor, plan),
    }


def _tabs(request: ActingRequest, plan: "Plan") -> list[dict[str, Any]]:
    places = [
        (_("Overview"), "plan"),
        (_("Problems"), "problems"),
        (_("Goals"), "goals"),
        (_("Measures"), "measures"),
        (_("Coverage"), "coverage"),
        (_("Projects"), "projects"),
        (_("Money"), "money"),
        (_("Progress reports"), "reports"),
    ]
    if plan.kind != "programme":
        places.append((_("Elements"), "elements"))
    found = []
    for label, name in places:
        url = reverse(f"planning:{name}", args=[plan.code])
        found.append({"label": label, "url": url, "current": request.path == url, "count": None})
    return found


def kept_plan(request: ActingRequest, code: str) -> "Plan":
    """The plan, for whoever keeps it. Raises NotVisible, NotAllowed."""
    plan = plan_for(request.actor, code)
    request.actor.require(Verb.PLAN_EDIT, plan.desk_id)
    return plan


def said_when_plan_changed(view: View) -> View:
    """Say so when somebody else was first, instead of overwriting what that person did."""

    @wraps(view)
    def answered(request: ActingRequest, code: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, code, **kwargs)
        except actions.Changed:
            context = {**plan_shell(request), "code": code}
            return render(request, "planning/plan_changed.html", context, status=409)

    return answered
