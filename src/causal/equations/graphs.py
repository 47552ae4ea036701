"""Graphical functions: a value read off a line through points (XMILE 1.0, 3.1.4)."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from xml.etree.ElementTree import Element

from causal.files.formats.safe_xml import children
from causal.files.formats.xmile_rooms import text_of

KINDS = ("continuous", "extrapolate", "discrete")


@dataclass(frozen=True)
class Graph:
    """P points with rising ``across``; ``up`` is the value at each.

    Between two points a value lies on the line through them; ``discrete`` keeps that of the point before.
    Outside the points the nearest value holds; ``extrapolate`` follows the last line on.
    """

    across: Sequence[float]
    up: Sequence[float]
    kind: str = "continuous"

    def at(self, place: float) -> float:
        """The value at a place."""
        if self.kind != "extrapolate" and not self.across[0] < place < self.across[-1]:
            return self.up[0] if place <= self.across[0] else self.up[-1]
        left = min(max(bisect_right(self.across, place) - 1, 0), len(self.across) - 2)
        if self.kind == "discrete":
            return self.up[left]
        part = (place - self.across[left]) / (self.across[left + 1] - self.across[left])
        return self.up[left] + part * (self.up[left + 1] - self.up[left])


def graph_of(element: Element) -> Graph:
    """The graph in a ``gf``. Raises ValueError without two points in rising order or of an unknown kind."""
    kind = element.get("type", "continuous").strip().lower()
    up = _numbers(element, "ypts")
    across = _numbers(element, "xpts") or _scale(element, len(up))
    rising = all(before < after for before, after in pairwise(across))
    if kind not in KINDS or len(up) < 2 or len(across) != len(up) or not rising:
        raise ValueError("a graph has two points or more, from left to right, and is of a known kind")
    if not all(map(isfinite, (*across, *up))):
        raise ValueError("a graph has finite numbers")
    return Graph(tuple(across), tuple(up), kind)


def _numbers(element: Element, name: str) -> list[float]:
    mark = next((points.get("sep") or "," for points in children(element, name)), ",")
    return [float(point) for point in text_of(element, name).split(mark) if point.strip()]


def _scale(element: Element, count: int) -> list[float]:
    """So many places, evenly spread over the ``xscale``."""
    scales = children(element, "xscale")
    if not scales or count < 2:
        return []
    low, high = float(scales[0].get("min", "nan")), float(scales[0].get("max", "nan"))
    return [low + (high - low) * place / (count - 1) for place in range(count)]
