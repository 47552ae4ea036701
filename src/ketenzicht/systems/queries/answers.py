"""What the engine says to a question: verdicts, routes either way, where pressure comes, and the way in time.

Answers are kept in memory by version and question: the same question to a version has the same answer.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from causal.drawing import routes
from causal.model import Direction, Factor, Graph, Layer, Model, graph_of
from ketenzicht.systems.domain.answering import (
    Answer,
    Carrier,
    Combination,
    Footing,
    LayerCount,
    Reliever,
    Route,
    Share,
    Side,
    Together,
    Trials,
)
from ketenzicht.systems.domain.asking import SCHEMES, Question
from ketenzicht.systems.queries.explorer import Explored
from ketenzicht.systems.queries.sums import once

if TYPE_CHECKING:  # the sums are loaded when the first question comes, so that the product starts at once
    from causal.press import Share as DrawnShare
    from causal.press import Verdict
    from causal.structure import Leading

ROUTES_EACH_WAY = 3
ROUTE_SECONDS = 1.5
DRAW_SECONDS = 10.0
RELIEF_DRAWS = 500
RELIEVERS = 6
COMBINATIONS = 8


def answer(seen: Explored, question: Question, link: Callable[[str], str]) -> Answer:
    """The answer to a question, from memory when it was asked before."""
    return once(
        ("answer", seen.version.digest, seen.language, question), lambda: _answered(seen, question, link)
    )


def footing(seen: Explored, question: Question) -> Footing:
    """What the answer rests on and what relieves; takes some seconds the first time."""
    return once(("footing", seen.version.digest, seen.language, question), lambda: _footed(seen, question))


def report_on(seen: Explored, question: Question, day: str) -> bytes:
    """The report of two pages as an accessible PDF. Raises BusyError."""
    from causal.report import Question as Reported
    from causal.report import report

    asked = Reported(
        presses={question.factor: question.sign},
        goal=question.goal,
        layers=frozenset(Layer(one) for one in question.layers),
        draws=question.draws,
        day=day,
    )
    return once(
        ("report", seen.version.digest, seen.language, question, day),
        lambda: report(seen.engine, asked, language=seen.language, seed=question.seed),
    )


def _answered(seen: Explored, question: Question, link: Callable[[str], str]) -> Answer:
    from causal.structure import leading_routes
    from causal.words import disagreement, route_sentences, structural_sentences

    model, language = seen.engine, seen.language
    layers = [Layer(one) for one in question.layers]
    graph = graph_of(model, layers)
    judged = _judged(seen, question, footing=False)
    leading = leading_routes(
        graph, question.factor, question.goal, most=ROUTES_EACH_WAY, budget_seconds=ROUTE_SECONDS
    )
    desired = model.factor(question.goal).desired
    return Answer(
        question=question,
        desired=desired,
        structural_sentences=tuple(
            structural_sentences(model, question.goal, judged.structural[question.goal], language)
        ),
        layer_sentences=tuple(
            route_sentences(
                model, question.factor, question.goal, language, frozenset(layers), sign=question.sign
            )
        ),
        doubts=tuple(disagreement(judged, language)),
        layers=tuple(_by_layer(model, question, layers)),
        sides=tuple(_sides(seen, graph, leading, desired, sign=question.sign)),
        trials=tuple(_trials(seen, graph, question, judged)),
        together=_together(seen, judged),
        picture=_drawn(seen, graph, question, leading, link),
    )


def _judged(seen: Explored, question: Question, *, footing: bool) -> "Verdict":
    from causal.press import verdict

    return verdict(
        seen.engine,
        {question.factor: question.sign},
        question.goal,
        layers=frozenset(Layer(one) for one in question.layers),
        draws=question.draws,
        schemes=SCHEMES,
        seed=question.seed,
        possible_over=_told_apart(seen.engine, question),
        footing=footing,
    )


def _footed(seen: Explored, question: Question) -> Footing:
    from causal.words import rests_sentences

    judged = _judged(seen, question, footing=True)
    harms = [
        (one.id, 1 if one.pressure or one.desired is Direction.DOWN else -1)
        for one in seen.engine.factors
        if (one.pressure or one.desired) and one.id != question.factor
    ]
    relievers = [each for factor, sign in harms for each in _relieved(seen, question, factor, sign)]
    return Footing(
        tuple(rests_sentences(seen.engine, judged, seen.language)),
        tuple(_carriers(seen.engine, question)),
        tuple(relievers),
    )


def _carriers(model: Model, question: Question) -> list[Carrier]:
    """The relations to look at first when the harm to the goal is to be taken away.

    None when they are just all that the factor drives: that says nothing.
    """
    from causal.structure import smallest_cut

    desired = model.factor(question.goal).desired
    if desired is None:
        return []
    unwanted = question.sign * (1 if desired is Direction.DOWN else -1)
    graph = graph_of(model, [Layer(one) for one in question.layers])
    cut = smallest_cut(graph, question.factor, question.goal, sign=unwanted)
    carrying = [model.relations[int(graph.relations[one])] for one in cut.relations]
    if not cut.is_smallest or (len(carrying) > 1 and {one.source for one in carrying} == {question.factor}):
        return []
    return [Carrier(one.source, one.target, one.layer) for one in carrying]


def _relieved(seen: Explored, question: Question, factor: str, sign: int) -> list[Reliever]:
    """The few measures that best take a harm away, when it occurs in most draws of some scheme."""
    from causal.choice import relief
    from causal.words import option_words

    found = relief(
        seen.engine,
        (),
        factor,
        sign=sign,
        presses={question.factor: float(question.sign)},
        layers=frozenset(Layer(one) for one in question.layers),
        draws=RELIEF_DRAWS,
        schemes=SCHEMES,
        seed=question.seed,
    )
    before = max(found.now.values(), default=0.0)
    if before <= 0.5:
        return []
    helping = [one for one in found.measures if one.relieves][: RELIEVERS // 2]
    return [
        Reliever(
            option_words(seen.engine, one.option, seen.language), factor, before, max(one.stays.values())
        )
        for one in helping
    ]


def _told_apart(model: Model, question: Question) -> list[str]:
    """The factors whose combinations are told: the goal asked for, other goals, pressures; five at most."""
    shown = [one.id for one in model.factors if one.desired or one.pressure]
    return list(dict.fromkeys([question.goal, *(one for one in shown if one != question.factor)]))[:5]


def _by_layer(model: Model, question: Question, layers: Sequence[Layer]) -> list[LayerCount]:
    from causal.structure import find_paths

    used = {one.layer for one in model.relations if one.counts}
    counted = []
    for place, layer in enumerate(layers):
        if layer not in used:
            continue
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


def _sides(
    seen: Explored,
    graph: Graph,
    leading: "Leading",
    desired: Direction | None,
    *,
    sign: int,
) -> list[Side]:
    from causal.words import path_sentence

    sides = []
    found = leading.found
    ways = ((1, found.positive, leading.raising), (-1, found.negative, leading.lowering))
    for way, count, best in ways:
        rises = way * sign > 0
        wanted = None if desired is None else rises == (desired is Direction.UP)
        told = tuple(
            Route(
                path_sentence(seen.engine, one, seen.language, graph, sign=sign),
                one.weakest or Layer.STATED,
                one.factors,
            )
            for one in best
        )
        if count or told:
            sides.append(Side(rises, wanted, count, told))
    return sorted(sides, key=lambda side: side.wanted is False)


def _trials(seen: Explored, graph: Graph, question: Question, judged: "Verdict") -> list[Trials]:
    return [
        Trials(
            scheme=name,
            drawn=one.tally.drawn,
            stable=one.tally.stable,
            valid=one.tally.valid,
            acceptance=one.tally.acceptance,
            refused=one.tally.reason or "",
            goal=_share(question.goal, one.effects[question.goal]) if question.goal in one.effects else None,
            **_beside(seen.engine, graph, question, name, refused=one.tally.reason is not None),
        )
        for name, one in judged.monte_carlo.items()
    ]


def _beside(
    model: Model, graph: Graph, question: Question, scheme: str, *, refused: bool
) -> dict[str, tuple[Share, ...]]:
    """The other goals and the pressures in the same draws."""
    from causal.press import Bench, run

    if refused:
        return {"others": (), "pressures": ()}
    found = run(
        Bench(model, graph, scheme),
        {question.factor: question.sign},
        observed={},
        draws=question.draws,
        seed=question.seed,
        budget_seconds=DRAW_SECONDS,
    )
    asked = (question.factor, question.goal)

    def shares(factors: Iterable[Factor]) -> tuple[Share, ...]:
        return tuple(
            _share(one.id, found.share(found.bench.place(one.id))) for one in factors if one.id not in asked
        )

    return {
        "others": shares(one for one in model.factors if one.desired),
        "pressures": shares(one for one in model.factors if one.pressure),
    }


def _share(factor: str, one: "DrawnShare") -> Share:
    return Share(factor, one.negative, one.zero, one.positive)


def _together(seen: Explored, judged: "Verdict") -> Together:
    from causal.words import possible_sentences

    found = judged.possible
    every = [
        Combination(tuple(signs), max(shares.values(), default=0.0))
        for signs, shares in zip(found.sign_vectors, found.shares, strict=True)
    ]
    every.sort(key=lambda one: -one.share)
    sentences = possible_sentences(seen.engine, found, seen.language)
    return Together(tuple(found.factors), tuple(every[:COMBINATIONS]), len(every), tuple(sentences))


def _drawn(
    seen: Explored,
    graph: Graph,
    question: Question,
    leading: "Leading",
    link: Callable[[str], str],
) -> str:
    """The routes that are told, as one picture from left to right."""
    told = (*leading.raising, *leading.lowering)
    used = {int(graph.relations[one]) for path in told for one in path.relations}
    if not used:
        return ""
    return routes(
        seen.engine, used, start=question.factor, end=question.goal, language=seen.language, links=link
    )
