"""Which way each input of an equation pushes its result, told from signs alone.

A sign is 1, -1, 0 (nothing) or None (cannot be told). Values count as positive when they are not negative.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add, mul, sub, truediv

from causal.files.formats.equations import BUILT_IN, Call, Chain, Name, Node, Number

Sign = int | None
CONSTANTS: Mapping[str, Sign] = dict.fromkeys(BUILT_IN, 1)

RISING = {"exp", "ln", "log", "log10", "sqrt", "int", "round", "floor", "arctan", "max", "min", "sum", "mean"}
POSITIVE = {"exp", "sqrt", "abs"}
# Functions of time: the first argument comes through, the others (how long, when, how often) push either way.
CARRIERS = {
    *("delay", "delay1", "delay3", "delayn", "delay_fixed", "smth1", "smth3", "smthn", "smooth", "smooth3"),
    *("smoothi", "smooth3i", "delay1i", "delay3i", "previous", "step", "ramp", "pulse", "normal", "history"),
}
WITHOUT_EFFECT = {"init", "initial"}


@dataclass(frozen=True)
class Leaning:
    """The sign of a value and, per variable, which way a rise of that variable moves it."""

    value: Sign
    pushes: Mapping[str, Sign] = field(default_factory=dict)


def times(one: Sign, other: Sign) -> Sign:
    """The sign of a product."""
    if 0 in (one, other):
        return 0
    return None if one is None or other is None else one * other


def plus(one: Sign, other: Sign) -> Sign:
    """The sign of a sum."""
    if one in (0, other):
        return other
    return one if other == 0 else None


def lean(node: Node, values: Mapping[str, Sign], shapes: Mapping[str, Sign]) -> Leaning:
    """How an equation leans, given the signs of the variables and the slope of their graphs."""
    if isinstance(node, Number):
        return Leaning((node.value > 0) - (node.value < 0))
    if isinstance(node, Name):
        if node.name in CONSTANTS and node.name not in values:
            return Leaning(CONSTANTS[node.name])
        return Leaning(values.get(node.name), {node.name: 1})
    if isinstance(node, Chain):
        return _chain(node, values, shapes)
    arguments = [lean(argument, values, shapes) for argument in node.arguments]
    return _call(node, arguments, shapes)


def _chain(node: Chain, values: Mapping[str, Sign], shapes: Mapping[str, Sign]) -> Leaning:
    total = lean(node.first, values, shapes)
    for operator, operand in node.rest:
        total = _OPERATORS[operator](total, lean(operand, values, shapes))
    return total


def scaled(leaning: Leaning, sign: Sign) -> dict[str, Sign]:
    """The pushes, each turned by a sign."""
    return {name: times(push, sign) for name, push in leaning.pushes.items()}


def joined(parts: Iterable[Mapping[str, Sign]]) -> dict[str, Sign]:
    """Pushes side by side: a variable that pushes both ways cannot be told."""
    total: dict[str, Sign] = {}
    for part in parts:
        for name, push in part.items():
            total[name] = plus(total[name], push) if name in total else push
    return total


def _sum(one: Leaning, other: Leaning) -> Leaning:
    return Leaning(plus(one.value, other.value), joined((one.pushes, other.pushes)))


def _opposite(leaning: Leaning) -> Leaning:
    return Leaning(times(leaning.value, -1), scaled(leaning, -1))


def _product(one: Leaning, other: Leaning) -> Leaning:
    pushes = joined((scaled(one, other.value), scaled(other, one.value)))
    return Leaning(times(one.value, other.value), pushes)


def _quotient(one: Leaning, other: Leaning) -> Leaning:
    pushes = joined((scaled(one, other.value), scaled(other, times(one.value, -1))))
    return Leaning(times(one.value, other.value), pushes)


def _untold(*parts: Leaning) -> Leaning:
    return Leaning(None, {name: None for part in parts for name in part.pushes})


def _greater(one: Leaning, other: Leaning) -> Leaning:
    return Leaning(1, joined((one.pushes, scaled(other, -1))))


def _equal(one: Leaning, other: Leaning) -> Leaning:
    return Leaning(1, _untold(one, other).pushes)


def _both(one: Leaning, other: Leaning) -> Leaning:
    return Leaning(1, joined((one.pushes, other.pushes)))


_OPERATORS: Mapping[str, Callable[[Leaning, Leaning], Leaning]] = {
    "+": _sum,
    "-": lambda one, other: _sum(one, _opposite(other)),
    "*": _product,
    "/": _quotient,
    "mod": _untold,
    **dict.fromkeys((">", ">="), _greater),
    **dict.fromkeys(("<", "<="), lambda one, other: _greater(other, one)),
    **dict.fromkeys(("=", "<>", "!="), _equal),
    **dict.fromkeys(("and", "or", "&", "|"), _both),
}


def _call(node: Call, arguments: Sequence[Leaning], shapes: Mapping[str, Sign]) -> Leaning:
    known = _FUNCTIONS.get(node.function)
    if known is not None:
        return known(node, arguments)
    if node.function in WITHOUT_EFFECT:
        return Leaning(arguments[0].value if arguments else None)
    if node.function in CARRIERS and arguments:
        return _carried(arguments)
    if node.function in RISING:
        return Leaning(_value_of(node, arguments), joined(argument.pushes for argument in arguments))
    if node.function in shapes and len(arguments) == 1:
        return Leaning(None, scaled(arguments[0], shapes[node.function]))
    return _untold(*arguments)


def _carried(arguments: Sequence[Leaning]) -> Leaning:
    others = _untold(*arguments[1:]).pushes
    return Leaning(arguments[0].value, joined((arguments[0].pushes, others)))


def _value_of(node: Call, arguments: Sequence[Leaning]) -> Sign:
    signs = [argument.value for argument in arguments]
    if node.function in POSITIVE or (node.function == "max" and 1 in signs):
        return 1
    if node.function in {"ln", "log", "log10"} or not signs:
        return None
    return signs[0] if len(set(signs)) == 1 else None


def _if(node: Call, arguments: Sequence[Leaning]) -> Leaning:
    condition, yes, no = arguments
    value = yes.value if yes.value == no.value else None
    return Leaning(value, joined((yes.pushes, no.pushes, _untold(condition).pushes)))


def _power(node: Call, arguments: Sequence[Leaning]) -> Leaning:
    base, exponent = arguments
    number = number_of(node.arguments[1], {})
    if number is None:
        return Leaning(base.value if base.value == 1 else None, _untold(base, exponent).pushes)
    odd = number % 2 == 1
    slope = 1 if odd else base.value
    value = base.value if odd or base.value == 1 else 1
    return Leaning(value, scaled(base, times(slope, (number > 0) - (number < 0))))


def _absolute(node: Call, arguments: Sequence[Leaning]) -> Leaning:
    return (
        Leaning(1, scaled(arguments[0], arguments[0].value)) if len(arguments) == 1 else _untold(*arguments)
    )


def _not(node: Call, arguments: Sequence[Leaning]) -> Leaning:
    return Leaning(1, scaled(arguments[0], -1))


def _safe_quotient(node: Call, arguments: Sequence[Leaning]) -> Leaning:
    if len(arguments) < 2:
        return _untold(*arguments)
    found = _quotient(arguments[0], arguments[1])
    return Leaning(found.value, joined((found.pushes, _untold(*arguments[2:]).pushes)))


_FUNCTIONS: Mapping[str, Callable[[Call, Sequence[Leaning]], Leaning]] = {
    "if": _if,
    "^": _power,
    "abs": _absolute,
    "not": _not,
    **dict.fromkeys(("safediv", "zidz", "xidz"), _safe_quotient),
}


def number_of(node: Node, numbers: Mapping[str, float]) -> float | None:
    """The value of an equation of constants; None when it is more than that."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return numbers.get(node.name)
    if not isinstance(node, Chain):
        return None
    total = number_of(node.first, numbers)
    for operator, operand in node.rest:
        value = number_of(operand, numbers)
        if total is None or value is None or operator not in _SUMS or (operator == "/" and value == 0):
            return None
        total = _SUMS[operator](total, value)
    return total


_SUMS: Mapping[str, Callable[[float, float], float]] = {"+": add, "-": sub, "*": mul, "/": truediv}
