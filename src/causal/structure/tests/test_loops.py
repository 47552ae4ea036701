import itertools
from collections import Counter

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causal.files import load
from causal.model import graph_of
from causal.structure import LoopType, count_loops, find_loops, iter_loops, loop_over, rank_loops
from causal.structure.tests.graphs import arrows, diamonds, graph

ARMS_RACE = [(a, b, 1) for a, b in itertools.product("abc", repeat=2)]
MISSED_BY_IGRAPH = [(*pair, 1) for pair in ("12", "16", "26", "36", "54", "56", "63", "64")]


def _as_networkx(made):
    """Every arrow cut by a factor of its own, so that parallel arrows give loops of their own."""
    oracle = networkx.DiGraph()
    for number, (source, target, _) in enumerate(made):
        oracle.add_edges_from([(source, number), (number, target)])
    return oracle


def _oracle(made, max_length=None):
    bound = None if max_length is None else 2 * max_length
    found = networkx.simple_cycles(_as_networkx(made), length_bound=bound)
    loops = (tuple(step for step in cycle if isinstance(step, int)) for cycle in found)
    return sorted(loop[loop.index(min(loop)) :] + loop[: loop.index(min(loop))] for loop in loops)


@given(arrows())
def test_it_finds_the_loops_that_networkx_finds(made):
    assert sorted(loop.relations for loop in find_loops(graph(made)).loops) == _oracle(made)


@given(arrows(), st.integers(1, 5))
def test_it_finds_the_same_short_loops_and_says_whether_there_are_longer_ones(made, most):
    found = find_loops(graph(made), max_length=most)
    assert sorted(loop.relations for loop in found.loops) == _oracle(made, most)
    assert found.complete == (found.count == len(_oracle(made)))


@given(arrows(), st.sampled_from("ab"))
def test_it_finds_the_loops_through_a_factor(made, factor):
    made = [*made, ("a", "b", 1)]
    through = find_loops(graph(made), through=factor)
    of_all = [loop for loop in find_loops(graph(made)).loops if factor in loop.factors]
    assert sorted(loop.relations for loop in through.loops) == sorted(loop.relations for loop in of_all)


@given(arrows(), st.one_of(st.none(), st.sampled_from("ab")), st.one_of(st.none(), st.integers(1, 4)))
def test_it_counts_what_it_lists(made, through, most):
    made = graph([*made, ("a", "b", 1)])
    listed = find_loops(made, through=through, max_length=most)
    counted = count_loops(made, through=through, max_length=most)
    types = Counter(loop.type for loop in listed.loops)
    assert (counted.count, counted.complete) == (len(listed.loops), True)
    assert counted.reinforcing == types[LoopType.REINFORCING] == listed.reinforcing
    assert counted.balancing == types[LoopType.BALANCING] == listed.balancing
    assert counted.undetermined == types[LoopType.UNDETERMINED] == listed.undetermined


def test_it_tells_loops_over_the_same_factors_apart():
    loops = find_loops(graph(ARMS_RACE)).loops
    assert Counter(len(loop.factors) for loop in loops) == {1: 3, 2: 3, 3: 2}


def test_it_finds_the_loop_that_igraph_misses():
    loops = find_loops(graph(MISSED_BY_IGRAPH)).loops
    assert [set(loop.factors) for loop in loops] == [{"3", "6"}]


def test_it_finds_all_loops_of_a_complete_graph():
    complete = graph([(a, b, 1) for a, b in itertools.permutations("abcde", 2)])
    assert find_loops(complete).count == count_loops(complete).count == 84


def test_it_gives_sign_gain_and_delay_of_a_loop():
    [loop] = find_loops(graph([("a", "b", 1), ("b", "a", -1)], gains=[0.5, -1.2])).loops
    assert (loop.factors, loop.relations, loop.type) == (("a", "b"), (0, 1), LoopType.BALANCING)
    assert [loop.gain, loop.delay] == pytest.approx([-0.6, 2.0])


def test_it_leaves_type_and_gain_open_when_a_sign_is_unknown():
    [loop] = find_loops(graph([("a", "b", 0), ("b", "a", -1)])).loops
    assert (loop.type, loop.gain) == (LoopType.UNDETERMINED, None)


def test_it_says_that_a_list_is_cut_and_counts_on():
    found = find_loops(diamonds(10, closed=True), limit=7)
    assert (len(found.loops), found.count, found.complete) == (7, 1024, False)
    assert found.why_incomplete == ("limit",)


def test_it_says_that_even_counting_was_broken_off():
    complete = graph([(a, b, 1) for a, b in itertools.permutations("abcdefgh", 2)])
    found = find_loops(complete, limit=5, count_limit=100)
    assert (len(found.loops), found.complete, found.why_incomplete) == (5, False, ("budget",))
    assert 100 <= found.count < count_loops(complete).count == 16064


def test_it_stops_when_the_time_is_up():
    names = [chr(ord("a") + number) for number in range(16)]
    complete = graph([(a, b, 1) for a, b in itertools.permutations(names, 2)])
    assert not find_loops(complete, limit=10**9, budget_seconds=0.0).complete


def test_it_is_quick_when_no_loop_is_short_enough():
    found = find_loops(diamonds(100, closed=True), max_length=200)
    assert (found.count, found.complete, found.why_incomplete) == (0, False, ("length",))


def test_it_counts_more_loops_than_a_machine_word_holds():
    assert count_loops(diamonds(100, closed=True)).count == 2**100


def test_it_streams_loops_before_the_search_is_over():
    complete = graph([(a, b, 1) for a, b in itertools.permutations("abcdefghijklmnop", 2)])
    assert len(list(itertools.islice(iter_loops(complete), 100))) == 100


def test_it_ranks_loops():
    made = [("a", "b", 1), ("b", "a", 1), ("b", "c", 1), ("c", "a", 1), ("c", "b", 0)]
    loops = find_loops(graph(made, gains=[1.0, 0.1, 1.0, -0.5, 0.0])).loops
    assert [loop.relations for loop in rank_loops(loops)] == [(0, 2, 3), (0, 1), (2, 4)]
    assert [loop.relations for loop in rank_loops(loops, "length")] == [(0, 1), (2, 4), (0, 2, 3)]
    assert [loop.relations for loop in rank_loops(loops, "goals", ["c"])] == [(0, 2, 3), (2, 4), (0, 1)]
    with pytest.raises(ValueError, match="ranked by"):
        rank_loops(loops, "beauty")


def test_it_refuses_an_unknown_factor():
    with pytest.raises(ValueError, match="not in"):
        find_loops(graph(ARMS_RACE), through="z")


def test_it_makes_the_loop_over_relations_in_order_from_any_of_them():
    graph = graph_of(load("mensenhandel"))
    for loop in find_loops(graph, limit=200).loops:
        turned = (*loop.relations[1:], loop.relations[0])
        assert loop_over(graph, turned) == loop


def test_it_refuses_relations_that_make_no_loop():
    graph = graph_of(load("mensenhandel"))
    loop = find_loops(graph, limit=1).loops[0]
    twice = loop.relations * 2
    for relations in ((), (0,), (0, 1), (-1,), (99_999,), loop.relations[:-1], twice):
        with pytest.raises(ValueError, match="relations"):
            loop_over(graph, relations)
