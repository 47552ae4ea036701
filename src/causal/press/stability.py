"""Whether all eigenvalues of a part have a negative real part, for many draws, at less than their price.

An eigenvalue m of M = -A goes to (m - c) / (m + c) in C = I - 2c (M + cI)^-1, which lies inside the unit
circle exactly when m has a positive real part. Squaring C over and over soon shows on which side the largest
one is: a norm below 1 proves stability, a trace above k proves the opposite. What eight squarings leave open
is settled by eigenvalues.
"""

import numpy as np
from numpy.typing import NDArray

from causal.press.schemes import Floats

Flags = NDArray[np.bool_]
_SQUARINGS = 8
_SHIFT = 0.7  # of the mean restraint: about the middle of the eigenvalues that matter
SMALL = 16  # up to this size eigenvalues are cheap


def shift_of(restraints: Floats) -> Floats:
    """A fitting c for each draw (C,) from the diagonal of M (k, C)."""
    shift = _SHIFT * np.abs(restraints).mean(axis=0)
    return np.where(shift > 0, shift, _SHIFT)


def stable_by_eigenvalues(pictures: Floats) -> Flags:
    """Stability of M (C, k, k), by the eigenvalues themselves."""
    least: Floats = np.linalg.eigvals(pictures).real.min(axis=1)
    return least > 0


def stable_by_squaring(pictures: Floats, shifted_inverse: Floats, shift: Floats) -> Flags:
    """Stability of M (C, k, k), given (M + cI)^-1 (C, k, k) and c (C,)."""
    size = pictures.shape[1]
    power = np.eye(size) - 2.0 * shift[:, None, None] * shifted_inverse
    stable = np.zeros(len(pictures), dtype=np.bool_)
    left = np.arange(len(pictures))
    with np.errstate(all="ignore"):
        for _ in range(_SQUARINGS):
            power = power @ power
            inside = np.einsum("cij,cij->c", power, power) < 1
            outside = np.abs(np.einsum("cii->c", power)) > size
            stable[left[inside]] = True
            open_still = ~(inside | outside)
            power, left = power[open_still], left[open_still]
            if not len(left):
                return stable
    stable[left] = stable_by_eigenvalues(pictures[left])
    return stable
