"""Figures on the pages of plans: beside problems, goals, measures and projects."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from ketenzicht.common.pages import ActingRequest
from ketenzicht.planning.figure_words import plain_number
from ketenzicht.planning.queries.figures import latest_figures, series_visible_to
from ketenzicht.planning.queries.goals import measurements_of
from ketenzicht.planning.queries.needs import needs_of_goals, needs_of_problems
from ketenzicht.planning.views.figure_shell import figure_cells, need_in_words

if TYPE_CHECKING:
    from ketenzicht.planning.models import Goal, Problem, Project
    from ketenzicht.planning.queries.goals import GoalNode, ProblemRow


def beside_problems(request: ActingRequest, rows: Sequence["ProblemRow"]) -> list[tuple[Any, ...]]:
    """Each row of a problem with the questions about it, and where another is asked."""
    found = needs_of_problems(request.actor, [row.problem for row in rows])
    return [
        (row, [need_in_words(each) for each in found[row.problem.pk]], _ask("problem", row.problem))
        for row in rows
    ]


def beside_goals(request: ActingRequest, nodes: Sequence["GoalNode"]) -> list[dict[str, Any]]:
    """For each goal what is asked about it and its problems, what measures it, and where to ask."""
    taken = measurements_of(nodes[0].goal.plan) if nodes else {}
    found = needs_of_goals(request.actor, {node.goal.pk: node.problems for node in nodes})
    measured = _measured(request, [node.goal for node in nodes])
    return [
        {
            "needs": [need_in_words(each) for each in found[node.goal.pk]],
            "measured": measured.get(node.goal.series_id or 0),
            "measurements": [(one, plain_number(one.value)) for one in taken.get(node.goal.pk, ())],
            "ask_url": _ask("goal", node.goal),
        }
        for node in nodes
    ]


def beside_measure(
    request: ActingRequest, goals: Sequence["Goal"], problems: Sequence["Problem"]
) -> dict[str, Any]:
    """The questions about the goals and problems of a measure, and the series that measure its goals."""
    found = needs_of_goals(request.actor, {goal.pk: problems for goal in goals})
    rows = {row.need.pk: row for each in found.values() for row in each}
    return {
        "asked": [need_in_words(row) for row in rows.values()],
        "measured": list(_measured(request, goals).values()),
    }


def beside_projects(
    request: ActingRequest, projects: Sequence["Project"], goals: dict[Any, list["Goal"]]
) -> list[list[dict[str, Any]]]:
    """For each project the series that its figures count in, and those of the goals behind its measure."""
    own = {one.pk: [figure.series_id or 0 for figure in one.figures.all()] for one in projects}
    behind = {one.pk: [goal.series_id or 0 for goal in goals.get(one.measure_id, ())] for one in projects}
    told = _told(request, {key for keys in (*own.values(), *behind.values()) for key in keys})
    return [
        [told[key] for key in dict.fromkeys((*own[one.pk], *behind[one.pk])) if key in told]
        for one in projects
    ]


def _measured(request: ActingRequest, goals: Iterable["Goal"]) -> dict[int, dict[str, Any]]:
    return _told(request, {goal.series_id or 0 for goal in goals})


def _told(request: ActingRequest, keys: set[int]) -> dict[int, dict[str, Any]]:
    """Series that somebody sees, by key, each with its last figure."""
    if not keys - {0}:
        return {}
    seen = list(series_visible_to(request.actor).filter(pk__in=keys))
    latest = latest_figures(one.pk for one in seen)
    return {
        one.pk: {"series": one, "latest": figure_cells(latest[one.pk]) if one.pk in latest else None}
        for one in seen
    }


def _ask(kind: str, asker: "Goal | Problem") -> str:
    return f"{reverse('planning:ask')}?{kind}={asker.pk}"
