"""What happens in time with sets of interventions: goals and pressure, per domain, beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from causal.drawing import Series, line_chart
from causal.model import Change, ChangeKind, Direction, Factor, Intervention, Layer
from ketenzicht.systems.domain.asking import Trial
from ketenzicht.systems.queries.explorer import Explored
from ketenzicht.systems.queries.sums import once

if TYPE_CHECKING:  # the sums are loaded when the first question comes, so that the product starts at once
    from causal.response import Response

LINES = 6  # as many as can be told apart
POINTS = 121
SAME = 0.01
OWN = "own-change"


@dataclass(frozen=True)
class Course:
    """How one factor moves in a set: its change at the moments shown, and in the long run when there is one.

    ``desired`` tells whether the end is where people want it (None when nobody says); ``turns`` that it first
    goes the other way.
    """

    factor: Factor
    changes: tuple[float, ...]
    long_run: float | None
    desired: bool | None
    turns: bool


@dataclass(frozen=True)
class Outcome:
    """One set of interventions: goals and pressures in time, and the charts of them (wide, narrow).

    ``stable`` tells that the model comes to rest; ``runs_away`` that it grows too fast to show.
    """

    chosen: tuple[str, ...]
    goals: tuple[Course, ...]
    pressures: tuple[Course, ...]
    stable: bool
    runs_away: bool
    charts: tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """What one set is shown by: its interventions, the moments, the unit of time."""

    chosen: tuple[str, ...]
    moments: tuple[float, ...]
    unit: str


@dataclass(frozen=True)
class Outcomes:
    """The sets beside each other at the same moments."""

    moments: tuple[float, ...]
    sets: tuple[Outcome, ...]


def outcomes(seen: Explored, trial: Trial, unit: str = "") -> Outcomes:
    """What the sets of a trial do; a set without any change is left out. ``unit`` names the unit of time.

    Raises BusyError.
    """
    key = ("outcomes", seen.version.digest, seen.language, trial, unit)
    return once(key, lambda: _outcomes(seen, trial, unit))


def _outcomes(seen: Explored, trial: Trial, unit: str) -> Outcomes:
    moments = tuple(trial.until * share for share in (0.1, 0.2, 0.5, 1.0))
    own = _own(trial)
    known = {one.id: one for one in seen.engine.interventions}
    sets = [
        _outcome(seen, trial, (*(known[one] for one in chosen), *own), Frame(chosen, moments, unit))
        for chosen in dict.fromkeys((trial.first, trial.second))
        if chosen or own
    ]
    return Outcomes(moments, tuple(sets))


def _own(trial: Trial) -> tuple[Intervention, ...]:
    if not trial.factor:
        return ()
    return (Intervention(OWN, (Change(trial.factor, ChangeKind.SHIFT, float(trial.sign)),)),)


def _outcome(seen: Explored, trial: Trial, interventions: Sequence[Intervention], frame: Frame) -> Outcome:
    from causal.response import RunawayError, simulate

    try:
        found = simulate(
            seen.engine,
            interventions,
            until=trial.until,
            at=[float(time) for time in np.linspace(0.0, trial.until, POINTS)],
            layers=frozenset(Layer(one) for one in trial.layers),
        )
    except RunawayError:
        return Outcome(frame.chosen, (), (), stable=False, runs_away=True, charts=())
    goals = [one for one in seen.engine.factors if one.desired]
    strained = [one for one in seen.engine.factors if one.pressure and not one.desired]
    return Outcome(
        frame.chosen,
        tuple(_course(one, found, frame.moments) for one in goals),
        tuple(_course(one, found, frame.moments) for one in strained),
        stable=found.stable,
        runs_away=False,
        charts=_charts(seen, found, [*goals, *strained], frame.unit),
    )


def _course(factor: Factor, found: "Response", moments: Sequence[float]) -> Course:
    moved = np.asarray(found.levels[factor.id]) - factor.initial
    changes = tuple(float(np.interp(moment, found.times, moved)) for moment in moments)
    final = found.long_run.get(factor.id) if found.stable and found.long_run else None
    long_run = None if final is None else final - factor.initial
    wish = factor.desired or (Direction.DOWN if factor.pressure else None)
    return Course(factor, changes, long_run, _as_desired(changes[-1], wish), _turns(moved))


def _as_desired(change: float, wish: Direction | None) -> bool | None:
    if wish is None or abs(change) < SAME:
        return None
    return (change > 0) == (wish is Direction.UP)


def _turns(moved: np.ndarray) -> bool:
    """Whether it ends on the other side of where it began than where it went first."""
    end = float(moved[-1])
    if abs(end) < SAME:
        return False
    return bool(np.min(moved * np.sign(end)) < -SAME)


def _charts(seen: Explored, found: "Response", factors: Sequence[Factor], unit: str) -> tuple[str, ...]:
    """The same lines for a wide sheet and for a narrow one."""
    lines = [
        Series(seen.label(one.id), [float(level) - one.initial for level in found.levels[one.id]])
        for one in factors[:LINES]
    ]
    return tuple(
        line_chart(
            list(found.times), lines, label=seen.title, language=seen.language, unit=unit, narrow=narrow
        )
        for narrow in (False, True)
        if lines
    )
