"""Published models with known answers, and small random ones."""

import numpy as np

from causal.model import Factor, Model, Relation, Sign, graph_of
from causal.press.sampling import Bench


def model_of(names, edges, *, limited=True, uncertain=()):
    """A model from (source, target, sign) triples; ``uncertain`` are triples that may be absent together."""
    relations = [
        Relation(f"{source}-{target}-{number}", source, target, Sign(sign), uncertain="group" if own else "")
        for own, part in ((False, edges), (True, uncertain))
        for number, (source, target, sign) in enumerate(part)
    ]
    return Model("example", tuple(Factor(name, self_limitation=limited) for name in names), tuple(relations))


def matrix_model(names, rows):
    """A plain community matrix: rows[i][j] is the effect of j on i, and nothing else restrains a factor."""
    edges = [
        (source, target, rows[i][j])
        for i, target in enumerate(names)
        for j, source in enumerate(names)
        if rows[i][j]
    ]
    return model_of(names, edges, limited=False)


def bench_of(model, scheme="uniform-unit-self"):
    return Bench(model, graph_of(model), scheme)


def pair(eaten, eater):
    """An eater and what it eats."""
    return [(eaten, eater, 1), (eater, eaten, -1)]


_HARE = [("V", "V", -1), ("P", "P", -1), *pair("V", "H"), *pair("H", "P")]
_VP, _HH, _PV = ("V", "P", 1), ("H", "H", -1), ("P", "V", -1)
HARES = {
    name: model_of("VHP", [*_HARE, *extra], limited=False)
    for name, extra in {
        "A": [],
        "B": [_VP],
        "C": [_VP, _HH],
        "D": [_VP, _PV],
        "E": [_VP, _PV, _HH],
    }.items()
}

LEVINS = matrix_model("RHxy", [[-1, -1, 0, 0], [1, 0, -1, -1], [0, 1, 0, 0], [0, 1, 0, -1]])
DAMBACHER = matrix_model(
    "abcde",
    [[-1, 1, 0, 0, 0], [-1, -1, 0, 1, 1], [0, 0, -1, 1, 0], [0, 0, -1, -1, 1], [1, -1, 1, -1, -1]],
)

_WATER = [
    *(edge for eaten, eater in (("Mac", "LP"), ("Mac", "SP"), ("Fe", "LP")) for edge in pair(eaten, eater)),
    *(edge for eaten, eater in (("SP", "HN"), ("SP", "MZ"), ("LP", "MZ")) for edge in pair(eaten, eater)),
    *pair("Bact", "HN"),
    *((source, "DOC", 1) for source in ("LP", "SP", "HN", "MZ")),
    ("Bact", "DOC", -1),
    *(("CO2", target, -1) for target in ("Fe", "LP", "HN")),
]
MESOCOSMS = {
    name: model_of(
        ("CO2", "Fe", "Mac", "SP", "LP", "HN", "MZ", "Bact", "DOC"),
        [*_WATER, *extra],
        uncertain=pair("Fe", "SP"),
    )
    for name, extra in {
        "a": [("DOC", "Bact", 1), ("CO2", "SP", 1)],
        "b": [("DOC", "Bact", 1), ("CO2", "SP", -1)],
        "c": [("Bact", "Mac", 1), ("CO2", "SP", -1)],
    }.items()
}


def random_model(seed, count=7, links=12, *, limited=True):
    """A small random model, the same for the same seed."""
    chance = np.random.default_rng(seed)
    names = [f"f{number}" for number in range(count)]
    edges = {
        (str(names[i]), str(names[j])): int(chance.choice([1, -1]))
        for i, j in chance.integers(count, size=(links, 2))
        if i != j
    }
    return model_of(names, [(*ends, sign) for ends, sign in edges.items()], limited=limited)
