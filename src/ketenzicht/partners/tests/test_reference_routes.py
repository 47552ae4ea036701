"""The shipped route table: every rule can fire, every form has a way, every municipality has the desks."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import cast

import pytest

from ketenzicht.common.reference.catalogue import read_all
from ketenzicht.common.reference.kinds import all_kinds
from ketenzicht.partners.domain.routes import Facts, Residence, Rule, Step, advise
from ketenzicht.partners.reference_rows import (
    DESKS,
    MEMBERSHIPS,
    MUNICIPALITIES,
    ROUTES,
    DeskRow,
    MembershipRow,
    RouteRow,
)

TODAY = date(2026, 11, 22)
FORMS = ("SEX", "LAB", "CRI", "BEG", "DOM", "ORG", "MAR", "LAB-EB")
CATALOGUE = read_all(all_kinds(), TODAY)
ROWS = cast("tuple[RouteRow, ...]", CATALOGUE.rows[ROUTES])
TABLE = [
    Rule(
        row.code,
        row.position,
        row.conditions,
        tuple(Step(step.act, step.desk, step.desk_kind) for step in row.steps),
        row.valid_from,
        row.valid_to,
    )
    for row in ROWS
]
ADULT = Facts(acute=False, minor_or_doubtful=False, perpetrator_information_source_hidden=False, soft=False)
SOMEBODY = replace(ADULT, identifiable_person=True, subject=frozenset({"person"}))
SOMEWHERE = replace(ADULT, identifiable_person=False, subject=frozenset({"place"}))


def rule(facts: Facts) -> str | None:
    return advise(facts, TABLE, TODAY).rule


def receivers(facts: Facts) -> set[str]:
    steps = advise(facts, TABLE, TODAY).steps
    return {step.desk or step.desk_kind for step in steps if step.action == "handoff"}


def form(*codes: str) -> frozenset[str]:
    return frozenset(codes)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (replace(SOMEBODY, acute=True, soft=True, forms=form("LAB")), "route-1-acute"),
        (replace(SOMEBODY, minor_or_doubtful=True, forms=form("SEX")), "route-2-minor"),
        (replace(SOMEBODY, residence=Residence.NONE, forms=form("LAB")), "route-3a-no-residence-labour"),
        (replace(SOMEBODY, residence=Residence.NONE, forms=form("SEX")), "route-3-no-residence"),
        (replace(SOMEBODY, residence=Residence.LAWFUL, forms=form("DOM")), "route-4a-lawful-labour"),
        (replace(SOMEBODY, residence=Residence.LAWFUL, forms=form("CRI")), "route-4-lawful"),
        (replace(SOMEWHERE, forms=form("LAB")), "route-5-labour"),
        (replace(SOMEBODY, residence=Residence.UNKNOWN, forms=form("LAB-EB")), "route-5-labour"),
        (replace(SOMEBODY, residence=Residence.UNKNOWN, forms=form("SEX")), "route-5a-residence-unknown"),
        (replace(SOMEWHERE, forms=form("SEX")), "route-6-place"),
        (replace(SOMEWHERE, forms=form("CRI"), subject=frozenset({"online"})), "route-6-place"),
        (replace(SOMEWHERE, forms=form("ORG")), "route-6a-other-forms"),
        (
            replace(SOMEWHERE, perpetrator_information_source_hidden=True, forms=form("SEX")),
            "route-7-source-hidden",
        ),
        (replace(SOMEWHERE, soft=True, forms=form("SEX")), "route-8-soft"),
        (SOMEWHERE, "route-9-consult"),
        (Facts(), "route-9-consult"),
    ],
)
def test_it_advises(facts: Facts, expected: str) -> None:
    assert rule(facts) == expected


def test_it_lets_every_rule_fire() -> None:
    bits = (True, False)
    fired = {
        rule(Facts(acute, minor, person, residence, form(code), frozenset({subject}), hidden, soft))
        for acute, minor, person, hidden, soft in product(bits, repeat=5)
        for residence, code, subject in product(Residence, FORMS, ("person", "place", "online"))
    } | {rule(Facts())}
    assert fired == {row.code for row in ROWS}


@pytest.mark.parametrize("code", FORMS)
@pytest.mark.parametrize("facts", [SOMEBODY, SOMEWHERE], ids=["person", "place"])
def test_it_hands_every_form_to_somebody(code: str, facts: Facts) -> None:
    for residence in Residence:
        assert receivers(replace(facts, forms=form(code), residence=residence))


def test_it_hands_nothing_over_on_a_soft_signal_or_a_hidden_source_about_a_place() -> None:
    for code in FORMS:
        assert receivers(replace(SOMEWHERE, soft=True, forms=form(code))) == set()
        hidden = replace(SOMEWHERE, perpetrator_information_source_hidden=True, forms=form(code))
        assert receivers(hidden) == set()


def test_it_brings_exploitation_at_work_to_the_labour_authority_whoever_it_is_about() -> None:
    for facts, residence in product((SOMEBODY, SOMEWHERE), Residence):
        assert "nla" in receivers(replace(facts, residence=residence, forms=form("LAB")))


@pytest.mark.parametrize("municipality", [row.code for row in CATALOGUE.rows[MUNICIPALITIES]])
def test_it_finds_a_desk_for_what_is_handed_over_in_every_municipality(municipality: str) -> None:
    memberships = cast("tuple[MembershipRow, ...]", CATALOGUE.rows[MEMBERSHIPS])
    regions = {row.region for row in memberships if row.municipality == municipality}
    desks = cast("tuple[DeskRow, ...]", CATALOGUE.rows[DESKS])
    here = [
        desk
        for desk in desks
        if municipality == desk.municipality
        or desk.region in regions
        or (desk.region is None and desk.municipality is None)
    ]
    for row in ROWS:
        for step in row.steps:
            if step.act in {"handoff", "phone"}:
                assert any(step.fits(desk) for desk in here), (row.code, step)


def test_it_asks_acute_in_minutes_and_the_rest_in_work_days() -> None:
    assert {row.code for row in ROWS if row.assessment_unit == "minutes"} == {"route-1-acute"}
    assert all(row.certainty == "proposal" for row in ROWS)
