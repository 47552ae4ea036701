"""The routes that pages, reports and commands tell of."""

from causal.files import load
from causal.model import Factor, Layer, Model, Relation, Sign, graph_of
from causal.structure import leading_routes


def _arrow(name: str, source: str, target: str, sign: Sign, strength: str, layer: Layer) -> Relation:
    return Relation(name, source, target, sign, strength=strength, layer=layer)


def _model() -> Model:
    plus, minus, stated, inferred = Sign.PLUS, Sign.MINUS, Layer.STATED, Layer.INFERRED
    ways = [
        ("loose", plus, "average", inferred),
        ("firm", plus, "average", stated),
        ("strong", plus, "strong", inferred),
        ("down", minus, "strong", inferred),
        ("less", minus, "average", stated),
    ]
    relations = [
        one
        for name, sign, strength, layer in ways
        for one in (
            _arrow(f"a>{name}", "a", name, sign, strength, layer),
            _arrow(f"{name}>z", name, "z", plus, "average", layer),
        )
    ]
    return Model(
        "ways", tuple(Factor(one) for one in ("a", "z", *(each[0] for each in ways))), tuple(relations)
    )


def test_it_tells_the_strongest_first_and_the_firmest_of_equals() -> None:
    found = leading_routes(graph_of(_model()), "a", "z")

    assert [one.factors[1] for one in found.raising] == ["strong", "firm", "loose"]
    assert [one.factors[1] for one in found.lowering] == ["down", "less"]


def test_it_gives_each_side_its_share_beginning_with_its_strongest() -> None:
    found = leading_routes(graph_of(_model()), "a", "z")

    assert [one.factors[1] for one in found.together(3)] == ["strong", "firm", "down"]
    assert [one.factors[1] for one in found.together(9)] == ["strong", "firm", "loose", "down", "less"]
    assert [one.factors[1] for one in found.together(1)] == ["down"]


def test_it_looks_further_for_the_side_that_is_weaker() -> None:
    memo = load("mensenhandel")
    found = leading_routes(graph_of(memo), "K5", "C1")

    assert len(found.raising) == len(found.lowering) == 3
