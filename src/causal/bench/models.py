"""Models to measure with: grown at random from a seed, and the one of the memo."""

import random
from itertools import cycle

from causal.model import Change, ChangeKind, Direction, Factor, Intervention, Model, Relation, Sign

STRENGTHS = ("weak", "average", "strong")
SPEEDS = ("low", "average", "high", "very_high")


def grown(factors: int, relations: int, seed: int, *, interventions: int = 0) -> Model:
    """A model that grew as causal loop diagrams do: what has many arrows gets more.

    One end of each relation is any factor, the other is drawn in proportion to the relations a factor has
    (preferential attachment); three in four are positive; no relation runs back to its own factor. The first
    three factors are goals, and each intervention changes another factor, the four kinds in turn.
    """
    chance = random.Random(seed)  # noqa: S311  (a benchmark, not a secret)
    ends = list(range(factors))
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < relations:
        pair = (chance.randrange(factors), chance.choice(ends))
        pair = pair if chance.random() < 0.5 else (pair[1], pair[0])
        if pair[0] != pair[1] and pair not in pairs:
            pairs.add(pair)
            ends += pair
    return Model(
        id=f"grown-{factors}-{relations}-{seed}",
        factors=tuple(Factor(f"f{n}", desired=Direction.UP if n < 3 else None) for n in range(factors)),
        relations=tuple(_relation(chance, number, pair) for number, pair in enumerate(sorted(pairs))),
        interventions=tuple(_interventions(chance, factors, interventions)),
    )


def _relation(chance: random.Random, number: int, pair: tuple[int, int]) -> Relation:
    sign = Sign.PLUS if chance.random() < 0.75 else Sign.MINUS
    strength, speed = chance.choice(STRENGTHS), chance.choice(SPEEDS)
    return Relation(f"r{number}", f"f{pair[0]}", f"f{pair[1]}", sign, strength, speed)


def _interventions(chance: random.Random, factors: int, count: int) -> list[Intervention]:
    levers = chance.sample(range(3, factors), count)
    kinds = cycle(ChangeKind)
    return [Intervention(f"i{lever}", (Change(f"f{lever}", next(kinds), 0.3),)) for lever in levers]
