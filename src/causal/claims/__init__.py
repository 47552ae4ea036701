"""Statements about a model, run as tests: pass, fail or out of reach, each at the layer it names."""

from causal.claims.result import CheckResult, ClaimResult, Outcome
from causal.claims.running import run_claims

__all__ = ["CheckResult", "ClaimResult", "Outcome", "run_claims"]
