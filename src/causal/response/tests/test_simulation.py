import itertools
from dataclasses import replace
from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causal import files
from causal.model import Change, ChangeKind, Factor, Intervention, Model, Relation, Sign
from causal.response import RunawayError, long_run, simulate


def _chain(strength, speed):
    arrow = Relation("r", "A", "B", Sign.MINUS if strength < 0 else Sign.PLUS, abs(strength), speed)
    return Model("chain", (Factor("A", initial=0.5), Factor("B", initial=0.4)), (arrow,))


def _pair(k1, k2):
    relations = tuple(
        Relation(name, ends[0], ends[1], Sign.PLUS if k > 0 else Sign.MINUS, abs(k), 0.7)
        for name, ends, k in (("r1", "AB", k1), ("r2", "BA", k2))
    )
    return Model("pair", (Factor("A"), Factor("B")), relations)


def _do(kind, amount, factor="A", **details):
    return Intervention("do", (Change(factor, kind, amount, **details),))


def _rest(found):
    assert found.long_run is not None
    return found.long_run


CONTROL = [_do(ChangeKind.CONTROL, 0.8, adjustment=1.0)]


def test_it_follows_the_closed_form_of_a_chain():
    found = simulate(_chain(-0.5, 0.5), CONTROL, at=[0.5, 1, 2, 5])
    exact = [0.4 - 0.15 * (1 - (exp(-t) - 0.5 * exp(-2 * t)) / 0.5) for t in (0.5, 1, 2, 5)]
    assert found.levels["B"] == pytest.approx(exact, abs=1e-13)
    assert exact == pytest.approx([0.376777278, 0.340063539, 0.287853240, 0.252014570], abs=1e-8)
    assert found.levels["A"] == pytest.approx([0.8 - 0.3 * exp(-t) for t in (0.5, 1, 2, 5)], abs=1e-12)


def test_it_follows_the_closed_form_when_delay_and_adjustment_are_the_same():
    found = simulate(_chain(-0.5, 1.0), CONTROL, at=[0.5, 1, 2, 5])
    exact = [0.4 - 0.15 * (1 - exp(-t) * (1 + t)) for t in (0.5, 1, 2, 5)]
    assert found.levels["B"] == pytest.approx(exact, abs=1e-13)
    assert exact == pytest.approx([0.386469400, 0.360363832, 0.310900883, 0.256064155], abs=1e-8)


def test_it_gives_the_long_run_of_a_loop():
    found = long_run(_pair(0.5, -1.2), [_do(ChangeKind.ONE_OFF, 0.3)])
    assert found == pytest.approx({"A": 0.1875, "B": 0.09375}, abs=1e-12)


@pytest.fixture(scope="module")
def example():
    return files.load("marvel-software-release")


def _of(model, *ids):
    return [one for one in model.interventions if one.id in ids]


OWN = {
    1: (0.29899, 0.80022, 0.10141),
    2: (0.29029, 0.80373, 0.11428),
    3: (0.28211, 0.81417, 0.14192),
    5: (0.29824, 0.84467, 0.20351),
    10: (0.35518, 0.87761, 0.25700),
}
READ_OFF = {
    1: (0.29988, 0.80016, 0.10121),
    2: (0.29139, 0.80353, 0.11377),
    3: (0.28310, 0.81385, 0.14123),
    5: (0.29891, 0.84431, 0.20285),
    10: (0.35595, 0.87722, 0.25621),
}
GOALS = ("costEffectiveness", "prodQuality", "swUsage")


@pytest.mark.parametrize(("known", "within"), [(OWN, 1e-4), (READ_OFF, 0.002)])
def test_it_gives_the_curves_of_the_software_release_project(example, known, within):
    found = simulate(example, _of(example, "c1"), at=list(known))
    for place, goal in enumerate(GOALS):
        assert found.levels[goal] == pytest.approx([row[place] for row in known.values()], abs=within)
    assert [_rest(found)[goal] for goal in GOALS] == pytest.approx([0.36682, 0.88345, 0.26689], abs=1e-5)


PAIRS = {
    ("c1", "c2"): (4770, 4773.8, 4801.4),
    ("c1", "c3"): (4919, 4921.0, 4946.6),
    ("c1", "c4"): (4750, 4750.4, 4764.7),
    ("c2", "c3"): (4820, 4830.5, 4834.1),
    ("c2", "c4"): (4875, 4873.9, 4877.7),
    ("c3", "c4"): (5063, 5063.8, 5068.7),
}


def test_it_ranks_the_pairs_of_controls_as_published(example):
    paper = files.load("marvel-software-release-paper")
    scores = {pair: simulate(example, _of(example, *pair)).score[-1] * 1e4 for pair in PAIRS}
    for pair, (published, exact, of_paper) in PAIRS.items():
        assert scores[pair] == pytest.approx(published, abs=15)
        assert scores[pair] == pytest.approx(exact, abs=0.06)
        assert simulate(paper, _of(paper, *pair)).score[-1] * 1e4 == pytest.approx(of_paper, abs=0.06)
    assert sorted(scores, key=lambda pair: scores[pair]) == sorted(PAIRS, key=lambda pair: PAIRS[pair][0])


def test_nothing_moves_without_an_intervention(example):
    found = simulate(example, [], until=20.0)
    assert all(len(set(levels)) == 1 for levels in found.levels.values())
    assert found.score == pytest.approx([0.4] * 21, abs=1e-12)


@pytest.mark.parametrize("order", [1, 2, 5])
def test_it_comes_to_the_exact_long_run_whatever_the_delays(example, order):
    quick = replace(
        example, relations=tuple(replace(one, speed=0.3, strength=one.strength) for one in example.relations)
    )
    known = long_run(example, _of(example, "c1", "c4"))
    assert long_run(quick, _of(quick, "c1", "c4")) == pytest.approx(known, abs=1e-12)
    found = simulate(example, _of(example, "c1", "c4"), until=200.0, at=[200.0], order=order)
    assert {factor: levels[0] for factor, levels in found.levels.items()} == pytest.approx(known, abs=1e-6)


@given(st.floats(-2, 2), st.sampled_from([ChangeKind.ONE_OFF, ChangeKind.SHIFT]), st.floats(0, 3))
def test_twice_the_change_has_twice_the_effect(amount, kind, over):
    once = simulate(_pair(0.5, -1.2), [_do(kind, amount, over=over, until=5.0)])
    twice = simulate(_pair(0.5, -1.2), [_do(kind, 2 * amount, over=over, until=5.0)])
    assert twice.levels["B"] == pytest.approx([2 * level for level in once.levels["B"]], abs=1e-12)


def test_effects_add_up(example):
    moments = list(np.linspace(0, 10, 11))
    first, second = (
        _do(ChangeKind.ONE_OFF, 0.2, "budget"),
        _do(ChangeKind.SHIFT, 0.1, "mgtQuality", start=2.0),
    )
    apart = [simulate(example, [one], at=moments).levels["swUsage"] for one in (first, second)]
    together = simulate(example, [first, second], at=moments).levels["swUsage"]
    assert together == pytest.approx([a + b - 0.1 for a, b in zip(*apart, strict=True)], abs=1e-12)


def test_a_relabelled_model_gives_the_same_answer(example):
    turned = replace(
        example, factors=tuple(reversed(example.factors)), relations=tuple(reversed(example.relations))
    )
    here, there = (simulate(one, _of(one, "c1", "c3")) for one in (example, turned))
    for factor, levels in here.levels.items():
        assert there.levels[factor] == pytest.approx(levels, abs=1e-12)


def test_a_pinned_factor_is_there_at_once_and_is_let_go_in_the_end():
    found = simulate(
        _pair(0.5, -1.0), [_do(ChangeKind.PINNED, 1.0, start=1.0, until=3.0)], at=[0, 1, 2.9, 40], until=40
    )
    assert found.levels["A"][:3] == pytest.approx([0.0, 1.0, 1.0])
    assert _rest(found)["A"] == pytest.approx(found.levels["A"][3], abs=1e-9)
    assert found.effort["A"].net == pytest.approx(found.effort["A"].gross)
    assert found.effort["A"].net > 1.0


def test_a_lasting_pin_cuts_what_comes_back():
    found = long_run(_pair(0.5, -1.0), [_do(ChangeKind.PINNED, 1.0)])
    assert found == pytest.approx({"A": 1.0, "B": 0.5})


def test_a_shift_is_withdrawn_and_says_when_it_is_not():
    ends = simulate(_pair(0.5, -1.0), [_do(ChangeKind.SHIFT, 1.0, until=2.0)], until=60.0, at=[60.0])
    stays = simulate(_pair(0.5, -1.0), [_do(ChangeKind.SHIFT, 1.0)])
    assert ends.levels["A"][0] == pytest.approx(0.0, abs=1e-9)
    assert _rest(ends)["A"] == pytest.approx(0.0, abs=1e-12)
    assert (ends.notes, stays.notes) == ((), ("shift_equals_one_off",))


def test_a_change_can_be_spread_and_a_set_point_can_climb():
    spread = simulate(_chain(0.5, 1.0), [_do(ChangeKind.ONE_OFF, 1.0, start=1.0, over=4.0)], at=[1, 3, 5, 9])
    assert spread.levels["A"] == pytest.approx([0.5, 1.0, 1.5, 1.5])
    climbing = simulate(_chain(0.5, 1.0), [_do(ChangeKind.CONTROL, 1.5, over=4.0)], at=[1, 4])
    assert climbing.levels["A"] == pytest.approx([0.5 + 0.25 * exp(-1), 1.5 - 0.25 * (1 - exp(-4))])


def test_a_delay_of_higher_order_is_an_erlang_distribution():
    found = simulate(_chain(1.0, 2.0), [_do(ChangeKind.ONE_OFF, 1.0)], order=3, at=[1.0, 2.0])
    arrived = [1 - exp(-1.5 * t) * (1 + 1.5 * t + (1.5 * t) ** 2 / 2) for t in (1.0, 2.0)]
    assert found.levels["B"] == pytest.approx([0.4 + part for part in arrived], abs=1e-12)


def test_a_relation_without_delay_works_at_once_also_in_a_loop():
    model = _pair(0.5, -1.2)
    model = replace(model, relations=tuple(replace(one, speed=0.0) for one in model.relations))
    found = simulate(model, [_do(ChangeKind.ONE_OFF, 0.3)], at=[0.0, 1.0])
    assert found.levels["A"] == pytest.approx([0.1875, 0.1875])


def test_a_relation_of_unknown_sign_takes_no_part_and_that_is_said():
    model = replace(_chain(1.0, 1.0), relations=(Relation("r", "A", "B", Sign.UNKNOWN),))
    found = simulate(model, [_do(ChangeKind.ONE_OFF, 1.0)])
    assert (set(found.levels["B"]), found.notes) == ({0.4}, ("unknown_sign_left_out",))


def test_a_model_that_runs_away_has_no_long_run():
    model = _pair(2.0, 1.5)
    found = simulate(model, [_do(ChangeKind.ONE_OFF, 1.0)], until=3.0)
    assert (found.stable, found.long_run) == (False, None)
    with pytest.raises(RunawayError, match="unstable"):
        simulate(model, [_do(ChangeKind.ONE_OFF, 1.0)], until=1000.0)


@pytest.mark.parametrize(("gain", "until"), [(1.5, 1e5), (1.5, 1e12), (1.0, 1e6)])
def test_short_delays_do_not_hide_that_a_model_runs_away(gain, until):
    with pytest.raises(RunawayError, match="earlier end"):
        simulate(_pair(gain, 1.0), [_do(ChangeKind.ONE_OFF, 1.0)], until=until)


def test_control_can_make_an_unstable_model_stable():
    found = simulate(_pair(1.1, 1.0), CONTROL, until=200.0, at=[200.0])
    assert found.stable
    assert found.levels["B"][0] == pytest.approx(_rest(found)["B"], abs=1e-9) == pytest.approx(0.88)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Change("Z", ChangeKind.ONE_OFF, 1.0), "no factor Z"),
        (Change("A", ChangeKind.ONE_OFF, 1.0, start=-1.0), "starts at or after 0"),
        (Change("A", ChangeKind.CONTROL, 1.0, adjustment=0.0), "adjustment time"),
    ],
)
def test_it_refuses_an_impossible_change(change, message):
    with pytest.raises(ValueError, match=message):
        simulate(_pair(0.5, 0.5), [Intervention("x", (change,))])


def test_it_refuses_a_moment_outside_the_run():
    with pytest.raises(ValueError, match="Moments lie between"):
        simulate(_pair(0.5, 0.5), [], until=1.0, at=[2.0])


def test_many_ways_to_act_at_once_stay_exact():
    kinds = itertools.cycle(ChangeKind)
    changes = [
        _do(next(kinds), 0.3, "AB"[n % 2], start=0.5 * n, over=0.3, until=0.5 * n + 1.2) for n in range(9)
    ]
    whole = simulate(_pair(0.5, -1.2), changes, until=8.0, at=[7.9])
    again = simulate(_pair(0.5, -1.2), changes, until=20.0, at=[7.9])
    assert whole.levels["B"] == pytest.approx(again.levels["B"], abs=1e-13)
