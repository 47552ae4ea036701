from xml.etree import ElementTree

from causal.drawing import around, routes
from causal.drawing.layers import _columns
from causal.drawing.tests.models import small


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
