"""What a set of results says in one word, and under which layers it says so."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from causal.model import Layer, Model, graph_of
from causal.press.running import Run, Share, run
from causal.press.sampling import Bench
from causal.press.structural import Structural, Structure, structural
from causal.press.system import system_of

CLEAR = 0.8  # from this share of the draws on, under every scheme, a direction counts as told
_ORDER = (Layer.STATED, Layer.READ, Layer.INFERRED)


class Direction(StrEnum):
    """What happens to a goal."""

    RISES = "rises"
    FALLS = "falls"
    UNCHANGED = "unchanged"
    UNDECIDED = "undecided"


def direction_of(shares: Iterable[Share]) -> Direction:
    """The direction that at least 80 % of the draws of every scheme agree on; undecided without any draws."""
    found = list(shares)
    for sign, direction in ((1, Direction.RISES), (-1, Direction.FALLS), (0, Direction.UNCHANGED)):
        if found and all(share.toward(sign) >= CLEAR for share in found):
            return direction
    return Direction.UNDECIDED


@dataclass(frozen=True)
class Conclusion:
    """The structural verdict and the drawn direction together; ``shares`` per scheme that gave numbers."""

    structure: Structure
    direction: Direction
    shares: Mapping[str, Share]

    @property
    def key(self) -> tuple[Structure, Direction]:
        """What makes two conclusions the same."""
        return self.structure, self.direction

    def as_json(self) -> dict[str, object]:
        """The verdict, the direction and the shares per scheme."""
        return {
            "verdict": str(self.structure),
            "direction": str(self.direction),
            "effects": {scheme: share.as_json() for scheme, share in self.shares.items()},
        }


def conclusion_of(found: Structural, runs: Mapping[str, Run], goal: int) -> Conclusion:
    """The conclusion on one goal; schemes that were refused have no say."""
    shares = {scheme: one.share(goal) for scheme, one in runs.items() if not one.tally.refused}
    return Conclusion(found.verdict, direction_of(shares.values()), shares)


def conclude(
    model: Model,
    presses: Mapping[str, int],
    goal: str,
    *,
    layers: Collection[Layer],
    schemes: Iterable[str],
    observed: Mapping[str, int],
    draws: int,
    seed: int,
) -> Conclusion:
    """The conclusion for one set of layers from scratch."""
    graph = graph_of(model, layers)
    system = system_of(graph)
    pressed = {system.factors.index(factor): sign for factor, sign in presses.items()}
    place = system.factors.index(goal)
    runs = {
        scheme: run(Bench(model, graph, scheme), presses, observed=observed, draws=draws, seed=seed)
        for scheme in schemes
    }
    return conclusion_of(structural(system, pressed, place), runs, place)


def layer_steps(layers: Collection[Layer]) -> tuple[tuple[Layer, frozenset[Layer]], ...]:
    """The chosen layers from firm to weak, each with itself and all firmer ones."""
    chosen = [layer for layer in _ORDER if layer in layers]
    return tuple((layer, frozenset(chosen[: place + 1])) for place, layer in enumerate(chosen))


def weakest_needed(holds: Mapping[Layer, Conclusion]) -> Layer | None:
    """The first layer from which on the conclusion stays what it is with all of them; None without layers."""
    needed = None
    found = list(holds.items())
    for layer, conclusion in reversed(found):
        if conclusion.key != found[-1][1].key:
            break
        needed = layer
    return needed
