"""Trees of equations → functions of the moment. Nothing of the text is ever run as code."""

import math
import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from causal.equations.graphs import Graph
from causal.files.formats.equations import Call, Chain, Name, Node, Number

NEAR = 1e-6  # part of a step within which two times count as the same


@dataclass(slots=True)
class Moment:
    """What an equation can look at; times in the time unit of the file.

    ``levels`` are the values by canonical name, ``time`` is TIME and ``step`` the begin of the step that is
    being taken (they differ within a step of Runge-Kutta).
    """

    time: float
    step: float
    dt: float
    start: float
    stop: float
    levels: dict[str, float] = field(default_factory=dict)


Run = Callable[[Moment], float]


class UnknownFunction(ValueError):
    """A function that is not run here."""


class UnknownName(ValueError):
    """A name that nothing in the file has."""


class WrongArguments(ValueError):
    """A function with too few or too many arguments."""


@dataclass(frozen=True)
class Compiler:
    """Makes equations of one room (a module) runnable, given what the names in it can stand for."""

    variables: Collection[str]
    graphs: Mapping[str, Graph]
    room: str = ""

    def compiled(self, node: Node) -> Run:
        """The function that gives the value of a tree.

        That function raises ZeroDivisionError, OverflowError, or ValueError outside the domain of a function.

        Raises:
            UnknownFunction, UnknownName, WrongArguments: with the function or the name as its text.
        """
        if isinstance(node, Number):
            value = node.value
            return lambda moment: value
        if isinstance(node, Name):
            return self._name(node.name)
        return self._chain(node) if isinstance(node, Chain) else self._call(node)

    def _name(self, name: str) -> Run:
        if name in self.variables:
            return lambda moment: moment.levels[name]
        if name not in NAMES:
            raise UnknownName(name)
        return NAMES[name]

    def _chain(self, node: Chain) -> Run:
        first = self.compiled(node.first)
        rest = [(mark, self.compiled(operand)) for mark, operand in node.rest]
        operands = [first, *(operand for _, operand in rest)]
        if rest[0][0] in {"and", "&"}:
            return lambda moment: float(all(operand(moment) for operand in operands))
        if rest[0][0] in {"or", "|"}:
            return lambda moment: float(any(operand(moment) for operand in operands))
        if len(rest) == 1:
            return _applied(OPERATORS[rest[0][0]], first, rest[0][1])
        steps = [(OPERATORS[mark], operand) for mark, operand in rest]

        def total(moment: Moment) -> float:
            value = first(moment)
            for apply, operand in steps:
                value = apply(value, operand(moment))
            return value

        return total

    def _call(self, node: Call) -> Run:
        arguments = [self.compiled(argument) for argument in node.arguments]
        graph = self.graphs.get(self.room + node.function) or self.graphs.get(node.function)
        if graph is not None and len(arguments) == 1:
            return _read_off(graph, arguments[0])
        if node.function in NAMES and not arguments:
            return NAMES[node.function]
        if node.function not in FUNCTIONS:
            raise UnknownFunction(node.function.upper())
        counts, make = FUNCTIONS[node.function]
        if len(arguments) not in counts:
            raise WrongArguments(node.function.upper())
        return make(*arguments)


def _applied(apply: Callable[[float, float], float], first: Run, second: Run) -> Run:
    return lambda moment: apply(first(moment), second(moment))


def _read_off(graph: Graph, argument: Run) -> Run:
    return lambda moment: graph.at(argument(moment))


def _of_one(function: Callable[[float], float]) -> Callable[..., Run]:
    return lambda argument: lambda moment: float(function(argument(moment)))


def _of_all(function: Callable[..., float]) -> Callable[..., Run]:
    return lambda *arguments: lambda moment: function(*(argument(moment) for argument in arguments))


def _if(condition: Run, yes: Run, no: Run) -> Run:
    return lambda moment: yes(moment) if condition(moment) else no(moment)


def _step(height: Run, start: Run) -> Run:
    """STEP(height, start): 0 before the start, then the height."""
    return lambda moment: height(moment) if moment.time > start(moment) - NEAR * moment.dt else 0.0


def _ramp(slope: Run, start: Run) -> Run:
    """RAMP(slope, start): rises with this slope from the start on."""
    return lambda moment: slope(moment) * max(0.0, moment.time - start(moment))


def _pulse(size: Run, first: Run, interval: Run | None = None) -> Run:
    """PULSE(size, first, interval): size/DT during one step; the whole step, with Runge-Kutta too."""

    def value(moment: Moment) -> float:
        since = moment.step - first(moment) + NEAR * moment.dt
        every = interval(moment) if interval else 0.0
        if since >= 0.0 and every > 0.0:
            since %= every
        return size(moment) / moment.dt if 0.0 <= since < moment.dt else 0.0

    return value


NAMES: Mapping[str, Run] = {
    "time": lambda moment: moment.time,
    "dt": lambda moment: moment.dt,
    "starttime": lambda moment: moment.start,
    "stoptime": lambda moment: moment.stop,
    "pi": lambda moment: math.pi,
    "inf": lambda moment: math.inf,
}
OPERATORS: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "mod": operator.mod,
    "=": operator.eq,
    "<>": operator.ne,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
ONE, TWO, THREE, MANY = range(1, 2), range(2, 3), range(3, 4), range(2, 100)
FUNCTIONS: Mapping[str, tuple[range, Callable[..., Run]]] = {
    "abs": (ONE, _of_one(abs)),
    "arccos": (ONE, _of_one(math.acos)),
    "arcsin": (ONE, _of_one(math.asin)),
    "arctan": (ONE, _of_one(math.atan)),
    "cos": (ONE, _of_one(math.cos)),
    "exp": (ONE, _of_one(math.exp)),
    "int": (ONE, _of_one(math.floor)),
    "ln": (ONE, _of_one(math.log)),
    "log10": (ONE, _of_one(math.log10)),
    "sin": (ONE, _of_one(math.sin)),
    "sqrt": (ONE, _of_one(math.sqrt)),
    "tan": (ONE, _of_one(math.tan)),
    "not": (ONE, _of_one(operator.not_)),
    "^": (TWO, _of_all(math.pow)),
    "max": (MANY, _of_all(max)),
    "min": (MANY, _of_all(min)),
    "if": (THREE, _if),
    "if_then_else": (THREE, _if),
    "step": (TWO, _step),
    "ramp": (TWO, _ramp),
    "pulse": (range(2, 4), _pulse),
}
