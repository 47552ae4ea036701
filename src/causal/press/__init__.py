"""Press perturbation: what a lasting push on some factors does to the others in the long run.

``verdict`` gives the structural verdict, the Monte Carlo shares and the possible combinations together, with
what they rest on; ``impact`` the whole table of presses and responses; ``posterior`` the weight of
alternative models; ``adjoint_table`` the exact table of a small matrix. A[i, j] is the effect of j on i.
"""

from causal.press.conclusion import Conclusion, Direction, direction_of
from causal.press.impact import Impact, impact
from causal.press.mattering import Mattering
from causal.press.possible import Possible, Rule
from causal.press.posterior import Posterior, posterior
from causal.press.resting import RestsOn, which_matters
from causal.press.running import Run, Share, run, stable_draws
from causal.press.sampling import Bench, Tally
from causal.press.schemes import SCHEMES, STEADY_SCHEME
from causal.press.structural import Structural, Structure, adjoint_table, structural
from causal.press.system import System, system_of
from causal.press.verdict import MonteCarlo, Verdict, verdict
from causal.press.zeros import Refusal

__all__ = [
    "SCHEMES",
    "STEADY_SCHEME",
    "Bench",
    "Conclusion",
    "Direction",
    "Impact",
    "Mattering",
    "MonteCarlo",
    "Possible",
    "Posterior",
    "Refusal",
    "RestsOn",
    "Rule",
    "Run",
    "Share",
    "Structural",
    "Structure",
    "System",
    "Tally",
    "Verdict",
    "adjoint_table",
    "direction_of",
    "impact",
    "posterior",
    "run",
    "stable_draws",
    "structural",
    "system_of",
    "verdict",
    "which_matters",
]
