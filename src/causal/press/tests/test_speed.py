"""The figures promised for two cores, as time of both together: a busy machine does not matter then."""

import time

import networkx as nx
import numpy as np
import pytest

from causal.files import load
from causal.press import impact
from causal.press.tests.examples import model_of

pytestmark = pytest.mark.slow


def _spent(work):
    before = time.process_time()
    found = work()
    return time.process_time() - before, found


@pytest.mark.parametrize("seed", [0, 1])
def test_it_draws_a_middling_model_with_its_whole_table_in_two_seconds(seed):
    chance = np.random.default_rng(seed)
    graph = nx.gnm_random_graph(70, 130, seed=seed, directed=True)
    edges = [(str(one), str(other), int(chance.choice([1, -1]))) for one, other in graph.edges]
    model = model_of([str(number) for number in range(70)], edges)
    spent, found = _spent(lambda: impact(model))

    assert found.tally.valid == 10_000
    assert spent < 2 * 2.0


def test_it_draws_the_model_of_the_memo_with_its_whole_table_in_four_seconds():
    model = load("mensenhandel")
    spent, found = _spent(lambda: impact(model))

    assert found.tally.valid == 10_000
    assert spent < 2 * 4.0
