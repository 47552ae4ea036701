"""Which loops of a model are asked for, and how one of them is named in an address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 200
KEY = re.compile(rf"\d{{1,5}}(?:\.\d{{1,5}}){{0,{LONGEST - 1}}}")


@dataclass(frozen=True)
class LoopWish:
    """The loops through a factor ("" for all), of one type ("" for every), in an order, in some layers."""

    through: str = ""
    kind: str = ""
    order: str = "gain"
    layers: tuple[str, ...] = ("stated", "read", "inferred")


def key_of(relations: Sequence[int]) -> str:
    """How an address names a loop: the places of its relations in the model."""
    return ".".join(map(str, relations))


def read_key(key: str) -> tuple[int, ...]:
    """The relations in a key; nothing when it cannot be one."""
    return tuple(int(place) for place in key.split(".")) if KEY.fullmatch(key) else ()
