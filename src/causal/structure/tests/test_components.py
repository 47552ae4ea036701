import networkx
from hypothesis import given

from causal.structure import strongly_connected
from causal.structure.tests.graphs import arrows, graph


@given(arrows(most_factors=9))
def test_it_finds_the_components_that_networkx_finds(made):
    here = graph(made)
    oracle = networkx.DiGraph([arrow[:2] for arrow in made])
    found = {frozenset(here.factors[factor] for factor in one) for one in strongly_connected(here)}
    assert found == {frozenset(one) for one in networkx.strongly_connected_components(oracle)}


def test_it_walks_long_chains_without_running_out_of_stack():
    chain = graph([(f"f{number:05}", f"f{number + 1:05}", 1) for number in range(2_000)])
    assert len(strongly_connected(chain)) == 2_001
