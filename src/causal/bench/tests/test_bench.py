import itertools

import numpy as np
import pytest

from causal.bench import plain, rows
from causal.bench.models import grown
from causal.model import graph_of
from causal.press import impact
from causal.response import draw, ensemble, simulate
from causal.structure import find_loops


def test_a_grown_model_is_the_same_for_the_same_seed_and_has_what_was_asked():
    model = grown(30, 60, 4, interventions=5)
    assert model == grown(30, 60, 4, interventions=5) != grown(30, 60, 5, interventions=5)
    pairs = {(one.source, one.target) for one in model.relations}
    assert (len(model.factors), len(pairs), len(model.interventions)) == (30, 60, 5)
    assert all(source != target for source, target in pairs)


def test_the_plain_run_does_the_same_work():
    model = grown(20, 35, 1, interventions=4)
    graph = graph_of(model)
    gains = np.array([model.gain(one) for one in model.relations])
    delays = np.array([model.delay(one) for one in model.relations])
    for pair in itertools.combinations(model.interventions, 2):
        level = plain.euler_run(graph, gains, delays, pair, until=2.0, step=0.0005)
        exact = simulate(model, pair, until=2.0, at=[2.0]).levels
        assert level == pytest.approx([exact[factor][0] for factor in graph.factors], abs=2e-3)


def test_the_plain_table_does_the_same_work():
    model = grown(12, 20, 2)
    graph = graph_of(model)
    table, drawn = plain.press_table(graph, 400, 1)
    ours = impact(model, draws=4_000, scheme="uniform-unit-self")
    assert drawn >= 400
    assert np.max(np.abs(table - ours.positive)) < 0.12


def test_the_plain_search_finds_the_same_loops():
    graph = graph_of(grown(20, 40, 3))
    ours, theirs = find_loops(graph), plain.loops(graph)
    assert sorted(round(loop.gain or 0.0, 9) for loop in ours.loops) == sorted(
        round(one[2], 9) for one in theirs
    )
    signs = plain.signs_of_loops(graph, 10**6)
    assert (signs[1], signs[-1]) == (ours.reinforcing, ours.balancing)


def test_a_row_tells_how_much_more_the_other_way_takes():
    row = rows.Row("w", "f", 1.0, 0.5, 99.0, 2.0, "networkx", 5.0, 1.0)
    assert row.ratio == 10.0
    assert row.line().count("|") == rows.HEAD[0].count("|")
    assert rows.peak_megabytes() > 1.0


def test_it_measures_small_work(monkeypatch):
    monkeypatch.setattr(rows, "ROUNDS", 1)
    monkeypatch.setattr(rows, "SAMPLES", 2)
    monkeypatch.setattr(rows, "ACCEPTED", 100)
    model = grown(12, 20, 2, interventions=3)
    found = [rows._all_loops(model), rows._presses(model, 2.0), rows._pairs(model)]
    assert all(row.seconds > 0.0 and row.other_processor > 0.0 for row in found)
    assert ensemble(model, model.interventions, samples=2).error is not None
    assert draw(model, graph_of(model), 2, 0).gains.shape == (2, 20)
