"""Long analyses: asking, watching, stopping, going on, and asking the same again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.systems import words
from ketenzicht.systems.actions import runs as actions
from ketenzicht.systems.domain.analyses import Analysis
from ketenzicht.systems.domain.documents import item, label_of
from ketenzicht.systems.forms.runs import AskForm
from ketenzicht.systems.queries import runs as queries
from ketenzicht.systems.queries.models import model_for, version_by_id, version_for
from ketenzicht.systems.run_tables import tables_of
from ketenzicht.systems.views.shell import shell

SHOWN = 100


@require_http_methods(["GET", "POST"])
@needs(Verb.MODEL_ANALYSE)
def ask(request: ActingRequest, code: str) -> HttpResponse:
    """Ask for an analysis of the newest version one may read, and see what was asked before."""
    model = model_for(request.actor, code)
    version = version_for(request.actor, model)
    form = AskForm(request.POST or None, document=version.document)
    if form.is_valid():
        run = actions.ask(
            version=version,
            kind=Analysis(form.cleaned_data["kind"]),
            parameters=form.parameters(timezone.localdate().isoformat()),
            seed=form.cleaned_data["seed"],
            desk_id=_desk(request, model.desk_id),
            by=request.actor,
            at=timezone.now(),
        )
        return _to(run.pk)
    here = reverse("systems:versions", args=[code])
    context = {
        **shell(request, (model.title, here), (_("Long analyses"), "")),
        "model": model,
        "version": version,
        "form": form,
        "rows": [_row(run) for run in queries.runs_of(request.actor, model)[:SHOWN]],
    }
    return render(request, "systems/runs.html", context)


def _desk(request: ActingRequest, keeper: int | None) -> int:
    desks = request.actor.desks(Verb.MODEL_ANALYSE)
    return keeper if keeper in desks else min(desks)


def _to(run_id: UUID) -> HttpResponse:
    return SeeOther(reverse("systems:run", args=[run_id]))


def _row(run: Any) -> dict[str, Any]:
    return {
        "run": run,
        "kind": words.ANALYSES[run.kind],
        "state": words.RUN_STATES[run.state],
        "tone": words.RUN_TONES[run.state],
    }


@require_GET
@needs(Verb.MODEL_ANALYSE)
def run(request: ActingRequest, run_id: UUID) -> HttpResponse:
    """One analysis: how far it is, or what came out and what it takes to get that again."""
    found = queries.run_for(request.actor, run_id)
    model = found.version.model
    here = reverse("systems:runs", args=[model.code])
    context = {
        **shell(request, (model.title, here), (_("Analysis"), "")),
        **_standing(found),
        "question": _question(found),
        "tables": tables_of(found.kind, found.result, found.version.document, words.language()),
        "same": _same(found),
    }
    return render(request, "systems/run.html", context)


def _standing(found: Any) -> dict[str, Any]:
    now = timezone.now()
    silent = actions.is_silent(found, now)
    active = found.state in actions.ACTIVE
    return {
        **_row(found),
        "active": active,
        "silent": silent,
        "step": words.piece(found.kind, found.step, found.version.document),
        "failure": words.failure(found.failure),
        "may_resume": silent or found.state in ("cancelled", "failed"),
    }


def _question(found: Any) -> list[dict[str, str]]:
    document, told = found.version.document, found.parameters
    rows = []
    for factor, sign in (told.get("presses") or {}).items():
        name = label_of(item(document, "factors", factor), words.language())
        rises = _("%(name)s rises") if sign > 0 else _("%(name)s falls")
        rows.append({"term": _("What changes"), "value": rises % {"name": name}})
    if told.get("goal"):
        name = label_of(item(document, "factors", told["goal"]), words.language())
        rows.append({"term": _("What it is about"), "value": name})
    rows.append({"term": _("Draws"), "value": str(told.get("draws", ""))})
    rows.append({"term": _("Seed"), "value": str(found.seed)})
    rows.append({"term": _("Version of the model"), "value": str(found.version.number)})
    rows.append({"term": _("Software"), "value": found.software or "–"})
    return rows


def _same(found: Any) -> bool | None:
    """Whether a run that was asked again came to the same numbers; None when there is nothing to compare."""
    before = found.again_of
    return found.digest == before.digest if before and before.digest and found.digest else None


@require_GET
@needs(Verb.MODEL_ANALYSE)
def standing(request: ActingRequest, run_id: UUID) -> HttpResponse:
    """How far it is, as a fragment; when it has ended the whole page is asked for."""
    found = queries.run_for(request.actor, run_id)
    response = render(request, "systems/_run_standing.html", _standing(found))
    if found.state not in actions.ACTIVE:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@needs(Verb.MODEL_ANALYSE)
def cancel(request: ActingRequest, run_id: UUID) -> HttpResponse:
    """Stop it."""
    actions.cancel(run_id=run_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Stopped. What was worked out already is kept."))
    return _to(run_id)


@require_POST
@needs(Verb.MODEL_ANALYSE)
def resume(request: ActingRequest, run_id: UUID) -> HttpResponse:
    """Go on."""
    actions.resume(run_id=run_id, by=request.actor, at=timezone.now())
    messages.success(request, _("It goes on with what is not done yet."))
    return _to(run_id)


@require_POST
@needs(Verb.MODEL_ANALYSE)
def again(request: ActingRequest, run_id: UUID) -> HttpResponse:
    """Ask exactly the same once more: the same version, parameters and seed."""
    before = queries.run_for(request.actor, run_id)
    made = actions.ask(
        version=version_by_id(request.actor, before.version_id),
        kind=Analysis(before.kind),
        parameters=before.parameters,
        seed=before.seed,
        desk_id=before.desk_id,
        again_of=before,
        by=request.actor,
        at=timezone.now(),
    )
    return _to(made.pk)


@require_GET
@needs(Verb.MODEL_ANALYSE)
def file(request: ActingRequest, run_id: UUID) -> HttpResponse:
    """The report, or all numbers as JSON."""
    found = queries.run_for(request.actor, run_id)
    if found.state != "done":
        raise Http404
    name = f"{found.version.model.code}-{found.kind}-{found.seed}"
    if found.file:
        response = HttpResponse(bytes(found.file), "application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        return response
    return _as_json(found, name)


def _as_json(found: Any, name: str) -> HttpResponse:
    from django.http import JsonResponse

    told = {
        "model": found.version.model.code,
        "version": found.version.number,
        "document": found.version.digest,
        "analysis": found.kind,
        "parameters": found.parameters,
        "seed": found.seed,
        "software": found.software,
        "digest": found.digest,
        "result": found.result,
    }
    response = JsonResponse(told)
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response
