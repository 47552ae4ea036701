import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from causal.structure import cut_factors, find_paths, smallest_cut
from causal.structure.tests.graphs import arrows, diamonds, graph


def _oracle(made):
    """All routes from a to b as sets of relations with their sign, found by networkx."""
    cut = networkx.DiGraph()
    cut.add_nodes_from("ab")
    for number, (source, target, _) in enumerate(made):
        cut.add_edges_from([(source, number), (number, target)])
    routes = networkx.all_simple_paths(cut, "a", "b")
    return [tuple(step for step in route if isinstance(step, int)) for route in routes]


def _sign(made, route):
    sign = 1
    for relation in route:
        sign *= made[relation][2]
    return sign


@given(arrows())
def test_it_finds_and_counts_the_routes_that_networkx_finds(made):
    made = [*made, ("a", "a", 1), ("b", "b", 1)]
    found = find_paths(graph(made), "a", "b", k=10_000)
    routes = _oracle(made)
    assert sorted(path.relations for path in found.paths) == sorted(routes)
    signs = [_sign(made, route) for route in routes]
    assert (found.positive, found.negative) == (signs.count(1), signs.count(-1))
    assert (found.undetermined, found.complete, found.ordered) == (signs.count(0), True, True)


@given(arrows(), st.data())
def test_it_lists_the_strongest_or_the_shortest_first_also_when_relations_amplify(made, data):
    made = [*made, ("a", "a", 1), ("b", "b", 1)]
    size = st.sampled_from([0.2, 0.5, 1.0, 1.2])
    sizes = data.draw(st.lists(size, min_size=len(made), max_size=len(made)))
    here = graph(made, gains=[one * arrow[2] for one, arrow in zip(sizes, made, strict=True)])
    everything = find_paths(here, "a", "b", k=10_000).paths
    strong = find_paths(here, "a", "b", k=3).paths
    strengths = sorted((abs(path.gain or 0.0) for path in everything), reverse=True)
    assert [abs(path.gain or 0.0) for path in strong] == pytest.approx(strengths[:3])
    short = find_paths(here, "a", "b", k=3, order="shortest").paths
    assert [len(path.relations) for path in short] == sorted(len(path.relations) for path in everything)[:3]


def test_it_gives_sign_gain_and_delay_of_a_route():
    found = find_paths(graph([("a", "b", -1), ("b", "c", 1)], gains=[-0.5, 0.2]), "a", "c")
    [path] = found.paths
    assert (path.factors, path.relations, path.sign, path.weakest) == (("a", "b", "c"), (0, 1), -1, None)
    assert [path.gain, path.delay] == pytest.approx([-0.1, 2.0])


def test_it_lists_the_first_of_more_routes_than_could_ever_be_listed():
    found = find_paths(diamonds(60, closed=False), "n0000", "n0060", k=3)
    assert (len(found.paths), found.positive, found.ordered) == (3, 2**60, True)


def test_it_refuses_a_route_to_the_factor_itself_and_an_unknown_order():
    here = graph([("a", "b", 1)])
    with pytest.raises(ValueError, match="is a loop"):
        find_paths(here, "a", "a")
    with pytest.raises(ValueError, match="strongest or shortest"):
        find_paths(here, "a", "b", order="nicest")


@given(arrows())
def test_every_route_passes_the_cut_factors_and_no_others(made):
    made = [*made, ("a", "a", 1), ("b", "b", 1)]
    found = find_paths(graph(made), "a", "b", k=10_000).paths
    everywhere = set.intersection(*(set(path.factors) for path in found)) if found else {"a", "b"}
    assert set(cut_factors(graph(made), "a", "b")) == everywhere - {"a", "b"}


@given(arrows(), st.sampled_from([1, -1]))
def test_it_cuts_all_routes_of_a_sign_with_as_few_relations_as_can_be(made, sign):
    made = [*made, ("a", "a", 1), ("b", "b", 1)]
    cut = smallest_cut(graph(made), "a", "b", sign=sign)
    unwanted = [set(route) for route in _oracle(made) if _sign(made, route) in (sign, 0)]
    assert cut.is_smallest
    assert all(route & set(cut.relations) for route in unwanted)
    assert len(cut.relations) == _fewest(unwanted)


def _fewest(routes):
    if not routes:
        return 0
    return 1 + min(_fewest([route for route in routes if one not in route]) for one in routes[0])
