"""Which strength matters most for a goal, and what experts had best discuss next."""

from dataclasses import dataclass
from math import atanh, sqrt, tanh

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from causal.press.schemes import Floats

_NORMAL_95 = 1.96
_RANK_SPREAD = 1.06  # Fieller, Hartley and Pearson (1957): the spread of atanh of a rank correlation
_CLASSES = 4


@dataclass(frozen=True)
class Mattering:
    """How one relation's size goes with the goal's response over the draws.

    ``correlation`` is Spearman's, between the size without its sign and the response, with its 95 % interval
    ``low``..``high``. ``decides`` is the share (0..1) of the doubt about the goal's sign that goes when the
    size is known to within a quarter of its range.
    """

    relation: int
    correlation: float
    low: float
    high: float
    decides: float


def mattering(relations: NDArray[np.int64], sizes: Floats, response: Floats) -> tuple[Mattering, ...]:
    """One result per relation (K,) from its sizes (K, C) and the response (C,), the strongest first.

    Fewer than ten draws, or a response that never varies, give none.
    """
    count = len(response)
    if count < 10 or np.ptp(response) == 0:
        return ()
    ranked = _standard(rankdata(np.abs(sizes), axis=1))
    correlations = ranked @ _standard(rankdata(response)[None])[0] / count
    doubt = _doubt_solved(np.abs(sizes), np.sign(response))
    found = [
        Mattering(int(relation), float(rho), *_interval(float(rho), count), float(solved))
        for relation, rho, solved in zip(relations, correlations, doubt, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.correlation), one.relation)))


def elicitation_order(found: tuple[Mattering, ...]) -> tuple[int, ...]:
    """Relations by how much of the doubt they take away; where the sign is sure, by what moves the size."""
    ordered = sorted(found, key=lambda one: (-round(one.decides, 3), -abs(one.correlation), one.relation))
    return tuple(one.relation for one in ordered)


def _standard(values: Floats) -> Floats:
    centred = values - values.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=1, keepdims=True))
    made: Floats = np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 0)
    return made


def _interval(rho: float, count: int) -> tuple[float, float]:
    if abs(rho) >= 1:
        return rho, rho
    middle, reach = atanh(rho), _NORMAL_95 * _RANK_SPREAD / sqrt(count - 3)
    return tanh(middle - reach), tanh(middle + reach)


def _doubt_solved(sizes: Floats, signs: Floats) -> Floats:
    """The share of the sign's variance between quarters of each size, freed from what chance alone gives."""
    total = float(signs.var())
    count = sizes.shape[1]
    if total == 0:
        return np.zeros(len(sizes))
    quarter = (np.argsort(np.argsort(sizes, axis=1), axis=1) * _CLASSES) // count
    between = np.zeros(len(sizes))
    for number in range(_CLASSES):
        inside = quarter == number
        members = inside.sum(axis=1)
        between += members * ((inside * signs).sum(axis=1) / members - signs.mean()) ** 2
    explained = between / (count * total)
    by_chance = (_CLASSES - 1) / (count - 1)
    solved: Floats = np.clip((explained - by_chance) / (1 - by_chance), 0.0, 1.0)
    return solved
