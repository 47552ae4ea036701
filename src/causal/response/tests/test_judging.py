from importlib import import_module

import numpy as np
import pytest

from causal import files
from causal.model import Change, ChangeKind, Direction, Factor, Indicator, Intervention, Model, Relation, Sign
from causal.response import (
    SHAPES,
    Outcome,
    direction_table,
    fulfilment,
    indicators_of,
    simulate,
    stability,
    worse_before_better,
)


@pytest.fixture(scope="module")
def example():
    return files.load("marvel-software-release")


def test_it_sees_that_it_gets_worse_before_it_gets_better(example):
    found = simulate(example, example.interventions[:1])
    dip = worse_before_better(found, "costEffectiveness")
    assert dip is not None
    assert [dip.worst_at, dip.depth + 0.3, dip.back_at] == pytest.approx([3.24, 0.2817, 5.11], abs=0.01)
    assert worse_before_better(found, "swUsage") is None
    with pytest.raises(ValueError, match="no desired direction"):
        worse_before_better(found, "costs")


def test_it_judges_goals_at_moments_and_in_the_long_run(example):
    table = direction_table(example, [example.interventions[:1]], [1.0, 3.0, 10.0])
    told = {(cell.goal, cell.moment): cell.outcome for cell in table.cells}
    assert told["costEffectiveness", 1.0] is Outcome.NONE
    assert told["costEffectiveness", 3.0] is Outcome.UNDESIRED
    assert told["costEffectiveness", 10.0] is Outcome.DESIRED
    assert told["swUsage", None] is Outcome.DESIRED
    assert table.threshold == dict.fromkeys(["swUsage", "prodQuality", "costEffectiveness"], 0.01)


SHAPE_VALUES = [
    ("ramp", (0.0, 1.0), [0.0, 0.25, 0.5, 1.0, 1.0]),
    ("triangular", (0.0, 0.5, 1.0), [0.0, 0.5, 1.0, 0.0, 0.0]),
    ("trapezoidal", (0.0, 0.25, 0.5, 1.0), [0.0, 1.0, 1.0, 0.0, 0.0]),
    ("s_shape", (0.0, 1.0), [0.0, 0.125, 0.5, 1.0, 1.0]),
    ("sigmoid", (4.0, 0.5), [0.1192029, 0.2689414, 0.5, 0.8807971, 0.9975274]),
    ("pi", (0.0, 0.5, 0.5, 1.0), [0.0, 0.5, 1.0, 0.0, 0.0]),
    ("double_sigmoid", (4.0, 0.5, 4.0, 1.0), [0.1012167, 0.2215155, 0.3807971, 0.3807971, 0.0155134]),
    ("gaussian", (0.5, 0.5), [0.6065307, 0.8824969, 1.0, 0.6065307, 0.0111090]),
    ("bell", (0.5, 2.0, 0.5), [0.5, 0.9411765, 1.0, 0.5, 0.0121951]),
]


@pytest.mark.parametrize(("shape", "parameters", "known"), SHAPE_VALUES)
def test_it_knows_the_shapes_of_indicators(shape, parameters, known):
    levels = np.array([0.0, 0.25, 0.5, 1.0, 2.0])
    indicator = Indicator("x", shape, parameters)
    assert fulfilment(indicator, levels) == pytest.approx(np.array(known), abs=1e-6)
    opposite = Indicator("x", shape, parameters, reference=2.0, inverted=True)
    assert fulfilment(opposite, 2.0 * levels) == pytest.approx(1.0 - np.array(known), abs=1e-6)
    assert {row[0] for row in SHAPE_VALUES} == set(SHAPES)


@pytest.mark.parametrize(("shape", "parameters"), [row[:2] for row in SHAPE_VALUES])
def test_it_adds_up_the_score_exactly_over_every_bend(shape, parameters):
    """A level that falls in a straight line from 2 to -1: the sum over time is a sum over levels."""
    model = Model("m", (Factor("x", initial=2.0),), (), indicators=(Indicator("x", shape, parameters),))
    falling = Intervention("f", (Change("x", ChangeKind.ONE_OFF, -3.0, over=3.0),))
    levels = 2.0 - 3.0 * (np.arange(1_000_000) + 0.5) / 1_000_000
    known = fulfilment(model.indicators[0], levels).mean()
    assert simulate(model, [falling], until=3.0, at=[3.0]).score == pytest.approx([known], abs=1e-6)


def test_goals_count_alike_when_a_model_has_no_indicators():
    model = Model(
        "m", (Factor("a", desired=Direction.DOWN), Factor("b", desired=Direction.UP), Factor("c")), ()
    )
    assert [(one.factor, one.inverted) for one in indicators_of(model)] == [("a", True), ("b", False)]


def test_it_refuses_another_shape():
    with pytest.raises(ValueError, match="An indicator is one of"):
        fulfilment(Indicator("x", "zigzag"), np.zeros(1))


def _two_loops(strong, weak):
    ends = [("a", "b", strong), ("b", "a", strong), ("b", "c", weak), ("c", "b", -weak)]
    relations = tuple(
        Relation(f"r{n}", source, target, Sign.PLUS if k > 0 else Sign.MINUS, abs(k), 0.5)
        for n, (source, target, k) in enumerate(ends)
    )
    return Model("m", tuple(Factor(name) for name in "abc"), relations)


def test_it_blames_the_loop_that_makes_a_model_unstable():
    found = stability(_two_loops(1.5, 0.3))
    assert (found.stable, found.growth is not None and found.growth > 0) == (False, True)
    assert found.responsible is not None
    assert set(found.responsible.factors) == {"a", "b"}


def test_it_blames_none_when_a_model_is_stable():
    found = stability(_two_loops(0.5, 0.3))
    assert (found.stable, found.responsible) == (True, None)


def test_it_knows_the_structure_of_the_software_release_project(example):
    found = stability(example)
    assert found.stable
    assert found.spectral_radius == pytest.approx(0.78329, abs=5e-6)


def test_a_balancing_loop_of_slow_stages_can_swing_ever_wider():
    model = _two_loops(0.1, 2.0)
    assert stability(model).stable
    assert not stability(model, order=8).stable


def test_it_finds_the_slowest_mode_of_a_large_system_as_of_a_small_one(monkeypatch):
    memo = files.load("mensenhandel")
    found = stability(memo, order=4)
    monkeypatch.setattr(import_module("causal.response.stability"), "LARGE", 10_000)
    exact = stability(memo, order=4)
    assert found.growth == pytest.approx(exact.growth, abs=1e-8)
