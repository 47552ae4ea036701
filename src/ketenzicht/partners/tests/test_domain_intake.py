"""What a desk takes in."""

from dataclasses import replace

import pytest

from ketenzicht.partners.domain.intake import Aspect, Intake, IntakeAnswer, Matter, Verdict, takes_in

DESK = Intake(
    forms=frozenset({"LAB", "DOM"}),
    subjects=frozenset({"person", "place"}),
    age_groups=frozenset({"adult"}),
    urgencies=frozenset({"ordinary"}),
    municipalities=frozenset({"GM0748"}),
)
FITS = Matter(
    forms=frozenset({"SEX", "LAB"}),
    subjects=frozenset({"place"}),
    age_group="adult",
    urgency="ordinary",
    municipality="GM0748",
)


def test_it_takes_in_what_fits() -> None:
    assert takes_in(DESK, FITS).verdict is Verdict.YES


@pytest.mark.parametrize(
    ("matter", "aspect"),
    [
        (replace(FITS, forms=frozenset({"SEX"})), Aspect.FORM),
        (replace(FITS, subjects=frozenset({"online"})), Aspect.SUBJECT),
        (replace(FITS, age_group="minor"), Aspect.AGE_GROUP),
        (replace(FITS, urgency="acute"), Aspect.URGENCY),
        (replace(FITS, municipality="GM9999"), Aspect.AREA),
    ],
)
def test_it_says_why_not(matter: Matter, aspect: Aspect) -> None:
    answer = takes_in(DESK, matter)
    assert answer == IntakeAnswer(refused=(aspect,), unknown=())
    assert answer.verdict is Verdict.NO


def test_it_is_unsure_as_long_as_something_is_unknown() -> None:
    answer = takes_in(DESK, replace(FITS, age_group=None, municipality=None))
    assert answer.verdict is Verdict.UNSURE
    assert answer.unknown == (Aspect.AGE_GROUP, Aspect.AREA)


def test_it_serves_the_whole_country_without_a_list_of_municipalities() -> None:
    national = replace(DESK, municipalities=None)
    assert takes_in(national, replace(FITS, municipality=None)).verdict is Verdict.YES


def test_it_takes_in_nothing_when_its_lists_are_empty() -> None:
    nothing = Intake(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())
    assert takes_in(nothing, Matter()).refused == tuple(Aspect)
    assert takes_in(nothing, FITS).refused == tuple(Aspect)
