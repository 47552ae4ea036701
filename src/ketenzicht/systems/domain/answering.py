"""What is told in answer to a question about a model."""

from dataclasses import dataclass

from causal.model import Direction, Layer
from ketenzicht.systems.domain.asking import Question


@dataclass(frozen=True)
class LayerCount:
    """How many routes raise and lower the goal when relations up to this layer count."""

    layer: Layer
    raising: int
    lowering: int
    undetermined: int
    complete: bool


@dataclass(frozen=True)
class Route:
    """A route in words, the weakest layer it needs, and the factors on it."""

    sentence: str
    layer: Layer
    factors: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """The strongest routes that move the goal one way; ``wanted`` is None when the goal has no direction."""

    rises: bool
    wanted: bool | None
    count: int
    routes: tuple[Route, ...]


@dataclass(frozen=True)
class Share:
    """How often a factor fell, stayed and rose, as shares of the accepted draws."""

    factor: str
    negative: float
    zero: float
    positive: float


@dataclass(frozen=True)
class Trials:
    """What one way of drawing strengths gave: how much was accepted, and the shares of the goal and others.

    ``others`` are the other goals, ``pressures`` the factors that mark strain; ``refused`` says why there are
    no shares, in the engine's code.
    """

    scheme: str
    drawn: int
    stable: int
    valid: int
    acceptance: float
    refused: str
    goal: Share | None
    others: tuple[Share, ...]
    pressures: tuple[Share, ...]


@dataclass(frozen=True)
class Combination:
    """A combination of rise (1) and fall (-1) that occurred, with its largest share among the schemes."""

    signs: tuple[int, ...]
    share: float


@dataclass(frozen=True)
class Together:
    """What can happen at the same time: the commonest combinations, how many there are, rules in words."""

    factors: tuple[str, ...]
    shown: tuple[Combination, ...]
    count: int
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """Everything a question page shows at once."""

    question: Question
    desired: Direction | None
    structural_sentences: tuple[str, ...]
    layer_sentences: tuple[str, ...]
    doubts: tuple[str, ...]
    layers: tuple[LayerCount, ...]
    sides: tuple[Side, ...]
    trials: tuple[Trials, ...]
    together: Together
    picture: str


@dataclass(frozen=True)
class Reliever:
    """An extra measure in words, against which factor, and how often the harm stays with it."""

    words: str
    factor: str
    before: float
    after: float


@dataclass(frozen=True)
class Carrier:
    """A relation that every harmful route needs, or one of the few that together do."""

    source: str
    target: str
    layer: Layer


@dataclass(frozen=True)
class Footing:
    """What takes longer: sentences on what the conclusion rests on, and what takes harm away.

    ``carriers`` is the smallest set of relations without which no harmful route to the goal is left.
    """

    sentences: tuple[str, ...]
    carriers: tuple[Carrier, ...]
    relievers: tuple[Reliever, ...]
