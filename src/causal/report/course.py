"""The course in time of the goals and of pressure: a chart with the same numbers in a table."""

import math
from collections.abc import Sequence

from causal.drawing.charts import nice
from causal.model import ChangeKind, Factor, Model
from causal.report.question import Question, goals_of
from causal.report.sheet import Chart, Line, Mark, Part, Table
from causal.response import Response, RunawayError, simulate
from causal.words import label, listing, say, unit_words
from causal.words.saying import decimal

UNTIL = 10.0
STEPS = 61
MOMENTS = (0.0, 1.0, 2.0, 5.0, 10.0)
MOST_LINES = 4
LETTERS = 24  # on a line beside the chart
LINE = 0.085  # of the height of the chart


def parts(model: Model, question: Question, language: str) -> list[Part]:
    """How the goals move after the change; nothing when no line moves."""
    fine = [UNTIL * step / (STEPS - 1) for step in range(STEPS)]
    times = sorted({*fine, *MOMENTS})
    try:
        response = simulate(model, question.interventions, until=UNTIL, at=times, layers=question.layers)
    except RunawayError:
        return [Part(say(language, "report-course"), [say(language, "course-unstable")])]
    shown = _moving(model, question, response)
    if not shown:
        return []
    return [
        Part(
            say(language, "report-course"),
            [_imposed(model, question, language)],
            chart=_chart(model, shown, times, response, language),
            table=_table(model, shown, times, response, language),
            after=[say(language, "course-assumed"), *_stability(response, language)],
        )
    ]


def _moving(model: Model, question: Question, response: Response) -> list[Factor]:
    wanted = [question.goal, *goals_of(model), *(one.id for one in model.factors if one.pressure)]
    chosen = [factor for factor in dict.fromkeys(wanted) if factor and factor not in question.presses]
    moving = [factor for factor in chosen if _moves(model, response, factor)]
    return [model.factor(factor) for factor in moving[:MOST_LINES]]


def _moves(model: Model, response: Response, factor: str) -> bool:
    start = model.factor(factor).initial
    return any(abs(level - start) > 1e-9 for level in response.levels[factor])


def _imposed(model: Model, question: Question, language: str) -> str:
    told = []
    for change in (change for one in question.interventions for change in one.changes):
        key = "imposed-level" if change.kind in (ChangeKind.PINNED, ChangeKind.CONTROL) else "imposed-step"
        amount = decimal(language, change.amount, 2)
        told.append(say(language, key, factor=label(model.factor(change.factor), language), amount=amount))
    return say(language, "imposed", changes=listing(language, told))


def _chart(
    model: Model, shown: Sequence[Factor], times: Sequence[float], response: Response, language: str
) -> Chart:
    lines = [[float(level) for level in response.levels[factor.id]] for factor in shown]
    ticks = nice([level for line in lines for level in line])
    names = [label(factor, language) for factor in shown]
    heights = _apart([line[-1] for line in lines], names, (ticks[-1] - ticks[0]) * LINE)
    digits = 2 if ticks[-1] - ticks[0] < 2 else 1
    return Chart(
        alt=say(
            language, "course-alt", factors=listing(language, [label(factor, language) for factor in shown])
        ),
        times=times,
        ticks=[Mark(tick, decimal(language, tick, digits)) for tick in ticks],
        moments=[Mark(float(moment), f"{moment:g}") for moment in range(0, int(UNTIL) + 1, 2)],
        unit=say(language, "course-unit", unit=unit_words(model.scales.time_unit, language)),
        series=[
            Line(label(factor, language), line, height)
            for factor, line, height in zip(shown, lines, heights, strict=True)
        ],
    )


def _apart(wanted: Sequence[float], names: Sequence[str], line: float) -> list[float]:
    """Heights for the names (``line`` is the height of one line), moved up until none lies on another."""
    placed: dict[int, float] = {}
    below = -math.inf
    for number in sorted(range(len(wanted)), key=lambda place: wanted[place]):
        lines = -(-len(names[number]) // LETTERS)
        placed[number] = below = max(wanted[number], below + lines * line)
    return [placed[number] for number in range(len(wanted))]


def _table(
    model: Model, shown: Sequence[Factor], times: Sequence[float], response: Response, language: str
) -> Table:
    places = [times.index(moment) for moment in MOMENTS]
    head = [
        say(language, "report-factor"),
        *(say(language, "course-at", moment=f"{moment:g}") for moment in MOMENTS),
        say(language, "course-end"),
    ]
    rows = []
    for factor in shown:
        end = response.long_run.get(factor.id) if response.long_run else None
        levels = [decimal(language, float(response.levels[factor.id][place]), 3) for place in places]
        rows.append(
            [label(factor, language), *levels, "–" if end is None else decimal(language, float(end), 3)]
        )
    return Table(head, rows, [3.4, *([0.8] * (len(head) - 2)), 1.2], "l" + "r" * (len(head) - 1))


def _stability(response: Response, language: str) -> list[str]:
    return [] if response.stable else [say(language, "course-unstable")]
