"""What happens when something is done, in time and in the end."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from causal.model import ChangeKind, Graph, Intervention, Layer, Model, graph_of
from causal.model.graph import ALL_LAYERS
from causal.response.curves import Curves, crossings
from causal.response.indicators import indicators_of, integral, scores
from causal.response.motion import Motion, RunawayError, move
from causal.response.network import Array, Network, network_of
from causal.response.schedule import Schedule, schedule_of
from causal.response.stability import SETTLED, slowest_mode

MOMENTS = 21
AT_ONCE = 1e-4  # a delay under this part of the run counts as none


@dataclass(frozen=True)
class Effort:
    """What an intervention had to do on a factor up to the end of the run, in units of the factor.

    ``net`` is the change imposed in all, ``gross`` the same without letting ups and downs cancel.
    """

    net: float
    gross: float


@dataclass(frozen=True)
class Response:
    """T moments; ``levels`` and ``score`` hold T values each, the level right after a jump at that moment.

    ``score`` is the average so far of the weighted indicators (0 to 1), () without indicators and goals.
    ``long_run`` is the exact level in the end, None when the model with these interventions does not come to
    rest. ``effort`` is there for each factor on which something is imposed. ``notes`` are codes of what a
    reader has to know: "shift_equals_one_off", "unknown_sign_left_out", "short_delay_at_once".
    """

    times: tuple[float, ...]
    levels: Mapping[str, tuple[float, ...]]
    score: tuple[float, ...]
    long_run: Mapping[str, float] | None
    stable: bool
    effort: Mapping[str, Effort]
    notes: tuple[str, ...]
    order: int
    model: Model = field(repr=False, compare=False)
    graph: Graph = field(repr=False, compare=False)
    schedule: Schedule = field(repr=False, compare=False)
    curves: Curves = field(repr=False, compare=False)

    def curve(self, factor: str) -> Curves:
        """The exact course of one level. Raises ValueError for an unknown factor."""
        return self.curves.only([self.graph.index(factor)])

    def as_json(self) -> dict[str, object]:
        """The response as the command line shows it, with the class values it rests on."""
        scales = self.model.scales
        return {
            "times": list(self.times),
            "levels": {factor: list(levels) for factor, levels in self.levels.items()},
            "score": list(self.score),
            "long_run": None if self.long_run is None else dict(self.long_run),
            "stable": self.stable,
            "effort": {factor: vars(effort) for factor, effort in self.effort.items()},
            "order": self.order,
            "notes": list(self.notes),
            "scales": {
                "strengths": dict(scales.strengths),
                "speeds": dict(scales.speeds),
                "time_unit": scales.time_unit,
            },
        }


def simulate(
    model: Model,
    interventions: Sequence[Intervention],
    *,
    until: float = 10.0,
    at: Sequence[float] | None = None,
    order: int = 1,
    layers: Collection[Layer] = ALL_LAYERS,
) -> Response:
    """The response from 0 to ``until`` time units, at 21 moments unless others are asked for.

    Raises ValueError for a moment outside the run, an unknown factor or an impossible change, and
    RunawayError (an ArithmeticError) when an unstable model passes all bounds before the end.
    """
    times = tuple(float(time) for time in (np.linspace(0.0, until, MOMENTS) if at is None else at))
    if not until > 0.0 or not all(0.0 <= time <= until for time in times):
        raise ValueError(f"Moments lie between 0 and the end of the run, {until}.")
    graph = graph_of(model, layers)
    schedule = schedule_of(graph, interventions)
    initial = initial_levels(model)
    motion = move(_network(graph, schedule, order, until), initial, schedule, until)
    values = motion.levels.at(times)
    marked = indicators_of(model)
    scored = {one.factor: motion.levels.only([graph.index(one.factor)]) for one in marked}
    stable = is_stable(graph, schedule, order)
    return Response(
        times=times,
        levels={factor: tuple(values[:, place].tolist()) for place, factor in enumerate(graph.factors)},
        score=scores(scored, marked, times),
        long_run=_by_factor(graph, _rest(graph, schedule, initial, order)) if stable else None,
        stable=stable,
        effort=_efforts(graph, schedule, motion),
        notes=_notes(graph, interventions, until),
        order=order,
        model=model,
        graph=graph,
        schedule=schedule,
        curves=motion.levels,
    )


def long_run(
    model: Model, interventions: Sequence[Intervention], layers: Collection[Layer] = ALL_LAYERS
) -> Mapping[str, float] | None:
    """The level of each factor in the end, None when it does not come to rest.

    With K the gains (target, source) and u what is imposed for good the change is (I - K)^-1 u; a factor that
    stays pinned or controlled has the row "change = set point - initial level" instead. Delays do not matter,
    except through pins and controls that are let go: what those have imposed by then is simulated.
    """
    graph = graph_of(model, layers)
    schedule = schedule_of(graph, interventions)
    if not is_stable(graph, schedule, 1):
        return None
    return _by_factor(graph, _rest(graph, schedule, initial_levels(model), 1))


def initial_levels(model: Model) -> Array:
    """(N,) The levels before anything is imposed."""
    return np.array([factor.initial for factor in model.factors], dtype=np.float64)


def is_stable(graph: Graph, schedule: Schedule, order: int) -> bool:
    """Whether the model comes to rest with what is imposed for good."""
    held = {lead.factor for lead in schedule.holds if np.isinf(lead.end)}
    adjustment = np.full(len(graph.factors), np.inf)
    for lead in schedule.controls:
        if np.isinf(lead.end) and lead.factor not in held:
            adjustment[lead.factor] = 1.0 / (1.0 / adjustment[lead.factor] + 1.0 / lead.adjustment)
    mode = slowest_mode(graph, order, held, adjustment)
    return mode is None or mode.real < SETTLED


def _rest(graph: Graph, schedule: Schedule, initial: Array, order: int) -> Array | None:
    """(N,) The levels at rest, None where there are none."""
    size = len(graph.factors)
    imposed = np.zeros(size)
    for jump in schedule.jumps:
        imposed[jump.factor] += jump.amount
    for push in schedule.pushes:
        imposed[push.factor] += push.rate * (push.end - push.start)
    last = max((lead.end for lead in schedule.leads if np.isfinite(lead.end)), default=0.0)
    if last > 0.0:
        end = max(last, *schedule.moments) * (1.0 + 1e-12)
        imposed = move(_network(graph, schedule, order, end), initial, schedule, end, ()).last_imposed
    gains = network_of(graph).long_run_gains()
    for factor, amount in schedule.held_for_good().items():
        gains[factor] = 0.0
        imposed[factor] = amount - initial[factor]
    try:
        return initial + np.linalg.solve(np.eye(size) - gains, imposed)
    except np.linalg.LinAlgError:
        return None


def _network(graph: Graph, schedule: Schedule, order: int, until: float) -> Network:
    """The relations; those with a very short delay work at once.

    That holds only where they come to rest by themselves: RunawayError when they feed themselves without end.
    """
    quick = (graph.delay > 0.0) & (graph.delay <= until * AT_ONCE)
    if quick.any():
        held = {lead.factor for lead in schedule.holds if lead.start == 0.0 and np.isinf(lead.end)}
        mode = slowest_mode(replace(graph, gain=np.where(quick, graph.gain, 0.0)), order, held)
        if mode is not None and mode.real >= SETTLED:
            raise RunawayError(until)
    return network_of(graph, order, until * AT_ONCE)


def _by_factor(graph: Graph, levels: Array | None) -> dict[str, float] | None:
    if levels is None:
        return None
    return dict(zip(graph.factors, levels.tolist(), strict=True))


def _efforts(graph: Graph, schedule: Schedule, motion: Motion) -> dict[str, Effort]:
    efforts = {}
    for factor in sorted(schedule.factors):
        flow = motion.imposed.only([factor]).slopes()
        grid = flow.grid()
        borders = np.unique(np.concatenate([grid, crossings(flow, 0.0, grid)]))
        gross = integral(flow, np.abs, borders)[-1] + motion.jolts[factor]
        efforts[graph.factors[factor]] = Effort(float(motion.last_imposed[factor]), float(gross))
    return efforts


def _notes(graph: Graph, interventions: Iterable[Intervention], until: float) -> tuple[str, ...]:
    changes = [change for one in interventions for change in one.changes]
    told = {
        "shift_equals_one_off": any(c.kind is ChangeKind.SHIFT and c.until is None for c in changes),
        "unknown_sign_left_out": bool((graph.sign == 0).any()),
        "short_delay_at_once": bool(((graph.delay > 0.0) & (graph.delay <= until * AT_ONCE)).any()),
    }
    return tuple(note for note, holds in told.items() if holds)
