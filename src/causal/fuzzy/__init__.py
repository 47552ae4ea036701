"""Fuzzy cognitive map: repeated weighing of what drives each factor. Steps are not time."""

from causal.fuzzy.running import FUNCTIONS, VARIANTS, FuzzyResult, run

__all__ = ["FUNCTIONS", "VARIANTS", "FuzzyResult", "run"]
