"""Sets of interventions over many draws of strengths and speeds, all at once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causal.model import Graph, Intervention, Layer, Model, graph_of
from causal.model.graph import ALL_LAYERS
from causal.response.draws import Draws, draw
from causal.response.growth import growth_bounds
from causal.response.motion import BEYOND, RunawayError, move
from causal.response.network import Array, Network
from causal.response.schedule import Schedule, schedule_of
from causal.response.simulation import AT_ONCE, initial_levels
from causal.response.superposition import Answers, Imposed, imposed_by, level_changes
from causal.response.transform import Reduction, nodes_and_weights, reduction

CHECKED = 8  # runs that are also done step by step
ACCURATE = 1e-6  # a smaller change counts as none
MEGABYTES = 24  # of numbers in one piece of work
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Ensemble:
    """Changes of levels: ``changes`` is (sets, samples, moments, factors); a set goes by its interventions.

    ``error`` is the largest difference found where some runs were also done by power series, None when all
    were. A change beyond all bounds is nan: that draw has run away.
    """

    sets: tuple[tuple[str, ...], ...]
    times: tuple[float, ...]
    factors: tuple[str, ...]
    changes: NDArray[np.float64]
    seed: int
    error: float | None

    def share_larger(self, first: int, second: int, factor: str, moment: int = -1) -> float:
        """The share of draws in which the first set raises a factor more than the second; ties count half."""
        column = self.factors.index(factor)
        gap = self.changes[first, :, moment, column] - self.changes[second, :, moment, column]
        return float(np.mean(gap > 0.0) + 0.5 * np.mean(gap == 0.0))

    def as_json(self) -> dict[str, object]:
        """Mean, quantiles and shares of rises and falls for each set, factor and moment."""
        return {
            "samples": self.changes.shape[1],
            "seed": self.seed,
            "times": list(self.times),
            "quantiles": list(QUANTILES),
            "error": self.error,
            "sets": [
                {"interventions": list(names), "factors": self._summary(place)}
                for place, names in enumerate(self.sets)
            ],
        }

    def _summary(self, place: int) -> dict[str, object]:
        told: dict[str, object] = {}
        for column, factor in enumerate(self.factors):
            changes = self.changes[place, :, :, column]
            ran_away = np.isnan(changes)
            known = [changes[~away, moment] for moment, away in enumerate(ran_away.T)]
            told[factor] = {
                "mean": [float(one.mean()) if len(one) else None for one in known],
                "quantiles": [np.quantile(one, QUANTILES).tolist() if len(one) else None for one in known],
                "rises": (changes > ACCURATE).mean(axis=0).tolist(),
                "falls": (changes < -ACCURATE).mean(axis=0).tolist(),
                "ran_away": ran_away.mean(axis=0).tolist(),
            }
        return told


def ensemble(
    model: Model,
    interventions: Sequence[Intervention | Sequence[Intervention]],
    *,
    samples: int = 1_000,
    seed: int = 0,
    at: Sequence[float] = (10.0,),
    factors: Sequence[str] | None = None,
    layers: Collection[Layer] = ALL_LAYERS,
    order: int = 1,
) -> Ensemble:
    """The change of ``factors`` (the goals, unless named) under each set, for draws of ``draws.draw``.

    The same draws serve all sets, so differences between sets are of the sets. Sets whose pins and controls
    work from the start to the end are solved together in the Laplace domain; others step by step, which is
    slower. Raises ValueError for an unknown factor or a moment that is not above 0.
    """
    if not all(moment > 0.0 for moment in at):
        raise ValueError("The moments of an ensemble lie above 0.")
    sets = [(one,) if isinstance(one, Intervention) else tuple(one) for one in interventions]
    graph = graph_of(model, layers)
    wanted = _wanted(model) if factors is None else tuple(factors)
    drawn = draw(model, graph, samples, seed)
    work = _Work(
        graph=graph,
        draws=drawn,
        initial=initial_levels(model),
        times=np.array(at, dtype=np.float64),
        columns=[graph.index(factor) for factor in wanted],
        order=order,
        growth=growth_bounds(graph, drawn, max(at), order),
    )
    schedules = [schedule_of(graph, one) for one in sets]
    changes, error = _all_changes(work, schedules)
    return Ensemble(
        sets=tuple(tuple(one.id for one in chosen) for chosen in sets),
        times=tuple(float(moment) for moment in at),
        factors=wanted,
        changes=changes,
        seed=seed,
        error=error,
    )


def _wanted(model: Model) -> tuple[str, ...]:
    goals = tuple(factor.id for factor in model.factors if factor.desired is not None)
    return goals or tuple(factor.id for factor in model.factors)


@dataclass(frozen=True)
class _Work:
    graph: Graph
    draws: Draws
    initial: Array
    times: Array
    columns: Sequence[int]
    order: int
    growth: Array

    @property
    def samples(self) -> int:
        return len(self.draws.gains)


def _all_changes(work: _Work, schedules: Sequence[Schedule]) -> tuple[Array, float | None]:
    changes = np.empty((len(schedules), work.samples, len(work.times), len(work.columns)))
    imposed = [imposed_by(schedule, work.initial) for schedule in schedules]
    together = {place: one for place, one in enumerate(imposed) if one is not None}
    error = None
    if together:
        changes[list(together)] = _transformed(work, list(together.values()))
        error = _checked(work, schedules, changes, sorted(together))
    for place, schedule in enumerate(schedules):
        if place not in together:
            changes[place] = [_stepped(work, schedule, sample) for sample in range(work.samples)]
    return changes, error


def _stepped(work: _Work, schedule: Schedule, sample: int) -> Array:
    """(moments, factors) One run by power series."""
    until = float(np.max(work.times))
    delays = work.draws.delays[sample]
    kept = delays > until * AT_ONCE
    instant = None
    gains = work.draws.gains[sample]
    size = len(work.graph.factors)
    if not kept.all():
        instant = np.zeros((size, size))
        np.add.at(instant, (work.graph.target[~kept], work.graph.source[~kept]), gains[~kept])
    network = Network(
        size=size,
        source=work.graph.source[kept],
        target=work.graph.target[kept],
        gain=gains[kept],
        rate=work.order / delays[kept],
        order=work.order,
        instant=instant,
    )
    try:
        motion = move(network, work.initial, schedule, until, list(work.columns))
    except RunawayError:
        return np.full((len(work.times), len(work.columns)), np.nan)
    return motion.levels.at(work.times) - work.initial[list(work.columns)]


def _checked(work: _Work, schedules: Sequence[Schedule], changes: Array, places: Sequence[int]) -> float:
    """The largest difference from some runs by power series, relative where changes are above 1."""
    random = np.random.default_rng(0)
    error = 0.0
    for place in random.choice(places, min(CHECKED, len(places)), replace=False).tolist():
        sample = int(random.integers(work.samples))
        exact = _stepped(work, schedules[place], sample)
        if np.isfinite(exact).all():
            found = np.max(np.abs(exact - changes[place, sample]), initial=0.0)
            error = max(error, float(found / max(1.0, np.max(np.abs(exact), initial=0.0))))
    return error


def _transformed(work: _Work, imposed: Sequence[Imposed]) -> Array:
    """(sets, samples, moments, factors) All sets in the Laplace domain, in pieces of samples."""
    kept = sorted({*work.columns, *(factor for one in imposed for factor in one.factors)})
    order = reduction(
        len(work.graph.factors), work.graph.source, work.graph.target, np.array(kept, dtype=np.int64)
    )
    changes = np.zeros((len(imposed), work.samples, len(work.times), len(work.columns)))

    def fill(samples: slice) -> None:
        for lag in sorted({lag for one in imposed for lag in one.lags}):
            later = work.times > lag
            if later.any():
                changes[:, samples, later] += _piece(work, imposed, order, samples, lag)

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(fill, _pieces(work, len(kept))))
    return np.where(np.abs(changes) < BEYOND, changes, np.nan)


def _pieces(work: _Work, kept: int) -> Iterator[slice]:
    nodes = nodes_and_weights(work.times)[0].size
    each = 16 * nodes * (3 * kept * kept + 2 * len(work.graph.source))
    step = max(1, MEGABYTES * 2**20 // each)
    return (slice(first, first + step) for first in range(0, work.samples, step))


def _piece(work: _Work, imposed: Sequence[Imposed], order: Reduction, samples: slice, lag: float) -> Array:
    """(sets, samples, later moments, factors) What the things imposed ``lag`` after the start do."""
    since = work.times[work.times > lag] - lag
    delays, gains, growth = work.draws.delays[samples], work.draws.gains[samples], work.growth[samples]
    nodes, weights = nodes_and_weights(since)
    nodes = nodes + growth[:, None, None]
    weights = weights * np.exp(growth[:, None] * since)[:, :, None]
    flat = nodes.reshape(len(gains), -1)
    passed = [
        (
            gains[:, relation, None] / (1.0 + flat * delays[:, relation, None] / work.order) ** work.order
        ).ravel()
        for relation in range(len(work.graph.source))
    ]
    answers = order.responses(passed).reshape(len(order.kept), len(order.kept), *nodes.shape)
    found = Answers(answers, nodes, weights)
    place: Mapping[int, int] = {factor: number for number, factor in enumerate(order.kept.tolist())}
    rows = [place[column] for column in work.columns]
    return np.stack([level_changes(one, lag, found, place, rows) for one in imposed])
