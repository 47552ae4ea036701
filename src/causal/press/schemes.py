"""How the sizes of links and restraints are drawn.

``uniform``            every size and every self-limitation from U(0, 1), as QPress does.
``uniform-unit-self``  links from U(0, 1), self-limitation 1.
``in-degree``          links from U(0, 1) divided by how many links their receiver has, self-limitation 1.
``classes``            links from their strength class: uniform between the half-way points to the classes
                       beside it (below the weakest: half of it; above the strongest: as far as below it);
                       a strength given as a number x from U(0.75 x, 1.25 x); self-limitation 1.

A link of unknown sign gets either sign with equal chance, so U(-1, 1) where others get U(0, 1). Uncertain
groups are kept with a chance p drawn from U(0, 1) anew for each draw and shared by its groups, as in QPress.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causal.model import Model
from causal.press.system import NONE, System

Floats = NDArray[np.float64]

SCHEMES = ("uniform", "uniform-unit-self", "in-degree", "classes")
STEADY_SCHEME = "uniform-unit-self"  # the one to turn to when `uniform` hardly ever gives a stable draw


@dataclass(frozen=True)
class Ranges:
    """Between which sizes each link (K,) and each restraint (N,) is drawn."""

    low: Floats
    high: Floats
    restraint_low: Floats
    restraint_high: Floats


def ranges_of(scheme: str, system: System, model: Model) -> Ranges:
    """The ranges of one scheme. Raises ValueError for an unknown scheme."""
    links, count = len(system.target), len(system.factors)
    low, high = np.zeros(links), np.ones(links)
    unit = np.ones(count)
    if scheme == "uniform":
        return Ranges(low, high, np.zeros(count), unit)
    if scheme == "in-degree":
        high = 1.0 / system.in_degree[system.target]
    elif scheme == "classes":
        bounds = [_class_range(model, int(relation)) for relation in system.relation]
        low = np.array([bound[0] for bound in bounds])
        high = np.array([bound[1] for bound in bounds])
    elif scheme != "uniform-unit-self":
        raise ValueError(f"unknown scheme {scheme!r}; choose from {', '.join(SCHEMES)}")
    return Ranges(low, high, unit, unit)


def _class_range(model: Model, relation: int) -> tuple[float, float]:
    strength = model.relations[relation].strength
    if not isinstance(strength, str):
        return 0.75 * abs(strength), 1.25 * abs(strength)
    steps = sorted(set(model.scales.strengths.values()))
    place = steps.index(model.scales.strengths[strength])
    here = steps[place]
    below = (here - (steps[place - 1] if place else 0.0)) / 2
    above = (steps[place + 1] - here) / 2 if place + 1 < len(steps) else below
    return here - below, here + above


@dataclass(frozen=True)
class Sizes:
    """C draws: ``links`` (K, C) signed, 0 where an uncertain link is absent; ``restraints`` (N, C) >= 0."""

    links: Floats
    restraints: Floats

    def pick(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> "Sizes":
        """The chosen draws only."""
        return Sizes(self.links[:, chosen], self.restraints[:, chosen])


def draw_sizes(system: System, ranges: Ranges, count: int, stream: np.random.Generator) -> Sizes:
    """``count`` draws from one stream of chance; the same stream gives the same draws."""
    links, factors = len(system.target), len(system.factors)
    chance = stream.random((links + factors, count))
    links_chance, restraint_chance = chance[:links], chance[links:]
    sign = np.repeat(system.sign[:, None].astype(np.float64), count, axis=1)
    unknown = system.sign == 0
    either = 2 * links_chance[unknown] - 1
    sign[unknown] = np.where(either < 0, -1.0, 1.0)
    links_chance[unknown] = np.abs(either)
    drawn = sign * (ranges.low[:, None] + (ranges.high - ranges.low)[:, None] * links_chance)
    span = (ranges.restraint_high - ranges.restraint_low)[:, None]
    restraints = ranges.restraint_low[:, None] + span * restraint_chance
    restraints[system.restraint == NONE] = 0.0
    if system.groups:
        kept = stream.random((len(system.groups), count)) < stream.random(count)
        for place in np.flatnonzero(system.group >= 0):
            drawn[place] *= kept[system.group[place]]
        for place in np.flatnonzero(system.restraint_group >= 0):
            restraints[place] *= kept[system.restraint_group[place]]
    return Sizes(drawn, restraints)
