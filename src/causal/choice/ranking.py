"""All interventions and levers in order of what they do for one goal, each pair with its certainty."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from causal.choice.effects import Comparer
from causal.choice.options import Option, OptionKind, options_of
from causal.model import Direction, Layer, Model
from causal.model.graph import ALL_LAYERS
from causal.press import Share, Tally
from causal.press.sampling import BUDGET_SECONDS
from causal.press.schemes import STEADY_SCHEME, Floats


@dataclass(frozen=True)
class Ranked:
    """One option: its shares per scheme (``positive`` is toward the desired side), and its median effect.

    ``score`` is the mean probability of doing better than another option, over options and schemes.
    """

    option: Option
    shares: Mapping[str, Share]
    median: Mapping[str, float]
    score: float

    def as_json(self) -> dict[str, object]:
        """The option with how often it helps and harms."""
        return self.option.as_json() | {
            "score": self.score,
            "schemes": {
                scheme: {
                    "helps": share.positive,
                    "nothing": share.zero,
                    "harms": share.negative,
                    "median": self.median[scheme],
                }
                for scheme, share in self.shares.items()
            },
        }


@dataclass(frozen=True)
class Ranking:
    """Options from best to worst for one goal.

    ``better`` holds per scheme the probability (O, O), in the order of ``ranked``, that the row does better
    than the column; a tie counts for half. Sizes are those the model gives, a lever is pushed by 1, so this
    compares options as they are written down. ``assumed`` when the model does not say where the goal should
    move and up was taken.
    """

    goal: str
    desired: Direction
    assumed: bool
    tallies: Mapping[str, Tally]
    ranked: tuple[Ranked, ...]
    better: Mapping[str, Floats]

    def probability(self, one: str, other: str) -> dict[str, float]:
        """Per scheme the probability that one option does better than another. Raises KeyError."""
        places = {entry.option.id: number for number, entry in enumerate(self.ranked)}
        return {scheme: float(table[places[one], places[other]]) for scheme, table in self.better.items()}

    def as_json(self) -> dict[str, object]:
        """The ranking, then every pair with the better one first."""
        return {
            "goal": self.goal,
            "desired": str(self.desired),
            "desired_assumed": self.assumed,
            "schemes": {scheme: _tally_json(tally) for scheme, tally in self.tallies.items()},
            "ranking": [entry.as_json() for entry in self.ranked],
            "pairs": [
                {"better": one.option.id, "worse": other.option.id, "probability": self._pair(i, i + 1 + j)}
                for i, one in enumerate(self.ranked)
                for j, other in enumerate(self.ranked[i + 1 :])
            ],
        }

    def _pair(self, one: int, other: int) -> dict[str, float]:
        return {scheme: float(table[one, other]) for scheme, table in self.better.items()}


def _tally_json(tally: Tally) -> dict[str, object]:
    return {
        "drawn": tally.drawn,
        "stable": tally.stable,
        "acceptance": tally.acceptance,
        "seed": tally.seed,
        "refused": tally.refused or None,
    }


def rank(
    model: Model,
    goal: str,
    *,
    layers: Collection[Layer] = ALL_LAYERS,
    options: Iterable[Option] | None = None,
    draws: int = 2000,
    schemes: Sequence[str] = (STEADY_SCHEME, "in-degree"),
    seed: int = 0,
    budget_seconds: float = BUDGET_SECONDS,
) -> Ranking:
    """All interventions and levers of the model (or the options given) on one goal.

    Of each lever the direction that helps more often is ranked. The same draws serve every option. Without
    draws under any scheme the ranking is empty and the tallies say why. Raises KeyError for an unknown goal
    and ValueError for an unknown scheme.
    """
    factor = model.factor(goal)
    toward = -1.0 if factor.desired is Direction.DOWN else 1.0
    candidates = list(options) if options is not None else list(options_of(model))
    effects: dict[str, Floats] = {}
    tallies: dict[str, Tally] = {}
    for scheme in schemes:
        comparer = Comparer(
            model, layers=layers, scheme=scheme, draws=draws, seed=seed, budget_seconds=budget_seconds
        )
        tallies[scheme] = comparer.tally
        if not comparer.tally.refused:
            effects[scheme] = toward * comparer.drawn([goal], candidates).effects[0]
    kept = _one_way(candidates, effects) if options is None else list(range(len(candidates)))
    ranked, better = _ordered([candidates[number] for number in kept], _rows(effects, kept))
    return Ranking(goal, factor.desired or Direction.UP, factor.desired is None, tallies, ranked, better)


def _rows(effects: Mapping[str, Floats], kept: list[int]) -> dict[str, Floats]:
    return {scheme: table[kept] for scheme, table in effects.items()}


def _one_way(candidates: list[Option], effects: Mapping[str, Floats]) -> list[int]:
    """Both directions of a lever mirror each other; keep the one that helps more often (up when equal)."""
    kept = []
    for number, option in enumerate(candidates):
        if option.kind is OptionKind.LEVER:
            helps = sum(float((np.sign(table[number])).mean()) for table in effects.values())
            if helps < 0 or (helps == 0 and min(option.pushes.values()) < 0):
                continue
        kept.append(number)
    return kept


def _ordered(
    options: list[Option], effects: Mapping[str, Floats]
) -> tuple[tuple[Ranked, ...], dict[str, Floats]]:
    better = {scheme: _better(table) for scheme, table in effects.items()}
    if not better:
        return (), {}
    scores = [_score(list(better.values()), number) for number in range(len(options))]
    order = sorted(range(len(options)), key=lambda number: (-scores[number], options[number].id))
    ranked = tuple(
        Ranked(
            option=options[number],
            shares={scheme: _share(table[number]) for scheme, table in effects.items()},
            median={scheme: float(np.median(table[number])) for scheme, table in effects.items()},
            score=scores[number],
        )
        for number in order
    )
    return ranked, {scheme: table[np.ix_(order, order)] for scheme, table in better.items()}


def _better(table: Floats) -> Floats:
    """(O, O): the share of draws in which the row's effect is larger than the column's, ties for half."""
    made = np.empty((len(table), len(table)))
    for number, row in enumerate(table):
        made[number] = (row > table).mean(axis=1) + 0.5 * (row == table).mean(axis=1)
    return made


def _score(tables: Sequence[Floats], number: int) -> float:
    others = [np.delete(table[number], number) for table in tables]
    return float(np.mean(others)) if len(others[0]) else 0.5


def _share(effects: Floats) -> Share:
    falls, rises = float((effects < 0).mean()), float((effects > 0).mean())
    return Share(falls, float((effects == 0).mean()), rises)
