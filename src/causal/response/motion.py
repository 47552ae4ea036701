"""The exact course of the levels: power series from event to event.

Between two events the model is a linear system with constant coefficients, so its solution is a power series
of which every next term follows from the last by one look at the relations. The series is cut where the rest
is below the rounding of the machine and started again there. There is no step size to choose and no error
that grows with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from causal.response.curves import Curves
from causal.response.network import Array, Network, Places
from causal.response.schedule import Lead, Schedule

DEGREE = 24
ROUNDING = 1e-16
BEYOND = 1e12  # a level so far away has run away


class RunawayError(ArithmeticError):
    """The levels grow without end; ``time`` is when they passed all bounds."""

    def __init__(self, time: float) -> None:
        super().__init__(
            f"The model is unstable: its levels run away before t = {time:.3g}. Ask for an earlier end."
        )
        self.time = time


@dataclass(frozen=True)
class Motion:
    """Curves of N levels and of what was imposed on each in all; ``jolts`` (N,) adds up sizes of jumps."""

    levels: Curves
    imposed: Curves
    jolts: Array
    last_levels: Array
    last_imposed: Array


def move(
    network: Network,
    initial: Array,
    schedule: Schedule,
    until: float,
    keep: Sequence[int] | Places | None = None,
) -> Motion:
    """Let everything happen from 0 to ``until``; curves of the factors ``keep`` only, when given.

    Raises RunawayError, and ValueError when relations without delay feed themselves with gain 1.
    """
    run = _Run(network, initial, schedule, keep)
    inner = [moment for moment in schedule.moments if 0.0 < moment < until]
    for begin, end in zip([0.0, *inner], [*inner, until], strict=True):
        run.happen(begin)
        run.go(begin, end)
    if until in schedule.moments or until == 0.0:
        run.happen(until)
        run.note(until, [run.state.levels], [run.state.imposed])
    return run.motion(until)


@dataclass
class _State:
    levels: Array  # (N,)
    stages: Array  # (order, R)
    imposed: Array  # (N,)


@dataclass(frozen=True)
class _Drive:
    """What is imposed between two events: flows (N,), held factors, and controls with their set points."""

    flow: Array
    held: Places
    controlled: Places
    adjustment: Array
    setpoint: Array
    setpoint_slope: Array
    settle: Array | None  # (N, N) turns what flows in into what levels do, when relations work at once


class _Run:
    def __init__(
        self,
        network: Network,
        initial: Array,
        schedule: Schedule,
        keep: Sequence[int] | Places | None,
    ) -> None:
        size = network.size
        self.network, self.schedule = network, schedule
        self.state = _State(
            np.array(initial, dtype=np.float64),
            np.zeros((network.order, len(network.source))),
            np.zeros(size),
        )
        self._keep = np.arange(size) if keep is None else np.asarray(keep, dtype=np.int64)
        self._starts: list[float] = []
        self._levels: list[Array] = []
        self._imposed: list[Array] = []
        self._begun: dict[Lead, float] = {}
        self._holding: dict[int, Lead] = {}
        self.jolts = np.zeros(size)

    def happen(self, time: float) -> None:
        """Jumps of this moment, and levels that are held from now on."""
        wanted = np.zeros(self.network.size)
        for jump in self.schedule.jumps:
            if jump.time == time:
                wanted[jump.factor] += jump.amount
        before = self._holding
        self._holding = _last_of_each(self.schedule.holds, time)
        fixed = {
            factor: lead.amount - self.state.levels[factor]
            for factor, lead in self._holding.items()
            if before.get(factor) is not lead and time >= lead.start + lead.over
        }
        held = {factor: fixed.get(factor, 0.0) for factor in self._holding}
        if wanted.any() or any(fixed.values()):
            self._jump(wanted, held)
        for lead in self.schedule.leads:
            if lead.start == time:
                self._begun[lead] = float(self.state.levels[lead.factor])

    def _jump(self, wanted: Array, held: Mapping[int, float]) -> None:
        network, factors = self.network, list(held)
        wanted[factors] = list(held.values())
        settle = _settling(network, factors)
        moved = wanted if settle is None else settle @ wanted
        imposed = moved if network.instant is None else moved - network.instant @ moved
        self.state.levels += moved
        self.state.imposed += imposed
        self.jolts += np.abs(imposed)
        self.state.stages[0] += network.gain * moved[network.source]

    def go(self, begin: float, end: float) -> None:
        """Move from one event to the next."""
        time = begin
        while time < end:
            drive = self._drive(time)
            levels, stages, imposed = self._series(drive)
            step = min(_reach(levels, stages), end - time)
            if time + step == time:
                raise RunawayError(time)
            self.note(time, levels, imposed)
            self.state = _State(_sum_at(levels, step), _sum_at(stages, step), _sum_at(imposed, step))
            if not np.all(np.abs(self.state.levels) < BEYOND):
                raise RunawayError(time + step)
            time = end if step == end - time else time + step

    def note(self, time: float, levels: Sequence[Array], imposed: Sequence[Array]) -> None:
        """Keep a piece of the curves."""
        padding = [(0, DEGREE + 1 - len(levels)), (0, 0)]
        self._starts.append(time)
        self._levels.append(np.pad(np.array(levels)[:, self._keep], padding))
        self._imposed.append(np.pad(np.array(imposed)[:, self._keep], padding))

    def motion(self, until: float) -> Motion:
        starts = np.array(self._starts)
        return Motion(
            levels=Curves(starts, until, np.array(self._levels)),
            imposed=Curves(starts, until, np.array(self._imposed)),
            jolts=self.jolts,
            last_levels=self.state.levels,
            last_imposed=self.state.imposed,
        )

    def _drive(self, time: float) -> _Drive:
        flow = np.zeros(self.network.size)
        for push in self.schedule.pushes:
            if push.start <= time < push.end:
                flow[push.factor] += push.rate
        held = np.array(sorted(self._holding), dtype=np.int64)
        flow[held] = 0.0
        for factor, lead in self._holding.items():
            if time < lead.start + lead.over:
                flow[factor] = (lead.amount - self._begun[lead]) / lead.over
        controls = [one for one in self.schedule.controls if one.leads_at(time)]
        controls = [one for one in controls if one.factor not in self._holding]
        points = [self._setpoint(one, time) for one in controls]
        return _Drive(
            flow=flow,
            held=held,
            controlled=np.array([one.factor for one in controls], dtype=np.int64),
            adjustment=np.array([one.adjustment for one in controls]),
            setpoint=np.array([point[0] for point in points]),
            setpoint_slope=np.array([point[1] for point in points]),
            settle=_settling(self.network, held.tolist()),
        )

    def _setpoint(self, lead: Lead, time: float) -> tuple[float, float]:
        if time >= lead.start + lead.over:
            return lead.amount, 0.0
        slope = (lead.amount - self._begun[lead]) / lead.over
        return self._begun[lead] + slope * (time - lead.start), slope

    def _series(self, drive: _Drive) -> tuple[list[Array], list[Array], list[Array]]:
        """Coefficients of levels, stages and what was imposed, one array for each power of time."""
        network = self.network
        levels, stages, imposed = [self.state.levels], [self.state.stages], [self.state.imposed]
        for power in range(DEGREE):
            inflow = network.inflow(stages[power][-1])
            pushed = drive.flow.copy() if power == 0 else np.zeros(network.size)
            gap = -levels[power][drive.controlled]
            if power < 2:
                gap = gap + (drive.setpoint if power == 0 else drive.setpoint_slope)
            np.add.at(pushed, drive.controlled, gap / drive.adjustment)
            moving = inflow + pushed
            moving[drive.held] = pushed[drive.held]
            if drive.settle is not None:
                moving = drive.settle @ moving
            caught = moving - inflow
            if network.instant is not None:
                caught = caught - network.instant @ moving
            passing = stages[power] * network.rate
            entering = np.concatenate([(network.gain * moving[network.source])[None], passing[:-1]])
            levels.append(moving / (power + 1))
            stages.append((entering - passing) / (power + 1))
            imposed.append(caught / (power + 1))
        return levels, stages, imposed


def _last_of_each(leads: Sequence[Lead], time: float) -> dict[int, Lead]:
    """Of all that hold a factor at this moment, the one that began last."""
    holding = sorted((lead for lead in leads if lead.leads_at(time)), key=lambda lead: lead.start)
    return {lead.factor: lead for lead in holding}


def _settling(network: Network, held: Sequence[int]) -> Array | None:
    if network.instant is None:
        return None
    passed_on = np.eye(network.size) - network.instant
    passed_on[held] = np.eye(network.size)[held]
    try:
        settled = np.linalg.inv(passed_on)
    except np.linalg.LinAlgError:
        raise ValueError("Relations without delay feed themselves with a gain of 1.") from None
    return np.asarray(settled, dtype=np.float64)


def _reach(levels: Sequence[Array], stages: Sequence[Array]) -> float:
    """How far the series can be trusted: until its last two terms matter."""
    reach = np.inf
    size = max(1.0, float(np.max(np.abs(levels[0]), initial=0.0)))
    for power in (DEGREE - 1, DEGREE):
        largest = max(_largest(levels[power]), _largest(stages[power]))
        if largest > 0.0:
            reach = min(reach, (ROUNDING * size / largest) ** (1.0 / power))
    return reach


def _largest(values: Array) -> float:
    return float(np.max(np.abs(values), initial=0.0))


def _sum_at(powers: Sequence[Array], time: float) -> Array:
    total = powers[-1]
    for power in reversed(powers[:-1]):
        total = total * time + power
    return total
