"""Stock-flow models that run in time by their own equations (XMILE 1.0, OASIS)."""

from causal.equations.reading import Equations, Specs, equations_in, find_equations
from causal.equations.running import Course, run

__all__ = ["Course", "Equations", "Specs", "equations_in", "find_equations", "run"]
