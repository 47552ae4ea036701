"""The privacy class of every field. Scrubbing, export, retention and the processing register read it."""

from enum import StrEnum


class FieldClass(StrEnum):
    """How sensitive what a field holds is, in the words of the AVG."""

    NEUTRAL = "neutral"
    PERSONAL = "personal"
    SPECIAL = "special"
    CRIMINAL = "criminal"


class Privacy:
    """Classes the fields of one model; every field is named exactly once.

    ``retention`` names the regime that decides how long a row is kept.
    """

    def __init__(
        self, *, retention: str, neutral: str = "", personal: str = "", special: str = "", criminal: str = ""
    ) -> None:
        self.retention = retention
        self.classes: dict[str, FieldClass] = {}
        named = {
            FieldClass.NEUTRAL: neutral,
            FieldClass.PERSONAL: personal,
            FieldClass.SPECIAL: special,
            FieldClass.CRIMINAL: criminal,
        }
        for field_class, names in named.items():
            for name in names.split():
                if name in self.classes:
                    raise ValueError(f"{name} is classed twice")
                self.classes[name] = field_class
