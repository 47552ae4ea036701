"""What a report is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from causal.model import Change, ChangeKind, Intervention, Layer, Model, Role
from causal.model.graph import ALL_LAYERS


@dataclass(frozen=True)
class Question:
    """Factors pressed (1 up, -1 down), the goal, and the interventions whose course is shown.

    What is left out is filled in: presses from what the interventions do, interventions from the presses (a
    step of one), the goal from the model. With nothing at all the report shows what levers do to goals.
    ``day`` is printed as given; the engine has no clock.
    """

    presses: Mapping[str, int] = field(default_factory=dict)
    goal: str | None = None
    interventions: Sequence[Intervention] = ()
    layers: frozenset[Layer] = ALL_LAYERS
    draws: int = 10_000
    day: str = ""

    def filled_in(self, model: Model) -> "Question":
        """The question with presses, goal and interventions, as far as they can be told."""
        presses = dict(self.presses) or pushed(model, self.interventions)
        goal = self.goal or next(iter(goals_of(model)), None)
        interventions = tuple(self.interventions) or steps(presses)
        return Question(presses, goal, interventions, self.layers, self.draws, self.day)


def goals_of(model: Model) -> list[str]:
    """The goals of a model; without any, its effectiveness factors."""
    found = [factor.id for factor in model.factors if factor.desired or Role.GOAL in factor.roles]
    return found or [factor.id for factor in model.factors if Role.EFFECTIVENESS in factor.roles]


def pushed(model: Model, interventions: Sequence[Intervention]) -> dict[str, int]:
    """Which way interventions push their factors; what is pushed both ways drops out."""
    sums: dict[str, float] = {}
    for change in (change for one in interventions for change in one.changes):
        sums[change.factor] = sums.get(change.factor, 0.0) + _amount(model, change)
    return {factor: 1 if amount > 0 else -1 for factor, amount in sums.items() if amount}


def _amount(model: Model, change: Change) -> float:
    to_a_level = change.kind in (ChangeKind.PINNED, ChangeKind.CONTROL)
    return change.amount - (model.factor(change.factor).initial if to_a_level else 0.0)


def steps(presses: Mapping[str, int]) -> tuple[Intervention, ...]:
    """The presses as a one-off change of one step each."""
    return tuple(
        Intervention(
            f"{factor}{'+' if sign > 0 else '-'}", (Change(factor, ChangeKind.ONE_OFF, float(sign)),)
        )
        for factor, sign in presses.items()
    )
