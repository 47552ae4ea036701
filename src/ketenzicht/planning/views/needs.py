"""Questions to figures: all of them with their outcome, asking one, and judging what figures say."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, public_page
from ketenzicht.planning.actions import Changed
from ketenzicht.planning.actions import needs as actions
from ketenzicht.planning.domain.figures.judging import GAPS
from ketenzicht.planning.figure_words import COUNT_KINDS, OUTCOME_TONES, OUTCOMES
from ketenzicht.planning.forms.needs import FindingForm, NeedForm
from ketenzicht.planning.queries.figures import series_views, series_visible_to, sources
from ketenzicht.planning.queries.following import followed
from ketenzicht.planning.queries.needs import (
    Asker,
    all_needs,
    asker_for,
    need_for,
    need_row,
    removed_needs,
)
from ketenzicht.planning.views.figure_shell import (
    asked_by,
    chart_of,
    figure_page,
    need_in_words,
    table_of,
)

if TYPE_CHECKING:
    from ketenzicht.planning.models import InformationNeed

_KINDS = ("cluster", "problem", "goal")


def said_when_figures_changed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say so when somebody else was first, instead of overwriting what that person did."""

    @wraps(view)
    def answered(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Changed:
            context = {**figure_page(request), "back": request.path}
            return render(request, "planning/figures_changed.html", context, status=409)

    return answered


@require_GET
@public_page
def all_of_them(request: ActingRequest) -> HttpResponse:
    """Every question with its outcome; the gaps stand apart."""
    rows = all_needs(request.actor)
    wanted = request.GET.get("uitkomst", "")
    told = [need_in_words(row) for row in rows]
    outcomes = {"": _("All"), **OUTCOMES, "open": _("Not judged yet")}
    url = reverse("planning:needs")
    context = {
        **figure_page(request, (_("Questions to figures"), "")),
        "rows": [row for row in told if wanted in ("", _outcome(row))],
        "gaps": [row for row in told if _outcome(row) in GAPS],
        "removed": [{"need": need, **asked_by(need)} for need in removed_needs(request.actor)],
        "tabs": [
            {
                "label": label,
                "url": f"{url}?uitkomst={outcome}" if outcome else url,
                "current": wanted == outcome,
                "count": sum(outcome in ("", _outcome(row)) for row in told),
            }
            for outcome, label in outcomes.items()
        ],
    }
    return render(request, "planning/needs.html", context)


def _outcome(row: dict[str, Any]) -> str:
    return row["finding"].outcome if row["finding"] else "open"


@require_GET
@public_page
def need(request: ActingRequest, need_id: UUID) -> HttpResponse:
    """One question: what could tell it, the series beside it, and what was found."""
    held = need_for(request.actor, need_id)
    keeps = request.actor.may(Verb.PLAN_EDIT, held.desk_id)
    return render(request, "planning/need.html", _told(request, held, FindingForm() if keeps else None))


def _told(request: ActingRequest, held: "InformationNeed", form: FindingForm | None) -> dict[str, Any]:
    row = need_row(request.actor, held)
    views = series_views([one.series for one in row.series])
    if form is not None:
        form.initial = {"seen": held.revision, **form.initial}
    return {
        **figure_page(request, (_("Questions to figures"), reverse("planning:needs")), (held.question, "")),
        **need_in_words(row),
        "findings": [(one, OUTCOMES[one.outcome], OUTCOME_TONES[one.outcome]) for one in row.findings],
        "beside": [
            {
                "series": view.series,
                "kind": COUNT_KINDS[view.series.kind],
                "chart": chart_of([view], view.series.label),
                "rows": table_of(view),
            }
            for view in views
        ],
        "sources": list(held.sources.all()),
        "followed": followed(request.actor, [held.cluster]) if held.cluster else [],
        "keeps": form is not None,
        "form": form,
    }


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def ask(request: ActingRequest) -> HttpResponse:
    """Ask something on behalf of a cluster, a problem or a goal, which the address names."""
    asker = _asker(request)
    request.actor.require(Verb.PLAN_EDIT, asker.desk_id)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        made = actions.ask(asker=asker, values=form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, _("Asked. Now say what the figures tell."))
        return SeeOther(reverse("planning:need", args=[made.pk]))
    title = _("Ask the figures")
    context = {**figure_page(request, (title, "")), "form": form, "page_title": title, "about": asker.name}
    return render(request, "planning/figure_form.html", {**context, "back": reverse("planning:needs")})


def _asker(request: ActingRequest) -> Asker:
    for kind in _KINDS:
        if value := request.GET.get(kind):
            try:
                return asker_for(request.actor, kind, UUID(value))
            except ValueError as error:
                raise NotVisible from error
    raise NotVisible


def _form(request: ActingRequest, **more: Any) -> NeedForm:
    there = [(one.pk, f"{COUNT_KINDS[one.kind]}: {one.label}") for one in series_visible_to(request.actor)]
    return NeedForm(
        request.POST or None, sources=[(one.pk, one.label) for one in sources()], series=there, **more
    )


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_figures_changed
def change_need(request: ActingRequest, need_id: UUID) -> HttpResponse:
    """Change a question, or what stands beside it."""
    held = _kept(request, need_id)
    initial = {
        "question": held.question,
        "why": held.why,
        "sources": [one.pk for one in held.sources.all()],
        "series": [one.pk for one in held.series.all()],
        "seen": held.revision,
    }
    form = _form(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.change_need(
            need_id=need_id, values=said, seen=_seen(said["seen"]), by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Kept."))
        return SeeOther(reverse("planning:need", args=[need_id]))
    title = _("Change the question")
    back = reverse("planning:need", args=[need_id])
    context = {**figure_page(request, (held.question, back), (title, "")), "form": form, "back": back}
    context |= {"page_title": title, "about": asked_by(held)["asker"]}
    return render(request, "planning/figure_form.html", context)


def _kept(request: ActingRequest, need_id: UUID) -> "InformationNeed":
    """A question that whoever looks may change. Raises NotVisible, NotAllowed."""
    held = need_for(request.actor, need_id)
    request.actor.require(Verb.PLAN_EDIT, held.desk_id)
    return held


def _seen(seen: int | None) -> int:
    return -1 if seen is None else seen


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_figures_changed
def judge(request: ActingRequest, need_id: UUID) -> HttpResponse:
    """Say how figures stand to what was said."""
    held = _kept(request, need_id)
    form = FindingForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        given = {name: said[name] for name in ("outcome", "note", "wanted")}
        try:
            actions.judge(
                need_id=need_id, **given, seen=_seen(said["seen"]), by=request.actor, at=timezone.now()
            )
        except actions.CannotSay as refused:
            form.tell(refused.lacks)
        else:
            messages.success(request, _("Kept."))
            return SeeOther(reverse("planning:need", args=[need_id]))
    return render(request, "planning/need.html", _told(request, held, form))


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_figures_changed
def remove_need(request: ActingRequest, need_id: UUID) -> HttpResponse:
    """Take a question away; it can be put back."""
    _kept(request, need_id)
    seen = request.POST.get("seen", "")
    actions.remove_need(
        need_id=need_id,
        seen=int(seen) if seen.isdecimal() else -1,
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Removed. It can be put back from the list of all questions."))
    return SeeOther(reverse("planning:needs"))


@require_POST
@needs(Verb.PLAN_EDIT)
def restore_need(request: ActingRequest, need_id: UUID) -> HttpResponse:
    """Put a question back."""
    _kept(request, need_id)
    actions.restore_need(need_id=need_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Put back."))
    return SeeOther(reverse("planning:need", args=[need_id]))
