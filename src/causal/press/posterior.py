"""Which of several models fits what was observed: weights after seeing, by how often each one agrees."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from causal.model import Layer, Model, graph_of
from causal.model.graph import ALL_LAYERS
from causal.press.sampling import Bench, Tally, accepted


@dataclass(frozen=True)
class Posterior:
    """Per model its weight before and after, and the tally that its likelihood comes from.

    The likelihood is accepted / drawn: a model loses by draws that are unstable as well as by those that
    disagree. All weights after are 0 when no model was ever in agreement.
    """

    before: Mapping[str, float]
    after: Mapping[str, float]
    tallies: Mapping[str, Tally]

    def as_json(self) -> dict[str, object]:
        """Everything by model."""
        return {
            name: {
                "before": self.before[name],
                "after": self.after[name],
                "likelihood": tally.acceptance,
                "drawn": tally.drawn,
                "stable": tally.stable,
                "valid": tally.valid,
            }
            for name, tally in self.tallies.items()
        }


def posterior(
    models: Mapping[str, Model],
    presses: Mapping[str, int],
    validate: Mapping[str, int],
    *,
    prior: Mapping[str, float] | None = None,
    layers: Collection[Layer] = ALL_LAYERS,
    scheme: str = "uniform",
    draws: int = 20_000,
    seed: int = 0,
) -> Posterior:
    """Weights of alternatives from responses seen under a press (factor → -1, 0, 1).

    ``draws`` are all draws made of each model, accepted or not. Without ``prior`` the models weigh the same.
    Raises KeyError for an unknown factor or a model without a prior, ValueError for weights that sum to 0.
    """
    given = {name: prior[name] if prior else 1.0 for name in models}
    whole = sum(given.values())
    if whole <= 0 or min(given.values()) < 0:
        raise ValueError("the weights before must be 0 or more and not all 0")
    tallies = {
        name: _tally(Bench(model, graph_of(model, layers), scheme), presses, validate, draws, seed)
        for name, model in models.items()
    }
    before = {name: weight / whole for name, weight in given.items()}
    joint = {name: before[name] * tallies[name].acceptance for name in models}
    seen = sum(joint.values())
    return Posterior(
        before, {name: weight / seen if seen else 0.0 for name, weight in joint.items()}, tallies
    )


def _tally(
    bench: Bench, presses: Mapping[str, int], validate: Mapping[str, int], draws: int, seed: int
) -> Tally:
    """Counted over exactly ``draws`` draws: chunk after chunk, the last one cut."""
    tally = Tally(bench.scheme, seed, 0, 0, 0)
    for batch in accepted(
        bench,
        press=bench.press_vector(presses),
        observed=validate,
        draws=draws,
        seed=seed,
        most_drawn=draws,
    ):
        tally = batch.tally
    return replace(tally, complete=True)
