"""The model in the Laplace domain, where a delay of any order is a factor and a control is a row.

With X(s) the transform of the changes of the levels and V(s) that of what is imposed in all, X = K(s) X + V
with K(s) the sum of gain / (1 + s · delay / n) ** n over the relations from column to row. Values at a moment
come back by the Fourier series method with Euler summation (Abate and Whitt 1995): a weighted sum over nodes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from causal.response.network import Array, Places

Complex = NDArray[np.complex128]

PLAIN_TERMS = 18
EULER_TERMS = 12
DAMPING = 20.0  # exp(-20) is what the series makes of values at three times the moment


def nodes_and_weights(moments: Array) -> tuple[Complex, Array]:
    """(M, Q) nodes s and weights: f(t) = sum over nodes of weight · Re F(s), for each moment t above 0."""
    count = PLAIN_TERMS + EULER_TERMS + 1
    number = np.arange(count)
    nodes = (DAMPING + 2j * np.pi * number) / (2.0 * moments[:, None])
    binomial = np.cumprod([1.0, *((EULER_TERMS - k + 1) / k for k in range(1, EULER_TERMS + 1))])
    tail = np.cumsum(binomial[::-1])[::-1] / 2.0**EULER_TERMS
    kept = np.concatenate([np.ones(PLAIN_TERMS), tail])
    signs = np.where(number % 2 == 0, 1.0, -1.0) * kept
    signs[0] *= 0.5
    weights = np.exp(DAMPING / 2.0) / moments[:, None] * signs
    return nodes.astype(np.complex128), np.asarray(weights, dtype=np.float64)


@dataclass(frozen=True)
class Reduction:
    """The relations between N factors, and the order in which all but the kept ones are taken out.

    Taking a factor out joins each relation into it with each out of it; what is left holds the same answers.
    The order takes factors with few neighbours first, so that little is added.
    """

    source: Places
    target: Places
    kept: Places
    order: tuple[int, ...]

    def responses(self, passed: Sequence[Complex]) -> Complex:
        """(C, C, B) The change of each kept factor (row) per unit imposed on each (column).

        ``passed`` holds for each relation its entry of K(s), (B,).
        """
        between: dict[int, dict[int, Complex]] = {}
        behind: dict[int, set[int]] = {}
        for tail, head, value in zip(self.source.tolist(), self.target.tolist(), passed, strict=True):
            _join(between, behind, tail, head, value)
        for factor in self.order:
            _take_out(between, behind, factor)
        size = len(self.kept)
        place = {factor: number for number, factor in enumerate(self.kept.tolist())}
        left = np.zeros((len(passed[0]) if len(passed) else 1, size, size), dtype=np.complex128)
        left[:, range(size), range(size)] = 1.0
        for tail, ahead in between.items():
            for head, value in ahead.items():
                left[:, place[head], place[tail]] -= value
        return np.ascontiguousarray(np.moveaxis(np.linalg.inv(left), 0, -1))


def reduction(size: int, source: Places, target: Places, kept: Places) -> Reduction:
    """The cheapest order by the greedy rule of least fill."""
    ahead: dict[int, set[int]] = {factor: set() for factor in range(size)}
    behind: dict[int, set[int]] = {factor: set() for factor in range(size)}
    for tail, head in zip(source.tolist(), target.tolist(), strict=True):
        if tail != head:
            ahead[tail].add(head)
            behind[head].add(tail)
    left = set(range(size)) - set(kept.tolist())
    order = []
    while left:
        factor = min(left, key=lambda one: (len(ahead[one]) * len(behind[one]), one))
        left.remove(factor)
        order.append(factor)
        heads, tails = ahead.pop(factor), behind.pop(factor)
        for tail in tails:
            ahead[tail] = (ahead[tail] | heads) - {factor, tail}
        for head in heads:
            behind[head] = (behind[head] | tails) - {factor, head}
    return Reduction(source, target, kept, tuple(order))


def _join(
    between: dict[int, dict[int, Complex]], behind: dict[int, set[int]], tail: int, head: int, value: Complex
) -> None:
    ahead = between.setdefault(tail, {})
    ahead[head] = ahead[head] + value if head in ahead else value
    behind.setdefault(head, set()).add(tail)


def _take_out(between: dict[int, dict[int, Complex]], behind: dict[int, set[int]], factor: int) -> None:
    ahead, tails = between.pop(factor, {}), behind.pop(factor, set()) - {factor}
    own = ahead.pop(factor, None)
    for head in ahead:
        behind[head].discard(factor)
    for tail in tails:
        into = between[tail].pop(factor)
        if own is not None:
            into = into / (1.0 - own)
        for head, out in ahead.items():
            _join(between, behind, tail, head, into * out)
