"""Drawing in an analysis of causes: what stands in it, the arrows, and what bears on them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest, SeeOther, needs
from ketenzicht.planning import queries
from ketenzicht.planning.actions import causes as actions
from ketenzicht.planning.actions.cause_ending import end_analysis, resume_analysis
from ketenzicht.planning.cause_words import NODE_KINDS
from ketenzicht.planning.domain.causes.editing import AlreadyDrawn, ChangedMeanwhile
from ketenzicht.planning.domain.causes.network import NodeKind, Side
from ketenzicht.planning.forms.causes import (
    AddNodesForm,
    ArrowChangeForm,
    ArrowForm,
    BearingForm,
    BeginAnalysisForm,
    EndAnalysisForm,
    NodeForm,
    SeenForm,
)
from ketenzicht.planning.queries.causes import arrow_in, node_in
from ketenzicht.planning.views.cause_shell import (
    Seen,
    analysis_shell,
    looked_at,
    said_when_drawn_meanwhile,
    worked_on,
)
from ketenzicht.planning.views.shell import kept, shell


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
def begin(request: ActingRequest, code: str) -> HttpResponse:
    """Begin an analysis of a consultation."""
    held = kept(request, code)
    form = BeginAnalysisForm(request.POST or None)
    if form.is_valid():
        title = form.cleaned_data["title"]
        made = actions.begin_analysis(
            code=code,
            title=title,
            is_demonstration=held.is_demonstration,
            by=request.actor,
            at=timezone.now(),
        )
        return SeeOther(reverse("planning:analysis", args=[code, made.number]))
    title = _("Begin an analysis")
    back = reverse("planning:causes", args=[code])
    context = {**shell(request, held, (_("Causes"), back), (title, "")), "form": form}
    return render(request, "planning/cause_form.html", {**context, "page_title": title, "back": back})


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def add_nodes(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Put clusters in the analysis, or what somebody names."""
    seen = worked_on(request, code, number)
    there = {node.cluster for node in seen.network.nodes.values()}
    clusters = [
        (chapter, [(pk, label) for pk, label in members if str(pk) not in there])
        for chapter, members in queries.clusters_to_choose(seen.analysis.consultation)
    ]
    form = AddNodesForm(request.POST or None, clusters=[one for one in clusters if one[1]])
    if form.is_valid():
        found = form.cleaned_data
        keys = actions.add_nodes(
            kind=NodeKind(found["kind"]),
            clusters=found["clusters"],
            title=found["title"],
            **_here(request, seen),
        )
        text = ngettext("%(count)d thing added.", "%(count)d things added.", len(keys))
        messages.success(request, text % {"count": len(keys)})
        return SeeOther(seen.url("analysis"))
    return _form_page(request, seen, form, _("Add a cause, problem or consequence"), seen.url("analysis"))


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def change_node(request: ActingRequest, code: str, number: int, key: str) -> HttpResponse:
    """Change what something is called and where it stands."""
    seen = worked_on(request, code, number)
    node = node_in(seen.network, key)
    shown = {"title": node.title, "kind": node.kind.value, "note": node.note, "seen": node.step}
    form = NodeForm(request.POST or None, initial=shown)
    back = seen.url("cause_node", key)
    if form.is_valid():
        found = form.cleaned_data
        actions.change_node(
            key=key,
            kind=NodeKind(found["kind"]),
            title=found["title"],
            note=found["note"],
            seen=found["seen"],
            **_here(request, seen),
        )
        messages.success(request, _("Kept."))
        return SeeOther(back)
    remove = {"remove_url": seen.url("remove_cause_node", key), "seen_step": node.step}
    return _form_page(request, seen, form, _("Change %(what)s") % {"what": node.title}, back, **remove)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def remove_node(request: ActingRequest, code: str, number: int, key: str) -> HttpResponse:
    """Take something out of the analysis, with its arrows."""
    seen = worked_on(request, code, number)
    node_in(seen.network, key)
    actions.remove_node(key=key, seen=_seen(request), **_here(request, seen))
    messages.success(request, _("Taken out, with its arrows. Undo brings it back."))
    return SeeOther(seen.url("analysis"))


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def draw(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Draw an arrow."""
    seen = worked_on(request, code, number)
    nodes = [
        (str(NODE_KINDS[kind]), [(node.key, node.title) for node in seen.network.of_kind(kind)])
        for kind in NodeKind
    ]
    asked = {"source": request.GET.get("van", ""), "target": request.GET.get("naar", "")}
    form = ArrowForm(request.POST or None, nodes=nodes, initial=asked)
    if form.is_valid():
        try:
            drawn = actions.draw_arrow(**form.cleaned_data, **_here(request, seen))
        except AlreadyDrawn as there:
            form.add_error(None, _("This arrow is there already."))
            return _form_page(
                request,
                seen,
                form,
                _("Draw an arrow"),
                seen.url("analysis"),
                there=seen.url("cause_arrow", there.number),
            )
        messages.success(request, _("Drawn. Now choose the statements that say so."))
        return SeeOther(seen.url("cause_arrow", drawn))
    return _form_page(request, seen, form, _("Draw an arrow"), seen.url("analysis"))


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def change_arrow(request: ActingRequest, code: str, number: int, arrow: int) -> HttpResponse:
    """Change the sign of an arrow, or what is remarked about it."""
    seen = worked_on(request, code, number)
    found = arrow_in(seen.network, arrow)
    shown = {"sign": found.sign, "note": found.note, "seen": found.step}
    form = ArrowChangeForm(request.POST or None, initial=shown)
    back = seen.url("cause_arrow", arrow)
    if form.is_valid():
        try:
            actions.change_arrow(arrow=arrow, **form.cleaned_data, **_here(request, seen))
        except AlreadyDrawn:
            form.add_error("sign", _("This arrow is there already."))
        else:
            messages.success(request, _("Kept."))
            return SeeOther(back)
    remove = {"remove_url": seen.url("remove_cause_arrow", arrow), "seen_step": found.step}
    return _form_page(request, seen, form, _("Change an arrow"), back, **remove)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def remove_arrow(request: ActingRequest, code: str, number: int, arrow: int) -> HttpResponse:
    """Take an arrow away."""
    seen = worked_on(request, code, number)
    arrow_in(seen.network, arrow)
    actions.remove_arrow(arrow=arrow, seen=_seen(request), **_here(request, seen))
    messages.success(request, _("The arrow was taken away. Undo brings it back."))
    return SeeOther(seen.url("analysis"))


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def bear_on(request: ActingRequest, code: str, number: int, arrow: int) -> HttpResponse:
    """Say which statements support an arrow, and which speak against it."""
    seen = worked_on(request, code, number)
    arrow_in(seen.network, arrow)
    sides = ("", *(side.value for side in Side))
    numbers = {one.partition("-")[0] for one in request.POST.getlist("selected")}
    shown = [f"{one}-{side}" for one in numbers if one.isdecimal() and len(one) < 10 for side in sides]
    form = BearingForm(request.POST, shown=shown)
    if not form.is_valid():
        messages.error(request, _("Choose first. Nothing was changed."))
        return SeeOther(seen.url("cause_arrow", arrow))
    said = form.statements()
    actions.bear_on(arrow=arrow, statements=said, side=form.wanted(), **_here(request, seen))
    text = ngettext("%(count)d statement placed.", "%(count)d statements placed.", len(said))
    messages.success(request, text % {"count": len(said)})
    return SeeOther(seen.url("cause_arrow", arrow))


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def undo(request: ActingRequest, code: str, number: int, step: int) -> HttpResponse:
    """Undo the last step."""
    seen = worked_on(request, code, number)
    actions.undo_cause_step(step=step, **_here(request, seen))
    messages.success(request, _("Undone."))
    return SeeOther(seen.url("analysis"))


def _here(request: ActingRequest, seen: Seen) -> dict[str, Any]:
    return {
        "code": seen.code,
        "number": seen.analysis.number,
        "by": request.actor,
        "at": timezone.now(),
    }


@require_http_methods(["GET", "POST"])
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def end(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """End the analysis: out of the lists, and still to be read."""
    seen = worked_on(request, code, number)
    form = EndAnalysisForm(request.POST or None)
    if form.is_valid():
        end_analysis(reason=form.cleaned_data["reason"], **_here(request, seen))
        messages.success(request, _("The analysis was ended. It stands below the others."))
        return SeeOther(reverse("planning:causes", args=[code]))
    title = _("End the analysis")
    return _form_page(request, seen, form, title, seen.url("analysis"), submit=title)


@require_POST
@needs(Verb.PLAN_EDIT)
@said_when_drawn_meanwhile
def resume(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Take an ended analysis up again."""
    seen = looked_at(request, code, number)
    resume_analysis(**_here(request, seen))
    messages.success(request, _("The analysis was taken up again, as it was."))
    return SeeOther(seen.url("analysis"))


def _seen(request: ActingRequest) -> int:
    """The step that was seen. Raises ChangedMeanwhile when the form does not say it."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise ChangedMeanwhile
    return int(form.cleaned_data["seen"])


def _form_page(
    request: ActingRequest, seen: Seen, form: Any, title: str, back: str, **more: Any
) -> HttpResponse:
    context = {
        **analysis_shell(request, seen, "", (title, "")),
        "form": form,
        "page_title": title,
        "back": back,
        **more,
    }
    return render(request, "planning/cause_form.html", context)
