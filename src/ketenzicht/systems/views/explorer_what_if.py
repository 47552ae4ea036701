"""Interventions on and off, and at once what goals and pressure do; two sets beside each other."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.common.written import written_number
from ketenzicht.systems.domain.asking import UNTIL, Question, Trial
from ketenzicht.systems.forms.explorer import WhatIfForm
from ketenzicht.systems.queries.explorer import Explored
from ketenzicht.systems.queries.sums import BusyError
from ketenzicht.systems.queries.trials import LINES, SAME, Course, Outcome, outcomes
from ketenzicht.systems.views.explorer_shared import address, looked_at, page
from ketenzicht.systems.views.explorer_words import LAYERS, SPEEDS, STRENGTHS, TIME_UNITS, worded


@require_GET
@public_page
def what_if(request: ActingRequest, code: str) -> HttpResponse:
    """What sets of interventions do to goals and pressure, in time."""
    seen = looked_at(request, code)
    asked = bool({"a", "b", "factor"} & set(request.GET))
    form = WhatIfForm(_with_defaults(request) if asked else None, seen=seen)
    context = page(request, seen, "what_if") | {
        "form": form,
        "action": address(seen, "systems:what_if").split("?", maxsplit=1)[0],
    }
    if asked and form.is_valid():
        try:
            context |= _tried(seen, form.trial())
        except BusyError:
            context["busy"] = True
    return render(request, "systems/explorer_what_if.html", context, status=503 if "busy" in context else 200)


def _with_defaults(request: ActingRequest) -> Any:
    asked = request.GET.copy()
    for name, values in (("lagen", list(LAYERS)), ("richting", ["meer"]), ("tot", ["10"])):
        if name not in asked:
            asked.setlist(name, values)
    return asked


def _tried(seen: Explored, trial: Trial) -> dict[str, Any]:
    unit = worded(TIME_UNITS, seen.engine.scales.time_unit)
    found = outcomes(seen, trial, unit)
    return {
        "outcomes": [_shown(seen, trial, one) for one in found.sets],
        "compared": _compared(seen, found.sets),
        "moments": [_lasting(seen, moment) for moment in found.moments],
        "account": [
            (_("Relations that count"), ", ".join(str(LAYERS[one]) for one in trial.layers)),
            (_("How far ahead"), _lasting(seen, trial.until)),
            (_("Strengths and speeds"), _scales(seen)),
            (_("No change means less than"), _number(SAME)),
        ],
    }


def course_of(seen: Explored, asked: Question) -> dict[str, Any]:
    """How the change of a question goes in time: goals and pressures, as table and chart."""
    trial = Trial((), (), asked.factor, asked.sign, UNTIL, asked.layers)
    unit = worded(TIME_UNITS, seen.engine.scales.time_unit)
    found = outcomes(seen, trial, unit)
    return {
        "course": _shown(seen, trial, found.sets[0], _("This change")),
        "moments": [_lasting(seen, moment) for moment in found.moments],
        "time_account": _scales(seen),
    }


def _shown(seen: Explored, trial: Trial, one: Outcome, name: str = "") -> dict[str, Any]:
    names = [seen.intervention(each) for each in one.chosen]
    if trial.factor:
        more = _("more %(factor)s") if trial.sign > 0 else _("less %(factor)s")
        names.append(more % {"factor": seen.label(trial.factor)})
    name = name or (_("Set A") if one.chosen == trial.first else _("Set B"))
    return {
        "name": name,
        "goals_caption": _("Goals: %(name)s") % {"name": name},
        "pressures_caption": _("Pressure: %(name)s") % {"name": name},
        "chart_caption": _("Course in time: %(name)s") % {"name": name},
        "runs_away": one.runs_away,
        "chosen": names,
        "goals": [_row(seen, course) for course in one.goals],
        "pressures": [_row(seen, course) for course in one.pressures],
        "stable": one.stable,
        "charts": [
            {"size": size, "picture": SafeString(chart)}
            for size, chart in zip(("wide", "narrow"), one.charts, strict=False)
        ],
        "left_out": max(0, len(one.goals) + len(one.pressures) - LINES),
    }


def _compared(seen: Explored, sets: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Two sets beside each other: goals and pressures at the end of the time."""
    if len(sets) != 2 or any(one.runs_away for one in sets):
        return []
    first, second = ((*one.goals, *one.pressures) for one in sets)
    return [
        {"label": seen.label(one.factor.id), "a": _row(seen, one), "b": _row(seen, other)}
        for one, other in zip(first, second, strict=True)
    ]


def _row(seen: Explored, course: Course) -> dict[str, Any]:
    verdicts = {True: _("as desired"), False: _("not as desired"), None: _("no change")}
    return {
        "label": seen.label(course.factor.id),
        "domain": seen.domain(course.factor.domain),
        "url": address(seen, "systems:factor", course.factor.id),
        "changes": [_change(change) for change in course.changes],
        "end": _change(course.changes[-1]),
        "long_run": _("does not come to rest") if course.long_run is None else _change(course.long_run),
        "verdict": verdicts[course.desired],
        "tone": {True: "done", False: "stopped", None: "neutral"}[course.desired],
        "turns": course.turns,
    }


def _change(value: float) -> str:
    if abs(value) < SAME:
        return "0"
    return f"{'↑' if value > 0 else '↓'} {_number(abs(value))}"


def _number(value: float) -> str:
    return written_number(value, 2).rstrip("0").rstrip(",.") if value < 100 else written_number(value, 0)


def _lasting(seen: Explored, moment: float) -> str:
    from causal.words.naming import duration

    return duration(round(moment, 2), seen.engine.scales.time_unit, seen.language)


def _scales(seen: Explored) -> str:
    scales = seen.engine.scales
    gains = ", ".join(f"{worded(STRENGTHS, name)} {_number(size)}" for name, size in scales.strengths.items())
    delays = ", ".join(f"{worded(SPEEDS, name)} {_number(size)}" for name, size in scales.speeds.items())
    return f"{gains}; {delays}"
