"""Where factors stand: domains as boxes on shelves, factors in slots; close to what they are related to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from math import ceil, hypot, sqrt

import numpy as np

from causal.drawing.geometry import (
    CELL_HEIGHT,
    CELL_WIDTH,
    GUTTER,
    HEADER,
    MARGIN,
    PADDING,
    Box,
    Placed,
    Point,
    box_round,
)
from causal.model import Model

ASPECT = 1.7
STARTS = 24
PASSES = 12
SWAPS = 40_000  # about a second; a model of 130 factors needs half of it

Weights = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Skeleton:
    """What an arrangement depends on: each factor with its domain, and which factors the arrows join."""

    factors: tuple[tuple[str, str], ...]
    arrows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Slots:
    """One domain's box with its free places."""

    box: Box
    places: tuple[Point, ...]


def layout(model: Model) -> Mapping[str, Point]:
    """The middle of every factor: saved positions when all are saved, else the arrangement of ``arrange``."""
    saved = {factor.id: factor.position for factor in model.factors if factor.position}
    if model.factors and len(saved) == len(model.factors):
        return saved
    return arrange(model).positions


def arrange(model: Model) -> Placed:
    """A place for every factor, the same for the same factors, domains and arrows.

    Domains are ordered so that related ones are neighbours, factors inside swap places until no swap makes
    the arrows shorter.
    """
    if not model.factors:
        return Placed({}, {}, 2 * MARGIN, 2 * MARGIN)
    return placed_at(model, dict(_arranged(_skeleton(model))))


def _skeleton(model: Model) -> Skeleton:
    return Skeleton(
        tuple((factor.id, factor.domain) for factor in model.factors),
        tuple((one.source, one.target) for one in model.relations),
    )


@lru_cache(maxsize=128)
def _arranged(skeleton: Skeleton) -> tuple[tuple[str, Point], ...]:
    members: dict[str, list[str]] = defaultdict(list)
    for factor, domain in skeleton.factors:
        members[domain].append(factor)
    sizes = {name: len(ids) for name, ids in members.items()}
    slots = _shelves(_best_order(sizes, _between_domains(skeleton)), sizes)
    return tuple(_settle(skeleton, members, slots).items())


def placed_at(model: Model, positions: Mapping[str, Point]) -> Placed:
    """Boxes and size of the drawing that fit these positions, moved to stand at the margin."""
    centres: dict[str, list[Point]] = defaultdict(list)
    for factor in model.factors:
        centres[factor.domain].append(positions[factor.id])
    boxes = {name: box_round(points) for name, points in centres.items()}
    left = min(box.x for box in boxes.values()) - MARGIN
    top = min(box.y for box in boxes.values()) - MARGIN
    moved = {name: Box(box.x - left, box.y - top, box.width, box.height) for name, box in boxes.items()}
    return Placed(
        {factor.id: _minus(positions[factor.id], (left, top)) for factor in model.factors},
        moved,
        max(box.x + box.width for box in moved.values()) + MARGIN,
        max(box.y + box.height for box in moved.values()) + MARGIN,
    )


def _minus(point: Point, corner: Point) -> Point:
    return round(point[0] - corner[0], 1), round(point[1] - corner[1], 1)


def _between_domains(skeleton: Skeleton) -> Weights:
    domain_of = dict(skeleton.factors)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for source, target in skeleton.arrows:
        pair = domain_of[source], domain_of[target]
        if pair[0] != pair[1]:
            weights[pair] += 1
    return weights


def _best_order(sizes: Mapping[str, int], weights: Weights) -> tuple[str, ...]:
    """The order of the boxes on their shelves with the shortest arrows: swaps from several fixed starts."""
    names = tuple(sizes)
    shuffle = np.random.default_rng(0)
    starts = [names, *(tuple(str(name) for name in shuffle.permutation(names)) for _ in range(STARTS))]
    found = [_climbed(start, sizes, weights) for start in starts[: 1 if len(names) < 3 else None]]
    return min(found)[1]


def _climbed(
    order: tuple[str, ...], sizes: Mapping[str, int], weights: Weights
) -> tuple[float, tuple[str, ...]]:
    best = _order_cost(order, sizes, weights)
    for _ in range(PASSES):
        tried = [_swapped(order, one, other) for one, other in combinations(range(len(order)), 2)]
        costs = [_order_cost(one, sizes, weights) for one in tried]
        if not costs or min(costs) >= best:
            break
        best = min(costs)
        order = tried[costs.index(best)]
    return best, order


def _swapped(order: tuple[str, ...], one: int, other: int) -> tuple[str, ...]:
    names = list(order)
    names[one], names[other] = names[other], names[one]
    return tuple(names)


def _order_cost(order: tuple[str, ...], sizes: Mapping[str, int], weights: Weights) -> float:
    centres = {name: box.centre for name, box in _shelf_boxes(order, sizes).items()}
    return sum(weight * _far(centres[one], centres[other]) for (one, other), weight in weights.items())


def _far(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _shelf_rows(order: Sequence[str], sizes: Mapping[str, int]) -> list[list[str]]:
    """The boxes cut into shelves that hold about as many factors each."""
    total = sum(sizes.values())
    shelves = max(1, round(sqrt(len(order))))
    rows: list[list[str]] = [[]]
    filled = 0
    for name in order:
        if rows[-1] and filled + sizes[name] / 2 > total * len(rows) / shelves and len(rows) < shelves:
            rows.append([])
        rows[-1].append(name)
        filled += sizes[name]
    return rows


def _shape(row: Sequence[str], sizes: Mapping[str, int]) -> list[tuple[int, int]]:
    """Columns and lines of slots for each box of a shelf; boxes on one shelf are about as high."""
    columns = max(1.0, sqrt(ASPECT * sum(sizes.values()) * CELL_HEIGHT / CELL_WIDTH))
    lines = max(1, ceil(sum(sizes[name] for name in row) / columns))
    wide = [max(1, ceil(sizes[name] / lines)) for name in row]
    return [(many, ceil(sizes[name] / many)) for name, many in zip(row, wide, strict=True)]


def _shelf_boxes(order: Sequence[str], sizes: Mapping[str, int]) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    y = MARGIN
    for row in _shelf_rows(order, sizes):
        x, high = MARGIN, 0.0
        for name, (columns, lines) in zip(row, _shape(row, sizes), strict=True):
            height = HEADER + PADDING + (lines + (0.5 if columns > 1 else 0)) * CELL_HEIGHT
            boxes[name] = Box(x, y, columns * CELL_WIDTH + 2 * PADDING, height)
            x += boxes[name].width + GUTTER
            high = max(high, height)
        y += high + GUTTER
    return boxes


def _shelves(order: Sequence[str], sizes: Mapping[str, int]) -> dict[str, Slots]:
    boxes = _shelf_boxes(order, sizes)
    shapes = {
        name: shape
        for row in _shelf_rows(order, sizes)
        for name, shape in zip(row, _shape(row, sizes), strict=True)
    }
    return {name: Slots(box, _places(box, *shapes[name])) for name, box in boxes.items()}


def _places(box: Box, columns: int, lines: int) -> tuple[Point, ...]:
    """Slots in columns; every second column stands half a line lower, so that arrows pass between."""
    return tuple(
        (
            box.x + PADDING + (column + 0.5) * CELL_WIDTH,
            box.y + HEADER + (line + 0.5 + 0.5 * (column % 2)) * CELL_HEIGHT,
        )
        for line in range(lines)
        for column in range(columns)
    )


def _settle(
    skeleton: Skeleton, members: Mapping[str, Sequence[str]], slots: Mapping[str, Slots]
) -> dict[str, Point]:
    places = {name: list(slots[name].places) for name in members}
    seats: dict[str, list[str | None]] = {
        name: [*ids, *[None] * (len(places[name]) - len(ids))] for name, ids in members.items()
    }
    positions = {
        one: place for name in members for one, place in zip(seats[name], places[name], strict=True) if one
    }
    near = _neighbours(skeleton)
    for _, name in product(range(_passes(seats)), members):
        _improve(seats[name], places[name], positions, near)
    return positions


def _passes(seats: Mapping[str, Sequence[str | None]]) -> int:
    """How often to go over all seats; not at all when there are so many that it would take long."""
    pairs = sum(len(row) * (len(row) - 1) // 2 for row in seats.values())
    return min(PASSES, SWAPS // max(1, pairs))


def _neighbours(skeleton: Skeleton) -> Mapping[str, Sequence[str]]:
    near: dict[str, list[str]] = defaultdict(list)
    for source, target in skeleton.arrows:
        if source != target:
            near[source].append(target)
            near[target].append(source)
    return near


def _improve(
    seats: list[str | None],
    places: Sequence[Point],
    positions: dict[str, Point],
    near: Mapping[str, Sequence[str]],
) -> None:
    """Swap two seats wherever that shortens the arrows."""
    for one, other in combinations(range(len(seats)), 2):
        sitting = [seat for seat in (seats[one], seats[other]) if seat]
        if not sitting:
            continue
        before = _stretch(sitting, positions, near)
        _swap(seats, places, positions, one, other)
        if _stretch(sitting, positions, near) >= before - 1e-9:
            _swap(seats, places, positions, one, other)


def _swap(
    seats: list[str | None], places: Sequence[Point], positions: dict[str, Point], one: int, other: int
) -> None:
    seats[one], seats[other] = seats[other], seats[one]
    for seat in (one, other):
        sitting = seats[seat]
        if sitting:
            positions[sitting] = places[seat]


def _stretch(
    sitting: Sequence[str], positions: Mapping[str, Point], near: Mapping[str, Sequence[str]]
) -> float:
    return sum(_far(positions[one], positions[other]) for one in sitting for other in near.get(one, ()))
