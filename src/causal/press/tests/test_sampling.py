"""Schemes, acceptance, refusal and reproducibility."""

import os

import numpy as np
import pytest

from causal.model import Factor, Model, Relation, Sign
from causal.press import Refusal, impact, verdict
from causal.press.running import run
from causal.press.schemes import draw_sizes, ranges_of
from causal.press.tests.examples import HARES, MESOCOSMS, bench_of, model_of, random_model


def _sizes(model, scheme, count=4000):
    bench = bench_of(model, scheme)
    return draw_sizes(bench.system, ranges_of(scheme, bench.system, model), count, np.random.default_rng(0))


def test_it_draws_every_scheme_between_its_bounds():
    model = model_of("abc", [("a", "c", 1), ("b", "c", -1), ("a", "b", 0)])
    uniform, unit, degree = (_sizes(model, name) for name in ("uniform", "uniform-unit-self", "in-degree"))

    assert uniform.restraints.min() < 0.01
    assert uniform.restraints.max() > 0.99
    assert (unit.restraints == 1).all()
    assert (degree.restraints == 1).all()
    assert 0 <= unit.links[0].min() < 0.01
    assert 0.99 < unit.links[0].max() <= 1
    assert -1 <= unit.links[1].min() < -0.99
    assert unit.links[1].max() <= 0
    assert 0.49 < degree.links[0].max() <= 0.5
    assert unit.links[2].min() < -0.99
    assert unit.links[2].max() > 0.99
    assert abs((unit.links[2] > 0).mean() - 0.5) < 0.03


def test_it_draws_classes_half_way_to_their_neighbours():
    names = ("weak", "average", "strong", "very_strong")
    relations = [Relation(name, "a", "b", Sign.PLUS, strength=name) for name in names]
    relations.append(Relation("number", "a", "b", Sign.MINUS, strength=0.4))
    model = Model("m", (Factor("a"), Factor("b")), tuple(relations))
    bounds = [(0.1, 0.35), (0.35, 0.75), (0.75, 1.1), (1.1, 1.3), (-0.5, -0.3)]

    for drawn, (low, high) in zip(_sizes(model, "classes").links, bounds, strict=True):
        assert drawn.min() == pytest.approx(low, abs=2e-3)
        assert drawn.max() == pytest.approx(high, abs=2e-3)


def test_it_keeps_uncertain_relations_together_with_a_chance_of_their_own():
    drawn = _sizes(MESOCOSMS["a"], "uniform", 20_000).links[-2:]

    assert ((drawn[0] != 0) == (drawn[1] != 0)).all()
    assert (drawn[0] != 0).mean() == pytest.approx(0.5, abs=0.02)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "stable", "falls"),
    [("A", 1.0, 0.0), ("B", 0.786, 0.362), ("C", 0.854, 0.414), ("D", 0.822, 0.418), ("E", 0.944, 0.470)],
)
def test_it_gives_the_published_shares_of_the_hare_models(name, stable, falls):
    found = verdict(HARES[name], {"V": 1}, None, draws=20_000, schemes=("uniform",)).monte_carlo["uniform"]

    assert found.tally.valid == 20_000
    assert found.tally.acceptance == pytest.approx(stable, abs=0.01)
    assert found.effects["H"].negative == pytest.approx(falls, abs=0.01)
    assert found.effects["P"].positive == found.effects["V"].positive == 1.0


_MESOCOSM_SHARES = {  # Fe, Mac, SP, LP, HN, MZ, Bact, DOC rise when CO2 does
    "a": (0.876, (0.366, 0.572, 0.966, 0.013, 0.452, 0.448, 0.470, 0.441), 0.215),
    "b": (0.877, (0.271, 0.743, 0.769, 0.079, 0.111, 0.254, 0.363, 0.104), 0.213),
    "c": (0.940, (0.200, 0.891, 0.666, 0.196, 0.137, 0.285, 0.863, 0.135), 0.502),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", "abc")
def test_it_gives_the_published_shares_of_the_mesocosm_models(name):
    stable, rising, match = _MESOCOSM_SHARES[name]
    found = verdict(
        MESOCOSMS[name],
        {"CO2": 1},
        None,
        draws=20_000,
        schemes=("uniform",),
        possible_over=("SP", "LP", "HN", "Bact"),
    )
    effects = found.monte_carlo["uniform"].effects
    shares = dict(zip(found.possible.sign_vectors, found.possible.shares, strict=True))

    assert found.monte_carlo["uniform"].tally.acceptance == pytest.approx(stable, abs=0.01)
    names = ("Fe", "Mac", "SP", "LP", "HN", "MZ", "Bact", "DOC")
    assert [effects[name].positive for name in names] == pytest.approx(rising, abs=0.014)
    assert shares[(1, -1, -1, 1)]["uniform"] == pytest.approx(match, abs=0.012)


def test_it_refuses_a_scheme_that_hardly_ever_gives_a_stable_draw():
    names = [f"n{number}" for number in range(12)]
    model = model_of(names, [(one, other, 1) for one in names for other in names if one != other])
    found = run(bench_of(model, "uniform"), {"n0": 1}, observed={}, draws=1000, seed=0)

    assert "less than 1 %" in found.tally.refused
    assert found.tally.reason is Refusal.UNSTABLE
    assert (found.tally.drawn, found.tally.valid) == (4096, 0)


def test_it_turns_to_a_steady_scheme_and_says_so():
    names = [f"n{number}" for number in range(9)]
    edges = [(one, other, 1) for one in names for other in names if one < other]
    model = model_of(names, [*edges, ("n8", "n0", 1)])
    found = verdict(model, {"n0": 1}, "n8", draws=50, schemes=("uniform",), footing=False).monte_carlo

    assert found["uniform"].tally.refused
    assert not found["uniform"].effects
    assert found["uniform-unit-self"].instead_of == "uniform"


def test_it_sees_beforehand_that_no_draw_can_be_stable():
    loose = model_of("ab", [("a", "a", -1), ("a", "b", 1)], limited=False)
    singular = model_of("abc", [("a", "b", 1), ("a", "c", 1), ("b", "a", -1), ("c", "a", -1)], limited=False)

    assert "nothing restrains b" in run(bench_of(loose), {"a": 1}, observed={}, draws=9, seed=0).tally.refused
    assert "singular" in run(bench_of(singular), {"a": 1}, observed={}, draws=9, seed=0).tally.refused


def test_it_keeps_only_draws_that_agree_with_what_was_observed():
    free = run(bench_of(HARES["B"], "uniform"), {"V": 1}, observed={}, draws=2000, seed=4)
    bound = run(bench_of(HARES["B"], "uniform"), {"V": 1}, observed={"H": -1}, draws=2000, seed=4)
    never = run(bench_of(HARES["B"], "uniform"), {"V": 1}, observed={"P": -1}, draws=2000, seed=4)

    assert bound.share(1).negative == 1.0
    assert bound.tally.valid / bound.tally.stable == pytest.approx(free.share(1).negative, abs=0.03)
    assert "in agreement" in never.tally.refused
    assert never.tally.reason is Refusal.DISAGREES


def test_it_gives_the_same_numbers_on_any_number_of_cores(monkeypatch):
    shares = []
    for cores in (1, 3):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        found = run(bench_of(random_model(8)), {"f0": 1}, observed={}, draws=3000, seed=5)
        shares.append((found.tally, [found.share(place) for place in range(7)]))

    assert shares[0] == shares[1]


def test_it_counts_the_whole_table_as_it_counts_one_press():
    model = random_model(11)
    whole = impact(model, draws=1500, seed=3)
    for press, name in enumerate(whole.factors):
        one = run(bench_of(model), {name: 1}, observed={}, draws=1500, seed=3)
        assert [one.share(place).positive for place in range(7)] == whole.positive[:, press].tolist()
        assert [one.share(place).negative for place in range(7)] == whole.negative[:, press].tolist()
    assert whole.as_json()["scheme"] == "uniform-unit-self"


def test_it_has_no_table_without_stable_draws():
    loose = model_of("ab", [("a", "a", -1), ("a", "b", 1)], limited=False)
    found = impact(loose, draws=10)

    assert np.isnan(found.positive).all()
    assert found.as_json() == {"scheme": "uniform-unit-self", "impact": {}}


def test_it_counts_a_restraint_once_and_keeps_it_when_another_may_be_absent():
    stated = bench_of(model_of("ab", [("a", "a", -1), ("a", "b", 1)]), "uniform-unit-self").draw(0, 0)
    doubtful = bench_of(model_of("ab", [("a", "b", 1)], uncertain=[("a", "a", -1)]), "uniform-unit-self")

    assert (stated.responses(np.array([1.0, 0.0]))[0] == 1.0).all()
    drawn = doubtful.draw(0, 0)
    assert drawn.stable().all()
    assert drawn.responses(np.array([1.0, 0.0]))[0].max() == 1.0
    assert drawn.responses(np.array([1.0, 0.0]))[0].min() < 0.6


def test_it_stops_when_the_time_is_up_and_says_so():
    hasty = run(bench_of(random_model(8)), {"f0": 1}, observed={}, draws=9000, seed=5, budget_seconds=0.0)

    assert not hasty.tally.complete
    assert not hasty.tally.refused
    assert 0 < hasty.tally.valid < 9000
