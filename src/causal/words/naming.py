"""Factors and interventions by the name people gave them."""

from causal.model import Factor, Intervention, Model, Text
from causal.words.saying import say

TIMES = ("year", "month", "week", "day")


def text(words: Text, language: str, otherwise: str = "") -> str:
    """A text in this language; else without a language, else in any."""
    return words.get(language) or words.get("") or next((one for one in words.values() if one), otherwise)


def label(thing: Factor | Intervention, language: str) -> str:
    """The label of a factor or an intervention; its id when it has none."""
    return text(thing.label, language, thing.id)


def unit_words(unit: str, language: str) -> str:
    """The unit of time in this language; as it is written when it is not one of ours."""
    return say(language, f"unit-{unit}") if unit in TIMES else unit


def duration(number: float, unit: str, language: str) -> str:
    """``2 years``, ``0,5 jaar``."""
    shown = f"{number:g}".replace(".", "," if language == "nl" else ".")
    plural = unit in TIMES and number != 1
    return f"{shown} {say(language, f'units-{unit}') if plural else unit_words(unit, language)}"


def has_layers(model: Model) -> bool:
    """Whether the model tells firm relations from weak ones."""
    return len({relation.layer for relation in model.relations if relation.counts}) > 1


def quoted(model: Model, factor: str, language: str) -> str:
    """The label of a factor between quotes, so that it can stand in any sentence, singular or plural."""
    return f"‘{label(model.factor(factor), language)}’"
