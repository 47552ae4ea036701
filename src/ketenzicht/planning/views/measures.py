"""Problems, goals, measures, how far they cover each other, and projects."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketenzicht.common.pages import ActingRequest, public_page
from ketenzicht.planning.forms.plans import ViewForm
from ketenzicht.planning.plan_words import (
    INVOLVED,
    LEVELS,
    PAID,
    PILLARS,
    PROJECT_KINDS,
    ROLES,
    STATUS_TONES,
    STATUSES,
)
from ketenzicht.planning.queries.cause_rows import traced
from ketenzicht.planning.queries.goals import conflicts_of, goal_tree, goals_of, problem_rows
from ketenzicht.planning.queries.measures import (
    MeasureFilter,
    coverage,
    goals_of_measures,
    interventions,
    measure_rows,
    measure_view,
    measures_of,
    projects_of,
)
from ketenzicht.planning.queries.plans import plan_for
from ketenzicht.planning.views.plan_figures import (
    beside_goals,
    beside_measure,
    beside_problems,
    beside_projects,
)
from ketenzicht.planning.views.plan_shell import plan_shell


@require_GET
@public_page
def problems(request: ActingRequest, code: str) -> HttpResponse:
    """What is wrong, and what the plan does with it."""
    plan = plan_for(request.actor, code)
    rows = problem_rows(plan)
    context = {
        **plan_shell(request, plan, (_("Problems"), "")),
        "rows": beside_problems(request, rows),
        "gaps": sum(row.is_gap for row in rows),
        "traced": traced(plan),
    }
    return render(request, "planning/problems.html", context)


@require_GET
@public_page
def goals(request: ActingRequest, code: str) -> HttpResponse:
    """The goal tree, seen through a pillar or a role when one is asked for."""
    plan = plan_for(request.actor, code)
    form = ViewForm(request.GET)
    nodes = goal_tree(plan, timezone.localdate(), form.chosen("pijler"), form.chosen("rol"))
    context = {
        **plan_shell(request, plan, (_("Goals"), "")),
        "nodes": [
            (node, LEVELS[node.goal.level], _words(node.goal), beside)
            for node, beside in zip(nodes, beside_goals(request, nodes), strict=True)
        ],
        "conflicts": conflicts_of(plan),
        "form": form,
        "shown": sum(node.shown for node in nodes),
    }
    return render(request, "planning/goals.html", context)


@require_GET
@public_page
def measures(request: ActingRequest, code: str) -> HttpResponse:
    """The measures by action line."""
    plan = plan_for(request.actor, code)
    owners = {one.owner.pk: one.owner.label for one in measures_of(plan) if one.owner}
    form = ViewForm(request.GET, owners=sorted(owners.items(), key=lambda owner: owner[1]))
    wanted = MeasureFilter(
        form.chosen("stand"), form.chosen("houder"), form.chosen("pijler"), form.chosen("rol")
    )
    lines = [
        (
            one.line,
            [(row, STATUSES[row.measure.status], STATUS_TONES[row.measure.status]) for row in one.rows],
        )
        for one in measure_rows(plan, wanted, timezone.localdate())
    ]
    context = {**plan_shell(request, plan, (_("Measures"), "")), "lines": lines, "form": form}
    return render(request, "planning/measures.html", context)


@require_GET
@public_page
def measure(request: ActingRequest, code: str, part_id: UUID) -> HttpResponse:
    """One measure with everything that is written down about it, and what it goes back to."""
    plan = plan_for(request.actor, code)
    view = measure_view(plan, part_id, timezone.localdate())
    crumbs = ((_("Measures"), reverse("planning:measures", args=[code])), (view.measure.title, ""))
    context = {
        **plan_shell(request, plan, *crumbs),
        "view": view,
        "status": STATUSES[view.measure.status],
        "tone": STATUS_TONES[view.measure.status],
        "words": _words(view.measure),
        "notes": [(note, STATUSES[note.status], STATUS_TONES[note.status]) for note in view.notes],
        "involvements": [(one, INVOLVED[one.asked], PAID[one.paid]) for one in view.involvements],
        "figures": beside_measure(request, view.goals, view.problems),
    }
    return render(request, "planning/measure.html", context)


@require_GET
@public_page
def covered(request: ActingRequest, code: str) -> HttpResponse:
    """Goals against measures, with the gaps."""
    plan = plan_for(request.actor, code)
    context = {
        **plan_shell(request, plan, (_("Coverage"), "")),
        "coverage": coverage(plan, [goal for goal in goals_of(plan) if goal.level != "main"]),
    }
    return render(request, "planning/coverage.html", context)


@require_GET
@public_page
def projects(request: ActingRequest, code: str) -> HttpResponse:
    """Projects, field labs and test regions."""
    plan = plan_for(request.actor, code)
    there = projects_of(plan)
    beside = beside_projects(request, there, goals_of_measures(plan))
    context = {
        **plan_shell(request, plan, (_("Projects"), "")),
        "projects": [(one, PROJECT_KINDS[one.kind], told) for one, told in zip(there, beside, strict=True)],
    }
    return render(request, "planning/projects.html", context)


@require_GET
@public_page
def library(request: ActingRequest) -> HttpResponse:
    """The library of interventions to choose from."""
    groups = [
        (label, [one for one in interventions() if pillar in one.pillars])
        for pillar, label in PILLARS.items()
    ]
    context = {**plan_shell(request, None, (_("Library of interventions"), "")), "groups": groups}
    return render(request, "planning/library.html", context)


def _words(part: Any) -> list[str]:
    """Under which pillars and roles something stands."""
    return [str(PILLARS[one]) for one in part.pillars] + [str(ROLES[one]) for one in part.roles]
