"""What options do to some factors in every draw of one scheme."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from causal.choice.options import Option
from causal.model import Layer, Model, graph_of
from causal.press import Bench, Tally, stable_draws
from causal.press.schemes import Floats

_ROUNDING = 1e-9  # what a factor that is held keeps from a goal is left over as rounding


@dataclass(frozen=True)
class Drawn:
    """``effects`` (F, O, C): on each factor of interest, of each option, in each draw; a true zero is 0."""

    tally: Tally
    effects: Floats


class Comparer:
    """The same stable draws of one scheme for every option, so that options are compared like with like."""

    def __init__(
        self,
        model: Model,
        *,
        layers: Collection[Layer],
        scheme: str,
        draws: int,
        seed: int,
        budget_seconds: float,
    ) -> None:
        self._bench = Bench(model, graph_of(model, layers), scheme)
        self._run = stable_draws(self._bench, draws=draws, seed=seed, budget_seconds=budget_seconds)
        self._reach: dict[str, Floats] = {}

    @property
    def tally(self) -> Tally:
        """How many draws were made and accepted; nothing can be compared when it was refused."""
        return self._run.tally

    def drawn(self, factors: Sequence[str], options: Sequence[Option]) -> Drawn:
        """The effects of the options on the factors. Raises KeyError for an unknown factor."""
        effects = np.array([[self._effect(factor, option) for option in options] for factor in factors])
        shape = (len(factors), len(options), self._run.kept.count)
        effects = effects.reshape(shape)
        effects[np.abs(effects) <= self._bench.tolerance] = 0.0
        return Drawn(self.tally, effects)

    def _effect(self, factor: str, option: Option) -> Floats:
        if factor in option.held:
            return np.full(self._run.kept.count, option.held[factor])
        effect = self._pushed(factor, option)
        if not option.held:
            return effect
        size = np.abs(effect)
        for number, held in enumerate(option.held):
            part = self._on(factor, held) * self._forces(option)[:, number]
            effect, size = effect + part, size + np.abs(part)
        effect[np.abs(effect) <= _ROUNDING * size] = 0.0
        return effect

    def _pushed(self, factor: str, option: Option) -> Floats:
        effect = np.zeros(self._run.kept.count)
        for pushed, size in option.pushes.items():
            effect = effect + self._on(factor, pushed) * size
        return effect

    def _forces(self, option: Option) -> Floats:
        """The pushes (C, H) that keep the held factors where they are held, next to the other pushes."""
        held = list(option.held)
        table = np.array([[self._on(row, column) for column in held] for row in held])
        missing = np.array([option.held[row] - self._pushed(row, option) for row in held])
        solver = np.linalg.pinv(table.transpose(2, 0, 1))
        forces: Floats = np.einsum("chk,kc->ch", solver, missing)
        return forces

    def _on(self, factor: str, pressed: str) -> Floats:
        """The response of a factor to a unit press (C,)."""
        if factor not in self._reach:
            place = self._bench.place(factor)
            reach = self._run.kept.effects_on(place)
            reach[self._bench.zeros[place]] = 0.0
            self._reach[factor] = reach
        found: Floats = self._reach[factor][self._bench.place(pressed)]
        return found
