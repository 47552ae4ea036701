"""Differences, three-way joins and joint models."""

from dataclasses import replace

import pytest

from causal.comparing import diff, join, merge, merge_versions
from causal.comparing.difference import Edit
from causal.files import parse
from causal.model import Factor, Model, Relation, Sign

BASE = """
id: base
title: {nl: Proef, en: Trial}
domains:
- {id: care, label: {nl: zorg, en: care}}
factors:
- {id: A, label: {nl: aangiften, en: reports}, initial: 1}
- {id: B, domain: care}
- {id: C}
relations:
- {from: A, to: B, sign: "+", reference: "3.10"}
- {from: B, to: C, sign: "-", strength: weak}
interventions:
- id: more
  changes:
  - {factor: A, kind: shift, amount: 1}
"""


def model(text=BASE) -> Model:
    return parse(text, format="yaml", name="m.yaml")


def changed(relation_id: str, **fields) -> Model:
    base = model()
    relations = tuple(
        replace(relation, **fields) if relation.id == relation_id else relation for relation in base.relations
    )
    return replace(base, relations=relations)


def without(factor_id: str) -> Model:
    base = model()
    relations = tuple(one for one in base.relations if factor_id not in (one.source, one.target))
    return replace(
        base, factors=tuple(one for one in base.factors if one.id != factor_id), relations=relations
    )


def plus(*relations: Relation, factors=()) -> Model:
    base = model()
    return replace(base, relations=base.relations + relations, factors=base.factors + tuple(factors))


def test_it_finds_no_difference_with_itself_nor_by_order():
    base = model()
    turned = replace(base, factors=base.factors[::-1], relations=base.relations[::-1])
    assert not diff(base, turned)
    assert diff(base, turned).lines("nl") == ("Geen verschillen.",)


def test_it_says_what_changed_in_both_languages():
    found = diff(model(), changed("B>C", strength="strong", reference="2.1"))
    assert found.lines("nl") == (
        'Relatie B>C: sterkte van "weak" naar "strong"',
        'Relatie B>C: vindplaats wordt "2.1"',
    )
    assert found.lines("en")[0] == 'Relation B>C: strength from "weak" to "strong"'


def test_it_tells_additions_and_removals_from_changes():
    found = diff(without("A"), plus(factors=[Factor("D", label={"nl": "druk", "en": "pressure"})]))
    assert [(edit.kind, edit.id, edit.how) for edit in found.edits] == [
        ("factor", "A", "added"),
        ("factor", "D", "added"),
        ("relation", "A>B", "added"),
    ]
    assert found.lines("nl")[1] == "Factor D (druk) toegevoegd"
    assert found.as_json()["counts"]["factor"] == {"added": 2, "removed": 0, "changed": 0}


def test_it_sees_scales_interventions_and_the_model_itself():
    other = model(
        BASE.replace("amount: 1", "amount: 2").replace("Trial", "Test")
        + "scales: {strengths: {weak: 0.3, average: 0.5, strong: 1, very_strong: 1.2}}\n"
    )
    assert [(edit.kind, edit.field) for edit in diff(model(), other).edits] == [
        ("model", "title"),
        ("model", "scales.strengths.weak"),
        ("intervention", "changes"),
    ]


def test_it_joins_changes_of_two_sides_even_of_one_relation():
    mine, theirs = changed("A>B", strength="strong"), changed("A>B", speed="high")
    joined = merge_versions(model(), mine, theirs)
    assert joined.conflicts == ()
    assert joined.model is not None
    assert (joined.model.relations[0].strength, joined.model.relations[0].speed) == ("strong", "high")


def test_it_takes_the_same_change_once():
    both = changed("A>B", sign=Sign.MINUS)
    assert merge_versions(model(), both, both).model == both


def test_it_never_overwrites_in_silence():
    mine, theirs = changed("A>B", strength="strong"), changed("A>B", strength="weak")
    joined = merge_versions(model(), mine, theirs)
    assert joined.model is None
    assert [conflict.key for conflict in joined.conflicts] == ["relation/A>B/strength"]
    assert 'in "strong" en in "weak"' in joined.conflicts[0].line("nl")
    settled = merge_versions(model(), mine, theirs, choices={"relation/A>B/strength": "theirs"})
    assert settled.model is not None
    assert settled.model.relations[0].strength == "weak"


def test_it_reports_a_removal_against_a_change():
    theirs = changed("A>B", strength="weak")
    mine = replace(model(), relations=model().relations[1:])
    joined = merge_versions(model(), mine, theirs)
    assert [(one.why, one.kind, one.id) for one in joined.conflicts] == [("removed", "relation", "A>B")]


def test_it_reports_a_removed_factor_that_the_other_side_uses():
    theirs = plus(Relation("C>A", "C", "A", Sign.PLUS))
    mine = replace(without("A"), interventions=())
    joined = merge_versions(model(), mine, theirs)
    assert [(one.why, one.key) for one in joined.conflicts] == [("used", "factor/A")]
    kept = merge_versions(model(), mine, theirs, choices={"factor/A": "theirs"}).model
    gone = merge_versions(model(), mine, theirs, choices={"factor/A": "mine"}).model
    assert kept is not None
    assert gone is not None
    assert [one.id for one in kept.relations] == ["B>C", "C>A"]
    assert [one.id for one in gone.relations] == ["B>C"]


def test_it_lets_an_intervention_go_with_the_factor_that_is_gone():
    gone = merge_versions(model(), without("A"), model(), choices={"factor/A": "mine"})
    assert gone.model is not None
    assert gone.model.interventions[0].changes == ()


def test_it_reports_a_joined_model_that_is_not_sound():
    mine = plus(Relation("one", "A", "C", Sign.PLUS))
    theirs = plus(Relation("two", "A", "C", Sign.PLUS))
    joined = merge_versions(model(), mine, theirs)
    assert joined.model is None
    assert [problem.code for problem in joined.problems] == ["double-relation"]


def test_it_keeps_the_id_of_my_model():
    joined = merge_versions(model(), model(), replace(model(), id="fork"))
    assert joined.model is not None
    assert joined.model.id == "base"


def test_it_refuses_a_choice_that_is_no_side():
    with pytest.raises(ValueError, match="mine"):
        merge_versions(model(), model(), model(), choices={"x": "ours"})


def test_it_remembers_who_said_what():
    joint = merge({"Ada": model(), "Bea": without("A"), "Cor": changed("B>C", reference="4")})
    by_id = {relation.id: relation.said_by for relation in joint.relations}
    assert by_id == {"A>B": ("Ada", "Cor"), "B>C": ("Ada", "Bea", "Cor")}


def test_it_keeps_different_signs_apart_and_names_the_disagreement():
    joint = join({"Ada": model(), "Bea": model(), "Cor": changed("A>B", sign=Sign.MINUS)})
    signs = {(one.id, one.sign, one.said_by) for one in joint.model.relations if one.target == "B"}
    assert signs == {("A>B +", Sign.PLUS, ("Ada", "Bea")), ("A>B -", Sign.MINUS, ("Cor",))}
    assert [one.line("nl") for one in joint.disagreements] == [
        'Relatie A>B: teken verschilt: "+" volgens Ada, Bea; "-" volgens Cor'
    ]


def test_it_holds_what_most_people_said_of_a_strength():
    strong, weak = changed("A>B", strength="strong"), changed("A>B", strength="weak")
    joint = join({"Ada": weak, "Bea": strong, "Cor": strong})
    assert joint.model.relations[0].strength == "strong"
    assert joint.disagreements[0].as_json()["views"] == {"Ada": "weak", "Bea": "strong", "Cor": "strong"}


def test_it_joins_one_model_to_itself():
    alone = merge({"Ada": model()})
    assert [relation.id for relation in alone.relations] == ["A>B", "B>C"]
    with pytest.raises(ValueError, match="at least one"):
        merge({})


def test_it_says_what_changed_in_the_model_as_a_whole_without_a_gap() -> None:
    edits = [Edit("model", "", "changed", "id", "x", "y"), Edit("factor", "a", "changed", "initial", 0, 1)]
    assert [edit.line("en") for edit in edits] == [
        'Model: id from "x" to "y"',
        'Factor a: initial value from "0" to "1"',
    ]
    assert edits[0].line("nl") == 'Model: naam van "x" naar "y"'
