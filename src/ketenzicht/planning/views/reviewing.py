"""Looking over what was read, one place at a time."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.planning import actions, queries
from ketenzicht.planning.domain.anthology import Reason
from ketenzicht.planning.forms import CutForm, LeaveOutForm, MoveForm, TakeInForm, TitleForm
from ketenzicht.planning.queries.searching import clusters_of
from ketenzicht.planning.views.shell import kept, last_step, said_when_changed, shell
from ketenzicht.planning.words import DOUBTS, REASONS, keys

if TYPE_CHECKING:
    from ketenzicht.planning.models import Consultation, Statement


def _statement(request: ActingRequest, code: str, number: int) -> "Statement":
    kept(request, code)
    return queries.statement_by_number(request.actor, code, number)


def _next(code: str, consultation: "Consultation", after: float) -> HttpResponse:
    waiting = queries.next_unsure(consultation, after)
    if waiting is None:
        return SeeOther(reverse("planning:consultation", args=[code]))
    return SeeOther(reverse("planning:look", args=[code, waiting.number]))


def _refused(request: ActingRequest, code: str, number: int) -> HttpResponse:
    messages.error(request, _("Choose first. Nothing was changed."))
    return SeeOther(reverse("planning:look", args=[code, number]))


@require_GET
@needs(Verb.PLAN_EDIT)
def review(request: ActingRequest, code: str) -> HttpResponse:
    """Go to the first place to look at."""
    return _next(code, kept(request, code), 0.0)


@require_GET
@needs(Verb.PLAN_EDIT)
def look(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """One statement with the lines it was read from, and everything that can be done with it."""
    held = kept(request, code)
    statement = queries.statement_by_number(request.actor, code, number)
    if statement.replaced_by_id:
        return SeeOther(reverse("planning:statement", args=[code, number]))
    unsure = queries.unsure_of(held, statement)
    context = {
        **shell(request, held, (_("Look over"), "")),
        "unsure": unsure,
        "clusters": clusters_of(statement),
        "doubts": [DOUBTS[doubt] for doubt in statement.doubts],
        "tally": queries.tally(held),
        "cut_form": CutForm(places=[(place, after) for place, _before, after in unsure.cuts]),
        "move_form": MoveForm(clusters=queries.clusters_to_choose(held)),
        "leave_out_form": LeaveOutForm(),
        "keys": keys(),
        **last_step(held),
    }
    return render(request, "planning/look.html", context)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def right(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Say that a statement was read right, and go on."""
    statement = _statement(request, code, number)
    actions.look_at_statement(code=code, statement_id=statement.pk, by=request.actor, at=timezone.now())
    return _next(code, kept(request, code), statement.order)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def cut(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Cut a statement in two."""
    held = kept(request, code)
    statement = queries.statement_by_number(request.actor, code, number)
    places = [(place, "") for place, _before, _after in queries.unsure_of(held, statement).cuts]
    form = CutForm(request.POST, places=places)
    if not form.is_valid():
        return _refused(request, code, number)
    actions.split_statement(
        code=code,
        statement_id=statement.pk,
        place=form.cleaned_data["place"],
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Cut in two."))
    return _next(code, held, statement.order)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def join(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Put a statement together with the one before or after it."""
    held = kept(request, code)
    statement = queries.statement_by_number(request.actor, code, number)
    before, after = queries.neighbours(statement)
    other = {"before": before, "after": after}.get(request.POST.get("with", ""))
    if other is None:
        return _refused(request, code, number)
    joined = actions.join_statements(
        code=code, statement_ids=[statement.pk, other.pk], by=request.actor, at=timezone.now()
    )
    messages.success(request, _("Put together."))
    return _next(code, held, joined.order)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def move(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Put a statement in another cluster."""
    held = kept(request, code)
    statement = queries.statement_by_number(request.actor, code, number)
    form = MoveForm(request.POST, clusters=queries.clusters_to_choose(held))
    if not form.is_valid():
        return _refused(request, code, number)
    actions.move_statements(
        code=code,
        statement_ids=[statement.pk],
        to=form.cleaned_data["cluster"],
        also_keep=form.cleaned_data["also_keep"],
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Moved."))
    return SeeOther(reverse("planning:look", args=[code, number]))


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def leave_out(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Say that it is no statement."""
    held = kept(request, code)
    statement = queries.statement_by_number(request.actor, code, number)
    form = LeaveOutForm(request.POST)
    if not form.is_valid():
        return _refused(request, code, number)
    actions.leave_out(
        code=code,
        statement_id=statement.pk,
        reason=Reason(form.cleaned_data["reason"]),
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Left out. It stands in the list of what was left out."))
    return _next(code, held, statement.order)


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def left_out(request: ActingRequest, code: str) -> HttpResponse:
    """Every line that is in no statement, and taking one in after all."""
    held = kept(request, code)
    groups = queries.left_out_lines(held)
    form = TakeInForm(
        request.POST or None,
        numbers=[line.number for group in groups for line in group.lines],
        clusters=queries.clusters_to_choose(held),
    )
    if form.is_valid():
        made = actions.take_in(
            code=code,
            line_numbers=form.cleaned_data["lines"],
            cluster_id=form.cleaned_data["cluster"],
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Taken in as statement %(number)d.") % {"number": made.number})
        return SeeOther(reverse("planning:left_out", args=[code]))
    context = {
        **shell(request, held, (_("Left out"), "")),
        "groups": [(REASONS[group.reason], group.lines) for group in groups],
        "form": form,
        "chosen": {
            int(number) for number in request.POST.getlist("lines") if number.isascii() and number.isdigit()
        },
    }
    return render(request, "planning/left_out.html", context)


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_changed
def name_cluster(request: ActingRequest, code: str, number: str) -> HttpResponse:
    """Say what a cluster is called."""
    held = kept(request, code)
    view = queries.cluster_by_number(request.actor, code, number)
    form = TitleForm(request.POST or None, initial={"title": view.cluster.title})
    if form.is_valid():
        actions.look_at_cluster(
            code=code,
            cluster_id=view.cluster.pk,
            title=form.cleaned_data["title"],
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("The title was kept."))
        return SeeOther(reverse("planning:cluster", args=[code, number]))
    context = {
        **shell(request, held, (str(view.cluster), "")),
        "view": view,
        "form": form,
        "doubts": [DOUBTS[doubt] for doubt in view.cluster.doubts],
    }
    return render(request, "planning/name_cluster.html", context)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_changed
def undo(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Undo the last step."""
    undone = actions.undo(code=code, number=number, by=request.actor, at=timezone.now())
    messages.success(request, _("Undone."))
    home, back = reverse("planning:consultation", args=[code]), request.POST.get("back", "")
    if back.isascii() and back.isdigit() and len(back) < 9:
        return SeeOther(reverse("planning:look", args=[code, int(back)]))
    # A cluster whose adding was undone is no place to go back to.
    inside = (
        undone.kind != "add_cluster" and back.startswith(home) and url_has_allowed_host_and_scheme(back, None)
    )
    return SeeOther(back if inside else home)
