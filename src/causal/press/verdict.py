"""The three verdicts on "press these, what happens to that", always together, and what they rest on."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from causal.model import Layer, Model, Role, graph_of
from causal.model.graph import ALL_LAYERS
from causal.press.conclusion import conclusion_of
from causal.press.possible import Possible, possible, settled_sign
from causal.press.resting import RestsOn, rests_on
from causal.press.running import Run, Share, run
from causal.press.sampling import BUDGET_SECONDS, Bench, Tally
from causal.press.schemes import STEADY_SCHEME
from causal.press.structural import STEPS, Structural, Structure, structural
from causal.press.system import System, system_of
from causal.press.terms import Steps

_ALL_COMBINED = 24  # without a choice, combinations are shown over all factors of a model up to this size


@dataclass(frozen=True)
class MonteCarlo:
    """One scheme: its tally, and the shares of each factor asked for; none when it was refused.

    ``instead_of`` names the refused scheme that this one was added for, "" when it was asked for.
    """

    tally: Tally
    effects: Mapping[str, Share]
    instead_of: str = ""

    def as_json(self) -> dict[str, object]:
        """Counts, acceptance and shares; ``refused`` says why there are none."""
        return {
            "drawn": self.tally.drawn,
            "stable": self.tally.stable,
            "valid": self.tally.valid,
            "acceptance": self.tally.acceptance,
            "seed": self.tally.seed,
            "refused": self.tally.refused or None,
            "refused_because": str(self.tally.reason) if self.tally.reason else None,
            "complete": self.tally.complete,
            "instead_of": self.instead_of or None,
            "effects": {factor: share.as_json() for factor, share in self.effects.items()},
        }


@dataclass(frozen=True)
class Verdict:
    """Structural, Monte Carlo and possible together.

    ``structural`` holds one verdict per factor asked for: the goal, or every factor without a goal.
    ``rests_on`` is None without a goal.
    """

    presses: Mapping[str, int]
    goal: str | None
    layers: tuple[Layer, ...]
    seed: int
    structural: Mapping[str, Structural]
    monte_carlo: Mapping[str, MonteCarlo]
    possible: Possible
    rests_on: RestsOn | None

    def as_json(self) -> dict[str, object]:
        """The command line's contract; without a goal each part of ``structural`` is a mapping by factor."""
        return {
            "presses": dict(self.presses),
            "goal": self.goal,
            "layers": [str(layer) for layer in self.layers],
            "seed": self.seed,
            "structural": self._structural_json(),
            "monte_carlo": {scheme: one.as_json() for scheme, one in self.monte_carlo.items()},
            "possible": self.possible.as_json(),
            "rests_on": self.rests_on.as_json() if self.rests_on else {},
        }

    def _structural_json(self) -> dict[str, object]:
        if self.goal is not None:
            return self.structural[self.goal].as_json()
        parts = {factor: one.as_json() for factor, one in self.structural.items()}
        names = next(iter(parts.values()), {})
        return {name: {factor: part[name] for factor, part in parts.items()} for name in names}


def verdict(
    model: Model,
    presses: Mapping[str, int],
    goal: str | None,
    *,
    layers: Collection[Layer] = ALL_LAYERS,
    draws: int = 10_000,
    schemes: Sequence[str] = (STEADY_SCHEME, "in-degree"),
    seed: int = 0,
    validate: Mapping[str, int] | None = None,
    possible_over: Sequence[str] | None = None,
    footing: bool = True,
    budget_seconds: float = BUDGET_SECONDS,
) -> Verdict:
    """All three verdicts on presses (factor → 1 up, -1 down) for one goal, or for all factors.

    ``draws`` are accepted draws per scheme; ``validate`` keeps only draws in which those factors moved so
    (-1, 0, 1) under the same presses. A scheme that accepts fewer than 1 % is refused, and
    ``uniform-unit-self`` stands in when it was not asked for already. ``footing`` false leaves out what the
    conclusion rests on, which takes the longer half of the time. The same seed gives the same numbers.
    Raises KeyError for an unknown factor, ValueError for no press, an unknown scheme or a negative seed.
    """
    if not presses or seed < 0 or draws < 1:
        raise ValueError("a verdict needs at least one press, one draw and a seed of 0 or more")
    graph = graph_of(model, layers)
    system = system_of(graph)
    asked = [goal] if goal is not None else list(system.factors)
    observed = validate or {}
    places = _places(system, [*presses, *asked, *observed, *(possible_over or ())])

    def one_run(scheme: str) -> Run:
        bench = Bench(model, graph, scheme)
        return run(bench, presses, observed=observed, draws=draws, seed=seed, budget_seconds=budget_seconds)

    runs = _all_runs(schemes, one_run)
    steps = Steps(STEPS if goal is not None else 2 * STEPS)
    pressed = {places[factor]: sign for factor, sign in presses.items()}
    found = {factor: structural(system, pressed, places[factor], steps) for factor in asked}
    premises = _premises(system, pressed, {places[factor]: one for factor, one in found.items()}, runs, steps)
    found = {factor: premises[places[factor]] for factor in asked}
    chosen = [places[factor] for factor in possible_over or _combined(model, found)]
    footed = None
    if goal is not None and footing:
        current = conclusion_of(found[goal], runs, places[goal])
        footed = rests_on(model, presses, goal, current, runs, layers=layers, observed=observed, seed=seed)
    return Verdict(
        presses=dict(presses),
        goal=goal,
        layers=tuple(layer for layer in Layer if layer in layers),
        seed=seed,
        structural=found,
        monte_carlo={scheme: _monte_carlo(one, asked, schemes) for scheme, one in runs.items()},
        possible=possible(system, pressed, chosen, _signs(runs), premises),
        rests_on=footed,
    )


def _places(system: System, named: Sequence[str]) -> dict[str, int]:
    """The number of every factor. Raises KeyError when one of the named is not there."""
    places = {factor: number for number, factor in enumerate(system.factors)}
    for factor in named:
        if factor not in places:
            raise KeyError(factor)
    return places


def _all_runs(schemes: Sequence[str], one_run: Callable[[str], Run]) -> dict[str, Run]:
    """A run per scheme, and one under the steady scheme when another had to be refused."""
    runs = {scheme: one_run(scheme) for scheme in dict.fromkeys(schemes)}
    if any(one.tally.refused for one in runs.values()) and STEADY_SCHEME not in runs:
        runs[STEADY_SCHEME] = one_run(STEADY_SCHEME)
    return runs


def _monte_carlo(one: Run, asked: Sequence[str], schemes: Sequence[str]) -> MonteCarlo:
    place = one.bench.place
    effects = {} if one.tally.refused else {factor: one.share(place(factor)) for factor in asked}
    added = one.tally.scheme not in schemes
    return MonteCarlo(one.tally, effects, instead_of=", ".join(schemes) if added else "")


def _combined(model: Model, found: Mapping[str, Structural]) -> list[str]:
    """The factors to combine when none are chosen: those asked for, if few, and the model's goals."""
    goals = [factor.id for factor in model.factors if Role.GOAL in factor.roles]
    if len(found) <= _ALL_COMBINED:
        return list(dict.fromkeys((*found, *goals)))[:_ALL_COMBINED]
    moving = [factor for factor, one in found.items() if one.verdict is not Structure.NONE]
    return (goals or moving)[:_ALL_COMBINED]


def _signs(runs: Mapping[str, Run]) -> dict[str, NDArray[np.int8]]:
    return {scheme: one.signs for scheme, one in runs.items() if not one.tally.refused}


def _premises(
    system: System,
    pressed: Mapping[int, int],
    found: Mapping[int, Structural],
    runs: Mapping[str, Run],
    steps: Steps,
) -> dict[int, Structural]:
    """The verdicts by factor number, with what every stable system does where the signs leave it open.

    Only a factor that went one way in every draw can be proved to; then the verdicts on the others are the
    premises of the proof, looked for in models that are small enough.
    """
    steady = [place for place, one in found.items() if _one_way(one, place, runs)]
    if not steady:
        return dict(found)
    known = dict(found)
    if len(system.factors) <= _ALL_COMBINED:
        others = [place for place in range(len(system.factors)) if place not in known]
        known |= {place: structural(system, pressed, place, steps) for place in others}
    settled = {place: settled_sign(system, pressed, place, known) for place in steady}
    return known | {place: replace(known[place], settled=sign) for place, sign in settled.items()}


def _one_way(found: Structural, place: int, runs: Mapping[str, Run]) -> bool:
    """Whether the signs leave a factor open that rose, or fell, in every draw."""
    drawn = [signs[place] for signs in _signs(runs).values() if signs.shape[1]]
    open_still = found.verdict is Structure.BOTH and bool(drawn)
    return open_still and any(all((one == sign).all() for one in drawn) for sign in (1, -1))
