"""Do goals move where they should: at selected moments, and after getting worse first?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from causal.model import Direction, Factor, Intervention, Layer, Model
from causal.model.graph import ALL_LAYERS
from causal.response.curves import Curves, crossings
from causal.response.indicators import indicators_of
from causal.response.network import Array
from causal.response.simulation import Response, simulate

TOLERANCE = 0.01  # part of a goal's range; a smaller change counts as none


class Outcome(StrEnum):
    """How a goal moved, seen from where it should go."""

    DESIRED = "desired"
    UNDESIRED = "undesired"
    NONE = "none"


@dataclass(frozen=True)
class Cell:
    """One goal at one moment under one set of interventions; ``moment`` None is the long run.

    ``change`` is the level minus the level at the start; both are None where there is no long run.
    """

    goal: str
    moment: float | None
    interventions: tuple[str, ...]
    change: float | None
    outcome: Outcome | None


@dataclass(frozen=True)
class DirectionTable:
    """Goals × moments × sets of interventions. ``threshold``: the least change of a goal that counts."""

    cells: tuple[Cell, ...]
    tolerance: float
    threshold: Mapping[str, float]

    def as_json(self) -> dict[str, object]:
        """The table as the command line shows it."""
        return {
            "tolerance": self.tolerance,
            "threshold": dict(self.threshold),
            "cells": [
                {
                    "goal": cell.goal,
                    "moment": cell.moment,
                    "interventions": list(cell.interventions),
                    "change": cell.change,
                    "outcome": None if cell.outcome is None else cell.outcome.value,
                }
                for cell in self.cells
            ],
        }


def direction_table(
    model: Model,
    sets: Sequence[Sequence[Intervention]],
    at: Sequence[float],
    *,
    tolerance: float = TOLERANCE,
    layers: Collection[Layer] = ALL_LAYERS,
    order: int = 1,
) -> DirectionTable:
    """Whether each goal moves in its desired direction at each moment and in the long run.

    A goal's range is the reference of its indicator, 1 without one; ``tolerance`` is a part of that.
    """
    goals = [factor for factor in model.factors if factor.desired is not None]
    threshold = {goal.id: tolerance * _range(model, goal.id) for goal in goals}
    cells = []
    for interventions in sets:
        until = max(at, default=0.0) or 1.0
        response = simulate(model, interventions, until=until, at=at, order=order, layers=layers)
        names = tuple(one.id for one in interventions)
        for goal in goals:
            for moment, change in _changes(response, goal):
                judged = None if change is None else outcome(goal, change, threshold[goal.id])
                cells.append(Cell(goal.id, moment, names, change, judged))
    return DirectionTable(tuple(cells), tolerance, threshold)


def outcome(goal: Factor, change: float, threshold: float) -> Outcome:
    """Whether a change of a goal is one, and in the desired direction."""
    if abs(change) < threshold or goal.desired is None:
        return Outcome.NONE
    up = goal.desired is Direction.UP
    return Outcome.DESIRED if (change > 0.0) == up else Outcome.UNDESIRED


def _changes(response: Response, goal: Factor) -> list[tuple[float | None, float | None]]:
    moments: list[float | None] = [*response.times, None]
    in_the_end = None if response.long_run is None else response.long_run[goal.id] - goal.initial
    return list(
        zip(moments, [*(level - goal.initial for level in response.levels[goal.id]), in_the_end], strict=True)
    )


def _range(model: Model, goal: str) -> float:
    references = [abs(one.reference) for one in indicators_of(model) if one.factor == goal]
    return references[0] if references else 1.0


@dataclass(frozen=True)
class Dip:
    """A goal that gets worse before it gets better.

    ``depth`` is the level at its worst minus the level at the start, reached at ``worst_at``; the start level
    is passed again at ``back_at``.
    """

    goal: str
    worst_at: float
    depth: float
    back_at: float


def worse_before_better(response: Response, goal: str, *, tolerance: float = TOLERANCE) -> Dip | None:
    """The dip of a goal within the run; None when it never gets worse, or not better again.

    A dip or a gain below ``tolerance`` of the goal's range is none. Raises KeyError for an unknown factor and
    ValueError for one without a desired direction.
    """
    factor = response.model.factor(goal)
    if factor.desired is None:
        raise ValueError(f"{goal} has no desired direction.")
    towards = 1.0 if factor.desired is Direction.UP else -1.0
    curve = response.curve(goal)
    grid = curve.grid()
    gained = towards * (curve.at(grid)[:, 0] - factor.initial)
    threshold = tolerance * _range(response.model, goal)
    place = int(np.argmin(gained))
    better = np.flatnonzero(gained[place:] > threshold)
    if gained[place] > -threshold or not len(better):
        return None
    worst_at = _turning(curve, grid, place)
    back = [time for time in crossings(curve, factor.initial, grid) if time > worst_at]
    depth = float(curve.at([worst_at])[0, 0]) - factor.initial
    return Dip(goal, worst_at, depth, back[0] if back else float(grid[place + better[0]]))


def _turning(curve: Curves, grid: Array, place: int) -> float:
    """Where the curve turns, near a place of the grid."""
    near = grid[max(place - 1, 0) : place + 2]
    turns = crossings(curve.slopes(), 0.0, near)
    return turns[0] if turns else float(grid[place])
