"""What follows from the signs alone, for every size that leaves the system stable.

The long-run response of goal g to a press on p is adj(M)[g, p] / det(M) with M = -A. In a stable system
det(M) and the determinant of every strongly connected part that no route touches are positive and cancel, so
the verdict looks at the factors between p and g only (reached from p and leading to g). It is ``only +`` when
every term there is positive, ``both`` when sizes decide, ``none`` when there is no term. A term is a simple
route times loops and restraints over the factors that the route leaves out: so a reinforcing loop beside a
route can turn its effect around, and that counts.

``adjoint``, ``feedback`` and ``weight`` are those of the whole matrix, as published (Dambacher et al. 2002):
adj(M) with every size 1, the permanent of the sizes-free minor, and |adjoint| / feedback (1 when that is 0).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from causal.press.elimination import determinant_of, minor_of
from causal.press.routes import route_signs
from causal.press.system import NONE, System
from causal.press.terms import NONE as NO_TERMS
from causal.press.terms import ONE, Steps, Terms, TooManyTerms, determinant, minor, rows_of

Flags = NDArray[np.bool_]
STEPS = 1_000_000  # about a second
_AMBIGUOUS_BELOW = 0.5


class Structure(StrEnum):
    """What the signs alone say about an effect."""

    POSITIVE = "only +"
    NEGATIVE = "only -"
    BOTH = "both"
    NONE = "none"


@dataclass(frozen=True)
class Structural:
    """The verdict on one goal, with what it was read from.

    ``terms`` counts the terms between press and goal, None when the budget did not allow; then ``exact``
    tells whether the verdict could be proved otherwise. ``adjoint``, ``feedback`` and ``determinant`` are
    None when the budget did not reach so far; the first and the last as well with an unknown sign.
    ``settled`` is the sign that every stable system gives nevertheless when the verdict is ``both``, proved
    by the signs of all that drive the goal; None when there is no such proof.
    """

    verdict: Structure
    exact: bool
    terms: Terms | None
    adjoint: int | None
    feedback: int | None
    determinant: int | None
    settled: int | None = None

    @property
    def weight(self) -> float | None:
        """|adjoint| / feedback, 1 when there is no feedback at all; None when either is not known."""
        if self.adjoint is None or self.feedback is None:
            return None
        return abs(self.adjoint) / self.feedback if self.feedback else 1.0

    @property
    def prediction(self) -> str:
        """The weighted prediction: + or - sure, (+) or (-) from a weight of one half, ? ambiguous, 0 none.

        Weighs the terms between press and goal, so that an unstable part beside cannot blur a sure sign.
        """
        if self.terms is None:
            return "?"
        if not self.terms.total:
            return "0"
        sign = "+" if self.terms.net > 0 else "-"
        if self.terms.total == abs(self.terms.net):
            return sign
        return f"({sign})" if abs(self.terms.net) >= _AMBIGUOUS_BELOW * self.terms.total else "?"

    def as_json(self) -> dict[str, object]:
        """The verdict as the command line gives it for one goal."""
        return {
            "verdict": str(self.verdict),
            "exact": self.exact,
            "adjoint": self.adjoint,
            "feedback": self.feedback,
            "weight": self.weight,
            "prediction": self.prediction,
            "determinant": self.determinant,
            "terms": None
            if self.terms is None
            else {
                "positive": self.terms.positive,
                "negative": self.terms.negative,
                "unknown": self.terms.unknown,
            },
        }


def structural(
    system: System, presses: Mapping[int, int], goal: int, steps: Steps | None = None
) -> Structural:
    """The verdict on presses (factor number → 1 up, -1 down) for one goal.

    Exact within the budget of steps; past it, proved by routes of both signs or by signs that cannot occur,
    and otherwise marked as not exact.
    """
    steps = steps or Steps(STEPS)
    betweens = {press: system.reached_from([press]) & system.leading_to(goal) for press in presses}
    try:
        near = {press: _terms(system, press, goal, between, steps) for press, between in betweens.items()}
    except TooManyTerms:
        return _with_adjoint(system, presses, goal, _by_routes(system, presses, goal), steps)
    terms = _added(near, presses)
    found = Structural(_read(terms), True, terms, None, None, None)
    try:
        whole = _added(
            {press: near[press] * _product(system, betweens[press], steps) for press in near}, presses
        )
        total = _product(system, np.zeros(len(system.factors), dtype=np.bool_), steps)
    except TooManyTerms:
        return _with_adjoint(system, presses, goal, found, steps)
    if whole.unknown or total.unknown:
        return replace(found, feedback=whole.total)
    return replace(found, adjoint=whole.net, feedback=whole.total, determinant=total.net)


def _with_adjoint(
    system: System, presses: Mapping[int, int], goal: int, found: Structural, steps: Steps
) -> Structural:
    """The adjoint and the determinant without the feedback; for moderate sizes and known signs."""
    if not system.sign.all() or not steps.allows_elimination(len(system.factors)):
        return found
    rows = rows_of(system, frozenset(range(len(system.factors))))
    adjoint = sum(sign * minor_of(rows, press, goal) for press, sign in presses.items())
    return replace(found, adjoint=adjoint, determinant=determinant_of(rows))


def _added(parts: Mapping[int, Terms], presses: Mapping[int, int]) -> Terms:
    return sum((terms if presses[press] > 0 else -terms for press, terms in parts.items()), NO_TERMS)


def _terms(system: System, press: int, goal: int, between: Flags, steps: Steps) -> Terms:
    """The terms between press and goal."""
    if not between[press]:
        return NO_TERMS
    rows = rows_of(system, frozenset(np.flatnonzero(between).tolist()))
    return minor(rows, press, goal, steps)


def _product(system: System, between: Flags, steps: Steps) -> Terms:
    """The terms of the determinant of all parts that are not between press and goal."""
    product = ONE
    for number, block in enumerate(system.blocks):
        if not between[block[0]]:
            if number not in steps.known:
                steps.known[number] = determinant(rows_of(system, frozenset(block.tolist())), steps)
            product = product * steps.known[number]
    return product


def _read(terms: Terms) -> Structure:
    if terms.unknown or (terms.positive and terms.negative):
        return Structure.BOTH
    if terms.positive:
        return Structure.POSITIVE
    return Structure.NEGATIVE if terms.negative else Structure.NONE


def _by_routes(system: System, presses: Mapping[int, int], goal: int) -> Structural:
    signs: set[int] = set()
    complete = True
    for press, sign in presses.items():
        found, all_found = route_signs(system, press, goal)
        signs |= {one * sign for one in found}
        complete &= all_found
    covered = bool((system.restraint != NONE).all())
    verdict = _read(Terms(int(1 in signs), int(-1 in signs), int(0 in signs)))
    if not complete:
        verdict = Structure.BOTH
    # Both signs, or no route at all, are proof; one sign is none, since a loop beside the route may turn it.
    exact = verdict is Structure.NONE or (covered and len(signs) > 1)
    return Structural(verdict, exact, None, None, None, None)


def adjoint_table(system: System, steps: Steps | None = None) -> tuple[tuple[Structural, ...], ...]:
    """The verdict for every response (row) to every press (column) that raises its factor.

    One budget of steps serves the whole table.
    """
    steps = steps or Steps(5 * STEPS)
    numbers = range(len(system.factors))
    return tuple(tuple(structural(system, {press: 1}, goal, steps) for press in numbers) for goal in numbers)
