"""Where the steps of a fuzzy cognitive map ended, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal.words.saying import count, decimal, say

if TYPE_CHECKING:
    from causal.fuzzy import FuzzyResult

DIGITS = 7  # in which states are shown, as they are published
_ALIKE = 0.5 * 10.0**-DIGITS


def moves_on(result: FuzzyResult) -> bool:
    """Whether the state at rest can be told from the end as it is shown."""
    return result.distance is not None and result.distance > _ALIKE


def end_sentence(result: FuzzyResult, language: str) -> str:
    """After how many steps, and whether the end is a fixed point, is near one, or is none."""
    judged = say(
        language,
        f"map-{_judged(result)}",
        distance=decimal(language, result.distance or 0.0, DIGITS),
        tolerance=f"{result.tolerance:g}".replace(".", "," if language == "nl" else "."),
        period=result.period,
    )
    key = "map-after" if result.steps != 1 else "map-after-one"
    return say(language, key, count=count(language, result.steps), judged=judged)


def _judged(result: FuzzyResult) -> str:
    if result.rest is None:
        return "circle" if result.period else "restless"
    if not moves_on(result):
        return "fixed"
    if result.fixed_point:
        return "near"
    return "early" if result.converged else "moving"
