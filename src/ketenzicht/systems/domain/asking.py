"""What people ask of a model."""

from dataclasses import dataclass

DRAWS = 2_000
SCHEMES = ("uniform-unit-self", "in-degree")
UNTIL = 10.0


@dataclass(frozen=True)
class Question:
    """More (sign 1) or less (-1) of a factor: what does it do to a goal, by the relations of these layers?"""

    factor: str
    sign: int
    goal: str
    layers: tuple[str, ...]
    draws: int
    seed: int


@dataclass(frozen=True)
class Trial:
    """Two sets of interventions (ids) to compare over time, with the relations of these layers.

    ``factor`` is one more change, of a factor up (sign 1) or down (-1), that goes with both sets.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    factor: str
    sign: int
    until: float
    layers: tuple[str, ...]
