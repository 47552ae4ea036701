"""What one set of interventions does to levels, given the answers of a model in the Laplace domain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from causal.response.network import Array
from causal.response.schedule import Lead, Schedule
from causal.response.transform import Complex

STEP, RAMP = 1, 2  # power of 1 / s


@dataclass(frozen=True)
class Term:
    """Something that begins ``lag`` after the start: ``size`` at once (STEP) or per time unit (RAMP)."""

    place: int
    lag: float
    power: int
    size: float


@dataclass(frozen=True)
class Imposed:
    """Terms added to factors, leads that work all the time, and terms of their set points (by lead)."""

    added: tuple[Term, ...]
    leads: tuple[Lead, ...]
    setpoints: tuple[Term, ...]

    @property
    def factors(self) -> tuple[int, ...]:
        """Every factor on which something is imposed."""
        return (*(term.place for term in self.added), *(lead.factor for lead in self.leads))

    @property
    def lags(self) -> frozenset[float]:
        """When terms begin."""
        return frozenset(term.lag for term in (*self.added, *self.setpoints))


def imposed_by(schedule: Schedule, initial: Array) -> Imposed | None:
    """The schedule as terms; None when a pin or a control begins later or ends."""
    if any(lead.start > 0.0 or np.isfinite(lead.end) for lead in schedule.leads):
        return None
    added = [Term(jump.factor, jump.time, STEP, jump.amount) for jump in schedule.jumps]
    for push in schedule.pushes:
        added.append(Term(push.factor, push.start, RAMP, push.rate))
        added.append(Term(push.factor, push.end, RAMP, -push.rate))
    held = {lead.factor: lead for lead in schedule.holds}
    leads = (*held.values(), *(lead for lead in schedule.controls if lead.factor not in held))
    setpoints = [term for place, lead in enumerate(leads) for term in _way(place, lead, initial)]
    return Imposed(tuple(added), leads, tuple(setpoints))


def _way(place: int, lead: Lead, initial: Array) -> list[Term]:
    gap = lead.amount - float(initial[lead.factor])
    if not lead.over:
        return [Term(place, 0.0, STEP, gap)]
    return [Term(place, 0.0, RAMP, gap / lead.over), Term(place, lead.over, RAMP, -gap / lead.over)]


@dataclass(frozen=True)
class Answers:
    """What C factors do (row) per unit imposed on each (column), for S draws, M moments and Q nodes.

    ``answers`` is (C, C, S, M, Q); ``nodes`` and ``weights`` are (S, M, Q) as of ``nodes_and_weights``.
    """

    answers: Complex
    nodes: Complex
    weights: Array


def level_changes(
    imposed: Imposed,
    lag: float,
    found: Answers,
    place: Mapping[int, int],
    rows: Sequence[int],
) -> Array:
    """(S, M, F) Changes of the rows by all terms with this lag, at M moments after it.

    ``place`` gives the number among the C of a factor. What a pin or a control imposes, W, follows from the
    levels it sees: s T W = set point - X for a control and X = set point for a pin, with X the answers to
    everything imposed.
    """
    answers, nodes = found.answers, found.nodes
    changed = np.zeros((len(rows), *nodes.shape), dtype=np.complex128)
    wanted = np.zeros((len(imposed.leads), *nodes.shape), dtype=np.complex128)
    led = [place[lead.factor] for lead in imposed.leads]
    for term in imposed.added:
        if term.lag == lag:
            sent = term.size / nodes**term.power
            changed += answers[rows, place[term.place]] * sent
            wanted -= answers[led, place[term.place]] * sent
    for term in imposed.setpoints:
        if term.lag == lag:
            wanted[term.place] += term.size / nodes**term.power
    if led:
        system = answers[np.array(led)[:, None], np.array(led)]
        for number, lead in enumerate(imposed.leads):
            system[number, number] += nodes * lead.adjustment
        for factor, caused in zip(led, _solved(system, wanted), strict=True):
            changed += answers[rows, factor] * caused
    values: Array = np.einsum("fsmq,smq->smf", changed.real, found.weights)
    return values


def _solved(system: Complex, wanted: Complex) -> Complex:
    """(L, …) Small systems (L, L, …), those of one and two unknowns by hand as they are many."""
    if len(wanted) == 1:
        return np.asarray(wanted / system[0], dtype=np.complex128)
    if len(wanted) > 2:
        turned = np.moveaxis(system, (0, 1), (-2, -1))
        solved = np.linalg.solve(turned, np.moveaxis(wanted, 0, -1)[..., None])
        return np.moveaxis(solved[..., 0], -1, 0).astype(np.complex128)
    (a, b), (c, d) = system
    determinant = a * d - b * c
    both = np.stack([d * wanted[0] - b * wanted[1], a * wanted[1] - c * wanted[0]])
    return np.asarray(both / determinant, dtype=np.complex128)
