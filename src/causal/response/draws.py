"""Strengths and speeds as people mean them: not a number but a class, and a class is a range."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

import numpy as np

from causal.model import Graph, Model
from causal.response.network import Array

SPREAD = 0.25  # of a strength or speed that was given as a number: this part up or down


@dataclass(frozen=True)
class Draws:
    """S draws of the signed gains and the delays of R relations, each (S, R)."""

    gains: Array
    delays: Array


def draw(model: Model, graph: Graph, samples: int, seed: int) -> Draws:
    """Independent draws for each relation of the graph.

    A strength class is drawn evenly between the midpoints to the next weaker and the next stronger class, a
    speed class evenly in the logarithm of its delay between the geometric midpoints; the outermost classes
    reach as far outward as inward. A number is drawn within a quarter of itself, up or down. A relation of
    unknown sign has either sign, each with probability one half.
    """
    random = np.random.default_rng(seed)
    relations = [model.relations[place] for place in graph.relations]
    strengths = [_range(one.strength, model.scales.strengths, geometric=False) for one in relations]
    delays = [_range(one.speed, model.scales.speeds, geometric=True) for one in relations]
    size = (samples, len(relations))
    low, high = np.array(strengths).reshape(-1, 2).T
    sizes = low + (high - low) * random.random(size)
    low, high = np.array(delays).reshape(-1, 2).T
    drawn = low * (high / np.where(low > 0.0, low, 1.0)) ** random.random(size)
    either = np.where(random.random(size) < 0.5, -1.0, 1.0)
    signs = np.where(graph.sign == 0, either, graph.sign)
    return Draws(sizes * signs, drawn)


def _range(value: str | float, classes: Mapping[str, float], *, geometric: bool) -> tuple[float, float]:
    """The least and the largest value that is meant."""
    if not isinstance(value, str):
        return float(value) * (1.0 - SPREAD), float(value) * (1.0 + SPREAD)
    sizes = sorted({float(size) for size in classes.values() if size > 0.0 or not geometric})
    centre = float(classes[value])
    if geometric and centre <= 0.0:
        return centre, centre
    turn, back = (log, exp) if geometric else (float, float)
    places = [turn(size) for size in sizes]
    here = places.index(turn(centre))
    steps = [after - before for before, after in pairwise(places)] or [0.0]
    down = steps[max(here - 1, 0)] / 2.0
    up = steps[min(here, len(steps) - 1)] / 2.0
    low, high = back(places[here] - down), back(places[here] + up)
    return (max(low, 0.0), high)
