"""The Delphi rule: the table of the source, and what must never change its outcome."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ketenzicht.reporting
from ketenzicht.signals.domain.delphi import (
    Answer,
    Assessment,
    Caveat,
    Counted,
    Dimension,
    Indicator,
    Profile,
    Rule,
    Strength,
    Weight,
    WeightSource,
    assess,
    forms_concerned,
    rule_met,
)
from ketenzicht.signals.domain.delphi_snapshot import from_plain, to_plain

STRENGTHS = {"s": Strength.STRONG, "m": Strength.MEDIUM, "w": Strength.WEAK}
FORMS = ["LAB", "SEX", "CRI", "DOM"]


def indicator(
    code: str, adult: str = "S", child: str = "S", *, forms: str = "ALL", dimensions: str = "D5"
) -> Indicator:
    return Indicator(
        code=code,
        forms=frozenset(forms.split()),
        dimensions=frozenset(Dimension(one) for one in dimensions.split()),
        adult=Weight.from_letter(adult),
        child=Weight.from_letter(child),
        counts=True,
    )


def seen(*codes: str) -> dict[str, Answer]:
    return dict.fromkeys(codes, Answer.SEEN)


def judge(
    catalogue: list[Indicator], answers: dict[str, Answer], profile: Profile = Profile.ADULT
) -> Assessment:
    return assess("1", catalogue, answers, forms=FORMS, profile=profile)


@pytest.mark.parametrize(
    ("strengths", "rule"),
    [
        ("", None),
        ("s", None),
        ("ss", Rule.TWO_STRONG),
        ("sm", Rule.ONE_STRONG_AND_ANOTHER),
        ("sw", Rule.ONE_STRONG_AND_ANOTHER),
        ("m", None),
        ("mm", None),
        ("mmm", Rule.THREE_MEDIUM),
        ("mmw", Rule.TWO_MEDIUM_AND_ONE_WEAK),
        ("mw", None),
        ("mww", None),
        ("mwwwwww", None),
        ("w", None),
        ("wwwwwwww", None),
        ("ssmw", Rule.TWO_STRONG),
    ],
)
def test_it_follows_the_published_rule(strengths: str, rule: Rule | None) -> None:
    assert rule_met(STRENGTHS[letter] for letter in strengths) is rule


def test_it_shows_which_indicators_make_a_dimension_positive() -> None:
    catalogue = [indicator("B", "W"), indicator("A", "S"), indicator("C", "S", dimensions="D4")]
    labour = next(form for form in judge(catalogue, seen("A", "B", "C")).forms if form.form == "LAB")
    assert labour.positive == (Dimension.COERCION_AT_DESTINATION,)
    at_destination = labour.dimensions[4]
    assert at_destination.rule is Rule.ONE_STRONG_AND_ANOTHER
    assert at_destination.counted == (
        Counted("A", Strength.STRONG, WeightSource.PUBLISHED),
        Counted("B", Strength.WEAK, WeightSource.PUBLISHED),
    )


def test_it_judges_each_form_apart() -> None:
    catalogue = [indicator("A", forms="LAB"), indicator("B", forms="LAB SEX")]
    result = {form.form: form.positive for form in judge(catalogue, seen("A", "B")).forms}
    assert result["LAB"] == (Dimension.COERCION_AT_DESTINATION,)
    assert result["SEX"] == ()


def test_it_counts_only_what_was_seen() -> None:
    answers = {"A": Answer.SEEN, "B": Answer.NOT_SEEN, "C": Answer.UNKNOWN}
    result = judge([indicator("A"), indicator("B"), indicator("C")], answers)
    assert not any(form.positive for form in result.forms)


def test_it_uses_the_strengths_of_a_child_for_a_child() -> None:
    catalogue = [indicator("A", "-", "S"), indicator("B", "M", "S")]
    assert not any(form.positive for form in judge(catalogue, seen("A", "B")).forms)
    child = judge(catalogue, seen("A", "B"), Profile.CHILD)
    assert all(form.positive for form in child.forms)


def test_it_does_not_require_means_for_a_child() -> None:
    child = judge([], {}, Profile.CHILD).forms[0]
    assert [one.dimension for one in child.dimensions if not one.waived] == [Dimension.EXPLOITATION]
    assert not any(one.waived for one in judge([], {}).forms[0].dimensions)


def test_it_says_that_no_published_strengths_exist_for_other_forms() -> None:
    forms = {form.form: form for form in judge([indicator("A"), indicator("B")], seen("A", "B")).forms}
    assert forms["LAB"].caveat is Caveat.PUBLISHED_FOR_THIS_FORM
    assert forms["SEX"].caveat is Caveat.SEXUAL_STRENGTHS_NOT_READ
    assert forms["CRI"].caveat is Caveat.NO_PROFILE_FOR_THIS_FORM
    assert forms["LAB"].dimensions[4].weights_source is WeightSource.PUBLISHED
    assert forms["SEX"].dimensions[4].weights_source is WeightSource.PROPOSAL
    assert forms["SEX"].dimensions[0].weights_source is WeightSource.NONE


def test_it_says_when_a_dimension_is_positive_only_because_of_our_proposal() -> None:
    result = judge([indicator("A", "S"), indicator("B", "m")], seen("A", "B"))
    labour = next(form for form in result.forms if form.form == "LAB").dimensions[4]
    assert labour.positive
    assert labour.weights_source is WeightSource.PROPOSAL


def test_it_names_what_was_seen_but_weighs_nothing() -> None:
    catalogue = [indicator("A", dimensions=""), indicator("B", "-")]
    result = judge(catalogue, seen("A", "B", "GONE"))
    assert result.forms[0].seen_without_weight == ("A", "B")
    assert result.not_in_catalogue == ("GONE",)


def test_it_assesses_the_forms_that_something_seen_names() -> None:
    catalogue = [indicator("A", forms="SEX ALL"), indicator("B"), indicator("C", forms="LAB")]
    assert forms_concerned(catalogue, seen("A", "B"), FORMS) == ("SEX",)
    assert forms_concerned(catalogue, seen("B"), FORMS) == tuple(FORMS)


@pytest.mark.parametrize("letter", ["X", "S*", "SS"])
def test_it_refuses_an_unknown_letter(letter: str) -> None:
    with pytest.raises(KeyError):
        Weight.from_letter(letter)


weights = st.sampled_from([Weight.from_letter(letter) for letter in "SMWsmw-"])
rows = st.builds(
    Indicator,
    code=st.text("ABCDEFGH", min_size=1, max_size=3),
    forms=st.frozensets(st.sampled_from([*FORMS, "ALL"]), min_size=1),
    dimensions=st.frozensets(st.sampled_from(Dimension)),
    adult=weights,
    child=weights,
    counts=st.just(True),
)
catalogues = st.lists(rows, max_size=12, unique_by=lambda row: row.code)
profiles = st.sampled_from(Profile)


@given(catalogues, profiles, st.data())
def test_it_never_turns_negative_by_seeing_more(
    catalogue: list[Indicator], profile: Profile, data: st.DataObject
) -> None:
    codes = [row.code for row in catalogue]
    more = data.draw(st.sets(st.sampled_from(codes)) if codes else st.just(set[str]()))
    fewer = data.draw(st.sets(st.sampled_from(sorted(more))) if more else st.just(set[str]()))
    before, after = judge(catalogue, seen(*fewer), profile), judge(catalogue, seen(*more), profile)
    for one, other in zip(before.forms, after.forms, strict=True):
        assert set(one.positive) <= set(other.positive)


@given(catalogues, profiles, rows)
def test_it_changes_nothing_by_a_risk_factor(
    catalogue: list[Indicator], profile: Profile, extra: Indicator
) -> None:
    risk = replace(extra, code="RISK", counts=False)
    answers = seen(*(row.code for row in catalogue))
    without, with_risk = (
        judge(catalogue, answers, profile),
        judge([*catalogue, risk], {**answers, "RISK": Answer.SEEN}, profile),
    )
    assert with_risk.forms == without.forms
    assert with_risk.risk_factors == ("RISK",)


@given(catalogues, profiles, st.randoms(use_true_random=False))
def test_it_does_not_depend_on_the_order(
    catalogue: list[Indicator], profile: Profile, random: Random
) -> None:
    shuffled = random.sample(catalogue, len(catalogue))
    codes = [row.code for row in catalogue]
    answers, reversed_answers = seen(*codes), seen(*reversed(codes))
    assert judge(catalogue, answers, profile) == judge(shuffled, reversed_answers, profile)


@given(catalogues, profiles)
def test_it_comes_back_unchanged_from_its_snapshot(catalogue: list[Indicator], profile: Profile) -> None:
    result = judge(catalogue, seen(*(row.code for row in catalogue)), profile)
    assert from_plain(json.loads(json.dumps(to_plain(result)))) == result


def test_it_holds_no_number_at_all_in_its_snapshot() -> None:
    result = judge([indicator("A"), indicator("B")], seen("A", "B"))

    def numbers(value: object) -> bool:
        if isinstance(value, dict):
            return any(map(numbers, value.values()))
        if isinstance(value, list):
            return any(map(numbers, value))
        return isinstance(value, int | float) and not isinstance(value, bool)

    assert not numbers(to_plain(result))


def test_it_can_read_every_row_of_the_catalogue_and_counts_no_risk_factor() -> None:
    path = Path(ketenzicht.reporting.__file__).parent / "refdata" / "indicators.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    catalogue = [
        Indicator(
            code=row["code"],
            forms=frozenset(row["forms"].split()),
            dimensions=frozenset(Dimension(one) for one in row["dimensions"].split()),
            adult=Weight.from_letter(row["strength_adult"]),
            child=Weight.from_letter(row["strength_child"]),
            counts=row["counts"] == "true",
        )
        for row in csv.DictReader(lines)
    ]
    assert len(catalogue) > 150
    assert {row.code[:3] for row in catalogue if not row.counts} == {"RIS"}
    everything = judge(catalogue, seen(*(row.code for row in catalogue)))
    assert all(not code.startswith("RIS") for form in everything.forms for code in form.seen_without_weight)
    risks_only = judge(catalogue, seen(*(row.code for row in catalogue if not row.counts)))
    assert not any(form.positive for form in risks_only.forms)
