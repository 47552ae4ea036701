"""Routes in sentences: one route, a set of routes, and what the routes say per layer."""

from collections.abc import Collection
from dataclasses import dataclass

from causal.model import Graph, Layer, Model, graph_of
from causal.model.graph import ALL_LAYERS
from causal.structure import Path, PathSet, cut_factors, find_paths
from causal.words.moves import directions, steps
from causal.words.naming import has_layers, quoted
from causal.words.saying import count, listing, say

BUDGET_SECONDS = 5.0
MOST_GATES = 3
SENSES = {1: "raises", -1: "lowers", 0: "either"}


def path_sentence(
    model: Model, path: Path, language: str, graph: Graph | None = None, *, sign: int = 1
) -> str:
    """What happens along the route when its first factor goes up (``sign`` 1) or down, and its layer.

    ``graph`` is the one the route was found in; the graph of all layers when it is left out.
    """
    arrows = graph_of(model) if graph is None else graph
    moves = directions(arrows, path.relations, sign)
    first, last = (quoted(model, path.factors[place], language) for place in (0, -1))
    walk = "walk" if sign > 0 else "walk-down"
    told = say(language, walk, factor=first, steps=steps(model, path.factors[1:], moves, language))
    sense = say(language, f"route-{SENSES[moves[-1]]}", factor=last)
    if path.weakest is None or not has_layers(model):
        return f"{told} {sense}"
    return f"{told} {sense} {say(language, f'rests-{path.weakest.value}')}"


def path_set_sentences(model: Model, source: str, target: str, found: PathSet, language: str) -> list[str]:
    """How many routes raise and lower the target."""
    tally = Tally(found.positive, found.negative, found.undetermined, found.complete)
    return [tally.sentence(model, source, target, language)]


@dataclass(frozen=True)
class Tally:
    """How many routes raise, lower, or do either; ``complete`` when all were counted."""

    raising: int
    lowering: int
    either: int
    complete: bool

    @property
    def total(self) -> int:
        return self.raising + self.lowering + self.either

    @property
    def one_way(self) -> bool:
        """Whether there are routes and all that are known point the same way."""
        return bool(self.raising) != bool(self.lowering)

    def sentence(self, model: Model, source: str, target: str, language: str) -> str:
        """The counts in a sentence."""
        names = {"source": quoted(model, source, language), "target": quoted(model, target, language)}
        if not self.total:
            return say(language, "no-routes" if self.complete else "no-routes-yet", **names)
        if self.total == 1:
            way = "up" if self.raising else "down" if self.lowering else "either"
            return say(language, "route-count-one", **names, sense=say(language, f"sense-word-{way}"))
        key = "route-counts-open" if self.either else "route-counts"
        told = say(language, key, **names, **self.numbers(language))
        return told if self.complete else f"{told} {say(language, 'routes-unfinished')}"

    def numbers(self, language: str) -> dict[str, str]:
        """The counts as they are written."""
        return {
            "total": count(language, self.total),
            "raising": count(language, self.raising),
            "lowering": count(language, self.lowering),
            "either": count(language, self.either),
        }


def tallies(
    model: Model, source: str, target: str, layers: Collection[Layer] = ALL_LAYERS, *, sign: int = 1
) -> dict[Layer, Tally]:
    """The routes per asked layer, each with all firmer ones; a model that knows no layers has one count.

    They raise or lower the target when the source goes up (``sign`` 1) or down. Raises ValueError from a
    factor to itself.
    """
    found: dict[Layer, Tally] = {}
    used = {relation.layer for relation in model.relations if relation.counts}
    asked = [layer for layer in Layer if layer in layers and (len(used) != 1 or layer in used)]
    for place, layer in enumerate(asked):
        graph = graph_of(model, asked[: place + 1])
        routes = find_paths(graph, source, target, k=0, budget_seconds=BUDGET_SECONDS)
        raising, lowering = (routes.positive, routes.negative)[::sign]
        found[layer] = Tally(raising, lowering, routes.undetermined, routes.complete)
    return found


def route_sentences(
    model: Model,
    source: str,
    target: str,
    language: str,
    layers: Collection[Layer] = ALL_LAYERS,
    *,
    sign: int = 1,
) -> list[str]:
    """What the routes say when the source goes up (``sign`` 1) or down, layer by layer, and whether that
    settles it; nothing from a factor to itself."""
    counted = {} if source == target else tallies(model, source, target, layers, sign=sign)
    names = {"source": quoted(model, source, language), "target": quoted(model, target, language)}
    told: list[str] = []
    before: Tally | None = None
    for layer, tally in counted.items():
        if tally != before:
            between = "" if told else say(language, "from-to-names", **names)
            where = say(language, f"in-{layer.value}" if has_layers(model) else "in-model")
            told.append(_of_layer(where, tally, between, language))
            told += _gates(model, layer, source, target, language) if tally.one_way and before is None else []
        before = tally
    return [*told, _settled(before, names, language)] if before else told


def _of_layer(where: str, tally: Tally, between: str, language: str) -> str:
    key = _key(tally)
    told = say(
        language,
        key,
        where=where,
        these=count(language, max(tally.lowering, tally.raising)),
        between=between,
        **tally.numbers(language),
    )
    return told if tally.complete else f"{told} {say(language, 'routes-unfinished')}"


def _key(tally: Tally) -> str:
    if not tally.total:
        return "layer-none"
    if tally.either == tally.total:
        return "layer-open" if tally.total > 1 else "layer-one-open"
    if tally.either:
        return "layer-some-open"
    if tally.raising and tally.lowering:
        key = "layer-mostly-lowers" if tally.lowering >= tally.raising else "layer-mostly-raises"
        return key if max(tally.lowering, tally.raising) > 1 else f"{key}-one"
    sense = "raise" if tally.raising else "lower"
    return f"layer-one-{sense}s" if tally.total == 1 else f"layer-all-{sense}"


def _gates(model: Model, layer: Layer, source: str, target: str, language: str) -> list[str]:
    """Through which factors every route of this layer goes."""
    order = list(Layer)
    graph = graph_of(model, order[: order.index(layer) + 1])
    gates = [factor for factor in cut_factors(graph, source, target) if factor not in (source, target)]
    if not gates:
        return []
    names = listing(language, [quoted(model, factor, language) for factor in gates[:MOST_GATES]])
    return [say(language, "through-all", gates=names)]


def _settled(last: Tally, names: dict[str, str], language: str) -> str:
    if not last.total:
        return say(language, "settled-none", **names)
    if last.either or not last.one_way:
        return say(language, "settled-open", **names)
    return say(language, "settled-raises" if last.raising else "settled-lowers", **names)
