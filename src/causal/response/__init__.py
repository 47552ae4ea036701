"""What happens in time: the MARVEL equations, solved exactly."""

from causal.response.dominance import Dominance, Part, dominance
from causal.response.indicators import SHAPES, fulfilment, indicators_of
from causal.response.judging import (
    Cell,
    Dip,
    DirectionTable,
    Outcome,
    direction_table,
    outcome,
    worse_before_better,
)
from causal.response.motion import RunawayError
from causal.response.simulation import Effort, Response, long_run, simulate
from causal.response.stability import Stability, stability

__all__ = [
    "SHAPES",
    "Cell",
    "Dip",
    "DirectionTable",
    "Dominance",
    "Effort",
    "Outcome",
    "Part",
    "Response",
    "RunawayError",
    "Stability",
    "direction_table",
    "dominance",
    "fulfilment",
    "indicators_of",
    "long_run",
    "outcome",
    "simulate",
    "stability",
    "worse_before_better",
]
