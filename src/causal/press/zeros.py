"""Which responses are zero whatever the sizes: found exactly, so that a true zero is reported as zero.

The response of i to a press on j is zero for all sizes when no route leads from j to i, or when no set of
separate loops and restraints covers the factors that each route leaves out. Where every factor surely
restrains itself the second never happens. Elsewhere the inverse is worked out once with random whole numbers
modulo a prime: an entry that is zero there is zero for all sizes, but for a chance below 1e-6.

What is left is never exactly zero in a draw, however small after a long route (QPress calls all below 1e-5
zero). Only where uncertain relations are absent in some draws can a zero come up in the sums, as rounding.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from causal.press.system import NONE, Ints, System

_ROUNDING = 1e-12
_PRIME = 2**31 - 1
_LARGEST = 400


def true_zeros(system: System) -> NDArray[np.bool_]:
    """(N, N), [i, j] true when no sizes let a press on j move i."""
    count = len(system.factors)
    if not system.restrained.all() and count <= _LARGEST:
        inverse = _modular_inverse(system)
        if inverse is not None:
            return np.equal(inverse, 0)
    return ~np.array([system.reached_from([j]) for j in range(count)]).T


def tolerance_of(system: System) -> float:
    """The size up to which a drawn response counts as none."""
    exact = not system.groups or bool(system.restrained.all() and (system.target != system.source).all())
    return 0.0 if exact else _ROUNDING


class Refusal(StrEnum):
    """Why a scheme gives no numbers, for those who say it in another language."""

    UNRESTRAINED = "unrestrained"
    SINGULAR = "singular"
    UNSTABLE = "unstable"
    DISAGREES = "disagrees"


def why_never_stable(system: System) -> tuple[Refusal | None, str]:
    """A reason when no sizes at all give a stable system, else None and ""."""
    for block in system.blocks:
        if len(block) == 1 and system.restraint[block[0]] == NONE:
            loose = system.factors[int(block[0])]
            return Refusal.UNRESTRAINED, f"nothing restrains {loose}, so no draw can be stable"
    if len(system.factors) <= _LARGEST and _modular_inverse(system) is None:
        return Refusal.SINGULAR, "the matrix is singular whatever its sizes, so no draw can be stable"
    return None, ""


def _modular_inverse(system: System) -> Ints | None:
    count = len(system.factors)
    chance = np.random.default_rng(0)
    matrix = np.zeros((count, 2 * count), dtype=np.int64)
    matrix[np.arange(count), np.arange(count) + count] = 1
    held = np.flatnonzero(system.restraint != NONE)
    matrix[held, held] = chance.integers(1, _PRIME, len(held))
    np.add.at(matrix, (system.target, system.source), chance.integers(1, _PRIME, len(system.target)))
    matrix[:, :count] %= _PRIME
    for step in range(count):
        candidates = np.flatnonzero(matrix[step:, step])
        if not len(candidates):
            return None
        other = step + int(candidates[0])
        matrix[[step, other]] = matrix[[other, step]]
        matrix[step] = matrix[step] * pow(int(matrix[step, step]), -1, _PRIME) % _PRIME
        rows = np.flatnonzero(matrix[:, step])
        rows = rows[rows != step]
        matrix[rows] = (matrix[rows] - matrix[rows, step][:, None] * matrix[step]) % _PRIME
    return matrix[:, count:]
