from collections import Counter

import pytest

from causal import files
from causal.model import Layer, graph_of
from causal.structure import count_loops, find_loops, find_paths, strongly_connected


def test_it_knows_the_structure_of_the_software_release_project():
    graph = graph_of(files.load("marvel-software-release"))
    loops = find_loops(graph)
    assert (loops.count, loops.complete, loops.reinforcing, loops.balancing) == (9, True, 1, 8)
    assert sorted(len(loop.factors) for loop in loops.loops) == [3, 4, 6, 8, 8, 9, 10, 10, 12]
    outside = set(graph.factors) - {graph.factors[place] for place in strongly_connected(graph)[0]}
    assert outside == {"costs", "costEffectiveness", "prodEfficiency"}


LAYERS = {"S": [Layer.STATED], "SR": [Layer.STATED, Layer.READ], "SRI": list(Layer)}


@pytest.fixture(scope="module")
def memo():
    return files.load("mensenhandel")


@pytest.mark.parametrize(("layers", "both"), [("S", (2, 0)), ("SR", (16, 0)), ("SRI", (908, 2215))])
def test_it_finds_the_loops_of_the_memo(memo, layers, both):
    graph = graph_of(memo, LAYERS[layers])
    found = find_loops(graph)
    assert (found.reinforcing, found.balancing, found.complete) == (*both, True)
    assert len({loop.relations for loop in found.loops}) == found.count == count_loops(graph).count


def test_it_knows_the_lengths_of_the_loops_of_the_memo_and_what_they_pass(memo):
    graph = graph_of(memo)
    lengths = Counter(len(loop.factors) for loop in find_loops(graph).loops)
    assert [lengths[length] for length in range(2, 9)] == [3, 1, 1, 14, 19, 46, 82]
    assert max(lengths) == 24
    through = {factor: count_loops(graph, through=factor).count for factor in ("C1", "C2", "K5", "H7")}
    assert through == {"C1": 3037, "C2": 2945, "K5": 2741, "H7": 1596}


ROUTES = [
    ("K5", "C1", {"S": (6, 0), "SR": (12, 430), "SRI": (84, 977)}),
    ("C2", "C1", {"S": (6, 0), "SR": (12, 430), "SRI": (714, 1355)}),
    ("I11", "C1", {"S": (6, 2), "SR": (12, 141), "SRI": (752, 1210)}),
    ("W1", "C1", {"S": (24, 8), "SR": (84, 963), "SRI": (6038, 10438)}),
    ("W12", "C1", {"S": (0, 0), "SR": (288, 2881), "SRI": (18568, 31977)}),
    ("K5", "H8", {"S": (0, 2), "SR": (116, 4), "SRI": (646, 478)}),
]


@pytest.mark.parametrize(("source", "target", "known"), ROUTES)
def test_it_counts_the_routes_of_the_memo(memo, source, target, known):
    for layers, both in known.items():
        found = find_paths(graph_of(memo, LAYERS[layers]), source, target, k=0)
        assert (found.positive, found.negative, found.complete) == (*both, True)
