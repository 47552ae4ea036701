"""The routes to tell of: the strongest of each sign, in one order wherever routes are told."""

from collections.abc import Sequence
from dataclasses import dataclass

from causal.model import Graph, Layer
from causal.structure.path import Path, PathSet
from causal.structure.paths import find_paths

SEARCHED = (40, 400)  # looks further when the first are all one way


@dataclass(frozen=True, slots=True)
class Leading:
    """All routes counted (``found``), and the first few that raise and that lower when the source rises."""

    found: PathSet
    raising: tuple[Path, ...]
    lowering: tuple[Path, ...]

    def together(self, most: int) -> tuple[Path, ...]:
        """The first of both, no more than ``most`` in all; each side has its share as far as it fills it."""
        lower = min(len(self.lowering), max(most // 2, most - len(self.raising)))
        chosen = (*self.raising[: most - lower], *self.lowering[:lower])
        return chosen if most > 1 else tuple(sorted((*self.raising, *self.lowering), key=rank_of)[:1])


def leading_routes(
    graph: Graph, source: str, target: str, *, most: int = 3, budget_seconds: float | None = None
) -> Leading:
    """The ``most`` strongest routes of each sign. Raises ValueError as ``find_paths`` does."""
    for many in SEARCHED:
        found = find_paths(graph, source, target, k=many, order="strongest", budget_seconds=budget_seconds)
        raising, lowering = _first(found.paths, 1, most), _first(found.paths, -1, most)
        if (raising or not found.positive) and (lowering or not found.negative):
            break
    return Leading(found, raising, lowering)


def rank_of(path: Path) -> tuple[float, int, int, tuple[str, ...]]:
    """Sorts the strongest first; of equally strong ones the firmest, then the shortest."""
    strength = float(f"{abs(path.gain or 0.0):.9g}")  # products of the same numbers in another order differ
    return (-strength, list(Layer).index(path.weakest or Layer.STATED), len(path.relations), path.factors)


def _first(paths: Sequence[Path], sign: int, most: int) -> tuple[Path, ...]:
    return tuple(sorted((one for one in paths if one.sign == sign), key=rank_of)[:most])
