"""What came out of running a claim."""

from dataclasses import dataclass
from enum import StrEnum

from causal.model import Layer, Text


class Outcome(StrEnum):
    """Out of reach: the statement cannot be decided from this model, and that is no failure of the model."""

    HOLDS = "pass"
    FAIL = "fail"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True)
class CheckResult:
    """One check of a claim. ``needed`` is the firmest layer from which it holds, None when it does not."""

    test: str
    outcome: Outcome
    layer: Layer
    needed: Layer | None
    explanation: Text

    def as_json(self) -> dict[str, object]:
        return {
            "test": self.test,
            "outcome": self.outcome.value,
            "layer": self.layer.value,
            "needed": self.needed.value if self.needed else None,
            "explanation": dict(self.explanation),
        }


@dataclass(frozen=True)
class ClaimResult:
    """A claim passes when every check holds from the layer it names, and not from a firmer one."""

    id: str
    text: Text
    outcome: Outcome
    layer: Layer
    needed: Layer | None
    explanation: Text
    reference: str
    checks: tuple[CheckResult, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "text": dict(self.text),
            "outcome": self.outcome.value,
            "layer": self.layer.value,
            "needed": self.needed.value if self.needed else None,
            "explanation": dict(self.explanation),
            "reference": self.reference,
            "checks": [check.as_json() for check in self.checks],
        }
