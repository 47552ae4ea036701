"""What a check of a statement can say: its test, and what kind of value each of its parameters takes."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Takes(StrEnum):
    """What a parameter holds."""

    FACTOR = "factor"
    FACTORS = "factors"
    SIGNED = "signed"  # factors, each with + or - behind it
    DIRECTIONS = "directions"  # factors, each with the way it should go
    DOMAINS = "domains"
    SIGN = "sign"
    LOOP = "loop"
    VERDICT = "verdict"
    LAYER = "layer"
    NUMBER = "number"
    FLAG = "flag"
    TEXTS = "texts"


Parameters = Mapping[str, Takes]
ENDS: Parameters = {"from": Takes.FACTOR, "to": Takes.FACTOR}
NEIGHBOURS: Parameters = {"of": Takes.FACTOR, "include": Takes.SIGNED, "exactly": Takes.SIGNED}
SHARES = ("positive_at_least", "positive_at_most", "negative_at_least", "negative_at_most")
TESTS: Mapping[str, Parameters] = MappingProxyType(
    {
        "path": {"through": Takes.FACTORS, "sign": Takes.SIGN, "not_through": Takes.FACTORS},
        "net": {**ENDS, "verdict": Takes.VERDICT},
        "loop": {
            "through": Takes.FACTORS,
            "type": Takes.LOOP,
            "length": Takes.NUMBER,
            "slowest_at_least": Takes.NUMBER,
        },
        "inputs": NEIGHBOURS,
        "outputs": NEIGHBOURS,
        "reaches": {"from": Takes.FACTOR, "to": Takes.FACTORS},
        "only_through": {**ENDS, "factors": Takes.FACTORS},
        "through_domains": {**ENDS, "domains": Takes.DOMAINS},
        "first_effect": {
            **ENDS,
            "sign": Takes.SIGN,
            "steps": Takes.NUMBER,
            "opposite_later": Takes.FLAG,
        },
        "routes": {
            **ENDS,
            **dict.fromkeys(SHARES, Takes.NUMBER),
            "positive_share_at_least": Takes.NUMBER,
            "negative_share_at_least": Takes.NUMBER,
        },
        "loop_count": dict.fromkeys(("count", "reinforcing", "balancing"), Takes.NUMBER),
        "goals": {"directions": Takes.DIRECTIONS},
        "equilibrium": {},
        "out_of_reach": {"why": Takes.TEXTS},
    }
)
# What a test cannot do without; "of" also needs one of the two lists of neighbours.
NEEDED = frozenset(
    {"through", "sign", "from", "to", "of", "verdict", "type", "factors", "domains", "directions", "why"}
)
WHOLE_MODEL = frozenset({"goals", "equilibrium", "out_of_reach"})  # no layer of firmness changes them


def parameters_of(test: str) -> Parameters:
    """The parameters of a test in the order in which people fill them in; nothing for an unknown test."""
    found = dict(TESTS.get(test, {}))
    return found if test in WHOLE_MODEL or test not in TESTS else found | {"layer": Takes.LAYER}


def factors_in(check: Mapping[str, Any]) -> Iterator[str]:
    """The factors that a check names; what a parameter holds that nobody knows may be one."""
    known = parameters_of(str(check.get("test")))
    for name, value in check.items():
        takes = known.get(name, Takes.FACTORS)
        if name == "test" or value is None:
            continue
        if takes is Takes.DIRECTIONS and isinstance(value, Mapping):
            yield from map(str, value)
        elif takes in (Takes.FACTOR, Takes.FACTORS, Takes.SIGNED):
            yield from _names(value, signed=takes is Takes.SIGNED)


def _names(value: Any, *, signed: bool) -> Iterator[str]:
    for one in value if isinstance(value, list | tuple) else [value]:
        yield str(one).strip()[:-1].strip() if signed else str(one)
