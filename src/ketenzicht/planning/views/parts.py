"""Adding, changing, removing and putting back the parts of a plan, the same for every kind."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.planning.actions import plans as actions
from ketenzicht.planning.forms.parts import PartForm
from ketenzicht.planning.queries.plans import part_of, values_of
from ketenzicht.planning.views.part_pages import page_of
from ketenzicht.planning.views.plan_shell import kept_plan, plan_shell, said_when_plan_changed

if TYPE_CHECKING:
    from ketenzicht.planning.models import Plan


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def add_part(request: ActingRequest, code: str, kind: str) -> HttpResponse:
    """Add a part to a plan."""
    plan, page = kept_plan(request, code), page_of(kind)
    form = page.form(request.POST or None, plan=plan, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        values = form.values()
        actions.add_part(code=code, kind=page.kind, values=values, by=request.actor, at=timezone.now())
        messages.success(request, _("Added."))
        return SeeOther(page.place(plan, values))
    return render(
        request, "planning/part.html", _context(request, plan, form, page.add, page.place(plan, {}))
    )


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_plan_changed
def change_part(request: ActingRequest, code: str, kind: str, part_id: UUID) -> HttpResponse:
    """Change a part of a plan."""
    plan, page = kept_plan(request, code), page_of(kind)
    part = part_of(plan, page.kind, part_id)
    form = page.form(request.POST or None, plan=plan, part=part)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        actions.change_part(
            code=code,
            kind=page.kind,
            part_id=part_id,
            values=values,
            seen=_seen(form),
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Kept."))
        return SeeOther(page.place(plan, values))
    form.initial = {**values_of(part, form.names()), "seen": part.revision}
    context = _context(request, plan, form, page.change, page.place_of(plan, part))
    return render(request, "planning/part.html", {**context, "part": part, "slug": kind})


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_plan_changed
def remove_part(request: ActingRequest, code: str, kind: str, part_id: UUID) -> HttpResponse:
    """Take a part out of a plan; it can be put back."""
    plan, page = kept_plan(request, code), page_of(kind)
    part = part_of(plan, page.kind, part_id)
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
    return SeeOther(page.place_of(plan, part))


@require_POST
@needs(Verb.PLAN_EDIT)
def restore_part(request: ActingRequest, code: str, kind: str, part_id: UUID) -> HttpResponse:
    """Put a part back."""
    plan, page = kept_plan(request, code), page_of(kind)
    part = part_of(plan, page.kind, part_id)
    actions.restore_part(code=code, kind=page.kind, part_id=part_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Put back."))
    return SeeOther(page.place_of(plan, part))


def _seen(form: PartForm) -> int:
    seen = form.cleaned_data["seen"]
    return -1 if seen is None else int(seen)


def _context(
    request: ActingRequest, plan: "Plan", form: PartForm, title: Promise, back: str
) -> dict[str, Any]:
    return {**plan_shell(request, plan, (str(title), "")), "form": form, "page_title": title, "back": back}
