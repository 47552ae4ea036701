"""What people can do, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from causal.model import Model
from causal.words.naming import label, quoted
from causal.words.saying import listing, say

if TYPE_CHECKING:
    from causal.choice import Option


def option_words(model: Model, option: Option, language: str) -> str:
    """The label of an intervention; else the pushes of a lever or a set."""
    for intervention in model.interventions:
        if intervention.id == option.id:
            return label(intervention, language)
    moves = [
        say(language, "push-up" if amount > 0 else "push-down", factor=quoted(model, factor, language))
        for factor, amount in (*option.pushes.items(), *option.held.items())
    ]
    return listing(language, moves) or option.id
