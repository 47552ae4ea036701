"""What people can do, as lasting pushes and as factors held at a level."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from causal.model import ChangeKind, Intervention, Model, Role


class OptionKind(StrEnum):
    """A named intervention of the model, a lever moved one step, or a set put together."""

    INTERVENTION = "intervention"
    LEVER = "lever"
    SET = "set"


@dataclass(frozen=True)
class Option:
    """``pushes`` are lasting pushes (factor → size), ``held`` factors kept that far from where they started.

    A lever is pushed by 1; an intervention by the amounts the model gives. A change that ends of itself
    (``until``) has no part in the long run and is left out.
    """

    id: str
    kind: OptionKind
    pushes: Mapping[str, float] = field(default_factory=dict)
    held: Mapping[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The id, the kind and what it does."""
        return {"id": self.id, "kind": str(self.kind), "pushes": dict(self.pushes), "held": dict(self.held)}


def option_of(model: Model, intervention: Intervention) -> Option:
    """An intervention by its long run: shifts and one-off changes push, pins and controls hold."""
    pushes: dict[str, float] = {}
    held: dict[str, float] = {}
    for change in intervention.changes:
        if change.until is not None:
            continue
        if change.kind in (ChangeKind.SHIFT, ChangeKind.ONE_OFF):
            pushes[change.factor] = pushes.get(change.factor, 0.0) + change.amount
        else:
            held[change.factor] = change.amount - model.factor(change.factor).initial
    return Option(intervention.id, OptionKind.INTERVENTION, pushes, held)


def lever(factor: str, sign: int) -> Option:
    """One lever pushed up (1) or down (-1)."""
    return Option(f"{factor}{'+' if sign > 0 else '-'}", OptionKind.LEVER, {factor: float(sign)})


def options_of(model: Model) -> tuple[Option, ...]:
    """All interventions, and every factor with the role of lever both ways."""
    return (
        *(option_of(model, intervention) for intervention in model.interventions),
        *(
            lever(factor.id, sign)
            for factor in model.factors
            if Role.LEVER in factor.roles
            for sign in (1, -1)
        ),
    )


def together(options: Iterable[Option]) -> Option:
    """All of them at once: pushes add up, and of two levels for one factor the last one holds."""
    parts = list(options)
    pushes: dict[str, float] = {}
    held: dict[str, float] = {}
    for part in parts:
        for factor, size in part.pushes.items():
            pushes[factor] = pushes.get(factor, 0.0) + size
        held |= part.held
    return Option("+".join(part.id for part in parts), OptionKind.SET, pushes, held)


def chosen(model: Model, interventions: Iterable[str], presses: Mapping[str, float]) -> Option:
    """Interventions by id and pushes on factors, put together.

    Raises KeyError for an id that is not there, ValueError when nothing is chosen.
    """
    known = {one.id: one for one in model.interventions}
    parts = [option_of(model, known[one]) for one in interventions]
    for factor in presses:
        model.factor(factor)
    if presses:
        parts.append(Option(",".join(presses), OptionKind.SET, dict(presses)))
    if not parts:
        raise ValueError("choose at least one intervention or one factor to press")
    return parts[0] if len(parts) == 1 else together(parts)
