"""What happens in time: the MARVEL equations, solved exactly."""

from causal.response.dominance import Dominance, Part, dominance
from causal.response.draws import Draws, draw
from causal.response.ensemble import Ensemble, ensemble
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
    "Draws",
    "Effort",
    "Ensemble",
    "Outcome",
    "Part",
    "Response",
    "RunawayError",
    "Stability",
    "direction_table",
    "dominance",
    "draw",
    "ensemble",
    "fulfilment",
    "indicators_of",
    "long_run",
    "outcome",
    "simulate",
    "stability",
    "worse_before_better",
]
