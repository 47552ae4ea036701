"""A question about a model, answered on two printed pages that say what the answer rests on."""

from causal.report.making import report
from causal.report.question import Question

__all__ = ["Question", "report"]
