"""Which desk takes something in, and which desks the route means in a municipality."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketenzicht.common.actor import NotVisible
from ketenzicht.partners import queries
from ketenzicht.partners.domain.routes import Facts, Residence, Step
from ketenzicht.partners.models import Municipality

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)
BEFORE = date(2000, 1, 1)


def _municipality(code: str) -> int:
    return Municipality.objects.get(code=code).pk


@pytest.mark.parametrize("code", ["GM1674", "GM0748", "GM0716"])
def test_it_gives_a_report_to_the_focal_desk_of_its_municipality(code: str) -> None:
    found = queries.receiving_desk(_municipality(code), ON)
    assert found.municipality is not None
    assert (found.municipality.code, found.kind) == (code, "focal")


def test_it_gives_a_report_from_nowhere_to_the_desk_of_the_region() -> None:
    found = queries.receiving_desk(None, ON)
    assert (found.municipality, found.connected) == (None, True)
    assert queries.receiving_desk(9_999_999, ON).pk == found.pk


def test_it_finds_nobody_when_no_desk_is_there() -> None:
    with pytest.raises(NotVisible):
        queries.receiving_desk(None, BEFORE)
    with pytest.raises(NotVisible):
        queries.desk(9_999_999)
    with pytest.raises(NotVisible):
        queries.desk_by_code("nowhere")


def test_it_advises_a_call_and_the_police_when_there_is_danger() -> None:
    advice = queries.advise(Facts(acute=True), _municipality("GM1674"), ON)
    assert advice.route is not None
    assert advice.route.code == "route-1-acute"
    assert [step.act for step in advice.steps] == ["phone", "handoff"]
    assert [desk.code for desk in advice.steps[1].desks] == ["police-avim-zwb"]
    assert advice.assessment is not None
    assert advice.assessment.unit.value == "minutes"


def test_it_resolves_desks_to_those_that_serve_the_municipality() -> None:
    facts = Facts(acute=False, minor_or_doubtful=True)
    here = queries.advise(facts, _municipality("GM1674"), ON)
    child = [desk.code for step in here.steps if step.act == "handoff" for desk in step.desks]
    assert child
    step = Step("handoff", desk_kind="advice_report_centre")
    assert [desk.code for desk in queries.desks_for(step, _municipality("GM1674"), ON)] == child
    # Which Veilig Thuis serves Tholen is not in the sources, so the national number stands in.
    national = queries.desks_for(step, _municipality("GM0716"), ON)
    assert national
    assert all(desk.region is None and desk.municipality is None for desk in national)


def test_it_names_a_desk_of_the_own_municipality_before_others() -> None:
    step = Step("advise", desk_kind="municipal_enforcement")
    found = queries.desks_for(step, _municipality("GM0748"), ON)
    assert [desk.municipality.code for desk in found if desk.municipality] == ["GM0748"]


def test_it_costs_the_same_whatever_the_advice() -> None:
    municipality = _municipality("GM1674")
    costs = set()
    for facts in (
        Facts(acute=True),
        Facts(acute=False, soft=True),
        Facts(identifiable_person=True, residence=Residence.NONE),
    ):
        with CaptureQueriesContext(connection) as asked:
            queries.advise(facts, municipality, ON)
        costs.add(len(asked))
    assert max(costs) <= 4


def test_it_tells_every_chain_director_when_it_could_be_anywhere() -> None:
    assert queries.overseeing_desks(ON)
    assert queries.overseeing_desks(ON, _municipality("GM1674"))
