"""A part of a model from left to right: routes from a lever to a goal, or one factor with its neighbours."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import cos, pi, sin

from causal.drawing.colours import palette
from causal.drawing.diagram import Brush, Highlight, Links, cut_to, drawn
from causal.drawing.geometry import CELL_HEIGHT, MARGIN, NODE_HEIGHT, NODE_WIDTH, Placed, Point
from causal.model import Model

COLUMN = NODE_WIDTH + 76.0
LINE = CELL_HEIGHT * 0.94
SWEEPS = 8
# Half the width and height of a ring: wide enough that neighbours stand clear of each other.
LEAST_ACROSS, ACROSS_EACH = 150.0, 36.0
LEAST_HIGH, HIGH_EACH = 90.0, 24.0

Arrows = Sequence[tuple[str, str]]


def routes(
    model: Model,
    relations: Collection[int],
    *,
    start: str,
    end: str,
    language: str = "nl",
    highlight: Highlight | None = None,
    dark: bool = False,
    links: Links | None = None,
) -> str:
    """The relations (places in ``Model.relations``) of routes as SVG, from start (left) to end (right)."""
    shown = tuple(sorted(set(relations)))
    arrows = [(model.relations[place].source, model.relations[place].target) for place in shown]
    columns = _columns(arrows, start, end)
    placed = _stood(columns, arrows)
    brush = Brush(language, palette(dark), highlight or Highlight(), links)
    return drawn(model, cut_to(model, columns, shown), shown, placed, brush, grounds=False)


def around(
    model: Model, factor: str, *, language: str = "nl", dark: bool = False, links: Links | None = None
) -> str:
    """A factor between what drives it (left) and what it drives (right); both at once stands at the right."""
    shown = tuple(place for place, one in enumerate(model.relations) if factor in (one.source, one.target))
    arrows = [(model.relations[place].source, model.relations[place].target) for place in shown]
    columns = {source: 0 for source, _ in arrows} | {target: 2 for _, target in arrows} | {factor: 1}
    placed = _stood(columns, arrows)
    brush = Brush(language, palette(dark), Highlight(), links)
    return drawn(model, cut_to(model, columns, shown), shown, placed, brush, grounds=False)


def ring(
    model: Model,
    relations: Sequence[int],
    *,
    language: str = "nl",
    dark: bool = False,
    links: Links | None = None,
) -> str:
    """A loop as SVG, its factors in a ring: relations (places in ``Model.relations``) one after another."""
    factors = [model.relations[place].source for place in relations]
    across = max(LEAST_ACROSS, len(factors) * ACROSS_EACH)
    high = max(LEAST_HIGH, len(factors) * HIGH_EACH)
    turns = [2 * pi * place / len(factors) - pi / 2 for place in range(len(factors))]
    placed = Placed(
        {
            factor: (
                round(MARGIN + NODE_WIDTH / 2 + across * (1 + cos(turn))),
                round(MARGIN + NODE_HEIGHT / 2 + high * (1 + sin(turn))),
            )
            for factor, turn in zip(factors, turns, strict=True)
        },
        {},
        2 * (MARGIN + across) + NODE_WIDTH,
        2 * (MARGIN + high) + NODE_HEIGHT,
    )
    brush = Brush(language, palette(dark), Highlight(), links)
    shown = tuple(relations)
    return drawn(model, cut_to(model, factors, shown), shown, placed, brush, grounds=False)


def _columns(arrows: Arrows, start: str, end: str) -> dict[str, int]:
    """How far to the right each factor stands; arrows of a network without loops all point to the right."""
    after: dict[str, list[str]] = defaultdict(list)
    for source, target in arrows:
        after[source].append(target)
    known = {start, end, *(factor for arrow in arrows for factor in arrow)}
    columns = _longest(arrows, known) or _nearest(after, start)
    last = max([*(column for factor, column in columns.items() if factor != end), 0]) + 1
    return {factor: columns.get(factor, last) for factor in sorted(known)} | {start: 0, end: last}


def _longest(arrows: Arrows, known: Iterable[str]) -> dict[str, int] | None:
    """The longest way to each factor; None when the arrows go round."""
    columns = dict.fromkeys(known, 0)
    for _ in range(len(columns) + 1):
        late = [(source, target) for source, target in arrows if columns[target] <= columns[source]]
        if not late:
            return columns
        for source, target in late:
            columns[target] = max(columns[target], columns[source] + 1)
    return None


def _nearest(after: Mapping[str, Sequence[str]], start: str) -> dict[str, int]:
    columns = {start: 0}
    waiting = deque([start])
    while waiting:
        factor = waiting.popleft()
        for target in after.get(factor, ()):
            if target not in columns:
                columns[target] = columns[factor] + 1
                waiting.append(target)
    return columns


def _stood(columns: Mapping[str, int], arrows: Arrows) -> Placed:
    """Places for the factors of each column, ordered so that arrows cross little."""
    rows: dict[int, list[str]] = defaultdict(list)
    for factor, column in columns.items():
        rows[column].append(factor)
    highest = max((len(row) for row in rows.values()), default=1)
    heights = _spread(rows, highest)
    for _ in range(SWEEPS):
        for column in sorted(rows):
            rows[column].sort(key=lambda factor: (_middle(factor, arrows, heights), factor))
            heights |= _spread({column: rows[column]}, highest)
    positions = {factor: _point(columns[factor], heights[factor]) for factor in columns}
    width = 2 * MARGIN + max(columns.values(), default=0) * COLUMN + NODE_WIDTH
    return Placed(positions, {}, width, 2 * MARGIN + (highest - 1) * LINE + NODE_HEIGHT)


def _spread(rows: Mapping[int, Sequence[str]], highest: int) -> dict[str, float]:
    return {
        factor: place + (highest - len(row)) / 2 for row in rows.values() for place, factor in enumerate(row)
    }


def _middle(factor: str, arrows: Arrows, heights: Mapping[str, float]) -> float:
    near = [heights[source] for source, target in arrows if target == factor]
    near += [heights[target] for source, target in arrows if source == factor]
    return sum(near) / len(near) if near else heights[factor]


def _point(column: int, height: float) -> Point:
    return MARGIN + NODE_WIDTH / 2 + column * COLUMN, MARGIN + NODE_HEIGHT / 2 + height * LINE
