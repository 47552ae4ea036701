"""The acute questions: asked first, outside any rule about indicators.

Annex 2 of the policy plan of De Markiezaten 2022-2025 puts acute danger before everything. "Yes" and "I do
not know, but I suspect so" to any question shows the emergency texts at once. It blocks nothing, and nobody
is told automatically.
"""

from collections.abc import Iterable
from enum import StrEnum


class AcuteAnswer(StrEnum):
    """The answer to one acute question."""

    YES = "yes"
    NO = "no"
    SUSPECT = "suspect"  # weet niet, maar vermoed het


def is_acute(answers: Iterable[AcuteAnswer]) -> bool:
    """Whether any answer asks for help right now."""
    return any(answer != AcuteAnswer.NO for answer in answers)


def acute_fact(answers: Iterable[AcuteAnswer | None]) -> bool | None:
    """What is known for the route: acute, not acute, or None as long as a question is open."""
    given = list(answers)
    if is_acute(answer for answer in given if answer is not None):
        return True
    return None if not given or None in given else False
