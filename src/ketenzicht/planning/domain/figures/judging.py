"""What a person finds when what was said is laid beside figures."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How figures stand to what was said. That there is no figure, or another one, is an outcome too."""

    AGREE = "agree"
    DISAGREE = "disagree"
    SAYS_ELSE = "says_else"
    NO_FIGURE = "no_figure"


class Lacking(StrEnum):
    """What is missing before somebody can say so."""

    SERIES = "series"
    NO_SERIES = "no_series"
    NOTE = "note"
    WANTED = "wanted"


@dataclass(frozen=True)
class Judged:
    """What somebody wants to say."""

    outcome: Outcome
    note: str
    wanted: str
    series: int


def lacking(judged: Judged) -> list[Lacking]:
    """What is missing; nothing when it can be said."""
    none = judged.outcome == Outcome.NO_FIGURE
    found = {
        Lacking.SERIES: not none and not judged.series,
        Lacking.NO_SERIES: none and judged.series > 0,
        Lacking.NOTE: not judged.note.strip(),
        Lacking.WANTED: none and not judged.wanted.strip(),
    }
    return [lack for lack, holds in found.items() if holds]


# The outcomes that leave a gap: nobody can check what was said.
GAPS = frozenset({Outcome.NO_FIGURE, Outcome.SAYS_ELSE})
