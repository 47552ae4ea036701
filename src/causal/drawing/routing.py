"""The course of arrows: for each the calmest of some curves that keeps clear of factors it does not touch."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import atan2, pi

import numpy as np
from numpy.typing import NDArray

from causal.drawing.geometry import NODE_HEIGHT, NODE_WIDTH, Point, Points, bezier, part_of

BENDS = np.array(list(product((-0.42, -0.24, -0.1, 0.1, 0.24, 0.42), repeat=2)))
STEPS = np.linspace(0.0, 1.0, 25)
FINE = np.linspace(0.0, 1.0, 161)
WIDEST = 520.0
CLEAR = 5.0
HEAD_GAP = 2.0
CLOSE = pi / 10
MOST_LOOKED_AT = 200_000  # arrows times factors; past it every arrow takes the same gentle bend
GENTLE = 14


def course(arrows: Sequence[tuple[str, str]], positions: Mapping[str, Point]) -> tuple[Points, ...]:
    """The corners (4, 2) of the curve of each (source, target), from the edge of one to that of the other."""
    return _courses(tuple(arrows), tuple(positions.items()))


@lru_cache(maxsize=128)
def _courses(
    arrows: tuple[tuple[str, str], ...], placed: tuple[tuple[str, Point], ...]
) -> tuple[Points, ...]:
    positions = {factor: np.array(place, dtype=np.float64) for factor, place in placed}
    taken: dict[str, list[float]] = defaultdict(list)
    if len(arrows) * len(positions) > MOST_LOOKED_AT:
        return tuple(_gentle(positions[source], positions[target]) for source, target in arrows)
    return tuple(_one(source, target, positions, taken) for source, target in arrows)


def _gentle(start: Points, end: Points) -> Points:
    if np.array_equal(start, end):
        return _round_itself(start)
    return _between_edges(_candidates(start, end)[GENTLE])


def _one(source: str, target: str, positions: Mapping[str, Points], taken: dict[str, list[float]]) -> Points:
    start, end = positions[source], positions[target]
    if source == target:
        return _round_itself(start)
    others = np.array([place for factor, place in positions.items() if factor not in (source, target)])
    curves = _candidates(start, end)
    cost = _crossing(curves, others) + _winding(curves)
    cost += _crowding(curves[:, 1] - curves[:, 0], taken[source])
    cost += _crowding(curves[:, 2] - curves[:, 3], taken[target])
    best = curves[int(np.argmin(cost))]
    taken[source].append(_angle(best[1] - best[0]))
    taken[target].append(_angle(best[2] - best[3]))
    return _between_edges(best)


def _candidates(start: Points, end: Points) -> Points:
    """(C, 4, 2): from middle to middle, bent to either side or in an S."""
    along = end - start
    length = float(np.hypot(*along)) or 1.0
    aside = np.array([-along[1], along[0]]) / length * min(length, WIDEST)
    first = start + along / 3 + BENDS[:, :1] * aside
    second = start + along * 2 / 3 + BENDS[:, 1:] * aside
    many = len(BENDS)
    return np.stack([np.tile(start, (many, 1)), first, second, np.tile(end, (many, 1))], axis=1)


def _crossing(curves: Points, others: Points) -> NDArray[np.float64]:
    """About how many other factors each curve runs over."""
    points = bezier(curves, STEPS)
    if not len(others):
        return np.zeros(len(curves))
    low, high = points.min(axis=(0, 1)), points.max(axis=(0, 1))
    half = np.array([NODE_WIDTH / 2 + CLEAR, NODE_HEIGHT / 2 + CLEAR])
    near = others[np.all((others > low - half) & (others < high + half), axis=1)]
    inside = np.all(np.abs(points[:, :, None] - near[None, None]) < half, axis=-1)
    hops = np.hypot(*np.moveaxis(np.diff(points, axis=1), -1, 0)).mean(axis=1)
    return np.asarray(inside.sum(axis=(1, 2)) * hops / 60.0 + inside.any(axis=1).sum(axis=1) * 0.8)


def _winding(curves: Points) -> NDArray[np.float64]:
    bends = np.abs(BENDS).sum(axis=1) + 1.2 * (np.sign(BENDS[:, 0]) != np.sign(BENDS[:, 1]))
    return np.asarray(bends * (0.5 + np.hypot(*(curves[0, 3] - curves[0, 0])) / 900.0))


def _crowding(ways: Points, taken: Sequence[float]) -> NDArray[np.float64]:
    """How much each direction lies on top of those that arrows at this factor already have."""
    angles = np.arctan2(ways[:, 1], ways[:, 0])
    apart = np.abs((angles[:, None] - np.array(taken)[None] + pi) % (2 * pi) - pi)
    return np.asarray(np.clip(1 - apart / CLOSE, 0, None).sum(axis=1) * 0.7)


def _angle(way: Points) -> float:
    return atan2(float(way[1]), float(way[0]))


def _between_edges(curve: Points) -> Points:
    """The piece outside both factors' rectangles, with a hair of room before the arrow head."""
    points = bezier(curve, FINE)
    half = np.array([NODE_WIDTH / 2, NODE_HEIGHT / 2])
    out = np.flatnonzero(np.any(np.abs(points - curve[0]) > half, axis=1))
    clear = np.flatnonzero(np.any(np.abs(points - curve[3]) > half + HEAD_GAP, axis=1))
    if not len(out) or not len(clear) or out[0] >= clear[-1]:
        return curve
    return part_of(curve, float(FINE[out[0]]), float(FINE[clear[-1]]))


def _round_itself(centre: Points) -> Points:
    right, top = NODE_WIDTH / 2, -NODE_HEIGHT / 2
    corners = [
        (right - 34, top),
        (right - 30, top - 30),
        (right + 30, top - 20),
        (right + HEAD_GAP, top + 14),
    ]
    return np.asarray(centre + np.array(corners))
