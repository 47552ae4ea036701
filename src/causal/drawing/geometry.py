"""Sizes and small geometry of a drawing. Lengths are in SVG user units, which are pixels at full size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Points = NDArray[np.float64]

NODE_WIDTH = 130.0
NODE_HEIGHT = 46.0
CELL_WIDTH = 168.0
CELL_HEIGHT = 80.0
HEADER = 30.0
PADDING = 14.0
GUTTER = 40.0
MARGIN = 24.0
STEPS = np.linspace(0.0, 1.0, 13)


@dataclass(frozen=True)
class Box:
    """A rectangle by its left top corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        """The middle of the rectangle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Placed:
    """Where everything stands: the middle of each factor, and the box of each domain."""

    positions: Mapping[str, Point]
    boxes: Mapping[str, Box]
    width: float
    height: float


def node_box(centre: Point) -> Box:
    """The rectangle of a factor."""
    return Box(centre[0] - NODE_WIDTH / 2, centre[1] - NODE_HEIGHT / 2, NODE_WIDTH, NODE_HEIGHT)


def box_round(centres: Sequence[Point]) -> Box:
    """The domain box that holds these factors, with room for its name on top."""
    xs, ys = [point[0] for point in centres], [point[1] for point in centres]
    left = min(xs) - CELL_WIDTH / 2 - PADDING
    top = min(ys) - CELL_HEIGHT / 2 - HEADER
    return Box(
        left,
        top,
        max(xs) + CELL_WIDTH / 2 + PADDING - left,
        max(ys) + CELL_HEIGHT / 2 + PADDING - top,
    )


def bezier(corners: Points, steps: NDArray[np.float64]) -> Points:
    """Points of cubic curves: ``corners`` (..., 4, 2) at ``steps`` (T,) gives (..., T, 2)."""
    t = steps
    weights = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=-1)
    return np.asarray(np.einsum("tk,...kd->...td", weights, corners))


def part_of(corners: Points, start: float, end: float) -> Points:
    """The corners (4, 2) of the piece of a cubic curve between two parameters (blossoming)."""
    picks = [(start, start, start), (start, start, end), (start, end, end), (end, end, end)]
    return np.array([_blossom(corners, pick) for pick in picks])


def _blossom(corners: Points, at: tuple[float, float, float]) -> Points:
    points = corners
    for t in at:
        points = points[:-1] * (1 - t) + points[1:] * t
    return np.asarray(points[0])


def frame_round(width: float, height: float, curves: Sequence[Points]) -> Box:
    """The part of the plane to show: the sheet, and whatever curves run outside it."""
    corners = (
        np.concatenate([bezier(np.array(curves), STEPS).reshape(-1, 2), [[0.0, 0.0], [width, height]]])
        if curves
        else np.array([[0.0, 0.0], [width, height]])
    )
    low, high = corners.min(axis=0), corners.max(axis=0)
    low, high = (
        np.where(low < 0, low - MARGIN / 2, low),
        np.where(high > [width, height], high + MARGIN / 2, high),
    )
    return Box(float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
