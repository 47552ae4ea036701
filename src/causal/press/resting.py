"""What a conclusion rests on: layers, single relations, strengths."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from causal.model import Layer, Model, graph_of
from causal.model.graph import ALL_LAYERS
from causal.press.changing import Change, decisive_changes
from causal.press.conclusion import Conclusion, conclude, layer_steps, weakest_needed
from causal.press.mattering import Mattering, elicitation_order, mattering
from causal.press.running import KEPT, Run, run
from causal.press.sampling import BUDGET_SECONDS, Bench
from causal.press.schemes import STEADY_SCHEME

_LAYER_DRAWS = 1000
_LISTED = 10


@dataclass(frozen=True)
class RestsOn:
    """The conclusion on one goal and its footing.

    ``holds`` gives the conclusion with each layer and all firmer ones; ``weakest_layer`` is the first from
    which it stays what it is. ``changes`` are single relations whose flip or removal alters it; ``strengths``
    all relations between press and goal by rank correlation; ``elicit`` the order in which to discuss them.
    Relations are indices in ``Model.relations``.
    """

    conclusion: Conclusion
    holds: Mapping[Layer, Conclusion]
    weakest_layer: Layer | None
    changes: tuple[Change, ...]
    strengths: tuple[Mattering, ...]
    elicit: tuple[int, ...]
    model: Model

    def as_json(self) -> dict[str, object]:
        """Everything by name; the ten strengths and the ten relations to discuss that come first."""
        return {
            "conclusion": self.conclusion.as_json(),
            "weakest_layer": str(self.weakest_layer) if self.weakest_layer else None,
            "holds": {str(layer): one.as_json() for layer, one in self.holds.items()},
            "changes": [
                self._named(one.relation) | {"change": one.kind, "becomes": one.becomes.as_json()}
                for one in self.changes
            ],
            "matters_most": [
                self._named(one.relation)
                | {"spearman": one.correlation, "interval": [one.low, one.high], "decides": one.decides}
                for one in self.strengths[:_LISTED]
            ],
            "discuss_next": [self._named(relation) for relation in self.elicit[:_LISTED]],
        }

    def _named(self, relation: int) -> dict[str, object]:
        found = self.model.relations[relation]
        return {
            "relation": found.id,
            "source": found.source,
            "target": found.target,
            "layer": str(found.layer),
        }


def rests_on(
    model: Model,
    presses: Mapping[str, int],
    goal: str,
    current: Conclusion,
    runs: Mapping[str, Run],
    *,
    layers: Collection[Layer],
    observed: Mapping[str, int],
    seed: int,
) -> RestsOn:
    """The footing of a conclusion that was drawn from these runs; the first run with numbers leads."""
    holds = _by_layer(model, presses, goal, current, runs, layers=layers, observed=observed, seed=seed)
    leading = next((one for one in runs.values() if not one.tally.refused), None)
    changes: tuple[Change, ...] = ()
    strengths: tuple[Mattering, ...] = ()
    if leading is not None:
        changes = decisive_changes(
            model,
            presses,
            goal,
            current,
            leading,
            layers=layers,
            schemes=_with_numbers(runs),
            observed=observed,
            draws=_LAYER_DRAWS,
            seed=seed,
        )
        strengths = _strengths(leading, presses, goal)
    return RestsOn(
        current, holds, weakest_needed(holds), changes, strengths, elicitation_order(strengths), model
    )


def which_matters(
    model: Model,
    presses: Mapping[str, int],
    goal: str,
    *,
    layers: Collection[Layer] = ALL_LAYERS,
    scheme: str = STEADY_SCHEME,
    validate: Mapping[str, int] | None = None,
    draws: int = KEPT,
    seed: int = 0,
    budget_seconds: float = BUDGET_SECONDS,
) -> tuple[Mattering, ...]:
    """The relations between press and goal, by how strongly their size goes with the goal's response.

    Over this many accepted draws, 2,048 at most, or as many as the time allows; empty when the scheme is
    refused or nothing leads there.

    Raises:
        KeyError: for an unknown factor.
        ValueError: for an unknown scheme.
    """
    bench = Bench(model, graph_of(model, layers), scheme)
    found = run(
        bench,
        presses,
        observed=validate or {},
        draws=min(draws, KEPT),
        seed=seed,
        budget_seconds=budget_seconds,
    )
    return _strengths(found, presses, goal)


def _strengths(leading: Run, presses: Mapping[str, int], goal: str) -> tuple[Mattering, ...]:
    bench = leading.bench
    press, place = bench.press_vector(presses), bench.place(goal)
    between = bench.system.reached_from(np.flatnonzero(press).tolist()) & bench.system.leading_to(place)
    links = np.flatnonzero(between[bench.system.source] & between[bench.system.target])
    if not len(links) or not leading.kept.count:
        return ()
    response = leading.kept.responses(press)[place]
    return mattering(bench.system.relation[links], leading.kept.sizes.links[links], response)


def _with_numbers(runs: Mapping[str, Run]) -> Sequence[str]:
    return [scheme for scheme, one in runs.items() if not one.tally.refused]


def _by_layer(
    model: Model,
    presses: Mapping[str, int],
    goal: str,
    current: Conclusion,
    runs: Mapping[str, Run],
    *,
    layers: Collection[Layer],
    observed: Mapping[str, int],
    seed: int,
) -> dict[Layer, Conclusion]:
    steps = layer_steps(layers)
    used = {relation.layer for relation in model.relations if relation.counts}
    holds: dict[Layer, Conclusion] = {}
    for layer, upto in steps[:-1]:
        if used & set(layers) <= upto:
            holds[layer] = current
            continue
        holds[layer] = conclude(
            model,
            presses,
            goal,
            layers=upto,
            schemes=_with_numbers(runs),
            observed=observed,
            draws=_LAYER_DRAWS,
            seed=seed,
        )
    if steps:
        holds[steps[-1][0]] = current
    return holds
