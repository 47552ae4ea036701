"""The three rules of inference, the stop rule, and the check that the end is a fixed point.

With a state x between 0 and 1 (sigmoid) or -1 and 1 (tanh), weights w[i, j] of i on j and a squashing f:

    kosko      x'[j] = f( sum_i w[i, j] x[i] )
    modified   x'[j] = f( x[j] + sum_i w[i, j] x[i] )
    rescaled   x'[j] = f( 2 x[j] - 1 + sum_i w[i, j] (2 x[i] - 1) )

Self-weights take part in the sum. Steps stop when no factor changes by more than the tolerance, which is the
published rule and can stop early: so the true fixed point is sought from there, and the distance is shown.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causal.model import Layer, Model, Sign, graph_of
from causal.model.graph import ALL_LAYERS

Floats = NDArray[np.float64]
Step = Callable[[Floats], Floats]

VARIANTS = ("kosko", "modified", "rescaled")
FUNCTIONS = ("sigmoid", "tanh")
TOLERANCE = 1e-3
_REST = 1e-12  # a step smaller than this stands still
_MOST_POLISHING = 20_000


@dataclass(frozen=True)
class FuzzyResult:
    """Where the steps ended, and where they would have gone.

    ``converged`` tells whether the stop rule was met within the steps allowed. ``fixed_point`` tells whether
    the end itself stands still to within ``tolerance`` of the true fixed point ``rest``; ``distance`` is the
    largest difference between the two. ``rest`` is None when the state never comes to rest (it may circle);
    ``period`` is then the number of steps of the circle, 0 when none was found.
    """

    final: Mapping[str, float]
    steps: int
    converged: bool
    fixed_point: bool
    rest: Mapping[str, float] | None
    distance: float | None
    period: int
    variant: str
    function: str
    slope: float
    tolerance: float

    def as_json(self) -> dict[str, object]:
        """The command line's contract, with the true fixed point beside it."""
        return {
            "final": dict(self.final),
            "steps": self.steps,
            "fixed_point": self.fixed_point,
            "converged": self.converged,
            "rest": dict(self.rest) if self.rest is not None else None,
            "distance": self.distance,
            "period": self.period,
            "variant": self.variant,
            "function": self.function,
            "slope": self.slope,
            "tolerance": self.tolerance,
        }


def run(
    model: Model,
    start: Mapping[str, float],
    *,
    function: str = "sigmoid",
    slope: float = 1.0,
    variant: str = "kosko",
    clamp: Mapping[str, float] | None = None,
    layers: Collection[Layer] = ALL_LAYERS,
    tolerance: float = TOLERANCE,
    most_steps: int = 1000,
) -> FuzzyResult:
    """Step from ``start`` (factor → value, 0 where not named) until nothing changes by more than tolerance.

    Weights are the relations' gains; ``clamp`` holds factors at a value in every step. Raises KeyError for an
    unknown factor, ValueError for an unknown function or variant, a value that is not a number, a slope or
    tolerance of 0 or less, or a relation of unknown sign (which has no weight).
    """
    clamp = clamp or {}
    _check(function, variant, slope, tolerance, [*start.values(), *clamp.values()])
    factors = [factor.id for factor in model.factors]
    step = _stepper(_weights(model, layers), function, slope, variant, _places(factors, clamp))
    state = np.zeros(len(factors))
    for factor, value in (*start.items(), *clamp.items()):
        state[_place(factors, factor)] = value
    final, steps, converged = _until_still(step, state, tolerance, most_steps)
    rest, period = _come_to_rest(step, final)
    distance = None if rest is None else float(np.max(np.abs(final - rest), initial=0.0))
    return FuzzyResult(
        final=dict(zip(factors, final.tolist(), strict=True)),
        steps=steps,
        converged=converged,
        fixed_point=distance is not None and distance <= tolerance,
        rest=None if rest is None else dict(zip(factors, rest.tolist(), strict=True)),
        distance=distance,
        period=period,
        variant=variant,
        function=function,
        slope=slope,
        tolerance=tolerance,
    )


def _check(function: str, variant: str, slope: float, tolerance: float, values: list[float]) -> None:
    if function not in FUNCTIONS:
        raise ValueError(f"unknown function {function!r}; choose from {', '.join(FUNCTIONS)}")
    if variant not in VARIANTS:
        raise ValueError(f"unknown variant {variant!r}; choose from {', '.join(VARIANTS)}")
    if not (0 < slope < np.inf and 0 < tolerance < np.inf):
        raise ValueError("slope and tolerance must be greater than 0")
    if not np.isfinite(values).all():
        raise ValueError("every value must be a number")


def _place(factors: list[str], factor: str) -> int:
    try:
        return factors.index(factor)
    except ValueError:
        raise KeyError(factor) from None


def _places(factors: list[str], values: Mapping[str, float]) -> dict[int, float]:
    return {_place(factors, factor): value for factor, value in values.items()}


def _weights(model: Model, layers: Collection[Layer]) -> Floats:
    """w[i, j], the weight of i on j; parallel relations add up. Raises ValueError for an unknown sign."""
    graph = graph_of(model, layers)
    unknown = np.flatnonzero(graph.sign == Sign.UNKNOWN)
    if len(unknown):
        relation = model.relations[int(graph.relations[unknown[0]])]
        raise ValueError(
            f"The sign of relation '{relation.id}' is unknown, and a fuzzy cognitive map needs a weight. "
            "Give it a + or a - in the model, or leave it out there by a reason under left_out."
        )
    weights = np.zeros((len(graph.factors), len(graph.factors)))
    np.add.at(weights, (graph.source, graph.target), graph.gain)
    return weights


def _stepper(weights: Floats, function: str, slope: float, variant: str, clamp: Mapping[int, float]) -> Step:
    held, values = list(clamp), list(clamp.values())

    def squash(sums: Floats) -> Floats:
        if function == "tanh":
            return np.tanh(slope * sums)
        # The same as 1 / (1 + exp(-s)), which overflows far below zero.
        return 0.5 * (1.0 + np.tanh(0.5 * slope * sums))

    def step(state: Floats) -> Floats:
        if variant == "rescaled":
            scaled = 2.0 * state - 1.0
            sums = scaled + scaled @ weights
        else:
            sums = state @ weights + (state if variant == "modified" else 0.0)
        made = squash(sums)
        made[held] = values
        return made

    return step


def _until_still(step: Step, state: Floats, tolerance: float, most_steps: int) -> tuple[Floats, int, bool]:
    for count in range(1, most_steps + 1):
        before, state = state, step(state)
        if np.max(np.abs(state - before), initial=0.0) <= tolerance:
            return state, count, True
    return state, most_steps, False


def _come_to_rest(step: Step, state: Floats) -> tuple[Floats | None, int]:
    """The fixed point the steps lead to, or None with the period of the circle they end in (0 if none)."""
    trace: list[Floats] = []
    for _ in range(_MOST_POLISHING):
        before, state = state, step(state)
        if np.max(np.abs(state - before), initial=0.0) <= _REST:
            return state, 0
        trace = [*trace[-31:], before]
    for period, earlier in enumerate(reversed(trace), start=1):
        if np.max(np.abs(state - earlier)) <= _REST:
            return None, period
    return None, 0
