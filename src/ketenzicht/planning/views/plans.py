"""Plans: the list, beginning one, what one says as a whole, and its elements."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, public_page
from ketenzicht.partners.queries import desks_by_id, municipality_names
from ketenzicht.planning import queries
from ketenzicht.planning.actions import plans as actions
from ketenzicht.planning.forms.plans import BeginForm, ElementsForm, OpenPlanForm, PlanForm
from ketenzicht.planning.plan_words import ELEMENT_STATES, ELEMENT_TONES, PLAN_KINDS, ROLES, STATUSES
from ketenzicht.planning.queries.measures import plan_tally
from ketenzicht.planning.queries.plans import (
    ElementRow,
    element_rows,
    keeps_plan,
    neighbours_of,
    plan_for,
    plans_visible_to,
    removed_parts,
)
from ketenzicht.planning.views.part_pages import slug_of
from ketenzicht.planning.views.plan_shell import kept_plan, plan_shell, said_when_plan_changed


@require_GET
@public_page
def plans(request: ActingRequest) -> HttpResponse:
    """Every plan one may read."""
    found = [(plan, PLAN_KINDS[plan.kind]) for plan in plans_visible_to(request.actor)]
    context = {**plan_shell(request), "plans": found, "may_edit": request.actor.may(Verb.PLAN_EDIT)}
    return render(request, "planning/plans.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def begin(request: ActingRequest) -> HttpResponse:
    """Begin a plan."""
    desks = desks_by_id(request.actor.desks(Verb.PLAN_EDIT))
    choices = sorted(((pk, desk.label) for pk, desk in desks.items()), key=lambda choice: choice[1])
    form = BeginForm(request.POST or None, desks=choices)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        plan = actions.begin_plan(
            title=said["title"], kind=said["kind"], desk_id=said["desk"], by=request.actor, at=timezone.now()
        )
        return SeeOther(reverse("planning:plan", args=[plan.code]))
    context = {**plan_shell(request, None, (_("New plan"), "")), "form": form}
    return render(request, "planning/begin_plan.html", context)


@require_GET
@public_page
def plan(request: ActingRequest, code: str) -> HttpResponse:
    """A plan as a whole."""
    held = plan_for(request.actor, code)
    keeps = keeps_plan(request.actor, held)
    tally = plan_tally(held, timezone.localdate())
    context = {
        **plan_shell(request, held),
        "kind": PLAN_KINDS[held.kind],
        "tally": tally,
        "statuses": [(STATUSES[status], count) for status, count in tally.statuses.items() if count],
        "open_form": OpenPlanForm(initial={"visibility": held.visibility}) if keeps else None,
        "removed": [(one, slug_of(one.kind)) for one in removed_parts(held)] if keeps else [],
    }
    return render(request, "planning/plan.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_plan_changed
def change(request: ActingRequest, code: str) -> HttpResponse:
    """Change what a plan says as a whole."""
    held = kept_plan(request, code)
    now = {name: getattr(held, name) for name in PlanForm.base_fields if name != "seen"}
    form = PlanForm(
        request.POST or None,
        initial={**now, "seen": held.revision},
        municipalities=municipality_names(timezone.localdate()),
        consultations=[(one.pk, one.title) for one in queries.consultations_visible_to(request.actor)],
    )
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        actions.change_plan(code=code, values=form.values(), seen=seen, by=request.actor, at=timezone.now())
        messages.success(request, _("Kept."))
        return SeeOther(reverse("planning:plan", args=[code]))
    context = {**plan_shell(request, held, (_("Change"), "")), "form": form}
    return render(request, "planning/change_plan.html", context)


@require_POST
@needs(Verb.PLAN_EDIT)
def open_to(request: ActingRequest, code: str) -> HttpResponse:
    """Say who may read."""
    form = OpenPlanForm(request.POST)
    if form.is_valid():
        visibility = form.cleaned_data["visibility"]
        actions.open_plan(code=code, visibility=visibility, by=request.actor, at=timezone.now())
        messages.success(request, _("Who may read this was changed."))
    else:
        kept_plan(request, code)
        messages.error(request, _("Choose who may read this."))
    return SeeOther(reverse("planning:plan", args=[code]))


@require_GET
@public_page
def elements(request: ActingRequest, code: str) -> HttpResponse:
    """What a policy has to hold, how far this plan is, and what the neighbours do."""
    held = plan_for(request.actor, code)
    others = neighbours_of(request.actor, held)
    rows = element_rows(held, others)
    groups = [
        (label, [_shown(row) for row in rows if row.element.role == role]) for role, label in ROLES.items()
    ]
    there = sum(row.own is not None and row.own.state == "there" for row in rows)
    context = {
        **plan_shell(request, held, (_("Elements"), "")),
        "groups": groups,
        "others": others,
        "there": there,
        "all": len(rows),
    }
    return render(request, "planning/elements.html", context)


def _shown(row: ElementRow) -> dict[str, object]:
    def state(found: object) -> dict[str, object] | None:
        code = getattr(found, "state", "")
        if not code:
            return None
        return {"word": ELEMENT_STATES[code], "tone": ELEMENT_TONES[code], "note": getattr(found, "note", "")}

    return {"element": row.element, "own": state(row.own), "others": [state(other) for other in row.others]}


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def mark_elements(request: ActingRequest, code: str) -> HttpResponse:
    """Say how far the plan is with every element."""
    held = kept_plan(request, code)
    form = ElementsForm(request.POST or None, rows=element_rows(held, []))
    if request.method == "POST" and form.is_valid():
        actions.mark_elements(code=code, states=form.states(), by=request.actor, at=timezone.now())
        messages.success(request, _("Kept."))
        return SeeOther(reverse("planning:elements", args=[code]))
    groups = [
        (label, [(state, note) for of, state, note in form.pairs() if of == role])
        for role, label in ROLES.items()
    ]
    crumbs = ((_("Elements"), reverse("planning:elements", args=[code])), (_("Change"), ""))
    context = {**plan_shell(request, held, *crumbs), "form": form, "groups": groups}
    return render(request, "planning/mark_elements.html", context)
