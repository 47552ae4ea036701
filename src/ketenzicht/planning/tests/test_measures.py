"""Problems, goals, measures, how far they cover each other, and what is told about them."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from ketenzicht.accounts.tests.factories import organisation
from ketenzicht.common.actor import Actor, NotVisible, acting
from ketenzicht.planning.actions import plans as actions
from ketenzicht.planning.domain.measures import HalfYear, to_be_told
from ketenzicht.planning.models import Goal, Measure
from ketenzicht.planning.queries.goals import conflicts_of, goal_tree, possible_parents, problem_rows
from ketenzicht.planning.queries.measures import (
    MeasureFilter,
    coverage,
    interventions,
    measure_rows,
    measure_view,
    plan_tally,
    projects_of,
)
from ketenzicht.planning.queries.plans import removed_parts
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.plan_casts import AT, alice, bob, part, plan

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("starts", "ends", "halves"),
    [
        (date(2025, 2, 1), None, ["2025-1", "2025-2", "2026-1"]),
        (date(2025, 2, 1), date(2025, 3, 1), ["2025-1"]),
        (date(2026, 7, 1), date(2027, 1, 1), []),
        (date(2027, 1, 1), None, []),
        (None, None, []),
    ],
)
def test_progress_is_to_be_told_of_every_half_year_that_is_over(starts, ends, halves):
    assert [str(half) for half in to_be_told(starts, ends, TODAY)] == halves


def test_half_years_follow_each_other():
    half = HalfYear.of(date(2026, 6, 30))
    assert [str(half), str(half.next), str(half.next.next)] == ["2026-1", "2026-2", "2027-1"]
    assert half.next.next.before.before == half
    assert half.last_day == date(2026, 6, 30)


@pytest.mark.django_db
def test_every_problem_is_answered_or_left_with_a_reason():
    by = alice()
    held = plan(by)
    answered, left, open_one = (
        part(held, by, "problem", title=title, **more)
        for title, more in (
            ("Weinig aangifte", {}),
            ("Iets landelijks", {"fate": "leave", "reason": "Dat doet het rijk."}),
            ("Wachttijd", {}),
        )
    )
    goal = part(held, by, "goal", title="Meer aangifte", level="main", answers=[answered.pk])
    with acting(by):
        rows = {row.problem.title: row for row in problem_rows(held)}
        assert rows["Weinig aangifte"].goals == [goal]
        assert rows["Iets landelijks"].is_left
        assert [title for title, row in rows.items() if row.is_gap] == ["Wachttijd"]
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.add_part(
                code=held.code,
                kind="problem",
                values={"title": "Zonder reden", "fate": "leave"},
                by=by,
                at=AT,
            )
        actions.change_part(
            code=held.code,
            kind="goal",
            part_id=goal.pk,
            values={"answers": [open_one.pk, left.pk]},
            seen=0,
            by=by,
            at=AT,
        )
        rows = {row.problem.title: row for row in problem_rows(held)}
        assert [title for title, row in rows.items() if row.is_gap] == ["Weinig aangifte"]


@pytest.mark.django_db
def test_a_problem_knows_what_was_said_about_it():
    keeper = casts.alice()
    made = casts.consultation(keeper)
    held = plan(keeper)
    with acting(keeper):
        actions.change_plan(code=held.code, values={"consultation_id": made.pk}, seen=0, by=keeper, at=AT)
        cluster = made.clusters.order_by("chapter__number", "position")[0]
    part(held, keeper, "problem", title="Aandacht", cluster=cluster.pk)
    with acting(keeper):
        (row,) = problem_rows(held)
        assert (row.problem.cluster, row.statements) == (cluster, 2)


def tree(by: Actor, **more: Any) -> tuple[Any, dict[str, Any]]:
    """A plan with a small tree of goals."""
    held = plan(by, **more)
    made: dict[str, Any] = {}
    for title, level, under, values in (
        ("Top", "main", None, {"pillars": ["protection"]}),
        ("Hulp", "sub", "Top", {"pillars": ["protection"], "roles": ["cares"]}),
        ("Week", "result", "Hulp", {"indicator": "dagen", "target": "7", "due_on": date(2026, 6, 30)}),
        ("Samen", "sub", "Top", {"pillars": ["partnership"], "roles": ["directs"]}),
        ("Antwoord", "result", "Samen", {}),
    ):
        parent = made[under].pk if under else None
        made[title] = part(held, by, "goal", title=title, level=level, parent=parent, **values)
    return held, made


@pytest.mark.django_db
def test_goals_stand_in_a_tree_and_say_what_they_lack():
    by = alice()
    held, _made = tree(by)
    with acting(by):
        nodes = goal_tree(held, TODAY)
        assert [(node.goal.title, node.depth) for node in nodes] == [
            *(("Top", 0), ("Hulp", 1), ("Week", 2), ("Samen", 1), ("Antwoord", 2)),
        ]
        lacking = {node.goal.title: (node.without_indicator, node.late) for node in nodes}
        assert lacking["Week"] == (False, True)
        assert lacking["Antwoord"] == (True, False)
        assert lacking["Hulp"] == (False, False)
        assert [node.goal.title for node in goal_tree(held, TODAY, "partnership") if node.shown] == ["Samen"]
        assert [node.goal.title for node in goal_tree(held, TODAY, "", "cares") if node.shown] == ["Hulp"]


@pytest.mark.django_db
def test_nothing_disappears_with_a_goal_that_is_removed():
    by = alice()
    held, made = tree(by)
    with acting(by):
        actions.remove_part(code=held.code, kind="goal", part_id=made["Hulp"].pk, seen=0, by=by, at=AT)
        assert [(node.goal.title, node.depth) for node in goal_tree(held, TODAY)] == [
            *(("Top", 0), ("Samen", 1), ("Antwoord", 2), ("Week", 0)),
        ]
        # As two people at once could bring about.
        Goal.objects.filter(pk=made["Samen"].pk).update(parent=made["Antwoord"].pk)
        assert {node.goal.title for node in goal_tree(held, TODAY)} == {"Top", "Samen", "Antwoord", "Week"}


@pytest.mark.django_db
def test_a_goal_stands_under_no_goal_of_its_own():
    by = alice()
    held, made = tree(by)
    with acting(by):
        assert {goal.title for goal in possible_parents(held, made["Hulp"].pk)} == {
            "Top",
            "Samen",
            "Antwoord",
        }
        assert len(possible_parents(held, None)) == 5


@pytest.mark.django_db
def test_a_conflict_goes_with_its_goals():
    by = alice()
    held, made = tree(by)
    part(held, by, "goalconflict", goal=made["Week"].pk, other=made["Antwoord"].pk, text="Meer druk.")
    with acting(by):
        assert [str(one) for one in conflicts_of(held)] == ["Meer druk."]
        actions.remove_part(code=held.code, kind="goal", part_id=made["Week"].pk, seen=0, by=by, at=AT)
        assert conflicts_of(held) == []


@pytest.mark.django_db
def test_measures_stand_under_their_lines_and_say_what_was_not_told():
    by = alice()
    held = plan(by)
    line = part(held, by, "actionline", title="Opvang")
    part(held, by, "actionline", title="Leeg")
    owner = organisation("zorghuis").pk
    running = part(
        held,
        by,
        "measure",
        title="Uitbreiden",
        line=line.pk,
        owner=owner,
        status="running",
        starts_on=date(2025, 1, 1),
        pillars=["protection"],
    )
    part(held, by, "measure", title="Los", status="planned", starts_on=date(2025, 1, 1), roles=["directs"])
    note = {"measure": running.pk, "half_year": "2025-1", "status": "running", "text": "Begonnen."}
    part(held, by, "progressnote", **note)

    def shown(**wanted: str) -> dict[str, list[str]]:
        rows = measure_rows(held, MeasureFilter(**wanted), TODAY)
        return {str(one.line): [row.measure.title for row in one.rows] for one in rows}

    with acting(by):
        assert shown() == {"Opvang": ["Uitbreiden"], "Leeg": [], "None": ["Los"]}
        assert shown(status="planned") == shown(owner="none") == shown(role="directs") == {"None": ["Los"]}
        assert shown(owner=str(owner)) == shown(pillar="protection") == {"Opvang": ["Uitbreiden"]}
        assert [str(half) for half in measure_view(held, running.pk, TODAY).untold] == ["2025-2", "2026-1"]
        tally = plan_tally(held, TODAY)
        assert (tally.measures, tally.without_owner, tally.untold) == (2, 1, 1)


@pytest.mark.django_db
def test_the_coverage_shows_gaps_on_both_sides():
    by = alice()
    held, made = tree(by)
    serving = part(held, by, "measure", title="Dient", goals=[made["Week"].pk])
    part(held, by, "measure", title="Dient niets")
    part(held, by, "measure", title="Gestopt", status="stopped", goals=[made["Antwoord"].pk])
    with acting(by):
        found = coverage(held, [made["Week"], made["Antwoord"]])
        assert [measure.title for measure in found.measures] == ["Dient", "Dient niets"]
        assert [row.marks for row in found.rows] == [[True, False], [False, False]]
        assert found.gaps == [made["Antwoord"]]
        assert [measure.title for measure in found.without_goal] == ["Dient niets"]
        actions.change_part(
            code=held.code, kind="measure", part_id=serving.pk, values={"goals": []}, seen=0, by=by, at=AT
        )
        assert len(coverage(held, [made["Week"]]).gaps) == 1


@pytest.mark.django_db
def test_a_measure_goes_back_to_goals_problems_and_what_was_said():
    keeper = casts.alice()
    made = casts.consultation(keeper)
    held = plan(keeper)
    with acting(keeper):
        cluster = made.clusters.order_by("chapter__number", "position")[0]
    problem = part(held, keeper, "problem", title="Aandacht", cluster=cluster.pk)
    goal = part(held, keeper, "goal", title="Beter", level="main", answers=[problem.pk])
    measure = part(held, keeper, "measure", title="Doen", goals=[goal.pk])
    project = part(held, keeper, "project", title="Proef", measure=measure.pk)
    part(held, keeper, "projectfigure", project=project.pk, label="Hotels", value="351", as_of="15 juli 2024")
    with acting(keeper):
        view = measure_view(held, measure.pk, TODAY)
        assert (view.goals, view.problems, view.clusters) == ([goal], [problem], [cluster])
        assert view.projects == [project]
        (shown,) = projects_of(held)
        assert [str(figure) for figure in shown.figures.all()] == ["Hotels: 351"]
        actions.remove_part(code=held.code, kind="measure", part_id=measure.pk, seen=0, by=keeper, at=AT)
        with pytest.raises(NotVisible):
            measure_view(held, measure.pk, TODAY)
        assert [one.kind for one in removed_parts(held)] == ["measure"]


@pytest.mark.django_db
def test_the_database_lets_nobody_else_link_or_unlink():
    by = alice()
    held, made = tree(by, visibility="signed_in")
    part(held, by, "measure", title="Dient", goals=[made["Week"].pk])
    with acting(bob()), connection.cursor() as cursor:
        assert Measure.objects.count() == 1
        cursor.execute("DELETE FROM planning_contribution")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM planning_measure")
        assert cursor.rowcount == 0


@pytest.mark.django_db
def test_the_library_holds_the_list_of_the_systems_analysis():
    found = interventions()
    assert len(found) == 40
    assert all(one.pillars for one in found)
    assert {one.certainty for one in found} == {"proposal"}
