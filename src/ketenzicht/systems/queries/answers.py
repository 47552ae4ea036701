"""What the engine says to a question: verdicts, routes either way, where pressure comes, and the way in time.

Answers are kept in memory by version and question: the same question to a version has the same answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from causal.drawing import Highlight, routes
from causal.model import Direction, Factor, Graph, Layer, Model, Sign, graph_of
from ketenzicht.systems.domain.asking import SCHEMES, Question
from ketenzicht.systems.queries.explorer import Explored

if TYPE_CHECKING:  # the sums are loaded when the first question comes, so that the product starts at once
    from causal.structure import Path, PathSet

ROUTES = 40
ROUTES_EACH_WAY = 4
ROUTE_SECONDS = 1.5
KEPT = 64


@dataclass(frozen=True)
class LayerCount:
    """How many routes raise and lower the goal when relations up to this layer count."""

    layer: Layer
    raising: int
    lowering: int
    undetermined: int
    complete: bool


@dataclass(frozen=True)
class Route:
    """A route in words, the weakest layer it needs, and the factors on it."""

    sentence: str
    layer: Layer
    factors: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """The strongest routes that move the goal one way; ``wanted`` is None when the goal has no direction."""

    rises: bool
    wanted: bool | None
    count: int
    routes: tuple[Route, ...]


@dataclass(frozen=True)
class Share:
    """How often a factor fell, stayed and rose, as shares of the accepted draws."""

    factor: str
    negative: float
    zero: float
    positive: float


@dataclass(frozen=True)
class Trials:
    """What one way of drawing strengths gave: how much was accepted, and the shares of goal and pressures."""

    scheme: str
    drawn: int
    stable: int
    valid: int
    acceptance: float
    refused: str
    goal: Share | None
    pressures: tuple[Share, ...]


@dataclass(frozen=True)
class Answer:
    """Everything a question page shows."""

    question: Question
    desired: Direction | None
    structural: dict[str, Any]
    possible: dict[str, Any]
    rests_on: dict[str, Any]
    sentences: tuple[str, ...]
    by_layer_sentences: tuple[str, ...]
    layers: tuple[LayerCount, ...]
    sides: tuple[Side, ...]
    trials: tuple[Trials, ...]
    picture: str


_kept: dict[tuple[str, str, Question], Answer] = {}


def answer(seen: Explored, question: Question, link: Callable[[str], str]) -> Answer:
    """The answer to a question, from memory when it was asked before."""
    key = (seen.version.digest, seen.language, question)
    if key not in _kept:
        if len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = _answered(seen, question, link)
    return _kept[key]


def _answered(seen: Explored, question: Question, link: Callable[[str], str]) -> Answer:
    from causal.press import verdict
    from causal.structure import find_paths
    from causal.words import route_sentences, verdict_sentences

    model, language = seen.engine, seen.language
    layers = [Layer(one) for one in question.layers]
    judged = verdict(
        model,
        {question.factor: question.sign},
        question.goal,
        layers=frozenset(layers),
        draws=question.draws,
        schemes=SCHEMES,
        seed=question.seed,
        possible_over=_told_apart(model, question),
    )
    told: dict[str, Any] = judged.as_json()
    graph = graph_of(model, layers)
    found = find_paths(
        graph, question.factor, question.goal, k=ROUTES, order="strongest", budget_seconds=ROUTE_SECONDS
    )
    desired = model.factor(question.goal).desired
    best = _each_way(found.paths)
    return Answer(
        question=question,
        desired=desired,
        structural=told["structural"],
        possible=told["possible"],
        rests_on=told["rests_on"],
        sentences=tuple(verdict_sentences(model, judged, language)),
        by_layer_sentences=tuple(route_sentences(model, question.factor, question.goal, language)),
        layers=tuple(_by_layer(model, question, layers)),
        sides=tuple(_sides(seen, graph, question, found, best, desired)),
        trials=tuple(_trials(model, question, told["monte_carlo"])),
        picture=_drawn(seen, graph, question, best, link),
    )


def _told_apart(model: Model, question: Question) -> list[str]:
    """The factors whose combinations are told: goals and pressures, and the goal asked for."""
    shown = [one.id for one in model.factors if one.desired or one.pressure]
    return list(dict.fromkeys([question.goal, *(one for one in shown if one != question.factor)]))[:5]


def _by_layer(model: Model, question: Question, layers: Sequence[Layer]) -> list[LayerCount]:
    from causal.structure import find_paths

    counted = []
    for place, layer in enumerate(layers):
        found = find_paths(
            graph_of(model, layers[: place + 1]),
            question.factor,
            question.goal,
            k=0,
            budget_seconds=ROUTE_SECONDS,
        )
        raising, lowering = found.positive, found.negative
        if question.sign < 0:
            raising, lowering = lowering, raising
        counted.append(LayerCount(layer, raising, lowering, found.undetermined, found.complete))
    return counted


def _each_way(paths: "Sequence[Path]") -> dict[int, "list[Path]"]:
    """The first routes of each sign, the strongest first."""
    return {
        sign: [one for one in paths if int(one.sign or 0) == sign][:ROUTES_EACH_WAY]
        for sign in (Sign.PLUS, Sign.MINUS)
    }


def _sides(
    seen: Explored,
    graph: Graph,
    question: Question,
    found: "PathSet",
    best: dict[int, "list[Path]"],
    desired: Direction | None,
) -> list[Side]:
    from causal.words import path_sentence

    sides = []
    for sign, count in ((1, found.positive), (-1, found.negative)):
        rises = sign * question.sign > 0
        wanted = None if desired is None else rises == (desired is Direction.UP)
        told = tuple(
            Route(
                path_sentence(seen.engine, one, seen.language, graph),
                _weakest(seen.engine, graph, one),
                one.factors,
            )
            for one in best[sign]
        )
        if count or told:
            sides.append(Side(rises, wanted, count, told))
    return sorted(sides, key=lambda side: side.wanted is False)


def _weakest(model: Model, graph: Graph, path: "Path") -> Layer:
    order = list(Layer)
    used = [model.relations[int(graph.relations[one])].layer for one in path.relations]
    return max(used, key=order.index, default=Layer.STATED)


def _trials(model: Model, question: Question, schemes: dict[str, Any]) -> list[Trials]:
    strained = [one for one in model.factors if one.pressure and one.id != question.factor]
    return [
        Trials(
            scheme=name,
            drawn=one["drawn"],
            stable=one["stable"],
            valid=one["valid"],
            acceptance=one["acceptance"],
            refused=str(one.get("refused") or ""),
            goal=_share(one["effects"], question.goal),
            pressures=tuple(_shares(one["effects"], strained)),
        )
        for name, one in schemes.items()
    ]


def _shares(effects: dict[str, Any], factors: Sequence[Factor]) -> list[Share]:
    return [share for one in factors if (share := _share(effects, one.id))]


def _share(effects: dict[str, Any], factor: str) -> Share | None:
    one = effects.get(factor)
    return Share(factor, one["negative"], one["zero"], one["positive"]) if one else None


def _drawn(
    seen: Explored,
    graph: Graph,
    question: Question,
    best: dict[int, "list[Path]"],
    link: Callable[[str], str],
) -> str:
    """The routes that are told, as one picture from left to right."""
    used = {int(graph.relations[one]) for paths in best.values() for path in paths for one in path.relations}
    if not used:
        return ""
    return routes(
        seen.engine,
        used,
        start=question.factor,
        end=question.goal,
        language=seen.language,
        highlight=Highlight(),
        links=link,
    )
