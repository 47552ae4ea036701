"""The three verdicts together: symmetry, names, zeros, and what a conclusion rests on."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from causal.model import Factor, Layer, Model, Relation, Role, Sign, graph_of
from causal.press import Direction, Structure, posterior, structural, system_of, verdict, which_matters
from causal.press.changing import FLIP, REMOVAL, changed
from causal.press.running import run
from causal.press.tests.examples import HARES, MESOCOSMS, bench_of, matrix_model, model_of, random_model

_SCHEMES = ("uniform-unit-self", "in-degree")


def _shares(model, presses, **options):
    found = verdict(model, presses, None, draws=600, footing=False, **options)
    return {
        (scheme, factor): (share.negative, share.zero, share.positive)
        for scheme, one in found.monte_carlo.items()
        for factor, share in one.effects.items()
    }


@pytest.mark.slow
@given(some.integers(0, 500))
@settings(max_examples=20)
def test_it_mirrors_when_the_press_is_turned(seed):
    model = random_model(seed, count=6, links=9)
    up, down = _shares(model, {"f0": 1, "f1": -1}), _shares(model, {"f0": -1, "f1": 1})

    assert up == {key: (positive, zero, negative) for key, (negative, zero, positive) in down.items()}


@pytest.mark.slow
@given(some.integers(0, 500))
@settings(max_examples=20)
def test_it_gives_a_renamed_model_the_same_answer(seed):
    model = random_model(seed, count=6, links=9)
    renamed = model_of(
        [f"x{factor.id}" for factor in model.factors],
        [(f"x{one.source}", f"x{one.target}", int(one.sign)) for one in model.relations],
    )
    other = {(scheme, factor[1:]): one for (scheme, factor), one in _shares(renamed, {"xf0": 1}).items()}

    assert other == _shares(model, {"f0": 1})


@pytest.mark.slow
@given(some.integers(0, 500))
@settings(max_examples=10)
def test_it_gives_a_reordered_model_the_same_answer_but_for_chance(seed):
    model = random_model(seed, count=6, links=9)
    turned = replace(model, factors=model.factors[::-1], relations=model.relations[::-1])
    one = verdict(model, {"f0": 1}, None, draws=4000, footing=False)
    other = verdict(turned, {"f0": 1}, None, draws=4000, footing=False)

    assert {name: found.verdict for name, found in one.structural.items()} == {
        name: found.verdict for name, found in other.structural.items()
    }
    for scheme in _SCHEMES:
        for name, share in one.monte_carlo[scheme].effects.items():
            assert share.positive == pytest.approx(other.monte_carlo[scheme].effects[name].positive, abs=0.06)
            assert share.zero == other.monte_carlo[scheme].effects[name].zero


def test_it_reports_a_true_zero_as_zero():
    found = verdict(model_of("abc", [("a", "b", 1), ("c", "b", 1)]), {"a": 1}, "c", draws=500)

    assert found.structural["c"].verdict is Structure.NONE
    assert all(one.effects["c"].zero == 1.0 for one in found.monte_carlo.values())
    assert found.rests_on is not None
    assert found.rests_on.conclusion.direction is Direction.UNCHANGED
    assert found.possible.sign_vectors == ((0,),)


def test_it_sees_a_zero_that_no_missing_route_explains():
    found = verdict(HARES["E"], {"P": 1}, "V", draws=300, schemes=("uniform",), footing=False)
    levins = verdict(
        model_of(
            "RHx",
            [("R", "R", -1), ("R", "H", 1), ("H", "R", -1), ("H", "x", 1), ("x", "H", -1)],
            limited=False,
        ),
        {"R": 1},
        "H",
        draws=300,
        schemes=("uniform",),
        footing=False,
    )

    assert found.structural["V"].verdict is Structure.BOTH
    assert levins.structural["H"].verdict is Structure.NONE
    assert levins.monte_carlo["uniform"].effects["H"].zero == 1.0


def test_it_never_hides_a_long_route_as_zero():
    names = [f"n{number:02}" for number in range(25)]
    chain = model_of(names, [(one, other, 1) for one, other in pairwise(names)])
    found = verdict(chain, {"n00": 1}, "n24", draws=500, footing=False)

    assert found.structural["n24"].verdict is Structure.POSITIVE
    assert found.monte_carlo["uniform-unit-self"].effects["n24"].positive == 1.0


@pytest.mark.slow
@given(some.integers(0, 300))
@settings(max_examples=25)
def test_it_never_draws_against_a_sure_sign(seed):
    found = verdict(random_model(seed, count=6, links=10), {"f0": 1}, None, draws=300, footing=False)
    wanted = {Structure.POSITIVE: (0, 0, 1), Structure.NEGATIVE: (1, 0, 0), Structure.NONE: (0, 1, 0)}
    for factor, one in found.structural.items():
        if one.verdict is not Structure.BOTH:
            shares = [drawn.effects[factor] for drawn in found.monte_carlo.values()]
            assert {(share.negative, share.zero, share.positive) for share in shares} == {wanted[one.verdict]}


def _breaks(rule, place, vector):
    given = all(vector[place[factor]] == sign for factor, sign in rule.given.items())
    return given and vector[place[rule.factor]] not in rule.signs


@pytest.mark.slow
@given(some.integers(0, 300))
@settings(max_examples=15)
def test_it_proves_only_rules_that_other_draws_keep(seed):
    model = random_model(seed, count=5, links=8)
    found = verdict(model, {"f0": 1}, None, draws=400, footing=False).possible
    place = {factor.id: number for number, factor in enumerate(model.factors)}
    others = run(bench_of(model), {"f0": 1}, observed={}, draws=3000, seed=99).signs

    for rule in found.rules:
        assert not any(_breaks(rule, place, vector) for vector in found.sign_vectors)
        if rule.proven:
            assert not any(_breaks(rule, place, vector) for vector in np.unique(others.T, axis=0).tolist())


def test_it_says_if_then():
    chain = model_of("abcd", [("a", "b", 1), ("a", "b", -1), ("b", "c", -1), ("d", "c", 1)])
    found = verdict(chain, {"a": 1}, "c", draws=500, possible_over=("b", "c"), footing=False).possible

    assert found.factors == ("b", "c")
    assert found.sign_vectors == ((1, -1), (-1, 1))
    assert [rule.as_json() for rule in found.rules] == [
        {"if": {"b": 1}, "then": {"c": [-1]}, "proven": True},
        {"if": {"b": -1}, "then": {"c": [1]}, "proven": True},
    ]


def _layered():
    """A goal that the text says rises, and that an inferred relation pulls down."""
    relations = (
        Relation("ag", "a", "g", Sign.PLUS, layer=Layer.STATED),
        Relation("ab", "a", "b", Sign.PLUS, layer=Layer.READ),
        Relation("bg", "b", "g", Sign.MINUS, layer=Layer.INFERRED),
        Relation("gh", "g", "h", Sign.PLUS, layer=Layer.STATED),
    )
    factors = tuple(Factor(name, roles=(Role.GOAL,) if name in "gh" else (Role.GENERAL,)) for name in "abgh")
    return Model("layered", factors, relations)


def test_it_tells_which_layer_a_conclusion_rests_on():
    found = verdict(_layered(), {"a": 1}, "g", draws=2000).rests_on

    assert found is not None
    assert {str(layer): (str(one.structure), str(one.direction)) for layer, one in found.holds.items()} == {
        "stated": ("only +", "rises"),
        "read": ("only +", "rises"),
        "inferred": ("both", "undecided"),
    }
    assert found.weakest_layer is Layer.INFERRED
    sure = verdict(_layered(), {"a": 1}, "g", draws=500, layers={Layer.STATED, Layer.READ}).rests_on
    assert sure is not None
    assert sure.weakest_layer is Layer.STATED


@pytest.mark.slow
def test_it_names_the_single_relation_that_turns_the_conclusion():
    found = verdict(_layered(), {"a": 1}, "g", draws=2000).rests_on

    assert found is not None
    assert {
        (found.model.relations[one.relation].id, one.kind): str(one.becomes.direction)
        for one in found.changes
    } == {
        ("ag", FLIP): "falls",
        ("ag", REMOVAL): "falls",
        ("ab", FLIP): "rises",
        ("ab", REMOVAL): "rises",
        ("bg", FLIP): "rises",
        ("bg", REMOVAL): "rises",
    }
    listed: Any = found.as_json()["changes"]
    assert listed[0].keys() == {
        "relation",
        "source",
        "target",
        "layer",
        "change",
        "becomes",
    }


@pytest.mark.slow
def test_it_ranks_the_strengths_that_matter():
    found = verdict(_layered(), {"a": 1}, "g", draws=4000, schemes=("uniform-unit-self",)).rests_on

    assert found is not None
    by_name = {found.model.relations[one.relation].id: one for one in found.strengths}
    assert by_name["ag"].correlation > 0.5
    assert by_name["bg"].correlation < -0.2
    assert by_name["ag"].low < by_name["ag"].correlation < by_name["ag"].high
    assert "gh" not in by_name
    alone = which_matters(_layered(), {"a": 1}, "g")
    assert [one.relation for one in alone] == [one.relation for one in found.strengths]
    assert found.model.relations[found.elicit[0]].id == "ag"
    assert by_name["ag"].decides > by_name["bg"].decides > 0


def test_it_changes_one_relation_and_nothing_else():
    model = _layered()

    assert changed(model, 2, FLIP).relations[2].sign is Sign.PLUS
    assert not changed(model, 2, REMOVAL).relations[2].counts
    assert changed(model, 2, REMOVAL).relations[:2] == model.relations[:2]


@pytest.mark.slow
def test_it_weighs_alternatives_by_what_was_observed():
    prior = {"B": 3 / 16, "C": 3 / 16, "D": 5 / 16, "E": 5 / 16}
    found = posterior({name: HARES[name] for name in prior}, {"V": 1}, {"H": -1}, prior=prior)

    assert list(found.after.values()) == pytest.approx([0.146, 0.181, 0.294, 0.379], abs=0.01)
    assert sum(found.after.values()) == pytest.approx(1.0)
    assert all(tally.drawn == 20_000 for tally in found.tallies.values())


def test_it_gives_no_weight_when_nothing_agrees():
    found = posterior({"B": HARES["B"]}, {"V": 1}, {"P": -1}, draws=500)

    assert found.after == {"B": 0.0}
    assert found.tallies["B"].drawn == 500
    assert list(found.as_json()) == ["B"]
    with pytest.raises(ValueError, match="not all 0"):
        posterior({"B": HARES["B"]}, {"V": 1}, {}, prior={"B": 0.0})


def test_it_gives_the_contract_of_the_command_line():
    one: Any = verdict(
        MESOCOSMS["a"], {"CO2": 1}, "Bact", draws=200, schemes=("uniform", "classes"), seed=7
    ).as_json()
    whole: Any = verdict(MESOCOSMS["a"], {"CO2": 1}, None, draws=200).as_json()

    assert {"verdict", "adjoint", "feedback", "weight"} <= one["structural"].keys()
    assert list(one["monte_carlo"]) == ["uniform", "classes"]
    assert {"drawn", "stable", "valid", "acceptance", "effects"} <= one["monte_carlo"]["uniform"].keys()
    assert list(one["monte_carlo"]["uniform"]["effects"]) == ["Bact"]
    assert one["monte_carlo"]["uniform"]["effects"]["Bact"].keys() == {"negative", "zero", "positive"}
    assert {"factors", "sign_vectors"} <= one["possible"].keys()
    assert one["rests_on"]["weakest_layer"] == "stated"
    assert len(whole["structural"]["verdict"]) == len(whole["monte_carlo"]["in-degree"]["effects"]) == 9


@pytest.mark.slow
def test_it_gives_the_same_numbers_for_the_same_seed():
    first, again, other = (
        verdict(MESOCOSMS["a"], {"CO2": 1}, "Bact", draws=400, seed=seed).as_json() for seed in (1, 1, 2)
    )

    assert first == again
    assert first["monte_carlo"] != other["monte_carlo"]


def test_it_names_what_it_cannot_answer():
    model = HARES["A"]
    with pytest.raises(KeyError, match="nobody"):
        verdict(model, {"nobody": 1}, "H")
    with pytest.raises(KeyError, match="nothing"):
        verdict(model, {"V": 1}, "nothing")
    with pytest.raises(ValueError, match="at least one press"):
        verdict(model, {}, "H")
    with pytest.raises(ValueError, match="unknown scheme"):
        verdict(model, {"V": 1}, "H", schemes=("other",))


def test_it_keeps_two_presses_apart_from_their_order():
    system = system_of(graph_of(random_model(5)))

    assert structural(system, {0: 1, 1: -1}, 3) == structural(system, {1: -1, 0: 1}, 3)


FIVE = [[-1, 1, 0, 0, 0], [-1, -1, 0, 1, 1], [0, 0, -1, 1, 0], [0, 0, -1, -1, 1], [1, -1, 1, -1, -1]]


@pytest.mark.parametrize(("press", "sign"), [(1, 1), (-1, -1)])
def test_it_says_what_every_stable_system_does_where_the_signs_leave_it_open(press: int, sign: int) -> None:
    # Were a to fall, then c, d and e, which surely rise, and a itself would all raise b, and b would raise a.
    found = verdict(matrix_model("abcde", FIVE), {"a": press}, "a", draws=200, footing=False)
    assert (found.structural["a"].verdict, found.structural["a"].settled) == (Structure.BOTH, sign)
    assert [(rule.signs, rule.proven) for rule in found.possible.rules] == [((sign,), True)]
    assert "settled" not in found.structural["a"].as_json()
    assert list(found.structural) == ["a"]


def test_it_calls_nothing_settled_that_only_every_draw_did() -> None:
    found = verdict(matrix_model("abcde", FIVE), {"b": 1}, "b", draws=200, footing=False)
    assert found.monte_carlo["in-degree"].effects["b"].positive == 1
    assert found.structural["b"].settled is None
    assert [rule.proven for rule in found.possible.rules] == [False]
