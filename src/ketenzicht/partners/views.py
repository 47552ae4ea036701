"""The route table and the desks: to look at, to try and to correct."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, needs
from ketenzicht.common.time_words import limit_words
from ketenzicht.partners import actions, queries, words
from ketenzicht.partners.forms import CorrectionForm, DeskForm, RouteForm, StepFormSet, TryForm


@needs(Verb.ROUTE_TRY)
@require_GET
def routes(request: ActingRequest) -> HttpResponse:
    """The whole route table in its order."""
    names = queries.names_of_codes(timezone.localdate())
    rows = [
        {
            "route": route,
            "explanation": route.in_language("explanation"),
            "conditions": _conditions(route.conditions, names),
            "steps": _steps(route.steps, names),
            "assessment": limit_words(route.assessment_quantity, route.assessment_unit),
            "reply": limit_words(route.reply_quantity, route.reply_unit),
        }
        for route in queries.all_routes()
    ]
    can_edit = request.actor.may(Verb.REFERENCE_EDIT)
    return render(request, "partners/routes.html", {"rows": rows, "can_edit": can_edit, "wide": True})


@needs(Verb.ROUTE_TRY)
@require_GET
def desks(request: ActingRequest) -> HttpResponse:
    """Every desk with what it takes in."""
    search = request.GET.get("q", "").strip()
    today = timezone.localdate()
    names = queries.names_of_codes(today)
    found = [
        {"desk": desk, "takes_in": [names.get(code, code) for code in desk.forms]}
        for desk in queries.desks_on(today)
        if _fits(desk, search)
    ]
    context = {"rows": found, "search": search, "can_edit": request.actor.may(Verb.REFERENCE_EDIT)}
    return render(request, "partners/desks.html", context | {"wide": True})


@needs(Verb.ROUTE_TRY)
@require_GET
def try_routes(request: ActingRequest) -> HttpResponse:
    """Try the table on invented facts; nothing is kept."""
    form = TryForm(request.GET or None)
    found = None
    if request.GET and form.is_valid():
        chosen = form.cleaned_data["municipality"]
        found = queries.advise(form.facts(), int(chosen) if chosen else None, timezone.localdate())
    return render(request, "partners/try.html", {"form": form, "found": found and _shown(found)})


@needs(Verb.REFERENCE_EDIT)
@require_http_methods(["GET", "POST"])
def edit_desk(request: ActingRequest, code: str) -> HttpResponse:
    """Correct a desk."""
    desk = queries.desk_by_code(code)
    form = DeskForm(request.POST or None, initial=_initial(desk, DeskForm))
    if request.method == "POST" and form.is_valid() and _corrected(request, desk, form, form.changes()):
        return redirect("partners:desks")
    return render(request, "partners/edit_desk.html", {"form": form, "desk": desk} | _history(desk))


@needs(Verb.REFERENCE_EDIT)
@require_http_methods(["GET", "POST"])
def edit_route(request: ActingRequest, code: str) -> HttpResponse:
    """Correct a rule of the route table."""
    route = queries.route_by_code(code)
    initial = _initial(route, RouteForm) | RouteForm.from_conditions(route.conditions)
    form = RouteForm(request.POST or None, initial=initial)
    steps = StepFormSet(request.POST or None, initial=route.steps, prefix="step")
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        changes = form.changes() | {"steps": _kept_steps(steps)}
        if _corrected(request, route, form, changes):
            return redirect("partners:routes")
    context = {"form": form, "steps": steps, "route": route} | _history(route)
    return render(request, "partners/edit_route.html", context)


def _corrected(request: ActingRequest, row: Any, form: CorrectionForm, changes: dict[str, Any]) -> bool:
    data = form.cleaned_data
    try:
        actions.correct(
            row=row,
            changes=changes,
            reason=data["reason"],
            seen=data["seen"],
            by=request.actor,
            at=timezone.now(),
        )
    except actions.NothingChanged:
        form.add_error(None, _("You changed nothing yet."))
    except actions.ChangedMeanwhile:
        form.add_error(
            None,
            _("A colleague corrected this row while you were busy. Look at the history, then open it again."),
        )
    else:
        messages.success(request, _("The correction is kept, and what it was too."))
        return True
    return False


def _initial(row: Any, form: type[CorrectionForm]) -> dict[str, Any]:
    names = [name for name in form.base_fields if hasattr(row, name)]
    kind = row._meta.model_name
    return {name: getattr(row, name) for name in names} | {"seen": actions.last_revision(kind, row.code)}


def _history(row: Any) -> dict[str, Any]:
    found = queries.revisions(row._meta.model_name, row.code)
    return {
        "history": [
            {
                "revision": one,
                "changes": [
                    {"field": name, "before": one.before[name], "after": value}
                    for name, value in one.after.items()
                ],
            }
            for one in found
        ]
    }


def _kept_steps(formset: Any) -> list[dict[str, str]]:
    return [
        {name: value for name, value in form.cleaned_data.items() if value}
        for form in formset
        if form.cleaned_data.get("act")
    ]


def _conditions(conditions: dict[str, Any], names: Mapping[str, str]) -> list[str]:
    return [
        f"{words.word(words.CONDITIONS, name)}: {_wanted(value, names)}" for name, value in conditions.items()
    ]


def _wanted(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(names.get(one) or words.word(words.SUBJECTS, one) for one in value)
    return words.word(words.RESIDENCE, str(value))


def _steps(steps: list[dict[str, str]], names: Mapping[str, str]) -> list[str]:
    return [f"{words.word(words.ACTS, one['act'])}: {_whom(one, names)}" for one in steps]


def _whom(step: dict[str, str], names: Mapping[str, str]) -> str:
    if code := step.get("desk"):
        return names.get(code, code)
    return words.word(words.DESK_KINDS, step.get("desk_kind", ""))


def _fits(desk: Any, search: str) -> bool:
    return search.casefold() in f"{desk.label} {desk.organisation.label} {desk.kind}".casefold()


def _shown(found: queries.RouteAdvice) -> dict[str, Any]:
    names = queries.names_of_codes(timezone.localdate())
    return {
        "route": found.route,
        "why": [_result(one, names) for one in found.advice.why],
        "missing": [words.word(words.CONDITIONS, one) for one in found.advice.missing],
        "steps": [
            {"act": words.word(words.ACTS, step.act), "desks": step.desks, "why": step.why}
            for step in found.steps
        ],
        "passed": [
            {"route": found.rows[one.code], "because": [_result(result, names) for result in one.because]}
            for one in found.advice.passed_over
            if one.code in found.rows
        ],
        "assessment": _limit(found.assessment),
        "reply": _limit(found.reply),
    }


def _result(result: Any, names: Mapping[str, str]) -> dict[str, str]:
    return {
        "condition": words.word(words.CONDITIONS, result.condition),
        "wanted": _wanted(result.wanted, names),
        "met": words.word(words.MET, result.met),
    }


def _limit(limit: Any) -> str:
    return limit_words(limit.quantity, limit.unit) if limit else ""
