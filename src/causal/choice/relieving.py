"""Which extra measure takes an unwanted effect away.

A measure relieves when, added to what is done, the unwanted effect stays in at most half of the draws of
every scheme, in fewer draws than before, and no goal that got better in most draws gets worse in most draws.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from causal.choice.effects import Comparer
from causal.choice.options import Option, OptionKind, chosen, options_of, together
from causal.choice.pressing import LIKELY, goals_of
from causal.model import Direction, Graph, Layer, Model, graph_of
from causal.model.graph import ALL_LAYERS
from causal.press import Tally
from causal.press.sampling import BUDGET_SECONDS
from causal.press.schemes import STEADY_SCHEME, Floats
from causal.structure import smallest_cut


@dataclass(frozen=True)
class Reliever:
    """One extra measure: the share of draws in which the unwanted effect stays, per scheme.

    ``relieves`` by the criterion of this module; ``harmed`` are goals that then get worse in most draws.
    """

    option: Option
    stays: Mapping[str, float]
    relieves: bool
    harmed: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The measure and what it leaves of the unwanted effect."""
        return self.option.as_json() | {
            "stays": dict(self.stays),
            "relieves": self.relieves,
            "harmed": list(self.harmed),
        }


@dataclass(frozen=True)
class Carrier:
    """The relations (ids) without which no route carries the unwanted effect from one moved factor."""

    source: str
    relations: tuple[str, ...]
    is_smallest: bool

    def as_json(self) -> dict[str, object]:
        """The factor and the relations to break."""
        return {"from": self.source, "relations": list(self.relations), "is_smallest": self.is_smallest}


@dataclass(frozen=True)
class Relief:
    """Extra measures against one unwanted effect (``factor`` moving by ``sign``), the most relieving first.

    ``now`` is the share of draws in which the effect occurs without any of them; ``carriers`` the smallest
    set of relations that carries it, for each factor that the option moves.
    """

    factor: str
    sign: int
    now: Mapping[str, float]
    tallies: Mapping[str, Tally]
    measures: tuple[Reliever, ...]
    carriers: tuple[Carrier, ...]

    def as_json(self) -> dict[str, object]:
        """The unwanted effect and the measures."""
        return {
            "factor": self.factor,
            "unwanted": "rises" if self.sign > 0 else "falls",
            "now": dict(self.now),
            "acceptance": {scheme: tally.acceptance for scheme, tally in self.tallies.items()},
            "measures": [one.as_json() for one in self.measures],
            "carriers": [one.as_json() for one in self.carriers],
        }


def relief(
    model: Model,
    interventions: Sequence[str],
    unwanted: str,
    *,
    sign: int = 1,
    presses: Mapping[str, float] | None = None,
    layers: Collection[Layer] = ALL_LAYERS,
    draws: int = 1000,
    schemes: Sequence[str] = (STEADY_SCHEME, "in-degree"),
    seed: int = 0,
    budget_seconds: float = BUDGET_SECONDS,
) -> Relief:
    """Try every lever both ways and every other intervention against ``unwanted`` moving by ``sign``.

    Only measures that lessen the effect in some scheme are listed. Raises KeyError for an unknown
    intervention or factor, ValueError when nothing is chosen.
    """
    base = chosen(model, interventions, presses or {})
    model.factor(unwanted)
    extras = [
        option
        for option in options_of(model)
        if option.id not in interventions and not _touches(option, base, unwanted)
    ]
    combined = [base, *(together([base, extra]) for extra in extras)]
    goals = goals_of(model)
    tallies: dict[str, Tally] = {}
    signs: dict[str, Floats] = {}
    for scheme in schemes:
        comparer = Comparer(
            model, layers=layers, scheme=scheme, draws=draws, seed=seed, budget_seconds=budget_seconds
        )
        tallies[scheme] = comparer.tally
        if not comparer.tally.refused:
            factors = [unwanted, *(goal.id for goal in goals)]
            signs[scheme] = np.sign(comparer.drawn(factors, combined).effects)
    stays = {scheme: (table[0] == sign).mean(axis=1) for scheme, table in signs.items()}
    toward = [1.0 if goal.desired is Direction.UP else -1.0 for goal in goals]
    measures = [
        _reliever(extra, number, stays, _harmed([goal.id for goal in goals], toward, signs, number))
        for number, extra in enumerate(extras, start=1)
    ]
    return Relief(
        unwanted,
        sign,
        {scheme: float(shares[0]) for scheme, shares in stays.items()},
        tallies,
        _best_first(measures, stays),
        _carriers(model, graph_of(model, layers), base, unwanted, sign),
    )


def _carriers(model: Model, graph: Graph, base: Option, unwanted: str, sign: int) -> tuple[Carrier, ...]:
    made = []
    for factor, size in ({**base.pushes, **base.held}).items():
        if factor != unwanted and size:
            cut = smallest_cut(graph, factor, unwanted, sign=sign if size > 0 else -sign)
            ids = tuple(model.relations[int(graph.relations[place])].id for place in cut.relations)
            made.append(Carrier(factor, ids, cut.is_smallest))
    return tuple(made)


def _touches(option: Option, base: Option, unwanted: str) -> bool:
    """Undoing the intervention itself, or pushing the strained factor directly, is no relief."""
    moved = option.pushes.keys() | option.held.keys()
    undone = option.kind is OptionKind.LEVER and bool(moved & (base.pushes.keys() | base.held.keys()))
    return undone or unwanted in moved


def _harmed(
    goals: Sequence[str], toward: Sequence[float], signs: Mapping[str, Floats], number: int
) -> tuple[str, ...]:
    """Goals that got better in most draws of some scheme and with the measure get worse in most of them."""
    harmed = []
    for place, (goal, way) in enumerate(zip(goals, toward, strict=True), start=1):
        for table in signs.values():
            before, after = table[place, 0] * way, table[place, number] * way
            if (before > 0).mean() > LIKELY and (after < 0).mean() > LIKELY:
                harmed.append(goal)
                break
    return tuple(harmed)


def _reliever(extra: Option, number: int, stays: Mapping[str, Floats], harmed: tuple[str, ...]) -> Reliever:
    after = {scheme: float(shares[number]) for scheme, shares in stays.items()}
    lessens = all(after[scheme] < float(shares[0]) for scheme, shares in stays.items())
    gone = bool(after) and all(share <= LIKELY for share in after.values())
    return Reliever(extra, after, gone and lessens and not harmed, harmed)


def _best_first(measures: Sequence[Reliever], stays: Mapping[str, Floats]) -> tuple[Reliever, ...]:
    helping = [
        one
        for one in measures
        if any(one.stays[scheme] < float(shares[0]) for scheme, shares in stays.items())
    ]
    return tuple(sorted(helping, key=lambda one: (not one.relieves, sum(one.stays.values()), one.option.id)))
