"""What interventions impose, and when: jumps, steady flows, held levels and controls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from causal.model import Change, ChangeKind, Graph, Intervention

AT_ONCE = 1e-9  # time units; what is spread over less is not spread


@dataclass(frozen=True)
class Jump:
    """The level of a factor is raised by ``amount`` at one moment."""

    factor: int
    time: float
    amount: float


@dataclass(frozen=True)
class Push:
    """The level of a factor is raised by ``rate`` per time unit from start to end."""

    factor: int
    start: float
    end: float
    rate: float


@dataclass(frozen=True)
class Lead:
    """A factor is led to ``amount`` from start to end: held there, or drawn to it with an adjustment time.

    ``over`` is how long the way from the level at the start to the amount takes; ``adjustment`` 0 holds the
    level itself, else the gap closes at gap / adjustment.
    """

    factor: int
    start: float
    end: float
    amount: float
    over: float
    adjustment: float = 0.0

    def leads_at(self, time: float) -> bool:
        """Whether it works at this moment."""
        return self.start <= time < self.end


@dataclass(frozen=True)
class Schedule:
    """Everything that is imposed; N factors have the levels ``initial`` before it."""

    jumps: Sequence[Jump] = ()
    pushes: Sequence[Push] = ()
    holds: Sequence[Lead] = ()
    controls: Sequence[Lead] = ()
    moments: tuple[float, ...] = field(default=())

    @property
    def factors(self) -> frozenset[int]:
        """The factors on which something is imposed."""
        leads = {lead.factor for lead in self.leads}
        return frozenset({jump.factor for jump in self.jumps} | {push.factor for push in self.pushes} | leads)

    @property
    def leads(self) -> tuple[Lead, ...]:
        """Holds and controls."""
        return (*self.holds, *self.controls)

    def held_for_good(self) -> dict[int, float]:
        """The factors that are led for ever, with the level they end at."""
        lasting = [lead for lead in (*self.controls, *self.holds) if np.isinf(lead.end)]
        return {lead.factor: lead.amount for lead in sorted(lasting, key=lambda lead: lead.start)}


def schedule_of(graph: Graph, interventions: Iterable[Intervention]) -> Schedule:
    """All changes of these interventions together.

    Raises ValueError for an unknown factor, for times below zero, or for a control without adjustment time.
    """
    jumps: list[Jump] = []
    pushes: list[Push] = []
    holds: list[Lead] = []
    controls: list[Lead] = []
    for change in (change for one in interventions for change in one.changes):
        factor, end = _checked(graph, change)
        if change.kind in (ChangeKind.ONE_OFF, ChangeKind.SHIFT):
            _add_shift(jumps, pushes, change, factor, end)
        elif change.kind is ChangeKind.PINNED:
            holds.append(Lead(factor, change.start, end, change.amount, change.over))
        else:
            controls.append(Lead(factor, change.start, end, change.amount, change.over, change.adjustment))
    return Schedule(jumps, pushes, holds, controls, _moments(jumps, pushes, [*holds, *controls]))


def _checked(graph: Graph, change: Change) -> tuple[int, float]:
    if change.factor not in graph.factors:
        raise ValueError(f"There is no factor {change.factor} to change.")
    if change.start < 0.0 or change.over < 0.0:
        raise ValueError(f"The change of {change.factor} starts at or after 0 and takes no negative time.")
    if change.kind is ChangeKind.CONTROL and change.adjustment <= 0.0:
        raise ValueError(f"The control of {change.factor} needs an adjustment time above 0.")
    return graph.index(change.factor), np.inf if change.until is None else max(change.until, change.start)


def _add_shift(jumps: list[Jump], pushes: list[Push], change: Change, factor: int, end: float) -> None:
    """A one-off change stays; a shift is withdrawn at its end, as slowly as it came."""
    withdrawn = change.kind is ChangeKind.SHIFT and np.isfinite(end)
    if end <= change.start:
        return
    if change.over < AT_ONCE:
        jumps.append(Jump(factor, change.start, change.amount))
        if withdrawn:
            jumps.append(Jump(factor, end, -change.amount))
        return
    rate = change.amount / change.over
    took = min(end - change.start, change.over)
    pushes.append(Push(factor, change.start, change.start + took, rate))
    if withdrawn:
        pushes.append(Push(factor, end, end + took, -rate))


def _moments(jumps: Iterable[Jump], pushes: Iterable[Push], leads: Iterable[Lead]) -> tuple[float, ...]:
    """When anything begins or ends."""
    times = {jump.time for jump in jumps}
    for push in pushes:
        times |= {push.start, push.end}
    for lead in leads:
        times |= {lead.start, lead.start + lead.over, lead.end}
    return tuple(sorted(time for time in times if np.isfinite(time)))
