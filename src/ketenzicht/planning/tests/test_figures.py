"""Series, figures and questions in the database, and who may do what with them."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from ketenzicht.common.actor import NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.planning.actions import Changed
from ketenzicht.planning.actions import figures as actions
from ketenzicht.planning.actions import needs as asking
from ketenzicht.planning.actions.needs import CannotSay
from ketenzicht.planning.domain.figures.combining import Gap
from ketenzicht.planning.domain.figures.counting import CountKind
from ketenzicht.planning.domain.figures.judging import Lacking
from ketenzicht.planning.domain.figures.periods import parse_period
from ketenzicht.planning.domain.figures.typed import TypedFigure
from ketenzicht.planning.models import Figure, Finding, InformationNeed, Series
from ketenzicht.planning.queries.figures import (
    latest_figures,
    series_for,
    series_view,
    series_views,
    series_visible_to,
)
from ketenzicht.planning.queries.goals import problems_of
from ketenzicht.planning.queries.needs import (
    asker_for,
    need_for,
    need_row,
    needs_of_goals,
    needs_of_problems,
)
from ketenzicht.planning.tests import figure_casts
from ketenzicht.planning.tests import plan_casts as casts

pytestmark = pytest.mark.django_db


def typed(year, value, **more):
    number = None if value is None else Decimal(value)
    return TypedFigure(parse_period(str(year)), number, "Eigen telling", **more)


def test_the_shipped_figures_stand_as_they_were_published():
    with acting(casts.bob()):
        view = series_view(series_for(casts.bob(), "victims-reported"))
        told = {
            str(row.last.period): [row.last.value, *(one.value for one in row.earlier)] for row in view.rows
        }
        assert told["2019"] == [1372, 1334]
        assert told["2020"] == [1013, 984]
        assert told["2024"] == [944]
        assert "2008" not in told
        assert [stretch.why for stretch in view.stretches] == [None, Gap.MISSING, Gap.MISSING, Gap.BREAK]
        five_years = ("2019", "2020", "2021", "2022", "2023")
        last = Series.objects.get(code="victims-five-years").figures.get(label_nl="2019–2023").value
        assert sum((told[year][0] or 0 for year in five_years), Decimal(0)) == last == Decimal(4858)
        estimate = series_view(series_for(casts.bob(), "estimate-victims"))
        assert [row.last.precision for row in estimate.rows] == ["about", "about"]
        assert not [row for row in series_views(list(Series.objects.all())) if not row.rows]


def test_no_shipped_series_mixes_kinds_and_every_figure_has_a_source():
    with acting(casts.bob()):
        shipped = Series.objects.filter(desk=None)
        assert set(shipped.values_list("kind", flat=True)) <= set(CountKind)
        assert not Figure.objects.filter(source="").exists()
        assert shipped.filter(kind="estimate", label_nl__contains="aangemeld").count() == 0


def test_a_figure_never_changes_and_a_later_one_stands_beside_it():
    alice = casts.alice()
    made = figure_casts.series(alice)
    with acting(alice):
        actions.add_figures(code=made.code, figures=[typed(2024, 10)], seen="0", by=alice, at=casts.AT)
        with pytest.raises(Changed):
            actions.add_figures(code=made.code, figures=[typed(2025, 1)], seen="0", by=alice, at=casts.AT)
        with pytest.raises(ValueError, match="looked over"):
            actions.add_figures(code=made.code, figures=[typed(2024, 12)], seen="1", by=alice, at=casts.AT)
        again = [typed(2024, 12, reason="Nagekomen meldingen"), typed(2025, 7)]
        actions.add_figures(code=made.code, figures=again, seen="1", by=alice, at=casts.AT)
        actions.add_figures(code=made.code, figures=[typed(2025, 7)], seen="3", by=alice, at=casts.AT)
        rows = series_view(made).rows
        assert [(row.last.value, len(row.earlier)) for row in rows] == [(Decimal(12), 1), (Decimal(7), 0)]
        assert latest_figures([made.pk])[made.pk].value == 7
        assert Figure.objects.filter(series=made).update(value=1) == 0
        with pytest.raises(actions.CountsAlready):
            actions.change_series(
                code=made.code, values={"definition": "Anders"}, seen=0, by=alice, at=casts.AT
            )
        actions.change_series(code=made.code, values={"label": "Beter"}, seen=0, by=alice, at=casts.AT)
        with pytest.raises(Changed):
            actions.change_series(code=made.code, values={"label": "Ook"}, seen=0, by=alice, at=casts.AT)


def test_a_series_is_its_desks_until_that_desk_opens_it():
    alice, bob, charlie = casts.alice(), casts.bob(), casts.charlie()
    made = figure_casts.series(alice)
    for other in (bob, charlie):
        with acting(other), pytest.raises(NotVisible):
            series_for(other, made.code)
    with acting(alice):
        actions.open_series(code=made.code, visibility="signed_in", by=alice, at=casts.AT)
    with acting(charlie):
        assert series_for(charlie, made.code) == made
        with pytest.raises(NotAllowed):
            actions.add_figures(code=made.code, figures=[typed(2024, 1)], seen="0", by=charlie, at=casts.AT)
        with pytest.raises(DatabaseError), transaction.atomic():
            Figure.objects.create(**figure_casts.row(made))
        assert Series.objects.filter(code=made.code).update(label_nl="Van mij") == 0
    with acting(alice):
        code = series_visible_to(alice).filter(desk=None)[0].code
        with pytest.raises(NotAllowed):
            actions.add_figures(code=code, figures=[typed(2024, 1)], seen="0", by=alice, at=casts.AT)


def test_a_question_gets_an_outcome_and_keeps_what_was_found_before():
    alice = casts.alice()
    plan = casts.plan(alice, visibility="signed_in")
    problem = casts.part(plan, alice, "problem", title="Weinig aangifte")
    goal = casts.part(plan, alice, "goal", title="Meer aangifte", level="main", answers=[problem.pk])
    made = figure_casts.series(alice)
    with acting(alice):
        given: dict[str, Any] = {"by": alice, "at": casts.AT}
        actions.add_figures(code=made.code, figures=[typed(2024, 10)], seen="0", **given)
        values: dict[str, Any] = {"question": "Hoeveel?", "why": "", "series": [], "sources": []}
        need = asking.ask(asker=asker_for(alice, "problem", problem.pk), values=values, **given)
        said: dict[str, Any] = {"need_id": need.pk, "note": "Zo is het.", **given}
        with pytest.raises(CannotSay) as refused:
            asking.judge(outcome="agree", wanted="", seen=0, **said)
        assert refused.value.lacks == [Lacking.SERIES]
        asking.judge(outcome="no_figure", wanted="Een telling", seen=0, **said)
        beside = {**values, "series": [made.pk]}
        with pytest.raises(Changed):
            asking.change_need(need_id=need.pk, values=beside, seen=0, **given)
        asking.change_need(need_id=need.pk, values=beside, seen=1, **given)
        asking.judge(outcome="disagree", wanted="vergeten", seen=2, **said)
        row = need_row(alice, need_for(alice, need.pk))
        assert [one.outcome for one in row.findings] == ["disagree", "no_figure"]
        assert (row.findings[0].wanted, row.changed_since) == ("", False)
        actions.add_figures(code=made.code, figures=[typed(2025, 9)], seen="1", **given)
        assert need_row(alice, need_for(alice, need.pk)).changed_since
        assert len(needs_of_problems(alice, problems_of(plan))[problem.pk]) == 1
        assert len(needs_of_goals(alice, {goal.pk: problems_of(plan)})[goal.pk]) == 1
        asking.remove_need(need_id=need.pk, seen=3, **given)
        assert needs_of_problems(alice, problems_of(plan))[problem.pk] == []
        asking.restore_need(need_id=need.pk, by=alice, at=casts.AT)
        assert Finding.objects.filter(need=need).update(note="anders") == 0
    bob = casts.bob()
    with acting(bob):
        seen = need_row(bob, need_for(bob, need.pk))
        # The plan was opened, the series beside the question was not.
        assert (seen.series, seen.changed_since) == ([], False)
        with pytest.raises(NotAllowed):
            asking.judge(outcome="agree", wanted="", seen=5, **{**said, "by": bob})


def test_a_question_is_asked_by_one_thing_in_its_own_plan():
    alice, charlie = casts.alice(), casts.charlie()
    plan, other = casts.plan(alice), casts.plan(alice, "Een ander plan")
    problem = casts.part(plan, alice, "problem", title="Weinig aangifte")
    far = casts.plan(charlie, "Van ver", visibility="signed_in")
    with acting(alice):
        wrong = {"question": "Hoeveel?", "changed_at": casts.AT}
        for fields in (
            {"plan": other, "problem": problem},
            {"plan": plan},
            {"plan": far, "problem": problem},
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                InformationNeed.objects.create(**wrong, **fields)
        assert alice.may(Verb.PLAN_EDIT, plan.desk_id)
