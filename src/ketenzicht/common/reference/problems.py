"""What is wrong with reference data: always which file, which row, what, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError


@dataclass(frozen=True)
class Problem:
    """One thing that keeps the reference data from being loaded."""

    file: str
    row: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, {self.row}: {self.what}. {self.remedy}"


class ReferenceRefused(Exception):
    """The reference data are not sound, so nothing was loaded."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


_REMEDIES = {
    "missing": "Add it.",
    "extra_forbidden": "Remove it, or correct its name.",
    "string_too_short": "Fill it in.",
    "string_too_long": "Make it shorter.",
    "string_pattern_mismatch": "Correct it; see the other rows.",
    "literal_error": "Use one of the words that are allowed.",
    "date_type": "Write the date as 2026-11-22.",
    "date_parsing": "Write the date as 2026-11-22.",
    "date_from_datetime_parsing": "Write the date as 2026-11-22.",
    "date_from_datetime_inexact": "Write the date as 2026-11-22, without a time.",
}


def from_validation(file: str, row: str, error: ValidationError) -> list[Problem]:
    """The problems of one row, in words."""
    return [_problem(file, row, dict(one)) for one in error.errors(include_url=False, include_context=False)]


def _problem(file: str, row: str, one: dict[str, Any]) -> Problem:
    field = ".".join(str(part) for part in one["loc"]) or "row"
    words = one["msg"].removeprefix("Value error, ").rstrip(".")
    return Problem(file, row, f"{field}: {words}", _REMEDIES.get(one["type"], "Correct it."))
