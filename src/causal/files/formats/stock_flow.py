"""Stocks, flows and auxiliaries → who pushes whom, and which way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from causal.files.formats.directions import Sign, lean, number_of, plus, times
from causal.files.formats.equations import (
    Name,
    Node,
    NotUnderstood,
    canonical,
    in_room,
    in_room_name,
    names_in,
    parse_equation,
)

ROUNDS = 30  # signs of values are settled from variable to variable; longer chains than this stay untold


@dataclass(frozen=True)
class Variable:
    """A variable of a stock-flow model; names of flows are canonical. An array has an equation per part.

    ``room`` goes before the names in the equation (that of a module, "" in the main model); ``stands_for`` is
    the canonical name of the variable elsewhere that an input of a module stands for.
    """

    name: str
    kind: str
    equation: str = ""
    parts: tuple[str, ...] = ()
    inflows: tuple[str, ...] = ()
    outflows: tuple[str, ...] = ()
    points: str = ""
    non_negative: bool = False
    room: str = ""
    stands_for: str = ""
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name as names are compared."""
        return canonical(self.name)

    @property
    def whole_equation(self) -> str:
        """The equation; of an array the sum of its parts, which leans as they do together."""
        return self.equation or " + ".join(f"({part})" for part in self.parts)


@dataclass(frozen=True)
class Push:
    """A rise of ``source`` pushes ``target`` up (1), down (-1) or which way cannot be told (None).

    ``via`` is the flow through which it does so; ``derived`` tells that an equation said it.
    """

    source: str
    target: str
    sign: Sign
    via: str = ""
    derived: bool = True


@dataclass(frozen=True)
class Sector:
    """The variables by canonical name, with what their equations tell."""

    variables: Mapping[str, Variable]
    leanings: Mapping[str, Mapping[str, Sign]]
    numbers: Mapping[str, float]
    folded: frozenset[str]
    not_understood: frozenset[str]

    def pushes(self, stated: Mapping[tuple[str, str], Sign]) -> list[Push]:
        """All pushes between stocks and auxiliaries; a stated sign goes before the equation."""
        inputs = _Inputs(self._direct(stated), self.folded)
        found: list[Push] = []
        for key, variable in self.variables.items():
            if variable.kind == "stock":
                found += inputs.through(key, variable.inflows, 1)
                found += inputs.through(key, variable.outflows, -1)
            if key not in self.folded:
                found += inputs.of(key)
        return found

    def _direct(self, stated: Mapping[tuple[str, str], Sign]) -> "Direct":
        direct: Direct = {}
        for target, inputs in self.leanings.items():
            for source, sign in inputs.items():
                said = stated.get((source, target))
                direct.setdefault(target, {})[source] = (sign, True) if said is None else (said, False)
        for (source, target), sign in stated.items():
            has_equation = bool(self.variables[target].whole_equation)
            if source not in direct.get(target, {}) and (sign is not None or not has_equation):
                direct.setdefault(target, {})[source] = (sign, False)
        return direct


Sources = dict[str, tuple[Sign, bool]]  # who pushes, which way, and whether an equation told it
Direct = dict[str, Sources]


class _Inputs:
    """What pushes a variable, with the inputs of a flow in the place of that flow."""

    def __init__(self, direct: Direct, folded: frozenset[str]) -> None:
        self.direct, self.folded = direct, folded
        self.known: Direct = {}

    def of(self, target: str) -> list[Push]:
        """The pushes on a variable that is no flow."""
        sources = self.sources(target)
        return [Push(source, target, push, "", told) for source, (push, told) in sources.items() if push != 0]

    def through(self, stock: str, flows: Sequence[str], sign: int) -> list[Push]:
        """The pushes on a stock through flows into it (1) or out of it (-1)."""
        return [
            Push(source, stock, times(push, sign), flow, told)
            for flow in flows
            for source, (push, told) in self.sources(flow).items()
            if push != 0
        ]

    def sources(self, target: str) -> Sources:
        """Each flow is opened up once; in a circle of flows the way back is left out."""
        if target not in self.known:
            self.known[target] = {}
            found: Sources = {}
            for source, (push, told) in self.direct.get(target, {}).items():
                if source in self.folded:
                    for far, (sign, far_told) in self.sources(source).items():
                        _add(found, far, times(sign, push), told or far_told)
                else:
                    _add(found, source, push, told)
            self.known[target] = found
        return self.known[target]


def _add(found: Sources, source: str, push: Sign, told: bool) -> None:
    found[source] = (plus(found[source][0], push) if source in found else push, told)


def sector_of(variables: Iterable[Variable]) -> Sector:
    """Read the equations of these variables; what is not understood pushes in an unknown direction."""
    by_key = {variable.key: variable for variable in variables}
    inputs = {key for key, variable in by_key.items() if variable.stands_for in by_key}
    trees, strange = _trees(by_key)
    numbers = _numbers(by_key, trees)
    values = _values(by_key, trees, numbers)
    shapes = {key: _slope(variable.points) for key, variable in by_key.items() if variable.points}
    leanings = {
        key: _leaning(key, by_key, trees, values, shapes)
        for key, variable in by_key.items()
        if variable.kind != "stock" and (variable.whole_equation or variable.stands_for)
    }
    flows = {flow for one in by_key.values() for flow in (*one.inflows, *one.outflows)} & set(by_key)
    return Sector(by_key, leanings, numbers, frozenset(flows | inputs), frozenset(strange))


def _trees(variables: Mapping[str, Variable]) -> tuple[dict[str, Node], list[str]]:
    trees: dict[str, Node] = {}
    strange = []
    for key, variable in variables.items():
        if variable.stands_for:
            trees[key] = Name(variable.stands_for)
        elif variable.whole_equation:
            try:
                trees[key] = in_room(parse_equation(variable.whole_equation), variable.room)
            except NotUnderstood:
                if names_in(variable.whole_equation):  # a list of numbers for an array needs no reading
                    strange.append(variable.name)
    return trees, strange


def _numbers(variables: Mapping[str, Variable], trees: Mapping[str, Node]) -> dict[str, float]:
    """Constants, and where stocks start."""
    numbers: dict[str, float] = {}
    for _ in range(3):
        for key, tree in trees.items():
            value = number_of(tree, numbers)
            if value is not None and not (variables[key].points or variables[key].parts):
                numbers[key] = value
    return numbers


def _values(
    variables: Mapping[str, Variable], trees: Mapping[str, Node], numbers: Mapping[str, float]
) -> dict[str, Sign]:
    """The sign of each value: of constants and stocks by their number, of others by their equation."""
    values: dict[str, Sign] = {key: (number > 0) - (number < 0) for key, number in numbers.items()}
    for key, variable in variables.items():
        if variable.kind == "stock" and values.get(key, 0) == 0:
            values[key] = 1 if variable.non_negative else None
    for _ in range(ROUNDS):
        before = dict(values)
        for key, tree in trees.items():
            if key not in numbers and variables[key].kind != "stock" and not variables[key].points:
                values[key] = lean(tree, values, {}).value
        if values == before:
            break
    return values


def _leaning(
    key: str,
    variables: Mapping[str, Variable],
    trees: Mapping[str, Node],
    values: Mapping[str, Sign],
    shapes: Mapping[str, Sign],
) -> dict[str, Sign]:
    if key not in trees:
        room = variables[key].room
        names = {in_room_name(name, room) for name in names_in(variables[key].whole_equation)} & set(
            variables
        )
        return dict.fromkeys(sorted(names))
    pushes = lean(trees[key], values, shapes).pushes
    slope = shapes.get(key, 1)
    return {name: times(push, slope) for name, push in pushes.items() if name in variables}


def _slope(points: str) -> Sign:
    """Whether the points of a graph only rise (1), only fall (-1), stay (0) or do both (None)."""
    try:
        numbers = [float(point) for point in points.replace(";", ",").split(",") if point.strip()]
    except ValueError:
        return None
    steps = {(after > before) - (after < before) for before, after in pairwise(numbers)}
    steps.discard(0)
    return 0 if not steps else steps.pop() if len(steps) == 1 else None
