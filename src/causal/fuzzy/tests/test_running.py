"""The published runs of an eight-concept map and a clamped five-concept map, and what is wrong with one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from causal.fuzzy import run
from causal.model import Factor, Model, Relation, Sign

_EIGHT = {  # weights of the row's concept on C1..C8 (Dikopoulou and Papageorgiou)
    "C1": (0, 0, 0.6, 0.9, 0, 0, 0, 0.8),
    "C2": (0.1, 0, 0, 0, 0, 0, 0.2, 0.5),
    "C3": (0, 0.7, 0, 0, 0.9, 0, 0.4, 0.1),
    "C4": (0.4, 0, 0, 0, 0, 0.9, 0, 0),
    "C5": (0, 0, 0, 0, 0, -0.9, 0, 0.3),
    "C6": (-0.3, 0, 0, 0, 0, 0, 0, 0),
    "C7": (0, 0, 0, 0, 0, 0.8, 0.4, 0.9),
    "C8": (0.1, 0, 0, 0, 0, 0.1, 0.6, 0),
}
_START = {"C1": 1.0, "C2": 1.0}
_ENDS = {
    "kosko": (0.5481291, 0.6004012, 0.5814756, 0.6208720, 0.6279569, 0.6653852, 0.7617789, 0.8416584),
    "modified": (0.7258851, 0.7907061, 0.7694508, 0.8124733, 0.8192938, 0.8399006, 0.9099403, 0.9557739),
    "rescaled": (0.4998427, 0.4985174, 0.4989474, 0.4984212, 0.4980938, 0.4885541, 0.4855651, 0.4853266),
}
_RESTS = {
    "kosko": (0.5480888, 0.6003770, 0.5814803, 0.6208788, 0.6279266, 0.6653520, 0.7617651, 0.8416790),
    "modified": (0.7258082, 0.7907245, 0.7693911, 0.8123904, 0.8193243, 0.8398588, 0.9099758, 0.9557867),
    "rescaled": (0.5,) * 8,
}


def _map(*edges: tuple[str, str, float]) -> Model:
    names = dict.fromkeys(name for source, target, _ in edges for name in (source, target))
    relations = [
        Relation(
            f"{source}-{target}", source, target, Sign(int(math.copysign(1, weight))), strength=abs(weight)
        )
        for source, target, weight in edges
    ]
    return Model("map", tuple(Factor(name) for name in sorted(names)), tuple(relations))


def _eight() -> Model:
    return _map(
        *(
            (source, f"C{number}", float(weight))
            for source, row in _EIGHT.items()
            for number, weight in enumerate(row, start=1)
            if weight
        )
    )


def _five() -> Model:
    return _map(
        ("c1", "c2", 1),
        ("c1", "c3", 1),
        ("c3", "c5", -0.5),
        ("c4", "c5", 1),
        ("c5", "c1", 1),
        ("c5", "c2", -1),
    )


@pytest.mark.parametrize(("variant", "steps"), [("kosko", 6), ("modified", 6), ("rescaled", 48)])
def test_it_ends_where_the_published_runs_end(variant, steps):
    result = run(_eight(), _START, variant=variant)

    assert result.steps == steps
    assert list(result.final.values()) == pytest.approx(_ENDS[variant], abs=6e-8)


@pytest.mark.parametrize("variant", ["kosko", "modified", "rescaled"])
def test_it_finds_the_true_fixed_point(variant):
    result = run(_eight(), _START, variant=variant)

    assert result.rest is not None
    assert list(result.rest.values()) == pytest.approx(_RESTS[variant], abs=6e-8)


def test_it_says_that_a_published_equilibrium_is_an_early_stop():
    result = run(_eight(), _START, variant="rescaled")

    assert result.converged
    assert not result.fixed_point
    assert result.distance == pytest.approx(0.0146734, abs=1e-6)
    assert run(_eight(), _START, variant="kosko").fixed_point


@pytest.mark.parametrize(
    ("function", "change"),
    [
        ("tanh", {"c2": 0.8771792, "c3": 0.7615942, "c4": 0.0, "c5": -0.3633995}),
        ("sigmoid", {"c2": 0.0922259, "c3": 0.0779866, "c4": 0.0, "c5": -0.0096905}),
    ],
)
def test_it_gives_the_published_change_when_a_concept_is_clamped(function, change):
    everything = dict.fromkeys(("c1", "c2", "c3", "c4", "c5"), 1.0)
    options = {"function": function, "tolerance": 1e-9, "most_steps": 100_000}
    steady = run(_five(), everything, **options)
    clamped = run(_five(), everything, clamp={"c1": 1.0}, **options)

    found = {name: clamped.final[name] - steady.final[name] for name in change}
    assert clamped.final["c1"] == 1.0
    assert found == pytest.approx(change, abs=1e-5)


def test_it_tells_a_circle_from_rest():
    result = run(_map(("a", "b", 50), ("b", "a", -50)), {"a": 1.0}, function="tanh", most_steps=100)

    assert (result.converged, result.fixed_point, result.rest, result.period) == (False, False, None, 4)


def test_it_names_what_it_cannot_work_with():
    with pytest.raises(ValueError, match="unknown variant"):
        run(_five(), {}, variant="other")
    with pytest.raises(ValueError, match="unknown function"):
        run(_five(), {}, function="other")
    with pytest.raises(KeyError, match="nowhere"):
        run(_five(), {"nowhere": 1.0})
    with pytest.raises(ValueError, match="every value must be a number"):
        run(_five(), {"c1": math.nan})
    with pytest.raises(ValueError, match="greater than 0"):
        run(_five(), {}, slope=0)


def test_it_asks_for_a_sign():
    unsigned = Model("m", (Factor("a"), Factor("b")), (Relation("ab", "a", "b", Sign.UNKNOWN),))
    with pytest.raises(ValueError, match=r"The sign of relation 'ab' is unknown.* Give it a \+ or a -"):
        run(unsigned, {})


@pytest.mark.slow
@given(some.lists(some.floats(-1e6, 1e6), min_size=5, max_size=5), some.sampled_from(["kosko", "modified"]))
def test_it_stays_within_the_range_of_its_function(values, variant):
    start = dict(zip(("c1", "c2", "c3", "c4", "c5"), values, strict=True))
    assert all(0 <= value <= 1 for value in run(_five(), start, variant=variant, most_steps=5).final.values())
    assert all(
        -1 <= value <= 1
        for value in run(_five(), start, variant=variant, function="tanh", most_steps=5).final.values()
    )
