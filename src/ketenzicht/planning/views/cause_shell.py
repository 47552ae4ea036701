"""What the pages of an analysis of causes share."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.pages import ActingRequest
from ketenzicht.planning import actions, queries
from ketenzicht.planning.cause_words import STEPS
from ketenzicht.planning.domain.causes.editing import ChangedMeanwhile
from ketenzicht.planning.domain.causes.network import Network
from ketenzicht.planning.queries.causes import analysis_for, last_cause_step, network_of
from ketenzicht.planning.views.shell import shell

if TYPE_CHECKING:
    from ketenzicht.planning.models import CauseAnalysis

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Seen:
    """An analysis that somebody looks at, with what was drawn, and whether that person may draw."""

    code: str
    analysis: "CauseAnalysis"
    network: Network
    keeps: bool

    def url(self, name: str, *args: object) -> str:
        """The address of a page of this analysis."""
        return reverse(f"planning:{name}", args=[self.code, self.analysis.number, *args])


def looked_at(request: ActingRequest, code: str, number: int) -> Seen:
    """An analysis to read. Raises NotVisible."""
    analysis = analysis_for(request.actor, code, number)
    keeps = queries.keeps(request.actor, analysis.consultation) and analysis.ended_at is None
    return Seen(code, analysis, network_of(analysis), keeps)


def worked_on(request: ActingRequest, code: str, number: int) -> Seen:
    """An analysis to draw in. Raises NotVisible, NotAllowed, and Changed when it was ended."""
    seen = looked_at(request, code, number)
    request.actor.require(Verb.PLAN_EDIT, seen.analysis.consultation.desk_id)
    if not seen.keeps:
        raise actions.Changed
    return seen


def language() -> str:
    """The language of the page, as the engine calls it."""
    return "en" if get_language() == "en" else "nl"


def analysis_shell(
    request: ActingRequest, seen: Seen, current: str = "", *crumbs: tuple[str, str]
) -> dict[str, Any]:
    """The shell of the consultation, the tabs of the analysis, and the step that can be undone."""
    trail = [
        (_("Causes"), reverse("planning:causes", args=[seen.code])),
        (seen.analysis.title, seen.url("analysis")),
        *crumbs,
    ]
    last = last_cause_step(seen.analysis) if seen.keeps else None
    tabs = ((_("What causes what"), "analysis"), (_("What comes out of it"), "cause_results"))
    return {
        **shell(request, seen.analysis.consultation, *trail),
        "seen": seen,
        "analysis": seen.analysis,
        "keeps": seen.keeps,
        "may_resume": seen.analysis.ended_at and queries.keeps(request.actor, seen.analysis.consultation),
        "tabs": [
            {"label": label, "url": seen.url(name), "current": name == current, "count": None}
            for label, name in tabs
        ],
        "last_step": last,
        "last_step_words": STEPS[last.kind] if last else "",
    }


def said_when_drawn_meanwhile(view: View) -> View:
    """Say so when somebody else was first, instead of overwriting what that person drew."""

    @wraps(view)
    def answered(request: ActingRequest, code: str, number: int, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, code, number, **kwargs)
        except (ChangedMeanwhile, actions.Changed, actions.NothingToUndo):
            context = {**shell(request), "back": reverse("planning:analysis", args=[code, number])}
            return render(request, "planning/cause_changed.html", context, status=409)

    return answered
