"""The pages of problems, goals, measures and projects: one whole line, forwards and back."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import acting
from ketenzicht.planning.actions import opening
from ketenzicht.planning.actions import plans as actions
from ketenzicht.planning.models import Goal, Measure, Problem
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.casts import AT
from ketenzicht.planning.tests.plan_casts import part, plan

pytestmark = pytest.mark.django_db


def text(answer):
    return unescape(answer.content.decode()).replace("\xa0", " ")


@pytest.fixture
def held():
    """A plan that rests on a consultation, both open to everybody."""
    keeper = casts.alice()
    consultation = casts.consultation(keeper)
    made = plan(keeper, visibility="public")
    with acting(keeper):
        opening.open_to(code=consultation.code, visibility="public", by=keeper, at=AT)
        values = {"consultation_id": consultation.pk}
        actions.change_plan(code=made.code, values=values, seen=0, by=keeper, at=AT)
        made.refresh_from_db()
    return made


@pytest.fixture
def browser():
    return sign_in(Client(), casts.alice_user())


def url(name, held, *more):
    return reverse(f"planning:{name}", args=[held.code, *more])


def add(browser, held, what, **data):
    answer = browser.post(url("add_part", held, what), data)
    assert answer.status_code == 303, text(answer)
    return answer["Location"]


def test_a_line_goes_from_what_was_said_to_what_is_done_and_back(browser, held):
    with acting(casts.alice()):
        cluster = held.consultation.clusters.order_by("chapter__number", "position")[0]
    assert "Nog geen probleem" in text(browser.get(url("problems", held)))
    add(browser, held, "probleem", title="Te weinig aangifte", cluster=cluster.pk, fate="answer")
    assert "geeft geen doel antwoord" in text(browser.get(url("problems", held)))
    with acting(casts.alice()):
        problem = Problem.objects.get(plan=held)
    goal_data = {
        "title": "Meer vertrouwen",
        "level": "main",
        "answers": [problem.pk],
        "pillars": ["protection"],
    }
    add(browser, held, "doel", **goal_data)
    with acting(casts.alice()):
        goal = Goal.objects.get(plan=held)
    place = add(
        browser,
        held,
        "maatregel",
        title="Proef in de regio",
        goals=[goal.pk],
        status="running",
        starts_on="1-1-2025",
        budget="€ 40.000",
    )
    with acting(casts.alice()):
        measure = Measure.objects.get(plan=held)
    back = add(
        browser,
        held,
        "project",
        title="Proeftuin",
        kind="test_region",
        measure=measure.pk,
        cannot_conclude="Welke werkwijze het verschil maakt.",
    )
    visitor = Client()
    assert "Proef in de regio" in text(visitor.get(place))
    page = text(visitor.get(url("measure", held, measure.pk)))
    for shown in ("Meer vertrouwen", "Te weinig aangifte", str(cluster), "Proeftuin", "€ 40.000,00"):
        assert shown in page, shown
    assert "Niets verteld over 2025-1" in page
    assert "Welke werkwijze het verschil maakt." in text(visitor.get(back))
    goals = text(visitor.get(url("goals", held)))
    assert "Te weinig aangifte" in goals
    assert "Proef in de regio" in goals
    problems = text(visitor.get(url("problems", held)))
    assert reverse("planning:cluster", args=[held.consultation.code, cluster.number]) in problems
    assert "Wijzigen" not in goals
    code = held.consultation.code
    for place in (
        reverse("planning:cluster", args=[code, cluster.number]),
        reverse("planning:statement", args=[code, 1]),
    ):
        said = text(visitor.get(place))
        assert "Wat ermee wordt gedaan" in said
        assert "Proef in de regio" in said
    assert "1 Loopt" in text(visitor.get(url("plan", held))).replace("<strong>1</strong>", "1")


def test_what_is_told_about_a_measure_stands_on_its_page(browser, held):
    measure = part(held, casts.alice(), "measure", title="Doen", status="running", starts_on=date(2025, 1, 1))
    place = url("measure", held, measure.pk)
    here = {"measure": measure.pk}
    assert browser.get(url("add_part", held, "voortgang") + f"?measure={measure.pk}").status_code == 200
    page = text(browser.get(url("add_part", held, "voortgang")))
    (half, *_earlier) = re.findall(r'<option value="(\d{4}-[12])"', page)
    note = {"half_year": half, "status": "running", "text": "Het begin is er."}
    assert add(browser, held, "voortgang", **here, **note) == place
    assert add(browser, held, "risico", **here, text="Te weinig uren.") == place
    decision = {"text": "Doorgaan.", "decided_on": "1-2-2026", "decided_by": "De stuurgroep"}
    assert add(browser, held, "besluit", **here, **decision) == place
    asked = {"asked": "asked", "how": "Meelezen.", "paid": "paid", "changed": "Een andere plek."}
    assert add(browser, held, "betrokkenheid", **here, **asked) == place
    page = text(Client().get(place))
    for shown in ("Het begin is er.", "Te weinig uren.", "De stuurgroep", "Betaald voor hun tijd"):
        assert shown in page, shown
    assert "Een andere plek." in page


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("probleem", {"title": "X", "fate": "leave"}, "Zeg waarom"),
        ("doel", {"title": "X", "level": "sub"}, "Een hoofddoel staat bovenaan"),
        (
            "maatregel",
            {"title": "X", "status": "planned", "starts_on": "1-1-2026", "ends_on": "1-1-2025"},
            "vóór",
        ),
        ("maatregel", {"title": "X", "status": "planned", "owner": "999999"}, "kz-error"),
        ("besluit", {"text": "X"}, "kz-error"),
        ("voortgang", {"text": "X", "half_year": "1900-1"}, "kz-error"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(browser, held, kind, data, said):
    answer = browser.post(url("add_part", held, kind), data)
    assert answer.status_code == 200
    assert said in text(answer) or "utrecht-form-field-error-message" in text(answer)
    with acting(casts.alice()):
        assert not Problem.objects.exists()
        assert not Goal.objects.exists()
        assert not Measure.objects.exists()


def test_a_goal_is_not_put_against_itself(browser, held):
    goal = part(held, casts.alice(), "goal", title="Top", level="main")
    data = {"goal": goal.pk, "other": goal.pk, "text": "Botst."}
    answer = browser.post(url("add_part", held, "spanning"), data)
    assert "Kies twee verschillende doelen." in text(answer)


def test_a_part_of_another_plan_cannot_be_chosen(browser, held):
    elsewhere = plan(casts.alice(), "Een ander plan")
    foreign = part(elsewhere, casts.alice(), "goal", title="Van een ander plan", level="main")
    data = {"title": "X", "status": "planned", "goals": [foreign.pk]}
    assert browser.post(url("add_part", held, "maatregel"), data).status_code == 200
    assert "Van een ander plan" not in text(browser.get(url("add_part", held, "maatregel")))
    below = {"title": "X", "level": "sub", "parent": foreign.pk}
    assert browser.post(url("add_part", held, "doel"), below).status_code == 200


def test_goals_and_measures_are_seen_through_a_pillar_a_role_and_an_owner(browser, held):
    by = casts.alice()
    top = part(held, by, "goal", title="Top", level="main", pillars=["protection"])
    part(held, by, "goal", title="Onder", level="sub", parent=top.pk, roles=["cares"])
    part(held, by, "measure", title="Iets doen", status="planned", pillars=["prevention"])
    faint = "pp-goal--faint"
    assert text(browser.get(url("goals", held))).count(faint) == 0
    assert text(browser.get(url("goals", held) + "?pijler=protection")).count(faint) == 1
    assert text(browser.get(url("goals", held) + "?rol=cares")).count(faint) == 1
    for nonsense in ("?pijler=x", "?rol=%00", "?stand=x", "?houder=x"):
        assert "Top" in text(browser.get(url("goals", held) + nonsense))
        assert "Iets doen" in text(browser.get(url("measures", held) + nonsense))
    assert "Iets doen" not in text(browser.get(url("measures", held) + "?stand=done"))
    assert "Iets doen" in text(browser.get(url("measures", held) + "?houder=none&pijler=prevention"))


def test_the_coverage_names_what_is_missing(browser, held):
    by = casts.alice()
    assert "Nog niets te vergelijken" in text(browser.get(url("coverage", held)))
    top = part(held, by, "goal", title="Top", level="main")
    under = part(held, by, "goal", title="Zonder maatregel", level="sub", parent=top.pk)
    served = part(held, by, "goal", title="Met maatregel", level="sub", parent=top.pk)
    part(held, by, "measure", title="Dient", goals=[served.pk])
    part(held, by, "measure", title="Dient niets")
    page = text(Client().get(url("coverage", held)))
    assert page.index("Doelen waarvoor niets wordt gedaan") < page.index("Maatregelen die geen doel dienen")
    assert page.count(f'#d{under.pk}"') == 1
    assert f'#d{served.pk}"' not in page


def test_the_library_says_where_it_comes_from():
    page = text(Client().get(reverse("planning:library")))
    assert "zegt niet of iets werkt" in page
    assert "TNO" in page
    assert "Bibob-onderzoek" in page


def test_a_reader_who_may_not_see_the_consultation_sees_the_plan_without_it(browser, held):
    with acting(casts.alice()):
        cluster = held.consultation.clusters.order_by("chapter__number", "position")[0]
        opening.open_to(code=held.consultation.code, visibility="desk", by=casts.alice(), at=AT)
    part(held, casts.alice(), "problem", title="Te weinig aangifte", cluster=cluster.pk)
    for name in ("plan", "problems"):
        page = text(Client().get(url(name, held)))
        assert cluster.title not in page
        assert "Stemmen uit de keten" not in page
    assert "Te weinig aangifte" in text(Client().get(url("problems", held)))


def test_what_was_said_does_not_lead_into_a_plan_that_is_not_open(browser, held):
    with acting(casts.alice()):
        cluster = held.consultation.clusters.order_by("chapter__number", "position")[0]
        actions.open_plan(code=held.code, visibility="desk", by=casts.alice(), at=AT)
    left = {"fate": "leave", "reason": "Dat doet het rijk."}
    part(held, casts.alice(), "problem", title="Besloten probleem", cluster=cluster.pk, **left)
    place = reverse("planning:cluster", args=[held.consultation.code, cluster.number])
    assert "Dat doet het rijk." in text(browser.get(place))
    page = text(Client().get(place))
    assert "Besloten probleem" not in page
    assert "heeft dit opgepakt" in page
