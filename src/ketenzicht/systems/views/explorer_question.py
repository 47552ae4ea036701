"""More or less of something: good or bad? The verdicts, the routes, and what they rest on."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.common.written import written_date
from ketenzicht.systems import words
from ketenzicht.systems.domain.answering import Answer, Footing, Share, Side, Trials
from ketenzicht.systems.domain.asking import DRAWS, Question
from ketenzicht.systems.forms.explorer import QuestionForm
from ketenzicht.systems.queries.answers import answer, footing, report_on
from ketenzicht.systems.queries.explorer import Explored
from ketenzicht.systems.queries.sums import BusyError
from ketenzicht.systems.views.explorer_shared import address, come_back, factor_links, looked_at, page
from ketenzicht.systems.views.explorer_what_if import course_of
from ketenzicht.systems.views.explorer_words import LAYERS

# The piece of the page that takes longest: a script asks for it alone.
FOOTING = "rust-op"


@require_GET
@public_page
def question(request: ActingRequest, code: str) -> HttpResponse:
    """A lever, a goal, and the answer in one page."""
    seen = looked_at(request, code)
    asked = "factor" in request.GET
    form = QuestionForm(_with_defaults(request) if asked else None, seen=seen)
    context = page(request, seen, "question") | {
        "form": form,
        "question_form": form,
        "question_url": address(seen, "systems:question"),
    }
    if not asked or not form.is_valid():
        return render(request, "systems/explorer_question.html", context)
    try:
        if request.headers.get("X-Part") == FOOTING:
            return render(request, "systems/explorer_footing.html", _rests_on(seen, form.question()))
        context |= _answered(request, seen, form.question())
    except BusyError:
        context["busy"] = True
    return render(
        request, "systems/explorer_question.html", context, status=503 if "busy" in context else 200
    )


@require_GET
@public_page
def report(request: ActingRequest, code: str) -> HttpResponse:
    """The answer as a report of two pages; a question that cannot be answered goes back to its page."""
    seen = looked_at(request, code)
    form = QuestionForm(_with_defaults(request), seen=seen)
    back = f"{address(seen, 'systems:question').split('?', maxsplit=1)[0]}?{request.GET.urlencode()}"
    if not form.is_valid():
        return HttpResponseRedirect(back)
    try:
        made = report_on(seen, form.question(), written_date(timezone.localdate()))
    except BusyError:
        return come_back(request, seen, back)
    name = f"{seen.model.code}-v{seen.version.number}.pdf"
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _answered(request: ActingRequest, seen: Explored, wanted: Question) -> dict[str, Any]:
    again = request.GET.copy()
    again["grondslag"] = "ja"
    told = _told(seen, wanted) | {
        "footing_url": f"?{again.urlencode()}#grondslag",
        "report_url": f"{reverse('systems:report', args=(seen.model.code,))}?{request.GET.urlencode()}",
    }
    if "grondslag" in request.GET:
        told |= _rests_on(seen, wanted)
    return told


def _rests_on(seen: Explored, wanted: Question) -> dict[str, Any]:
    return {"footing": _footing(seen, footing(seen, wanted))}


def _with_defaults(request: ActingRequest) -> Any:
    """What was asked, with the defaults for what the short form on other pages does not ask."""
    asked = request.GET.copy()
    defaults = {"richting": ["meer"], "lagen": list(LAYERS), "trekkingen": [str(DRAWS)], "seed": ["0"]}
    for name, values in defaults.items():
        if name not in asked:
            asked.setlist(name, values)
    return asked


def _footing(seen: Explored, found: Footing) -> dict[str, Any]:
    return {
        "sentences": found.sentences,
        "carriers": [
            {
                "source": seen.label(one.source),
                "target": seen.label(one.target),
                "layer": LAYERS[one.layer.value],
            }
            for one in found.carriers
        ],
        "relievers": [
            {
                "words": one.words,
                "factor": seen.label(one.factor),
                "before": _percent(one.before),
                "after": _percent(one.after),
            }
            for one in found.relievers
        ],
    }


def _told(seen: Explored, asked: Question) -> dict[str, Any]:
    found = answer(seen, asked, factor_links(seen))
    trials = [_trial(seen, one) for one in found.trials]
    labels = {"factor": seen.label(asked.factor), "goal": seen.label(asked.goal)}
    return {
        "answer": found,
        **labels,
        "title": _title(asked, labels),
        "headline": _headline(found, labels),
        "conflict": len({side.wanted for side in found.sides}) > 1,
        "sides": [_side(one) for one in found.sides],
        "layers": [
            {
                "label": LAYERS[one.layer.value],
                "count": one,
                "verdict": _layer_verdict(one.raising, one.lowering),
            }
            for one in found.layers
        ],
        "trials": trials,
        "trials_told": [one for one in trials if one["goal"] and found.sides],
        "picture": SafeString(found.picture),
        "together": _together(seen, found),
        "account": _account(asked),
        **course_of(seen, asked),
        "what_if_url": address(seen, "systems:what_if", factor=asked.factor),
        "factor_url": address(seen, "systems:factor", asked.factor),
        "goal_url": address(seen, "systems:factor", asked.goal),
    }


def _title(asked: Question, labels: Mapping[str, str]) -> str:
    if asked.sign > 0:
        return _("What does a rise of ‘%(factor)s’ do to ‘%(goal)s’?") % labels
    return _("What does a fall of ‘%(factor)s’ do to ‘%(goal)s’?") % labels


def _headline(found: Answer, labels: Mapping[str, str]) -> str:
    """The answer in one sentence; good and bad only when the goal has a direction."""
    rises = {side.rises for side in found.sides}
    if not found.sides:
        return _("It does nothing: no route leads from ‘%(factor)s’ to ‘%(goal)s’.") % labels
    if len(rises) > 1:
        if found.desired is None:
            return _("It pulls ‘%(goal)s’ both ways. Which is stronger depends on strengths.") % labels
        return (
            _("Both good and bad: it pulls ‘%(goal)s’ both ways. Which is stronger depends on strengths.")
            % labels
        )
    good = found.sides[0].wanted
    moved = _("‘%(goal)s’ rises") if rises == {True} else _("‘%(goal)s’ falls")
    sense = {True: _("Good: "), False: _("Bad: "), None: ""}[good]
    return sense + (moved % labels) + "."


def _layer_verdict(raising: int, lowering: int) -> str:
    if raising and lowering:
        return _("both ways")
    if raising:
        return _("rises only")
    return _("falls only") if lowering else _("no route")


def _side(side: Side) -> dict[str, Any]:
    heading = {
        (True, True): _("What helps: routes that raise it"),
        (False, True): _("What helps: routes that lower it"),
        (True, False): _("What hurts: routes that raise it"),
        (False, False): _("What hurts: routes that lower it"),
        (True, None): _("Routes that raise it"),
        (False, None): _("Routes that lower it"),
    }[(side.rises, side.wanted)]
    tone = {True: "wanted", False: "unwanted", None: "neutral"}[side.wanted]
    told = [{"sentence": one.sentence, "layer": LAYERS[one.layer.value]} for one in side.routes]
    return {"heading": heading, "tone": tone, "count": side.count, "routes": told}


def _trial(seen: Explored, one: Trials) -> dict[str, Any]:
    return {
        "scheme": words.SCHEMES.get(one.scheme, one.scheme),
        "code": one.scheme,
        "trials": one,
        "acceptance": _percent(one.acceptance),
        "refused": words.refusal(one.refused),
        "goal": _share(seen, one.goal),
        "others": [_share(seen, share) for share in one.others],
        "pressures": [_share(seen, share) for share in one.pressures],
    }


def _share(seen: Explored, share: Share | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return {
        "label": seen.label(share.factor),
        "url": address(seen, "systems:factor", share.factor),
        "falls": _percent(share.negative),
        "same": _percent(share.zero),
        "rises": _percent(share.positive),
        "bar": [round(100 * share.negative, 2), round(100 * share.zero, 2), round(100 * share.positive, 2)],
        "bar_starts": [round(100 * share.negative, 2), round(100 * (share.negative + share.zero), 2)],
    }


def _percent(share: float) -> str:
    """Whole per cents; a share that is not quite 0 or 1 is not written as one."""
    if 0 < share < 0.005:
        return "< 1%"
    if 0.995 < share < 1:
        return "> 99%"
    return f"{share:.0%}"


def _together(seen: Explored, found: Answer) -> dict[str, Any]:
    """The combinations of rise and fall that can happen, with the factors in words."""
    signs = {1: _("rises"), -1: _("falls"), 0: _("stays")}
    shown = found.together.shown
    return {
        "factors": [seen.label(one) for one in found.together.factors],
        "rows": [
            {"signs": [signs[sign] for sign in one.signs], "share": _percent(one.share)} for one in shown
        ],
        "more": found.together.count - len(shown),
        "sentences": found.together.sentences,
    }


def _account(asked: Question) -> list[tuple[str, str]]:
    return [
        (_("Relations that count"), ", ".join(str(LAYERS[one]) for one in asked.layers)),
        (_("Draws"), str(asked.draws)),
        (_("Seed"), str(asked.seed)),
    ]
