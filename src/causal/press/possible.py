"""Which combinations of signs occur, and the rules that tell the others apart (after Kristensen et al. 2019).

Drawing shows what is possible; that something was not drawn does not prove it impossible. A rule is proven
only when it follows from the structure: the sign of a factor is forced by the signs of all that drive it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from causal.press.structural import Structural, Structure
from causal.press.system import System

_LARGEST_RULE = 3
_FEW_FACTORS = 12
_MOST_VECTORS = 1000
Assignment = tuple[tuple[int, int], ...]  # (place among the chosen factors, sign), rising places


@dataclass(frozen=True)
class Rule:
    """If the factors of ``given`` move so, then ``factor`` has one of the ``signs``.

    ``proven`` when the structure forces it; else it was never broken in the draws that were made.
    """

    given: Mapping[str, int]
    factor: str
    signs: tuple[int, ...]
    proven: bool

    def as_json(self) -> dict[str, object]:
        """Factor ids with signs -1, 0, 1."""
        return {
            "if": dict(self.given),
            "then": {self.factor: list(self.signs)},
            "proven": self.proven,
        }


@dataclass(frozen=True)
class Possible:
    """The sign combinations seen over the chosen factors in ``draws`` accepted draws of all schemes.

    ``shares`` holds for each combination its share under each scheme. ``complete`` is false when only the
    commonest combinations are listed.
    """

    factors: tuple[str, ...]
    sign_vectors: tuple[tuple[int, ...], ...]
    shares: tuple[Mapping[str, float], ...]
    rules: tuple[Rule, ...]
    draws: int
    complete: bool

    def as_json(self) -> dict[str, object]:
        """Combinations and rules; a combination that is not listed was not seen in ``draws`` draws."""
        return {
            "factors": list(self.factors),
            "sign_vectors": [list(vector) for vector in self.sign_vectors],
            "shares": [dict(share) for share in self.shares],
            "rules": [rule.as_json() for rule in self.rules],
            "draws": self.draws,
            "complete": self.complete,
        }


def possible(
    system: System,
    presses: Mapping[int, int],
    chosen: Sequence[int],
    signs: Mapping[str, NDArray[np.int8]],
    structurals: Mapping[int, Structural],
) -> Possible:
    """What was seen over the chosen factors; ``signs`` holds (N, A) for each scheme."""
    columns = {scheme: drawn[list(chosen)] for scheme, drawn in signs.items() if drawn.shape[1]}
    seen = {scheme: _counted(drawn) for scheme, drawn in columns.items()}
    vectors = sorted({vector for counts in seen.values() for vector in counts}, reverse=True)
    listed = vectors
    if len(vectors) > _MOST_VECTORS:
        common = sorted(vectors, key=lambda one: (-max(counts.get(one, 0) for counts in seen.values()), one))
        listed = sorted(common[:_MOST_VECTORS], reverse=True)
    judge = _Judge(system, presses, chosen, structurals)
    return Possible(
        factors=tuple(system.factors[place] for place in chosen),
        sign_vectors=tuple(listed),
        shares=tuple(
            {scheme: counts.get(vector, 0) / columns[scheme].shape[1] for scheme, counts in seen.items()}
            for vector in listed
        ),
        rules=tuple(_rules(np.array(vectors, dtype=np.int8).reshape(len(vectors), len(chosen)), judge)),
        draws=sum(drawn.shape[1] for drawn in columns.values()),
        complete=len(listed) == len(vectors),
    )


def settled_sign(
    system: System, presses: Mapping[int, int], goal: int, structurals: Mapping[int, Structural]
) -> int | None:
    """1 or -1 when every stable system moves the goal that way, as all that drives it shows; else None.

    ``structurals`` are the verdicts on the same presses that may serve as premises, by factor number.
    """
    judge = _Judge(system, presses, (goal,), structurals)
    for sign in (1, -1):
        if all(judge.proves_impossible({0: other}) for other in (0, -sign)):
            return sign
    return None


def _counted(drawn: NDArray[np.int8]) -> dict[tuple[int, ...], int]:
    vectors, counts = np.unique(drawn.T, axis=0, return_counts=True)
    return {tuple(vector): count for vector, count in zip(vectors.tolist(), counts.tolist(), strict=True)}


def _rules(vectors: NDArray[np.int8], judge: "_Judge") -> Iterator[Rule]:
    """The smallest partial combinations that were never seen, said as if … then; same premises together."""
    if not len(vectors):
        return
    grouped: dict[tuple[Assignment, int], list[Assignment]] = {}
    for unseen in _never_seen(vectors):
        grouped.setdefault((unseen[:-1], unseen[-1][0]), []).append(unseen)
    names = judge.names
    seen = [set(column.tolist()) for column in vectors.T]
    for (given, place), cases in grouped.items():
        excluded = {case[-1][1] for case in cases}
        yield Rule(
            given={names[one]: sign for one, sign in given},
            factor=names[place],
            signs=tuple(sign for sign in (1, 0, -1) if sign in seen[place] and sign not in excluded),
            proven=all(judge.proves_impossible(dict(case)) for case in cases),
        )


def _never_seen(vectors: NDArray[np.int8]) -> list[Assignment]:
    """The smallest partial combinations without an example.

    That a factor which can move never stays exactly where it is goes without saying, and is left out.
    """
    count = vectors.shape[1]
    domains = [(1, 0, -1) if (vectors[:, place] == 0).any() else (1, -1) for place in range(count)]
    largest = _LARGEST_RULE if count <= _FEW_FACTORS else 2
    found: list[Assignment] = []
    for size in range(1, min(largest, count) + 1):
        smaller = set(found)
        for places in combinations(range(count), size):
            seen = {tuple(row) for row in np.unique(vectors[:, places], axis=0).tolist()}
            for signs in product(*(domains[place] for place in places)):
                case = tuple(zip(places, signs, strict=True))
                if signs not in seen and not _holds_smaller(case, smaller):
                    found.append(case)
    return found


def _holds_smaller(case: Assignment, smaller: set[Assignment]) -> bool:
    return any(part in smaller for size in range(1, len(case)) for part in combinations(case, size))


class _Judge:
    """Tells whether the structure forbids a partial combination."""

    def __init__(
        self,
        system: System,
        presses: Mapping[int, int],
        chosen: Sequence[int],
        structurals: Mapping[int, Structural],
    ) -> None:
        self._system, self._presses, self._chosen = system, presses, chosen
        self._drivers = [_drivers(system, factor) for factor in range(len(system.factors))]
        self._fixed = {
            place: {Structure.POSITIVE: 1, Structure.NEGATIVE: -1, Structure.NONE: 0}[found.verdict]
            for place, found in structurals.items()
            if found.exact and found.verdict is not Structure.BOTH and not self._may_vanish(found)
        }
        self.names = [system.factors[place] for place in chosen]

    def _may_vanish(self, found: Structural) -> bool:
        """Whether uncertain relations can take away the sure sign in some draws."""
        return bool(self._system.groups) and found.verdict is not Structure.NONE

    def proves_impossible(self, case: Mapping[int, int]) -> bool:
        """Whether no sizes give this combination; False also when that cannot be told."""
        known = self._fixed | {self._chosen[place]: sign for place, sign in case.items()}
        given = {self._chosen[place]: sign for place, sign in case.items()}
        if any(self._fixed.get(factor, sign) != sign for factor, sign in given.items()):
            return True
        known = self._driven(known)
        return any(self._forced(factor, known) not in (None, sign) for factor, sign in known.items())

    def _driven(self, known: dict[int, int]) -> dict[int, int]:
        """Add every factor whose sign follows from those already known."""
        before = -1
        while before != (before := len(known)):
            for factor in range(len(self._system.factors)):
                sign = None if factor in known else self._forced(factor, known)
                if sign is not None:
                    known[factor] = sign
        return known

    def _forced(self, factor: int, known: Mapping[int, int]) -> int | None:
        """The sign that all that drives a factor leaves it, or None when that is open."""
        drivers = self._drivers[factor]
        if drivers is None:
            return None
        pushes = {self._presses.get(factor, 0)}
        for source, sign in drivers:
            if source not in known:
                return None
            pushes.add(sign * known[source])
        pushes.discard(0)
        if len(pushes) > 1:
            return None
        return pushes.pop() if pushes else 0


def _drivers(system: System, factor: int) -> list[tuple[int, int]] | None:
    """What drives a factor, with signs; None when a sign, a presence or its restraint is in doubt."""
    if not system.restrained[factor]:
        return None
    drivers = []
    for link in np.flatnonzero(system.target == factor).tolist():
        source, sign = int(system.source[link]), int(system.sign[link])
        if source == factor or not sign or system.group[link] >= 0:
            return None
        drivers.append((source, sign))
    return drivers
