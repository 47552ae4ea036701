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
