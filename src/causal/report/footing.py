"""What the answer rests on: layers, the relation that turns it, the strongest routes."""

from causal.model import Layer, Model, graph_of
from causal.press import RestsOn, Verdict
from causal.report.sheet import Part, Table
from causal.structure import leading_routes
from causal.words import path_sentence, say
from causal.words.naming import has_layers
from causal.words.routes import Tally, tallies
from causal.words.saying import count
from causal.words.verdicts import brief_conclusion, strength_sentences, turning_sentences

MOST_SHOWN = 5
BUDGET_SECONDS = 5.0


def parts(model: Model, found: Verdict, language: str) -> list[Part]:
    """The layers with their routes, then the routes themselves."""
    rests = Part(
        say(language, "report-rests"),
        table=_layers(model, found, language),
        after=_footing(model, found, language),
    )
    return [rests, *_routes(model, found, language)]


def _layers(model: Model, found: Verdict, language: str) -> Table | None:
    if found.goal is None or len(found.presses) != 1 or found.rests_on is None:
        return None
    ((source, sign),) = found.presses.items()
    if source == found.goal:
        return None
    counted = tallies(model, source, found.goal, found.layers, sign=sign)
    heads = ("report-layer", "report-raising", "report-lowering", "report-then")
    rows = [_row(model, found.rests_on, layer, tally, language) for layer, tally in counted.items()]
    return Table([say(language, head) for head in heads], rows, [2.3, 0.8, 0.8, 2.8], "lrrl")


def _row(model: Model, footing: RestsOn, layer: Layer, tally: Tally, language: str) -> list[str]:
    more = "" if tally.complete else "+"
    conclusion = footing.holds.get(layer, footing.conclusion)
    return [
        say(language, f"in-{layer.value}" if has_layers(model) else "in-model"),
        f"{count(language, tally.raising)}{more}",
        f"{count(language, tally.lowering)}{more}",
        brief_conclusion(conclusion, language),
    ]


def _footing(model: Model, found: Verdict, language: str) -> list[str]:
    if found.rests_on is None or found.goal is None:
        return []
    told = []
    if found.rests_on.weakest_layer is not None and has_layers(model):
        told.append(say(language, f"holds-from-{found.rests_on.weakest_layer.value}"))
    told += turning_sentences(model, found.rests_on, found.goal, language)[:2]
    return [*told, *strength_sentences(model, found.rests_on, language)]


def _routes(model: Model, found: Verdict, language: str) -> list[Part]:
    """The strongest routes, first those that point up when the source rises, then those that point down."""
    if found.goal is None:
        return []
    graph = graph_of(model, found.layers)
    told: list[str] = []
    most = max(1, MOST_SHOWN // len(found.presses))
    for source, sign in found.presses.items():
        if source != found.goal:
            leading = leading_routes(graph, source, found.goal, budget_seconds=BUDGET_SECONDS)
            told += [
                path_sentence(model, path, language, graph, sign=sign) for path in leading.together(most)
            ]
    return [Part(say(language, "report-routes"), items=told, spare=2)] if told else []
