"""Levels of goals, and what becomes of problems."""

from collections.abc import Mapping
from enum import StrEnum


class GoalLevel(StrEnum):
    """How far down the tree a goal stands; a result can be measured."""

    MAIN = "main"
    SUB = "sub"
    RESULT = "result"


class ProblemFate(StrEnum):
    """Whether a plan answers a problem, or leaves it and says why."""

    ANSWER = "answer"
    LEAVE = "leave"


STANDS_UNDER: Mapping[GoalLevel, frozenset[GoalLevel | None]] = {
    GoalLevel.MAIN: frozenset({None}),
    GoalLevel.SUB: frozenset({GoalLevel.MAIN, GoalLevel.SUB}),
    GoalLevel.RESULT: frozenset({GoalLevel.MAIN, GoalLevel.SUB}),
}
