"""The other side of an intervention: strain that rises, and goals that pull apart."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from causal.choice.effects import Comparer
from causal.choice.options import Option, chosen
from causal.model import Direction, Factor, Layer, Model, Role
from causal.model.graph import ALL_LAYERS
from causal.press import Share, Tally
from causal.press.conclusion import Direction as Outcome
from causal.press.conclusion import direction_of
from causal.press.sampling import BUDGET_SECONDS
from causal.press.schemes import STEADY_SCHEME, Floats

LIKELY = 0.5  # an effect seen in more than half of the draws of some scheme is worth a warning


@dataclass(frozen=True)
class PressureEffect:
    """What happens to one factor that stands for strain, per scheme."""

    factor: str
    domain: str
    shares: Mapping[str, Share]

    @property
    def outcome(self) -> Outcome:
        """Rises, falls, unchanged or undecided, by the same rule as a verdict."""
        return direction_of(self.shares.values())

    @property
    def warns(self) -> bool:
        """Whether strain rises in more than half of the draws of any scheme."""
        return any(share.positive > LIKELY for share in self.shares.values())

    def as_json(self) -> dict[str, object]:
        """The outcome and the shares per scheme."""
        return {
            "factor": self.factor,
            "domain": self.domain,
            "outcome": str(self.outcome),
            "warns": self.warns,
            "effects": {scheme: share.as_json() for scheme, share in self.shares.items()},
        }


@dataclass(frozen=True)
class GoalEffect:
    """What happens to one goal, per scheme; ``positive`` shares are toward the desired side."""

    factor: str
    desired: Direction
    shares: Mapping[str, Share]

    @property
    def warns(self) -> bool:
        """Whether the goal moves the wrong way in more than half of the draws of any scheme."""
        return any(share.negative > LIKELY for share in self.shares.values())

    def as_json(self) -> dict[str, object]:
        """How often the goal gets better and worse, per scheme."""
        return {
            "factor": self.factor,
            "desired": str(self.desired),
            "warns": self.warns,
            "effects": {
                scheme: {"better": share.positive, "nothing": share.zero, "worse": share.negative}
                for scheme, share in self.shares.items()
            },
        }


@dataclass(frozen=True)
class GoalConflict:
    """Two goals of which ``gains`` gets better while ``loses`` gets worse, as a share of draws per scheme."""

    gains: str
    loses: str
    shares: Mapping[str, float]

    def as_json(self) -> dict[str, object]:
        """The two goals and how often they pull apart."""
        return {"gains": self.gains, "loses": self.loses, "shares": dict(self.shares)}


@dataclass(frozen=True)
class Pressure:
    """Strain and conflicting goals of one option. Only conflicts seen in some draw are listed."""

    option: Option
    tallies: Mapping[str, Tally]
    pressure: tuple[PressureEffect, ...]
    goals: tuple[GoalEffect, ...]
    conflicts: tuple[GoalConflict, ...]

    def as_json(self) -> dict[str, object]:
        """Everything by name; acceptance per scheme beside it."""
        return {
            "option": self.option.as_json(),
            "acceptance": {scheme: tally.acceptance for scheme, tally in self.tallies.items()},
            "refused": {scheme: tally.refused for scheme, tally in self.tallies.items() if tally.refused},
            "pressure": [one.as_json() for one in self.pressure],
            "goals": [one.as_json() for one in self.goals],
            "conflicts": [one.as_json() for one in self.conflicts],
        }


def goals_of(model: Model) -> list[Factor]:
    """The goals with a desired direction."""
    return [factor for factor in model.factors if Role.GOAL in factor.roles and factor.desired is not None]


def pressure(
    model: Model,
    interventions: Sequence[str] = (),
    *,
    presses: Mapping[str, float] | None = None,
    layers: Collection[Layer] = ALL_LAYERS,
    draws: int = 2000,
    schemes: Sequence[str] = (STEADY_SCHEME, "in-degree"),
    seed: int = 0,
    budget_seconds: float = BUDGET_SECONDS,
) -> Pressure:
    """What interventions (ids) and pushes (factor → size) together do to strain and to the goals.

    Raises KeyError for an unknown intervention or factor, ValueError when nothing is chosen.
    """
    option = chosen(model, interventions, presses or {})
    strained = [factor for factor in model.factors if factor.pressure]
    goals = goals_of(model)
    tallies: dict[str, Tally] = {}
    found: dict[str, Floats] = {}
    for scheme in schemes:
        comparer = Comparer(
            model, layers=layers, scheme=scheme, draws=draws, seed=seed, budget_seconds=budget_seconds
        )
        tallies[scheme] = comparer.tally
        if not comparer.tally.refused:
            drawn = comparer.drawn([factor.id for factor in (*strained, *goals)], [option])
            found[scheme] = np.sign(drawn.effects[:, 0])
    toward = np.array([1.0 if factor.desired is Direction.UP else -1.0 for factor in goals])[:, None]
    wanted = {scheme: signs[len(strained) :] * toward for scheme, signs in found.items()}
    return Pressure(
        option=option,
        tallies=tallies,
        pressure=tuple(
            PressureEffect(factor.id, factor.domain, _shares(found, number))
            for number, factor in enumerate(strained)
        ),
        goals=tuple(
            GoalEffect(factor.id, factor.desired or Direction.UP, _shares(wanted, number))
            for number, factor in enumerate(goals)
        ),
        conflicts=_conflicts(goals, wanted),
    )


def _shares(signs: Mapping[str, Floats], number: int) -> dict[str, Share]:
    return {
        scheme: Share(*(float((table[number] == sign).mean()) for sign in (-1, 0, 1)))
        for scheme, table in signs.items()
    }


def _conflicts(goals: Sequence[Factor], wanted: Mapping[str, Floats]) -> tuple[GoalConflict, ...]:
    made = []
    for one, other in combinations(range(len(goals)), 2):
        for gains, loses in ((one, other), (other, one)):
            shares = {
                scheme: float(((signs[gains] > 0) & (signs[loses] < 0)).mean())
                for scheme, signs in wanted.items()
            }
            if any(shares.values()):
                made.append(GoalConflict(goals[gains].id, goals[loses].id, shares))
    return tuple(made)
