"""Plain immutable values. Reading, checking and writing them is the work of ``causal.files``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property

Text = Mapping[str, str]  # language code ("nl", "en") → text; "" holds a text without a language


class Sign(IntEnum):
    """What a rise of the source does to the target."""

    PLUS = 1
    MINUS = -1
    UNKNOWN = 0


class Layer(StrEnum):
    """How firmly the source text carries a relation; from firm to weak."""

    STATED = "stated"
    READ = "read"
    INFERRED = "inferred"


class Role(StrEnum):
    """What a factor is for in a discussion; a factor may have several roles."""

    GENERAL = "general"
    KEY = "key"
    EFFECTIVENESS = "effectiveness"
    LEVER = "lever"
    GOAL = "goal"


class Direction(StrEnum):
    """Where a goal should move."""

    UP = "up"
    DOWN = "down"


class RelationKind(StrEnum):
    """Causal by default; a definition holds by meaning, a summary stands for other paths and never counts."""

    CAUSAL = "causal"
    DEFINITION = "definition"
    SUMMARY = "summary"


@dataclass(frozen=True)
class Scales:
    """The numbers behind the classes, in the model's time unit (MARVEL: strength is gain, speed is delay).

    The defaults are those of the Business Simulation Library's reading of van Zijderveld (2007).
    """

    strengths: Mapping[str, float] = field(
        default_factory=lambda: {"weak": 0.2, "average": 0.5, "strong": 1.0, "very_strong": 1.2}
    )
    speeds: Mapping[str, float] = field(
        default_factory=lambda: {"low": 3.0, "average": 1.0, "high": 0.5, "very_high": 0.25}
    )
    time_unit: str = "year"


@dataclass(frozen=True)
class Factor:
    """Something that can rise or fall.

    ``initial`` is the level before anything is imposed; ``self_limitation`` tells whether the factor
    restrains itself without saying so as a relation (it does in a model file, it does not in a plain matrix).
    ``quantity`` and ``unit`` are free words ("count", "percentage"); ``pressure`` marks strain on a part of
    the system.
    """

    id: str
    label: Text = field(default_factory=dict)
    domain: str = ""
    roles: tuple[Role, ...] = (Role.GENERAL,)
    desired: Direction | None = None
    quantity: str = ""
    unit: str = ""
    initial: float = 0.0
    self_limitation: bool = True
    pressure: bool = False
    note: Text = field(default_factory=dict)
    source: str = ""
    position: tuple[float, float] | None = None


@dataclass(frozen=True)
class Relation:
    """One arrow: a change of ``source`` is passed on to ``target``.

    ``strength`` and ``speed`` are a class of the model's scales or a number (gain; mean delay in time units).
    ``left_out`` is the reason why the relation is shown but takes part in no sum; "" when it does take part.
    ``uncertain`` names the group of relations that exist, or not, together; "" when it surely exists.
    """

    id: str
    source: str
    target: str
    sign: Sign
    strength: str | float = "average"
    speed: str | float = "average"
    layer: Layer = Layer.STATED
    kind: RelationKind = RelationKind.CAUSAL
    reference: str = ""
    note: Text = field(default_factory=dict)
    left_out: str = ""
    uncertain: str = ""
    said_by: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the relation takes part in loops, paths and sums."""
        return not self.left_out and self.kind is not RelationKind.SUMMARY


class ChangeKind(StrEnum):
    """The four ways to impose a change on a factor."""

    ONE_OFF = "one_off"
    SHIFT = "shift"
    PINNED = "pinned"
    CONTROL = "control"


@dataclass(frozen=True)
class Change:
    """What an intervention imposes on one factor.

    ``amount`` is a difference for ONE_OFF and SHIFT, a level for PINNED and CONTROL. Times are in time units
    from the start of the run. ``over`` spreads the change (for a control: the ramp of its setpoint);
    ``adjustment`` is the time in which a control closes the gap; ``until`` ends it.
    """

    factor: str
    kind: ChangeKind
    amount: float
    start: float = 0.0
    over: float = 0.0
    until: float | None = None
    adjustment: float = 1.0


@dataclass(frozen=True)
class Intervention:
    """Something people can do, as changes imposed on factors."""

    id: str
    changes: tuple[Change, ...]
    label: Text = field(default_factory=dict)
    note: Text = field(default_factory=dict)
    source: str = ""


# The shapes of an indicator and how many numbers each takes (those of the Business Simulation Library).
INDICATOR_SHAPES: Mapping[str, int] = {
    "ramp": 2,
    "triangular": 3,
    "trapezoidal": 4,
    "s_shape": 2,
    "sigmoid": 2,
    "pi": 4,
    "double_sigmoid": 4,
    "gaussian": 2,
    "bell": 3,
}


@dataclass(frozen=True)
class Indicator:
    """How well one factor does, between 0 and 1: a shape with its parameters, and its weight in the score.

    ``shape`` is one of ``INDICATOR_SHAPES``.
    """

    factor: str
    shape: str = "ramp"
    parameters: tuple[float, ...] = (0.0, 1.0)
    reference: float = 1.0
    inverted: bool = False
    weight: float = 1.0


@dataclass(frozen=True)
class Claim:
    """A statement about the model that can be run as a test.

    ``checks`` are plain mappings, each with a ``test`` (path, net, loop, inputs, outputs, property, …) and
    its parameters.
    """

    id: str
    text: Text
    layer: Layer
    checks: tuple[Mapping[str, object], ...]
    reference: str = ""


@dataclass(frozen=True)
class Model:
    """A whole model; ids are unique and every id that is named exists (``causal.files`` sees to that)."""

    id: str
    factors: tuple[Factor, ...]
    relations: tuple[Relation, ...]
    title: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    domains: Mapping[str, Text] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    scales: Scales = field(default_factory=Scales)
    interventions: tuple[Intervention, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    claims: tuple[Claim, ...] = ()
    source: str = ""
    licence: str = ""

    def factor(self, factor_id: str) -> Factor:
        """The factor with this id. Raises KeyError."""
        return self._by_id[factor_id]

    @cached_property
    def _by_id(self) -> Mapping[str, Factor]:
        return {factor.id: factor for factor in self.factors}

    def gain(self, relation: Relation) -> float:
        """The signed gain of a relation; 0 when its sign is unknown."""
        size = (
            relation.strength
            if isinstance(relation.strength, float | int)
            else self.scales.strengths[relation.strength]
        )
        return float(size) * int(relation.sign)

    def delay(self, relation: Relation) -> float:
        """The mean delay of a relation in time units."""
        speed = relation.speed
        return self.scales.speeds[speed] if isinstance(speed, str) else float(speed)
