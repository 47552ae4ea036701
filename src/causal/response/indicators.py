"""How well factors do: shapes between 0 and 1, and their weighted average over time."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from causal.model import Direction, Indicator, Model
from causal.response.curves import Curves, crossings
from causal.response.network import Array

Shape = Callable[..., Array]

NODES, WEIGHTS = np.polynomial.legendre.leggauss(6)


def _part(values: Array, low: float, high: float) -> Array:
    """From 0 at low to 1 at high in a straight line; a step when they are the same."""
    if high == low:
        return (values >= low).astype(np.float64)
    return np.clip((values - low) / (high - low), 0.0, 1.0)


def _bend(values: Array, low: float, high: float) -> Array:
    """From 0 at low to 1 at high along two parabolas."""
    part = _part(values, low, high)
    return np.where(part < 0.5, 2.0 * part**2, 1.0 - 2.0 * (1.0 - part) ** 2)


def _sigmoid(values: Array, slope: float, centre: float) -> Array:
    return 0.5 * (1.0 + np.tanh(0.5 * slope * (values - centre)))


def _trapezoid(values: Array, begin: float, top: float, top_end: float, end: float) -> Array:
    return np.minimum(_part(values, begin, top), 1.0 - _part(values, top_end, end))


SHAPES: Mapping[str, Shape] = {
    "ramp": _part,
    "triangular": lambda values, begin, top, end: _trapezoid(values, begin, top, top, end),
    "trapezoidal": _trapezoid,
    "s_shape": _bend,
    "sigmoid": _sigmoid,
    "pi": lambda values, a, b, c, d: np.minimum(_bend(values, a, b), 1.0 - _bend(values, c, d)),
    "double_sigmoid": lambda values, slope, centre, slope_down, centre_down: np.abs(
        _sigmoid(values, slope, centre) - _sigmoid(values, slope_down, centre_down)
    ),
    "gaussian": lambda values, width, centre: np.exp(-0.5 * ((values - centre) / width) ** 2),
    "bell": lambda values, width, slope, centre: (
        1.0 / (1.0 + np.abs((values - centre) / width) ** (2.0 * slope))
    ),
}


def fulfilment(indicator: Indicator, levels: Array) -> Array:
    """Between 0 and 1, how good these levels are; the same shape as ``levels``.

    The shapes are the membership functions of fuzzy sets; their parameters are places on the level divided by
    the reference: ramp and s_shape (0 at, 1 at), triangular (0, 1, 0 at), trapezoidal and pi (0, 1, 1, 0 at),
    sigmoid (slope, centre), double_sigmoid (slope, centre, slope and centre of the one taken off),
    gaussian (width, centre), bell (width, slope, centre). Raises ValueError for another shape.
    """
    if indicator.shape not in SHAPES:
        raise ValueError(f"An indicator is one of {', '.join(SHAPES)}, not {indicator.shape}.")
    values = SHAPES[indicator.shape](levels / indicator.reference, *indicator.parameters)
    return 1.0 - values if indicator.inverted else values


def indicators_of(model: Model) -> tuple[Indicator, ...]:
    """Those of the model; without any, each goal counts alike, from 0 to 1, in its desired direction."""
    if model.indicators:
        return model.indicators
    return tuple(
        Indicator(factor.id, inverted=factor.desired is Direction.DOWN)
        for factor in model.factors
        if factor.desired is not None
    )


def scores(
    curves: Mapping[str, Curves], indicators: Sequence[Indicator], times: Sequence[float]
) -> tuple[float, ...]:
    """At each time the average from 0 until then of the weighted mean of the indicators; () without any.

    The integral is exact to about 1e-9: every bend of a shape is a border of it. At time 0 it is the mean.
    """
    total = sum(indicator.weight for indicator in indicators)
    if not indicators or total <= 0.0:
        return ()
    moments = np.asarray(times, dtype=np.float64)
    score = np.zeros(len(moments))
    for indicator in indicators:
        score += indicator.weight / total * _average(curves[indicator.factor], indicator, moments)
    return tuple(score.tolist())


def _average(curve: Curves, indicator: Indicator, moments: Array) -> Array:
    grid = curve.grid(moments)
    bends = [bend * indicator.reference for bend in _bends(indicator)]
    borders = np.unique(np.concatenate([grid, *(crossings(curve, bend, grid) for bend in bends)]))
    summed = integral(curve, lambda levels: fulfilment(indicator, levels), borders)
    at_once = fulfilment(indicator, curve.at(moments)[:, 0])
    sums = summed[np.searchsorted(borders, moments)]
    return np.where(moments > 0.0, sums / np.where(moments > 0.0, moments, 1.0), at_once)


def integral(curve: Curves, shape: Callable[[Array], Array], borders: Array) -> Array:
    """(B,) The integral of a shape of a single curve from the first border to each (Gauss and Legendre)."""
    half = 0.5 * np.diff(borders)
    nodes = borders[:-1, None] + half[:, None] * (1.0 + NODES)
    values = shape(curve.at(nodes.ravel())[:, 0]).reshape(nodes.shape)
    return np.concatenate([[0.0], np.cumsum(half * (values @ WEIGHTS))])


def _bends(indicator: Indicator) -> tuple[float, ...]:
    """Where a shape is not smooth."""
    places = indicator.parameters
    if indicator.shape in ("ramp", "triangular", "trapezoidal"):
        return places
    if indicator.shape in ("s_shape", "pi"):
        halves = [0.5 * (low + high) for low, high in zip(places[::2], places[1::2], strict=True)]
        return (*places, *halves)
    return places[-1:] if indicator.shape == "bell" else ()
