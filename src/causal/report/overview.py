"""The report without a question: the model, its loops and which factors reach which goals."""

from causal.model import Graph, Layer, Model, Role, graph_of
from causal.report import closing
from causal.report.framing import framed
from causal.report.question import Question, goals_of
from causal.report.sheet import Part, Sheet, Table
from causal.structure import count_loops, find_paths
from causal.words import label, say
from causal.words.naming import text
from causal.words.saying import count

MOST_LEVERS = 24
BUDGET_SECONDS = 2.0


def sheet(model: Model, question: Question, language: str, seed: int) -> Sheet:
    """What the model holds, on two pages."""
    described = text(model.description, language)
    numbers = say(
        language,
        "overview-numbers",
        factors=count(language, len(model.factors)),
        relations=count(language, sum(relation.counts for relation in model.relations)),
    )
    return framed(
        model,
        question,
        language,
        seed,
        title=text(model.title, language, model.id),
        answer=[" ".join(described.split()), numbers] if described else [numbers],
        verdicts=(),
        parts=[
            _loops(model, language),
            *_levers(model, question, language),
            closing.assumptions(model, question, language, seed),
            *closing.cautions(model, language),
        ],
    )


def _loops(model: Model, language: str) -> Part:
    order = list(Layer)
    rows = []
    for place, layer in enumerate(order):
        found = count_loops(graph_of(model, order[: place + 1]), budget_seconds=BUDGET_SECONDS)
        more = "" if found.complete else "+"
        numbers = (found.count, found.reinforcing, found.balancing)
        rows.append(
            [say(language, f"in-{layer.value}"), *(f"{count(language, one)}{more}" for one in numbers)]
        )
    heads = ("report-layer", "overview-loops", "overview-reinforcing", "overview-balancing")
    table = Table([say(language, head) for head in heads], rows, [3.0, 1.0, 1.0, 1.0], "lrrr")
    return Part(say(language, "overview-loops-title"), table=table)


def _levers(model: Model, question: Question, language: str) -> list[Part]:
    goals = goals_of(model)[:3]
    levers = [factor for factor in model.factors if Role.LEVER in factor.roles] or [
        factor for factor in model.factors if Role.KEY in factor.roles
    ]
    if not goals or not levers:
        return []
    graph = graph_of(model, question.layers)
    rows = [
        [label(lever, language), *(_cell(graph, lever.id, goal, language) for goal in goals)]
        for lever in levers
    ]
    head = [say(language, "overview-lever"), *(label(model.factor(goal), language) for goal in goals)]
    kept = rows[:MOST_LEVERS]
    after = [] if len(kept) == len(rows) else [say(language, "overview-more", left=len(rows) - len(kept))]
    table = Table(head, kept, [2.6, *([1.4] * len(goals))], "l" * (1 + len(goals)))
    return [Part(say(language, "overview-levers-title"), table=table, after=after)]


def _cell(graph: Graph, lever: str, goal: str, language: str) -> str:
    if lever == goal:
        return "–"
    found = find_paths(graph, lever, goal, k=0, budget_seconds=BUDGET_SECONDS)
    return say(language, _sense(found.positive, found.negative))


def _sense(raising: int, lowering: int) -> str:
    if raising and lowering:
        return "sense-both"
    return "sense-up" if raising else "sense-down" if lowering else "sense-none"
