"""The models that ship: complete, as the text has them, and readable in two languages."""

from collections import Counter

import pytest

from causal.files import load
from causal.model import Direction, Layer, RelationKind, Role, Sign
from causal.shipped import names, path


def test_it_lists_what_ships() -> None:
    assert names() == ("marvel-software-release", "marvel-software-release-paper", "mensenhandel")
    assert path("mensenhandel").is_file()
    with pytest.raises(KeyError):
        path("../secrets")


@pytest.mark.parametrize("name", names())
def test_it_names_everything_in_dutch_and_english(name: str) -> None:
    model = load(name)
    named = [(one.id, one.label) for one in model.factors]
    named += [(one.id, one.label) for one in model.interventions]
    for its_id, label in named:
        assert label.get("nl"), its_id
        assert label.get("en"), its_id
    for claim in model.claims:
        assert set(claim.text) == {"nl", "en"}
    for note in model.notes:
        assert set(note) == {"nl", "en"}
    for language in ("nl", "en"):
        labels = [factor.label[language] for factor in model.factors]
        assert len(set(labels)) == len(labels)


def test_it_has_the_factors_and_relations_of_the_memo() -> None:
    model = load("mensenhandel")
    layers = Counter(relation.layer for relation in model.relations)
    signs = Counter(relation.sign for relation in model.relations)
    assert (len(model.factors), len(model.relations)) == (130, 236)
    assert layers == {Layer.STATED: 123, Layer.READ: 78, Layer.INFERRED: 35}
    assert signs == {Sign.PLUS: 183, Sign.MINUS: 46, Sign.UNKNOWN: 7}
    assert Counter(relation.layer for relation in model.relations if relation.counts) == {
        Layer.STATED: 121,
        Layer.READ: 71,
        Layer.INFERRED: 35,
    }
    assert len({(relation.source, relation.target) for relation in model.relations}) == 236
    assert all(relation.reference for relation in model.relations)


def test_it_divides_the_factors_over_the_domains_of_the_memo() -> None:
    model = load("mensenhandel")
    assert Counter(factor.domain for factor in model.factors) == {
        "centraal": 3,
        "beleid": 15,
        "bestuur": 23,
        "bewustwording": 14,
        "informatie": 23,
        "hulpverlening": 26,
        "strafrechtketen": 26,
    }
    assert {factor.domain for factor in model.factors} == set(model.domains)


def test_it_marks_goals_pressure_summaries_and_what_has_no_direction() -> None:
    model = load("mensenhandel")
    goals = {factor.id: factor.desired for factor in model.factors if Role.GOAL in factor.roles}
    assert goals == {"C1": Direction.DOWN, "C2": Direction.UP}
    assert (model.factor("C1").quantity, model.factor("C2").quantity) == ("count", "percentage")
    assert {factor.id for factor in model.factors if factor.pressure} == {"H7", "K7", "K8"}
    summaries = {relation.id for relation in model.relations if relation.kind is RelationKind.SUMMARY}
    assert summaries == {"I9>C1", "C2>K7"}
    assert all(relation.left_out for relation in model.relations if relation.sign is Sign.UNKNOWN)


def test_it_ties_every_intervention_to_factors_of_the_model() -> None:
    model = load("mensenhandel")
    touched = {change.factor for one in model.interventions for change in one.changes}
    assert len(model.interventions) == 50
    assert touched <= {factor.id for factor in model.factors}


def test_it_keeps_both_encodings_of_the_example_apart_by_two_speeds() -> None:
    one, other = load("marvel-software-release"), load("marvel-software-release-paper")
    differing = [
        (mine.id, mine.speed, theirs.speed)
        for mine, theirs in zip(one.relations, other.relations, strict=True)
        if mine != theirs
    ]
    assert differing == [("r5", "high", "very_high"), ("r26", "high", "very_high")]
    assert len(one.factors) == 21
    assert [change.amount for item in one.interventions for change in item.changes] == [0.8, 0.7, 0.5, 0.6]
