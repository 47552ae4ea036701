"""What the search for loops gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class LoopType(StrEnum):
    """A reinforcing loop strengthens a change that goes round, a balancing one counters it."""

    REINFORCING = "R"
    BALANCING = "B"
    UNDETERMINED = "?"


@dataclass(frozen=True, slots=True)
class Loop:
    """A feedback loop of n factors and n relations; relation i runs from factor i to the next.

    ``relations`` are places in the graph's arrays, turned so that the smallest comes first: two loops are the
    same exactly when these are the same, so loops over parallel relations differ. ``gain`` is the product of
    the signed gains, None when a sign on the loop is unknown; ``delay`` the sum of the mean delays.
    """

    factors: tuple[str, ...]
    relations: tuple[int, ...]
    type: LoopType
    gain: float | None
    delay: float

    def as_json(self) -> dict[str, object]:
        """The loop as the command line shows it."""
        return {
            "factors": list(self.factors),
            "type": self.type.value,
            "gain": self.gain,
            "delay": self.delay,
        }


@dataclass(frozen=True, slots=True)
class LoopCount:
    """How many loops there are, by type; ``complete`` is False when counting stopped at a limit or a time."""

    count: int
    complete: bool
    reinforcing: int
    balancing: int
    undetermined: int


@dataclass(frozen=True, slots=True)
class LoopSet:
    """Loops, and how many there are.

    ``complete`` says that ``loops`` holds every loop of the graph (through the factor that was asked for).
    When it is False, ``why_incomplete`` tells which of three things happened: "limit" (more were counted than
    are listed), "budget" (counting itself was broken off, so the counts are lower bounds), "length" (longer
    loops than the asked length exist).
    """

    count: int
    complete: bool
    reinforcing: int
    balancing: int
    undetermined: int
    loops: tuple[Loop, ...]
    why_incomplete: tuple[str, ...] = ()

    def as_json(self) -> Mapping[str, object]:
        """The set as the command line shows it."""
        return {
            "count": self.count,
            "complete": self.complete,
            "why_incomplete": list(self.why_incomplete),
            "reinforcing": self.reinforcing,
            "balancing": self.balancing,
            "undetermined": self.undetermined,
            "loops": [loop.as_json() for loop in self.loops],
        }
