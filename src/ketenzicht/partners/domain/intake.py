"""Whether a desk takes something in, and if not, why not.

A desk names the forms, subjects, age groups, urgencies and municipalities it takes in. An empty list takes
in nothing (fail closed). What is not known yet is no refusal: the answer says what to find out.
"""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    """What a desk looks at."""

    FORM = "form"
    SUBJECT = "subject"
    AGE_GROUP = "age_group"
    URGENCY = "urgency"
    AREA = "area"


class Verdict(StrEnum):
    """Whether the desk takes it in."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Intake:
    """What one desk takes in. ``municipalities`` None: it serves the whole country."""

    forms: frozenset[str]
    subjects: frozenset[str]
    age_groups: frozenset[str]
    urgencies: frozenset[str]
    municipalities: frozenset[str] | None


@dataclass(frozen=True)
class Matter:
    """What would be brought to the desk; None or empty means not known yet.

    ``forms`` and ``subjects`` may hold several: one that the desk takes in is enough.
    """

    forms: frozenset[str] | None = None
    subjects: frozenset[str] | None = None
    age_group: str | None = None
    urgency: str | None = None
    municipality: str | None = None


@dataclass(frozen=True)
class IntakeAnswer:
    """Yes; no because of the refused aspects; or unsure until the unknown ones are known."""

    refused: tuple[Aspect, ...]
    unknown: tuple[Aspect, ...]

    @property
    def verdict(self) -> Verdict:
        """The answer in one word. A refusal stays a refusal, whatever else is unknown."""
        if self.refused:
            return Verdict.NO
        return Verdict.UNSURE if self.unknown else Verdict.YES


def takes_in(intake: Intake, matter: Matter) -> IntakeAnswer:
    """Whether the desk takes the matter in, and which aspects decide that."""
    answers = {
        Aspect.FORM: _any_taken(intake.forms, matter.forms),
        Aspect.SUBJECT: _any_taken(intake.subjects, matter.subjects),
        Aspect.AGE_GROUP: _any_taken(intake.age_groups, _one(matter.age_group)),
        Aspect.URGENCY: _any_taken(intake.urgencies, _one(matter.urgency)),
        Aspect.AREA: _area(intake.municipalities, matter.municipality),
    }
    return IntakeAnswer(
        refused=tuple(aspect for aspect, taken in answers.items() if taken is False),
        unknown=tuple(aspect for aspect, taken in answers.items() if taken is None),
    )


def _one(value: str | None) -> frozenset[str]:
    return frozenset({value}) if value else frozenset()


def _any_taken(taken: Set[str], given: Set[str] | None) -> bool | None:
    if not taken:
        return False
    if not given:
        return None
    return not taken.isdisjoint(given)


def _area(served: frozenset[str] | None, municipality: str | None) -> bool | None:
    return True if served is None else _any_taken(served, _one(municipality))
