"""The values of a model, and the arrays made of them."""

import numpy as np
import pytest

from causal.model import Factor, Layer, Model, Relation, RelationKind, Sign, graph_of

FACTORS = (Factor("A"), Factor("B", self_limitation=False), Factor("C"))
RELATIONS = (
    Relation("1", "A", "B", Sign.PLUS, strength="strong", speed="low"),
    Relation("2", "A", "B", Sign.MINUS, strength=0.3, speed=2, layer=Layer.READ),
    Relation("3", "B", "C", Sign.UNKNOWN, layer=Layer.INFERRED, uncertain="g"),
    Relation("4", "C", "A", Sign.PLUS, kind=RelationKind.SUMMARY),
    Relation("5", "C", "B", Sign.PLUS, left_out="no direction"),
)
MODEL = Model("m", FACTORS, RELATIONS)


def test_it_gives_a_relation_its_signed_gain_and_its_delay():
    assert [MODEL.gain(relation) for relation in RELATIONS[:3]] == [1.0, -0.3, 0.0]
    assert [MODEL.delay(relation) for relation in RELATIONS[:3]] == [3.0, 2.0, 1.0]


def test_it_leaves_summaries_and_what_is_left_out_out_of_every_sum():
    graph = graph_of(MODEL)
    assert graph.relations.tolist() == [0, 1, 2]
    assert graph.uncertain == ("", "", "g")


def test_it_keeps_parallel_relations_apart():
    graph = graph_of(MODEL)
    assert graph.source.tolist() == [0, 0, 1]
    assert graph.sign.tolist() == [1, -1, 0]
    np.testing.assert_allclose(graph.gain, [1.0, -0.3, 0.0])


def test_it_takes_only_the_layers_it_is_asked_for():
    assert graph_of(MODEL, [Layer.STATED]).relations.tolist() == [0]
    assert graph_of(MODEL, [Layer.STATED]).factors == ("A", "B", "C")


def test_it_holds_an_empty_model():
    graph = graph_of(Model("m", FACTORS, ()))
    assert graph.source.shape == (0,)
    assert graph.self_limited.tolist() == [True, False, True]


def test_it_finds_factors_by_id():
    assert MODEL.factor("B") is FACTORS[1]
    assert graph_of(MODEL).index("C") == 2
    with pytest.raises(KeyError):
        MODEL.factor("Z")
    with pytest.raises(ValueError, match="not in tuple"):
        graph_of(MODEL).index("Z")
