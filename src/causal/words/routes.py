"""Routes in sentences: one route, a set of routes, and what the routes say per layer."""

from dataclasses import dataclass

from causal.model import Graph, Layer, Model, graph_of
from causal.structure import Path, PathSet, cut_factors, find_paths
from causal.words.moves import directions, steps
from causal.words.naming import quoted
from causal.words.saying import count, listing, say

BUDGET_SECONDS = 5.0
MOST_GATES = 3
SENSES = {1: "raises", -1: "lowers", 0: "either"}


def path_sentence(model: Model, path: Path, language: str, graph: Graph | None = None) -> str:
    """What happens along the route when its first factor rises, and on which layer that rests."""
    arrows = graph_of(model) if graph is None else graph
    moves = directions(arrows, path.relations)
    first, last = (quoted(model, path.factors[place], language) for place in (0, -1))
    told = say(language, "walk", factor=first, steps=steps(model, path.factors[1:], moves, language))
    sense = say(language, f"route-{SENSES[moves[-1]]}", factor=last)
    layer = weakest_layer(arrows, model, path)
    return f"{told} {sense} {say(language, f'rests-{layer.value}')}"


def weakest_layer(graph: Graph, model: Model, path: Path) -> Layer:
    """The weakest layer the route needs."""
    order = list(Layer)
    used = [model.relations[int(graph.relations[relation])].layer for relation in path.relations]
    return max(used, key=order.index, default=Layer.STATED)


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

    def sentence(self, model: Model, source: str, target: str, language: str) -> str:
        """The counts in a sentence."""
        names = {"source": quoted(model, source, language), "target": quoted(model, target, language)}
        if not self.total:
            return say(language, "no-routes" if self.complete else "no-routes-yet", **names)
        told = say(language, "route-counts", **names, **self._numbers(language))
        return told if self.complete else f"{told} {say(language, 'routes-unfinished')}"

    def _numbers(self, language: str) -> dict[str, str]:
        return {
            "total": count(language, self.total),
            "raising": count(language, self.raising),
            "lowering": count(language, self.lowering),
        }


def tallies(model: Model, source: str, target: str) -> dict[Layer, Tally]:
    """The routes counted in the stated relations, with those read from the text, and with all."""
    order, found = list(Layer), {}
    for place, layer in enumerate(order):
        routes = find_paths(
            graph_of(model, order[: place + 1]), source, target, k=0, budget_seconds=BUDGET_SECONDS
        )
        found[layer] = Tally(routes.positive, routes.negative, routes.undetermined, routes.complete)
    return found


def route_sentences(model: Model, source: str, target: str, language: str) -> list[str]:
    """What the routes say, layer by layer, and whether that settles it."""
    counted = tallies(model, source, target)
    names = {"source": quoted(model, source, language), "target": quoted(model, target, language)}
    told: list[str] = []
    before: Tally | None = None
    for layer, tally in counted.items():
        if tally != before:
            between = "" if told else say(language, "from-to-names", **names)
            told.append(_of_layer(layer, tally, between, language))
        if not before and tally.total and len({bool(tally.raising), bool(tally.lowering)}) > 1:
            told += _gates(model, layer, source, target, language)
        before = tally
    return [*told, _settled(counted, names, language)]


def _of_layer(layer: Layer, tally: Tally, between: str, language: str) -> str:
    where = say(language, f"in-{layer.value}")
    key = _key(tally)
    told = say(
        language,
        key,
        where=where,
        these=count(language, max(tally.lowering, tally.raising)),
        total=count(language, tally.total),
        between=between,
    )
    return told if tally.complete else f"{told} {say(language, 'routes-unfinished')}"


def _key(tally: Tally) -> str:
    if not tally.total:
        return "layer-none"
    if tally.either == tally.total:
        return "layer-open"
    if tally.raising and tally.lowering:
        return "layer-mostly-lowers" if tally.lowering >= tally.raising else "layer-mostly-raises"
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


def _settled(counted: dict[Layer, Tally], names: dict[str, str], language: str) -> str:
    last = counted[list(Layer)[-1]]
    if not last.total:
        return say(language, "settled-none", **names)
    if last.either or (last.raising and last.lowering):
        return say(language, "settled-open", **names)
    return say(language, "settled-raises" if last.raising else "settled-lowers", **names)
