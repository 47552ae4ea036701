"""An analysis as a causal model: as a file, as a draft to go on with, and back again."""

import json
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from causal.files import ModelErrors, dump, from_json
from causal.model import Model
from ketenzicht.common.actor import NotVisible
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs, public_page
from ketenzicht.planning.actions import Changed
from ketenzicht.planning.actions.cause_handing import open_as_model, take_in_model
from ketenzicht.planning.cause_links import links_of, statement_in
from ketenzicht.planning.cause_words import NODE_KINDS, SIGNS
from ketenzicht.planning.domain.causes.handing import TakenIn, model_of, taken_in
from ketenzicht.planning.domain.causes.network import Network, arrow_of, node_of, touched
from ketenzicht.planning.forms.causes import ModelFileForm, TakeInModelForm
from ketenzicht.planning.queries.cause_rows import arrow_rows
from ketenzicht.planning.queries.causes import network_of, numbers_in
from ketenzicht.planning.views.cause_shell import (
    Seen,
    analysis_shell,
    language,
    looked_at,
    said_when_drawn_meanwhile,
    worked_on,
)
from ketenzicht.systems.domain.reading import read_file

SHOWN_PROBLEMS = 10


@require_GET
@public_page
def model_file(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """The analysis as a file of a causal model. There is none of an empty analysis."""
    seen = looked_at(request, code, number)
    if not seen.network.nodes:
        raise NotVisible
    response = HttpResponse(dump(_model(seen), format="yaml").text, "text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_code(seen)}.yaml"'
    return response


@require_POST
@needs(Verb.MODEL_EDIT)
@said_when_drawn_meanwhile
def to_model(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Go on with the analysis as a causal model of the own desk."""
    seen = worked_on(request, code, number)
    if not seen.network.nodes:
        messages.error(request, _("There is nothing in this analysis yet."))
        return SeeOther(seen.url("analysis"))
    draft = open_as_model(code=code, number=number, model=_model(seen), by=request.actor, at=timezone.now())
    messages.success(
        request, _("This draft was made of the analysis. Its relations lead back to statements.")
    )
    return SeeOther(reverse("systems:draft", args=[draft.pk]))


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def take_in(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Show what a causal model in a file would change in the analysis; nothing is changed yet."""
    seen = worked_on(request, code, number)
    form = ModelFileForm(request.POST or None, request.FILES or None)
    context = {
        **analysis_shell(request, seen, "", (_("Take in a causal model"), "")),
        "form": form,
    }
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = read_file(file.name or "", file.read())
        except ModelErrors as wrong:
            for problem in wrong.problems[:SHOWN_PROBLEMS]:
                form.add_error("file", problem.text(language()))
        else:
            context |= _shown(seen, read.document)
    return render(request, "planning/cause_take_in.html", context)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def take_in_now(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Change the analysis as was shown."""
    seen = worked_on(request, code, number)
    form = TakeInModelForm(request.POST)
    if not form.is_valid():
        return SeeOther(seen.url("cause_take_in"))
    try:
        model = from_json(json.loads(form.cleaned_data["document"]))
    except (ModelErrors, ValueError, RecursionError) as broken:
        raise Changed from broken
    take_in_model(
        code=code,
        number=number,
        model=model,
        reads=lambda address: statement_in(code, address),
        seen=form.cleaned_data["seen"],
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("The analysis follows the model now. Undo brings back what it was."))
    return SeeOther(seen.url("analysis"))


def _code(seen: Seen) -> str:
    return f"{seen.code}-{seen.analysis.number}"


def _model(seen: Seen) -> Model:
    """What is handed over; it goes on to others, so it tells of no statement that only the desk sees."""
    links = links_of(seen.code, seen.analysis.number)
    network = network_of(seen.analysis, for_readers=True)
    return model_of(network, code=_code(seen), title=seen.analysis.title, language="nl", links=links)


def _shown(seen: Seen, document: dict[str, Any]) -> dict[str, Any]:
    """What would be new, gone and other, and what of the model has no place in an analysis."""
    found = taken_in(
        seen.network,
        from_json(document),
        number_in=lambda address: statement_in(seen.code, address),
        known=numbers_in(seen.analysis.consultation),
        step=seen.analysis.steps + 1,
    )
    initial = {"document": json.dumps(document, ensure_ascii=False), "seen": seen.analysis.steps}
    return {"differences": _differences(seen.network, found), "confirm": TakeInModelForm(initial=initial)}


def _differences(before: Network, found: TakenIn) -> dict[str, Any]:
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, _key, old, new in touched(before, found.network):
        how = "new" if old is None else "gone" if new is None else "other"
        words = _node_words(old, new) if kind == "node" else _arrow_words(before, found.network, old, new)
        lines[kind, how].append(words)
    titles = {
        ("node", "new"): _("New causes, problems and consequences"),
        ("node", "gone"): _("Would go"),
        ("node", "other"): _("Called otherwise, or under another heading"),
        ("arrow", "new"): _("New arrows"),
        ("arrow", "gone"): _("Arrows that would go, with the statements under them"),
        ("arrow", "other"): _("Arrows with another direction or remark"),
    }
    return {
        "named": [(title, lines[place]) for place, title in titles.items()],
        "any": bool(touched(before, found.network)),
        "left": [f"{one.source} → {one.target}" for one in found.left],
    }


def _node_words(old: Any, new: Any) -> str:
    node = node_of(new or old)
    told = f"{node.title} ({NODE_KINDS[node.kind]})"
    was = node_of(old) if old and new else node
    if (was.title, was.kind) == (node.title, node.kind):
        return told
    return f"{was.title} ({NODE_KINDS[was.kind]}) → {told}"


def _arrow_words(before: Network, after: Network, old: Any, new: Any) -> str:
    arrow = arrow_of(new or old)
    name = arrow_rows(after if new else before, [arrow])[0].name
    return f"{name}: {SIGNS[arrow.sign]}"
