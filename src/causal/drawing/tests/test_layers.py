from itertools import combinations
from xml.etree import ElementTree

import pytest

from causal.drawing import around, ring, routes
from causal.drawing.geometry import NODE_HEIGHT, NODE_WIDTH
from causal.drawing.layers import _columns
from causal.drawing.tests.models import small
from causal.model import Factor, Model, Relation, Sign


def test_it_stands_the_lever_first_and_the_goal_last() -> None:
    columns = _columns([("a", "b"), ("b", "d"), ("a", "c"), ("c", "b"), ("a", "d")], "a", "d")

    assert columns == {"a": 0, "c": 1, "b": 2, "d": 3}


def test_it_also_stands_routes_that_go_round() -> None:
    columns = _columns([("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")], "a", "d")

    assert columns == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_it_draws_only_the_relations_asked_for() -> None:
    drawn = ElementTree.fromstring(routes(small(), {0, 1}, start="a", end="c"))
    shown = [(one.get("data-from"), one.get("data-to")) for one in drawn.iter() if one.get("data-from")]

    assert shown == [("a", "b"), ("b", "c")]


def test_it_draws_a_factor_between_its_neighbours() -> None:
    drawn = ElementTree.fromstring(around(small(), "b"))
    across = {
        one.get("data-factor"): float((one.get("transform") or "").removeprefix("translate(").split()[0])
        for one in drawn.iter()
        if one.get("data-factor")
    }

    assert across["a"] < across["b"] < across["c"]


@pytest.mark.parametrize("many", [1, 2, 3, 5, 9, 24])
def test_it_draws_a_loop_as_a_ring_without_factors_over_each_other(many: int) -> None:
    factors = tuple(Factor(f"f{place}") for place in range(many))
    arrows = tuple(
        Relation(f"r{place}", f"f{place}", f"f{(place + 1) % many}", Sign.PLUS) for place in range(many)
    )
    drawn = ElementTree.fromstring(ring(Model("ring", factors, arrows), range(many)))
    places = [
        tuple(map(float, (one.get("transform") or "").removeprefix("translate(").rstrip(")").split()))
        for one in drawn.iter()
        if one.get("data-factor")
    ]

    assert len(places) == many
    for one, other in combinations(places, 2):
        assert abs(one[0] - other[0]) >= NODE_WIDTH or abs(one[1] - other[1]) >= NODE_HEIGHT
