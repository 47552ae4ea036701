"""Which single relation, turned around or taken away, changes the conclusion.

On the drawn systems every change of one entry is worked out at once (Sherman and Morrison): with the
response table R = M^-1, adding d to M[i, j] turns the goal's response x into
x - d R[goal, i] x_j / (1 + d R[j, i]), and the system can only stay stable where 1 + d R[j, i] > 0. What
looks decisive is then run anew, to be sure.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from causal.model import Layer, Model, Sign
from causal.press.conclusion import Conclusion, Direction, conclude, direction_of
from causal.press.running import Run, Share
from causal.press.schemes import Floats
from causal.press.solving import Draws

FLIP, REMOVAL = "flip", "removal"
_SCREENED = 512  # draws
_ROUNDING = 1e-9
_LARGEST = 300  # factors
_RUN_ANEW = 6
_STRIP_NUMBERS = 1_000_000


@dataclass(frozen=True)
class Change:
    """One relation (index in ``Model.relations``) flipped or removed, and what is concluded then."""

    relation: int
    kind: str
    becomes: Conclusion


@dataclass(frozen=True)
class _Hint:
    relation: int
    kind: str
    share: Share
    moved: float


def decisive_changes(
    model: Model,
    presses: Mapping[str, int],
    goal: str,
    current: Conclusion,
    screened: Run,
    *,
    layers: Collection[Layer],
    schemes: Sequence[str],
    observed: Mapping[str, int],
    draws: int,
    seed: int,
) -> tuple[Change, ...]:
    """The changes that alter the conclusion, the greatest shift first; at most six are run anew."""
    own = direction_of([current.shares[screened.bench.scheme]])
    hints = [hint for hint in _hints(screened, presses, goal) if direction_of([hint.share]) is not own]
    if own is Direction.UNDECIDED:
        hints = [hint for hint in hints if direction_of([hint.share]) is not Direction.UNDECIDED]
    changes = []
    for hint in sorted(hints, key=lambda one: (-one.moved, one.relation, one.kind))[:_RUN_ANEW]:
        becomes = conclude(
            changed(model, hint.relation, hint.kind),
            presses,
            goal,
            layers=layers,
            schemes=schemes,
            observed=observed,
            draws=draws,
            seed=seed,
        )
        if becomes.shares and becomes.key != current.key:
            changes.append(Change(hint.relation, hint.kind, becomes))
    return tuple(changes)


def changed(model: Model, relation: int, kind: str) -> Model:
    """The model with one relation flipped, or left out."""
    old = model.relations[relation]
    new = (
        replace(old, sign=Sign(-old.sign)) if kind == FLIP else replace(old, left_out="taken away to compare")
    )
    relations = (*model.relations[:relation], new, *model.relations[relation + 1 :])
    return replace(model, relations=relations)


def _hints(screened: Run, presses: Mapping[str, int], goal: str) -> Iterable[_Hint]:
    bench = screened.bench
    system = bench.system
    if len(system.factors) > _LARGEST or not screened.kept.count:
        return []
    place = bench.place(goal)
    press = bench.press_vector(presses)
    between = system.reached_from(np.flatnonzero(press).tolist()) & system.leading_to(place)
    links = np.flatnonzero(between[system.source] & between[system.target])
    draws = screened.kept.pick(np.arange(min(screened.kept.count, _SCREENED)))
    now = draws.responses(press)
    onto_goal = draws.effects_on(place)
    back = _feedback(draws, links)
    base = _share(now[place], np.zeros(draws.count), np.ones(draws.count, dtype=np.bool_))
    hints = []
    for number, link in enumerate(links.tolist()):
        size = draws.sizes.links[link]
        pull = onto_goal[system.target[link]] * now[system.source[link]]
        for kind, factor in ((FLIP, 2.0), (REMOVAL, 1.0)):
            if kind == FLIP and not system.sign[link]:
                continue
            pivot = 1.0 + factor * size * back[number]
            with np.errstate(divide="ignore", invalid="ignore"):
                share = _share(now[place], factor * size * pull / pivot, pivot > 0)
            moved = abs(share.positive - base.positive) + abs(share.negative - base.negative)
            hints.append(_Hint(int(system.relation[link]), kind, share, moved))
    return hints


def _feedback(draws: Draws, links: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
    """R[source, target] for each of the links (L, C): what a press on the target gives back to the source."""
    place = draws.layout.place
    rows, columns = place[draws.system.source[links]], place[draws.system.target[links]]
    width = max(1, min(64, _STRIP_NUMBERS // len(place) ** 2))
    return np.concatenate([strip.table()[rows, columns] for strip in draws.strips(width)], axis=1)


def _share(now: Floats, less: Floats, stays: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Share:
    """The shares of ``now - less``; what the two cancel but for rounding is zero."""
    kept = (now - less)[stays]
    rounding = _ROUNDING * (np.abs(now) + np.abs(less))[stays]
    total = len(kept) or 1
    falls, rises = float((kept < -rounding).sum()), float((kept > rounding).sum())
    return Share(falls / total, (len(kept) - falls - rises) / total, rises / total)
