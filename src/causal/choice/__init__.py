"""Choosing between what can be done: a ranking with its certainty, the pressure it gives, and relief."""

from causal.choice.options import Option, OptionKind, options_of
from causal.choice.pressing import GoalConflict, GoalEffect, Pressure, PressureEffect, pressure
from causal.choice.ranking import Ranked, Ranking, rank
from causal.choice.relieving import Carrier, Relief, Reliever, relief

__all__ = [
    "Carrier",
    "GoalConflict",
    "GoalEffect",
    "Option",
    "OptionKind",
    "Pressure",
    "PressureEffect",
    "Ranked",
    "Ranking",
    "Relief",
    "Reliever",
    "options_of",
    "pressure",
    "rank",
    "relief",
]
