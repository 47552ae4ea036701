"""Running the claims of a model, check by check and layer by layer."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from causal.claims import checks, counting
from causal.claims.arrows import Arrows
from causal.claims.checks import Finding, Scene
from causal.claims.result import CheckResult, ClaimResult, Outcome
from causal.claims.wish import NotAWish, Wish
from causal.model import Claim, Graph, Layer, Model, Text, graph_of

Test = Callable[[Scene], Finding]

FIRM_TO_WEAK = tuple(Layer)
TESTS: Mapping[str, Test] = {
    "path": checks.path,
    "loop": checks.loop,
    "inputs": checks.inputs,
    "outputs": checks.outputs,
    "reaches": checks.reaches,
    "only_through": checks.only_through,
    "through_domains": checks.through_domains,
    "first_effect": checks.first_effect,
    "goals": checks.goals,
    "routes": counting.routes,
    "net": counting.net,
    "loop_count": counting.loop_count,
    "equilibrium": counting.equilibrium,
    "out_of_reach": checks.out_of_reach,
}
WHOLE_MODEL = frozenset({"goals", "equilibrium"})  # no layer changes them


class Stage:
    """A model with its graph per layer, made once."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._graphs: dict[Layer, tuple[Graph, Arrows]] = {}

    def scene(self, wish: Wish, layer: Layer) -> Scene:
        """The graph of this layer and all firmer ones, with its arrows."""
        if layer not in self._graphs:
            graph = graph_of(self.model, FIRM_TO_WEAK[: FIRM_TO_WEAK.index(layer) + 1])
            self._graphs[layer] = (graph, Arrows(graph))
        return Scene(wish, *self._graphs[layer])

    @cached_property
    def results(self) -> tuple[ClaimResult, ...]:
        return tuple(self._claim(claim) for claim in self.model.claims)

    def _claim(self, claim: Claim) -> ClaimResult:
        found = tuple(self._check(claim, values) for values in claim.checks)
        outcome = _together(found)
        needed = [check.needed for check in found if check.needed]
        weakest = max(needed, key=FIRM_TO_WEAK.index) if outcome is Outcome.HOLDS and needed else None
        return ClaimResult(
            id=claim.id,
            text=claim.text,
            outcome=outcome,
            layer=claim.layer,
            needed=weakest,
            explanation=_joined(found, outcome),
            reference=claim.reference,
            checks=found,
        )

    def _check(self, claim: Claim, values: Mapping[str, object]) -> CheckResult:
        wish = Wish(self.model, values)
        try:
            layer = wish.layer(claim.layer)
            return self._decided(wish, layer)
        except NotAWish as odd:
            return CheckResult(wish.test, Outcome.FAIL, claim.layer, None, odd.text)

    def _decided(self, wish: Wish, layer: Layer) -> CheckResult:
        test = TESTS.get(wish.test)
        if test is None:
            raise NotAWish(f"De toets '{wish.test}' bestaat niet.", f"There is no test '{wish.test}'.")
        seen = test(self.scene(wish, layer))
        if seen.holds is None:
            return CheckResult(wish.test, Outcome.OUT_OF_REACH, layer, None, seen.seen)
        if not seen.holds:
            return CheckResult(wish.test, Outcome.FAIL, layer, None, seen.seen)
        firmest = self._firmest(test, wish, layer) if _grows(wish) else layer
        if firmest is not layer:
            return CheckResult(wish.test, Outcome.FAIL, layer, firmest, _firmer(seen.seen, layer, firmest))
        return CheckResult(wish.test, Outcome.HOLDS, layer, layer, seen.seen)

    def _firmest(self, test: Test, wish: Wish, layer: Layer) -> Layer:
        tried = FIRM_TO_WEAK[: FIRM_TO_WEAK.index(layer)]
        return next((firmer for firmer in tried if test(self.scene(wish, firmer)).holds), layer)


def run_claims(model: Model) -> tuple[ClaimResult, ...]:
    """Every claim of the model in its order.

    A check that more relations can only make truer (a route exists, a loop exists, both signs occur) has to
    hold from the layer it names, and not from a firmer one. Every other check is decided at its layer alone.
    A check that is written wrong fails and says why; one that cannot be decided is out of reach.
    """
    return Stage(model).results


def _grows(wish: Wish) -> bool:
    if wish.test in WHOLE_MODEL | {"only_through", "loop_count"} or wish.has("exactly"):
        return False
    if wish.test == "net":
        return wish.words("verdict") == ("both",)
    return not any(key.endswith(("_at_most", "_share_at_least")) for key in wish.values)


def _together(found: Sequence[CheckResult]) -> Outcome:
    outcomes = {check.outcome for check in found}
    if Outcome.FAIL in outcomes or not outcomes:
        return Outcome.FAIL
    return Outcome.OUT_OF_REACH if Outcome.OUT_OF_REACH in outcomes else Outcome.HOLDS


def _joined(found: Sequence[CheckResult], outcome: Outcome) -> Text:
    telling = [check.explanation for check in found if check.outcome is outcome]
    return {language: "; ".join(text.get(language, "") for text in telling) for language in ("nl", "en")}


LAYER_NAMES: Mapping[Layer, Text] = {
    Layer.STATED: {"nl": "genoemd", "en": "stated"},
    Layer.READ: {"nl": "gelezen", "en": "read"},
    Layer.INFERRED: {"nl": "aangevuld", "en": "inferred"},
}


def _firmer(seen: Text, named: Layer, found: Layer) -> Text:
    one, other = LAYER_NAMES[found], LAYER_NAMES[named]
    return {
        "nl": f"{seen['nl']}, al met de laag {one['nl']}; de bewering noemt {other['nl']}",
        "en": f"{seen['en']}, already with the layer {one['en']}; the statement names {other['en']}",
    }
