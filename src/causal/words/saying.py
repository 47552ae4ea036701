"""The catalogues ``nl.yaml`` and ``en.yaml``, and how a sentence is taken from them."""

import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("nl", "en")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every sentence of a language by its key. Raises KeyError for another language."""
    if language not in LANGUAGES:
        raise KeyError(language)
    text = Path(__file__).with_name(f"{language}.yaml").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in yaml.safe_load(text).items()}


def say(language: str, key: str, **values: object) -> str:
    """One sentence with its values filled in. Raises KeyError for an unknown key."""
    return catalogue(language)[key].format(**values)


def count(language: str, number: int) -> str:
    """A whole number with the thousands apart: 3.123 in Dutch, 3,123 in English."""
    shown = f"{number:,}"
    return shown.replace(",", ".") if language == "nl" else shown


def many(language: str, key: str, number: int) -> str:
    """The sentence ``key`` with this count, or ``key-one`` for one."""
    return say(language, f"{key}-one") if number == 1 else say(language, key, count=count(language, number))


def decimal(language: str, number: float, digits: int = 2) -> str:
    """A number to read: 0,25 in Dutch, 0.25 in English; never minus nothing."""
    shown = f"{number:.{digits}f}"
    shown = shown.removeprefix("-") if not shown.strip("-0.") else shown.replace("-", "−")
    return shown.replace(".", ",") if language == "nl" else shown


def percent(language: str, share: float, *, short: bool = False) -> str:
    """A share of one as a percentage. Only a share that is exactly none or all reads 0 or 100."""
    if 0 < share < 0.01:
        return "<1%" if short else say(language, "less-than-one-percent")
    if 0.99 < share < 1:
        return ">99%" if short else say(language, "more-than-ninety-nine-percent")
    return f"{round(100 * share)}%"


def day(language: str, date: datetime.date) -> str:
    """A date written out: 22 november 2026, 22 November 2026."""
    return f"{date.day} {say(language, 'months').split()[date.month - 1]} {date.year}"


def listing(language: str, items: Sequence[str]) -> str:
    """``a, b en c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {say(language, 'and')} {items[-1]}"
