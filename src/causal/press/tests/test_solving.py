"""The draws solved along one elimination order, against plain numpy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from causal.press.solving import Draws
from causal.press.stability import stable_by_eigenvalues, stable_by_squaring
from causal.press.tests.examples import HARES, LEVINS, MESOCOSMS, bench_of, model_of, random_model


def _matrices(draws):
    """M = -A of each draw, put together without the layout."""
    system = draws.system
    size = len(system.factors)
    made = np.zeros((draws.count, size, size))
    made[:, range(size), range(size)] = draws.sizes.restraints.T
    for link, (target, source) in enumerate(zip(system.target, system.source, strict=True)):
        made[:, target, source] -= draws.sizes.links[link]
    return made


def _some_draws(bench, seed=0, count=40):
    return bench.draw(seed, 0).pick(np.arange(count))


@given(some.integers(0, 300), some.sampled_from(["uniform", "uniform-unit-self", "in-degree"]))
def test_it_finds_the_same_stable_draws_and_responses_as_numpy(seed, scheme):
    draws = _some_draws(bench_of(random_model(seed), scheme))
    plain = _matrices(draws)
    stable = draws.stable()
    assert (stable == (np.linalg.eigvals(plain).real.min(axis=1) > 0)).all()

    kept = draws.pick(stable)
    inverse = np.linalg.inv(plain[stable])
    order = kept.layout.order
    assert np.allclose(kept.table(), inverse.transpose(1, 2, 0)[np.ix_(order, order)])
    assert np.allclose(kept.effects_on(2), inverse[:, 2, :].T)
    assert np.allclose(kept.responses(np.eye(7)[3]), inverse[:, :, 3].T)


@pytest.mark.parametrize("model", [HARES["A"], HARES["D"], LEVINS, MESOCOSMS["a"]])
def test_it_solves_models_in_which_not_everything_restrains_itself(model):
    draws = bench_of(model, "uniform").draw(1, 0).pick(np.arange(200))
    plain = _matrices(draws)
    stable = draws.stable()
    assert (stable == (np.linalg.eigvals(plain).real.min(axis=1) > 0)).all()

    kept = draws.pick(stable)
    inverse = np.linalg.inv(plain[stable])
    order = kept.layout.order
    assert np.allclose(kept.table(), inverse.transpose(1, 2, 0)[np.ix_(order, order)])
    assert np.allclose(kept.effects_on(0), inverse[:, 0, :].T)


def test_it_works_in_strips_as_in_one_go():
    draws = _some_draws(bench_of(random_model(3), "in-degree"), count=50)
    strips = np.concatenate([strip.table() for strip in draws.strips(16)], axis=2)

    assert np.array_equal(strips, draws.table())
    assert np.array_equal(Draws.joined([draws, draws]).table()[..., 50:], draws.table())


@given(some.integers(0, 1000))
def test_it_settles_stability_by_squaring_as_by_eigenvalues(seed):
    chance = np.random.default_rng(seed)
    pictures = np.eye(20) * chance.uniform(0.5, 6) + chance.normal(size=(8, 20, 20))
    shift = np.full(8, 1.3)
    inverse = np.linalg.inv(pictures + 1.3 * np.eye(20)).astype(np.float64)

    assert (stable_by_squaring(pictures, inverse, shift) == stable_by_eigenvalues(pictures)).all()


def test_it_settles_a_large_part_by_squaring_too():
    ring = [(f"n{i}", f"n{(i + 1) % 24}", 1) for i in range(24)]
    chords = [(f"n{i}", f"n{(i * 7 + 3) % 24}", -1 if i % 3 else 1) for i in range(24) if (i * 6 + 3) % 24]
    draws = bench_of(model_of([f"n{i}" for i in range(24)], [*ring, *chords])).draw(0, 0)
    plain = _matrices(draws)

    stable = draws.stable()
    assert (stable == (np.linalg.eigvals(plain).real.min(axis=1) > 0)).all()
    assert 0 < stable.sum() < draws.count
