"""Adding, changing, removing and putting back the parts of a plan, the same for every kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.planning.actions import plans as actions
from ketenzicht.planning.forms.money import CostItemForm, DistributionKeyForm, ScenarioForm
from ketenzicht.planning.forms.parts import PartForm
from ketenzicht.planning.queries.plans import part_of, values_of
from ketenzicht.planning.views.plan_shell import kept_plan, plan_shell, said_when_plan_changed
from ketenzicht.planning.views.shell import SeeOther

if TYPE_CHECKING:
    from ketenzicht.planning.models import Plan


@dataclass(frozen=True)
class PartPage:
    """How one kind of part is filled in, what its pages are called, and the page it stands on."""

    kind: str
    form: type[PartForm]
    add: Promise
    change: Promise
    stands_on: str


PAGES: Mapping[str, PartPage] = {
    "kostenpost": PartPage(
        "costitem", CostItemForm, gettext_lazy("Add a cost item"), gettext_lazy("Change a cost item"), "money"
    ),
    "verdeelsleutel": PartPage(
        "distributionkey",
        DistributionKeyForm,
        gettext_lazy("Add a distribution key"),
        gettext_lazy("Change a distribution key"),
        "money",
    ),
    "scenario": PartPage(
        "scenario", ScenarioForm, gettext_lazy("Add a scenario"), gettext_lazy("Change a scenario"), "money"
    ),
}


def slug_of(kind: str) -> str:
    """How addresses call a kind of part."""
    return next(slug for slug, page in PAGES.items() if page.kind == kind)


def _page(slug: str) -> PartPage:
    if slug not in PAGES:
        raise NotVisible
    return PAGES[slug]


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def add_part(request: ActingRequest, code: str, kind: str) -> HttpResponse:
    """Add a part to a plan."""
    plan, page = kept_plan(request, code), _page(kind)
    form = page.form(request.POST or None, plan=plan, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        actions.add_part(code=code, kind=page.kind, values=form.values(), by=request.actor, at=timezone.now())
        messages.success(request, _("Added."))
        return SeeOther(_stands_on(plan, page))
    return render(request, "planning/part.html", _context(request, plan, page, form, page.add))


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_plan_changed
def change_part(request: ActingRequest, code: str, kind: str, part_id: UUID) -> HttpResponse:
    """Change a part of a plan."""
    plan, page = kept_plan(request, code), _page(kind)
    part = part_of(plan, page.kind, part_id)
    form = page.form(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        actions.change_part(
            code=code,
            kind=page.kind,
            part_id=part_id,
            values=form.values(),
            seen=_seen(form),
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Kept."))
        return SeeOther(_stands_on(plan, page))
    form.initial = {**values_of(part, form.names()), "seen": part.revision}
    context = {**_context(request, plan, page, form, page.change), "part": part, "slug": kind}
    return render(request, "planning/part.html", context)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_plan_changed
def remove_part(request: ActingRequest, code: str, kind: str, part_id: UUID) -> HttpResponse:
    """Take a part out of a plan; it can be put back."""
    plan, page = kept_plan(request, code), _page(kind)
    seen = request.POST.get("seen", "")
    actions.remove_part(
        code=code,
        kind=page.kind,
        part_id=part_id,
        seen=int(seen) if seen.isdecimal() else -1,
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Removed. The overview of the plan can put it back."))
    return SeeOther(_stands_on(plan, page))


@require_POST
@needs(Verb.PLAN_EDIT)
def restore_part(request: ActingRequest, code: str, kind: str, part_id: UUID) -> HttpResponse:
    """Put a part back."""
    plan, page = kept_plan(request, code), _page(kind)
    actions.restore_part(code=code, kind=page.kind, part_id=part_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Put back."))
    return SeeOther(_stands_on(plan, page))


def _stands_on(plan: "Plan", page: PartPage) -> str:
    return reverse(f"planning:{page.stands_on}", args=[plan.code])


def _seen(form: PartForm) -> int:
    seen = form.cleaned_data["seen"]
    return -1 if seen is None else int(seen)


def _context(
    request: ActingRequest, plan: "Plan", page: PartPage, form: PartForm, title: Promise
) -> dict[str, Any]:
    back = _stands_on(plan, page)
    return {**plan_shell(request, plan, (str(title), "")), "form": form, "page_title": title, "back": back}
