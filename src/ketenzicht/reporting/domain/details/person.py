"""Persons: what they are called, about how old they are, and whether they are presumed a child.

Council of Europe convention against trafficking, article 10: when the age is uncertain and there is reason
to believe that somebody is a child, they are presumed one. An age without a lower end is such a doubt.
"""

from dataclasses import dataclass
from datetime import date

from ketenzicht.common.domain.text import clean_line
from ketenzicht.reporting.domain.details.kinds import Detail, DetailKind, DetailProblem, Typed, Value

ADULT_AGE = 18
OLDEST = 120


@dataclass(frozen=True)
class Age:
    """What is known of an age; nothing at all is possible."""

    lowest: int | None = None
    highest: int | None = None
    birth_year: int | None = None
    in_doubt: bool = False


def presumed_child(age: Age, today: date) -> bool | None:
    """Whether the person counts as a child: in doubt yes; None when nothing is known of the age."""
    if age.in_doubt:
        return True
    # Somebody born in a year may still have the birthday of this year before them.
    youngest = [today.year - age.birth_year - 1] if age.birth_year is not None else []
    if age.lowest is not None:
        youngest.append(age.lowest)
    if youngest:
        return min(youngest) < ADULT_AGE
    return None if age.highest is None else True


def person(typed: Typed, today: date) -> Detail:
    """One person from ``role``, ``called``, ``age_from``, ``age_to``, ``birth_year`` and ``age_in_doubt``."""
    ages = {name: typed.get(name, "").strip() for name in ("age_from", "age_to", "birth_year")}
    numbers = {name: _number(text) for name, text in ages.items()}
    age = Age(numbers["age_from"], numbers["age_to"], numbers["birth_year"], _ticked(typed))
    normalised: dict[str, Value] = {
        name: clean_line(typed.get(name, "")) for name in ("role", "called") if typed.get(name, "").strip()
    }
    problem = _age_problem(ages, age, today)
    if problem is None:
        normalised |= {name: number for name, number in numbers.items() if number is not None}
    child = presumed_child(age, today)
    if child is None and problem is not None:
        child = True
    if child is not None:
        normalised["presumed_child"] = child
    return Detail(DetailKind.PERSON, typed, normalised or None, problem)


def _ticked(typed: Typed) -> bool:
    return typed.get("age_in_doubt", "").strip().lower() not in {"", "false", "no", "0"}


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 4 else None


def _age_problem(typed: dict[str, str], age: Age, today: date) -> DetailProblem | None:
    ages_fit = all(number is None or number <= OLDEST for number in (age.lowest, age.highest))
    year_fits = age.birth_year is None or today.year - OLDEST <= age.birth_year <= today.year
    all_numbers = all(not text or _number(text) is not None for text in typed.values())
    if not (ages_fit and year_fits and all_numbers):
        return DetailProblem.AGE_NOT_A_NUMBER
    if age.lowest is not None and age.highest is not None and age.lowest > age.highest:
        return DetailProblem.AGES_SWAPPED
    return None
