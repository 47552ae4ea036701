import itertools
from dataclasses import replace

import numpy as np
import pytest

from causal import files
from causal.model import Change, ChangeKind, Intervention, Sign, graph_of
from causal.response import draw, ensemble, simulate


@pytest.fixture(scope="module")
def example():
    return files.load("marvel-software-release")


def _drawn(model, sample, samples, seed):
    """The model with the strengths and speeds of one draw."""
    draws = draw(model, graph_of(model), samples, seed)
    relations = tuple(
        replace(one, strength=float(abs(gain)), speed=float(delay), sign=Sign(int(np.sign(gain))))
        for one, gain, delay in zip(model.relations, draws.gains[sample], draws.delays[sample], strict=True)
    )
    return replace(model, relations=relations)


def _do(factor, kind, amount, **details):
    return Intervention(f"{factor}-{kind}", (Change(factor, kind, amount, **details),))


SETS = [
    [_do("budget", ChangeKind.CONTROL, 0.8), _do("mgtQuality", ChangeKind.CONTROL, 0.6, adjustment=2.0)],
    [_do("budget", ChangeKind.PINNED, 0.8), _do("swUsage", ChangeKind.ONE_OFF, 0.1)],
    [_do("mgtQuality", ChangeKind.SHIFT, 0.2, start=1.0, until=3.0), _do("costs", ChangeKind.CONTROL, 0.2)],
    [_do("employees", ChangeKind.ONE_OFF, 0.2, over=2.0), _do("budget", ChangeKind.CONTROL, 0.9, over=1.5)],
    [_do(one, ChangeKind.CONTROL, 0.5) for one in ("budget", "mgtQuality", "clearMandate")],
    [_do("budget", ChangeKind.PINNED, 0.8, start=1.0, until=4.0)],
]


@pytest.mark.parametrize("order", [1, 3])
def test_it_gives_for_each_draw_what_a_run_gives(example, order):
    found = ensemble(example, SETS, samples=5, seed=7, at=[0.5, 2.0, 10.0], order=order)
    for place, chosen in enumerate(SETS):
        model = _drawn(example, 3, 5, 7)
        run = simulate(model, chosen, at=[0.5, 2.0, 10.0], order=order)
        for column, factor in enumerate(found.factors):
            exact = [level - model.factor(factor).initial for level in run.levels[factor]]
            assert found.changes[place, 3, :, column] == pytest.approx(exact, abs=1e-6)
    assert found.error is not None
    assert found.error < 1e-6


def test_it_follows_draws_that_grow(example):
    stronger = replace(example, relations=tuple(replace(one, strength=1.3) for one in example.relations))
    found = ensemble(stronger, SETS[3:4], samples=20, at=[3.0, 10.0])
    assert np.nanmax(np.abs(found.changes)) > 10.0
    assert found.error is not None
    assert found.error < 1e-6


def test_the_same_seed_gives_the_same_and_another_does_not(example):
    first, same, other = (ensemble(example, SETS[:1], samples=10, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first.changes, same.changes)
    assert not np.array_equal(first.changes, other.changes)


def test_it_says_how_often_one_set_does_better(example):
    pairs = [list(pair) for pair in itertools.combinations(example.interventions, 2)]
    found = ensemble(example, pairs, samples=200)
    assert found.share_larger(5, 0, "swUsage") + found.share_larger(0, 5, "swUsage") == pytest.approx(1.0)
    assert found.share_larger(0, 0, "swUsage") == 0.5
    told = found.as_json()
    assert told["samples"] == 200


def test_classes_are_drawn_as_ranges_and_unknown_signs_both_ways(example):
    first, *others = example.relations
    model = replace(example, relations=(replace(first, sign=Sign.UNKNOWN), *others))
    draws = draw(model, graph_of(model), 500, 0)
    gains, delays = draws.gains[:, 0], draws.delays[:, 0]  # weak and low
    assert 0.04 <= np.min(np.abs(gains)) < 0.06 < 0.34 < np.max(np.abs(gains)) <= 0.35
    assert 3**0.5 <= np.min(delays) < 1.8 < 5.1 < np.max(delays) <= 3 * 3**0.5
    assert 200 < np.sum(gains > 0) < 300


def test_it_refuses_the_start_as_a_moment(example):
    with pytest.raises(ValueError, match="above 0"):
        ensemble(example, SETS[:1], at=[0.0])
