"""What the search for routes gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from causal.model import Layer


@dataclass(frozen=True, slots=True)
class Path:
    """A route of n relations and n + 1 different factors; ``relations`` are places in the graph's arrays.

    ``sign`` is the product of the signs, 0 when one is unknown, and then ``gain`` (the product of the signed
    gains) is None. ``delay`` is the sum of the mean delays. ``weakest`` is the least firm layer on the route,
    None in a graph that knows no layers.
    """

    factors: tuple[str, ...]
    relations: tuple[int, ...]
    sign: int
    gain: float | None
    delay: float
    weakest: Layer | None

    def as_json(self) -> dict[str, object]:
        """The route as the command line shows it."""
        return {
            "factors": list(self.factors),
            "sign": {1: "+", -1: "-", 0: "?"}[self.sign],
            "gain": self.gain,
            "delay": self.delay,
            "weakest": None if self.weakest is None else self.weakest.value,
        }


@dataclass(frozen=True, slots=True)
class PathSet:
    """The first k routes in the asked order, and how many routes there are by sign (those listed included).

    ``complete`` says that all routes were counted; else the counts are lower bounds. ``ordered`` says that no
    route that is left out comes before one that is listed; it can fail only where loops amplify so much that
    the search for the strongest was broken off.
    """

    paths: tuple[Path, ...]
    positive: int
    negative: int
    undetermined: int
    complete: bool
    ordered: bool

    @property
    def count(self) -> int:
        """All routes that were counted."""
        return self.positive + self.negative + self.undetermined

    def as_json(self) -> Mapping[str, object]:
        """The set as the command line shows it."""
        return {
            "count": self.count,
            "positive": self.positive,
            "negative": self.negative,
            "undetermined": self.undetermined,
            "complete": self.complete,
            "ordered": self.ordered,
            "paths": [path.as_json() for path in self.paths],
        }
