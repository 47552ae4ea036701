"""Exact answers from the signs alone, against published tables, brute force and networkx."""

from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from causal.model import graph_of
from causal.press import Structure, adjoint_table, structural, system_of
from causal.press.elimination import determinant_of, minor_of
from causal.press.routes import route_signs
from causal.press.terms import Steps, rows_of
from causal.press.tests.examples import DAMBACHER, HARES, LEVINS, matrix_model, model_of, random_model

_HARE_ADJOINTS = {
    "A": ([[1, -1, 1], [1, 1, -1], [1, 1, 1]], 2),
    "B": ([[1, -1, 1], [0, 1, -1], [1, 0, 1]], 1),
    "C": ([[2, -1, 1], [0, 1, -1], [2, 0, 2]], 2),
    "D": ([[1, -2, 1], [0, 2, -2], [1, 0, 1]], 2),
    "E": ([[2, -2, 0], [0, 2, -2], [2, 0, 2]], 4),
}
_HARE_FEEDBACKS = {
    "A": [[1, 1, 1]] * 3,
    "B": [[1, 1, 1], [2, 1, 1], [1, 2, 1]],
    "C": [[2, 1, 1], [2, 1, 1], [2, 2, 2]],
    "D": [[1, 2, 1], [2, 2, 2], [1, 2, 1]],
    "E": [[2, 2, 2]] * 3,
}


def _table(model, name):
    return [[getattr(cell, name) for cell in row] for row in adjoint_table(system_of(graph_of(model)))]


@pytest.mark.parametrize("name", "ABCDE")
def test_it_gives_the_published_adjoints_of_the_hare_models(name):
    adjoint, determinant = _HARE_ADJOINTS[name]

    assert _table(HARES[name], "adjoint") == adjoint
    assert _table(HARES[name], "feedback") == _HARE_FEEDBACKS[name]
    assert _table(HARES[name], "determinant")[0][0] == determinant


def test_it_gives_the_published_community_effects_of_two_predators():
    adjoint = [[1, 0, 1, 0], [0, 0, -1, 0], [1, 1, 2, -1], [0, 0, -1, 1]]

    assert _table(LEVINS, "adjoint") == adjoint
    assert _table(LEVINS, "feedback") == np.abs(adjoint).tolist()
    assert _table(LEVINS, "weight") == [[1.0] * 4] * 4
    assert [" ".join(row) for row in _table(LEVINS, "prediction")] == [
        "+ 0 + 0",
        "0 0 - 0",
        "+ + + -",
        "0 0 - +",
    ]


def test_it_calls_ambiguous_what_the_plain_sign_would_call_sure():
    assert _table(DAMBACHER, "adjoint") == [
        [5, 2, 2, 1, 3],
        [1, 2, 2, 1, 3],
        [2, 0, 4, 2, 2],
        [2, 0, 0, 2, 2],
        [4, 0, 4, 0, 4],
    ]
    assert _table(DAMBACHER, "feedback") == [
        [7, 4, 4, 3, 3],
        [7, 4, 4, 3, 3],
        [2, 2, 8, 4, 2],
        [2, 2, 6, 4, 2],
        [4, 4, 6, 6, 4],
    ]
    assert [" ".join(row) for row in _table(DAMBACHER, "prediction")] == [
        "(+) (+) (+) ? +",
        "? (+) (+) ? +",
        "+ ? (+) (+) +",
        "+ ? ? (+) +",
        "+ ? (+) ? +",
    ]
    assert _table(DAMBACHER, "verdict")[0] == [Structure.BOTH] * 4 + [Structure.POSITIVE]


@pytest.mark.slow
@given(
    some.lists(some.lists(some.sampled_from([-1, 0, 0, 1]), min_size=5, max_size=5), min_size=5, max_size=5)
)
def test_it_agrees_with_every_permutation_written_out(rows):
    names = "vwxyz"
    table = adjoint_table(system_of(graph_of(matrix_model(names, rows))))
    whole = rows_of(system_of(graph_of(matrix_model(names, rows))), frozenset(range(5)))
    assert determinant_of(whole) == table[0][0].determinant
    matrix = -np.array(rows)

    for goal in range(5):
        for press in range(5):
            minor = np.delete(np.delete(matrix, press, axis=0), goal, axis=1)
            signed = [np.prod(minor[range(4), order]) for order in permutations(range(4))]
            parity = [round(np.linalg.det(np.eye(4)[list(order)])) for order in permutations(range(4))]
            net = (-1) ** (press + goal) * sum(sign * term for sign, term in zip(parity, signed, strict=True))
            assert table[goal][press].adjoint == net
            assert minor_of(whole, press, goal) == net
            assert table[goal][press].feedback == np.abs(signed).sum()


@given(some.integers(0, 400))
def test_it_finds_the_same_signs_of_routes_as_networkx(seed):
    model = random_model(seed, count=6, links=11)
    system = system_of(graph_of(model))
    graph = nx.DiGraph()
    graph.add_nodes_from(range(6))
    for source, target, sign in zip(system.source, system.target, system.sign, strict=True):
        graph.add_edge(int(source), int(target), sign=int(sign))
    for goal in range(1, 6):
        paths = nx.all_simple_edge_paths(graph, 0, goal)
        signs = {int(np.prod([graph.edges[edge]["sign"] for edge in path])) for path in paths}
        assert route_signs(system, 0, goal) == (frozenset(signs), True)


def test_it_counts_a_reinforcing_loop_beside_the_route():
    edges = [("press", "goal", 1), ("goal", "c", 1), ("c", "d", 1), ("d", "c", 1), ("d", "goal", -1)]
    system = system_of(graph_of(model_of(("press", "goal", "c", "d"), edges)))

    assert route_signs(system, 0, 1) == (frozenset({1}), True)
    assert structural(system, {0: 1}, 1).verdict is Structure.BOTH


def test_it_is_not_blurred_by_a_part_that_no_route_touches():
    edges = [("a", "b", 1), ("c", "d", 1), ("d", "c", 1)]
    found = structural(system_of(graph_of(model_of("abcd", edges))), {0: 1}, 1)

    assert found.verdict is Structure.POSITIVE
    assert (found.adjoint, found.feedback, found.prediction) == (0, 2, "+")


def test_it_adds_up_presses_and_turns_with_their_direction():
    system = system_of(graph_of(model_of("abc", [("a", "c", 1), ("b", "c", -1)])))

    assert structural(system, {0: 1}, 2).verdict is Structure.POSITIVE
    assert structural(system, {0: -1}, 2).verdict is Structure.NEGATIVE
    assert structural(system, {0: 1, 1: 1}, 2).verdict is Structure.BOTH
    assert structural(system, {0: 1, 1: -1}, 2).verdict is Structure.POSITIVE
    assert structural(system, {2: 1}, 0).verdict is Structure.NONE


def test_it_leaves_an_unknown_sign_open():
    found = structural(system_of(graph_of(model_of("abc", [("a", "b", 0), ("b", "c", 1)]))), {0: 1}, 2)

    assert (found.verdict, found.exact, found.adjoint, found.feedback) == (Structure.BOTH, True, None, 1)


def test_it_says_when_the_budget_left_the_verdict_unproved():
    alone = structural(
        system_of(graph_of(model_of("abc", [("a", "b", 1), ("b", "c", 1)]))), {0: 1}, 2, Steps(0)
    )
    both = structural(
        system_of(graph_of(model_of("abc", [("a", "b", 1), ("b", "c", 1), ("a", "c", -1)]))),
        {0: 1},
        2,
        Steps(0),
    )

    assert (alone.verdict, alone.exact, alone.weight, alone.prediction) == (
        Structure.POSITIVE,
        False,
        None,
        "?",
    )
    assert (both.verdict, both.exact) == (Structure.BOTH, True)
    assert (alone.adjoint, alone.feedback, both.adjoint, both.determinant) == (1, None, 0, 1)
