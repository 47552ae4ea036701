"""A course in time as a table."""

from collections.abc import Sequence

MOST_MOMENTS = 7
SMALL = 1e-9


def spread(count: int) -> list[int]:
    """The places of at most so many moments as fit on a screen, first and last among them."""
    steps = max(1, -(-(count - 1) // (MOST_MOMENTS - 1)))
    return sorted({*range(0, count, steps), count - 1})


def moves(levels: Sequence[float], initial: float) -> bool:
    """Whether a level ever leaves where it started."""
    return any(abs(level - initial) > SMALL for level in levels)
