"""One relation in MARVEL's notation: line style is strength, bars are speed, and a sign at the head.

Bars, from van Zijderveld (2007): very high is one half bar, high one, average one and a half, low two.
"""

from collections.abc import Mapping

import numpy as np

from causal.drawing.colours import Palette, sign_colours
from causal.drawing.geometry import Points, bezier
from causal.drawing.marks import layer_mark, sign_mark
from causal.drawing.markup import element, number, title
from causal.model import Layer, Model, Relation, Scales

LINES: Mapping[str, tuple[float, str | None]] = {
    "weak": (1.1, "1.5 3"),
    "average": (1.1, None),
    "strong": (2.2, None),
    "very_strong": (3.6, None),
}
BARS: Mapping[str, tuple[float, ...]] = {
    "very_high": (0.5,),
    "high": (1.0,),
    "average": (1.0, 0.5),
    "low": (1.0, 1.0),
}
HEAD = 8.0
BAR = 5.0
BAR_GAP = 3.6
STEPS = np.linspace(0.0, 1.0, 81)


def strength_class(value: str | float, scales: Scales) -> str:
    """The class whose gain is nearest; a class of the scales stays itself when the notation knows it."""
    return _nearest(value, scales.strengths, LINES)


def speed_class(value: str | float, scales: Scales) -> str:
    """The class whose delay is nearest; a class of the scales stays itself when the notation knows it."""
    return _nearest(value, scales.speeds, BARS)


def _nearest(value: str | float, scale: Mapping[str, float], known: Mapping[str, object]) -> str:
    if isinstance(value, str) and value in known:
        return value
    size = scale[value] if isinstance(value, str) else abs(float(value))
    told = {name: number for name, number in scale.items() if name in known}
    return min(told, key=lambda name: abs(told[name] - size), default="average")


def arrow(
    model: Model, place: int, corners: Points, *, colours: Palette, name: str, lit: bool = False
) -> str:
    """The drawing of relation number ``place`` along these corners; ``name`` says it in words."""
    relation = model.relations[place]
    points = bezier(corners, STEPS)
    length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    width, dashes = LINES[strength_class(relation.strength, model.scales)]
    head, way = points[-1], _way(points, length, HEAD)
    base = head - way * HEAD * 0.8
    inner = [
        title(name),
        element(
            "path", class_="kzd-line", d=_curve(corners, base), stroke_width=width, stroke_dasharray=dashes
        ),
        element("path", class_="kzd-bars", d=_bars(points, length, relation, model.scales), stroke_width=1.4),
        _head(head, way, relation, colours),
        _sign(points, length, relation, colours),
        _middle(points, relation, colours),
    ]
    return element(
        "g",
        inner,
        class_=_classes(relation, lit),
        data_relation=place,
        data_from=relation.source,
        data_to=relation.target,
        color=sign_colours(colours)[int(relation.sign)],
        stroke="currentColor",
        fill="none",
    )


def _classes(relation: Relation, lit: bool) -> str:
    sign = {1: "plus", -1: "minus", 0: "unknown"}[int(relation.sign)]
    extra = (" is-out" if not relation.counts else "") + (" is-lit" if lit else "")
    return f"kzd-relation is-{sign} is-{relation.layer}{extra}"


def _curve(corners: Points, end: Points) -> str:
    a, b, c = (f"{number(x)} {number(y)}" for x, y in corners[:3])
    return f"M{a}C{b} {c} {number(end[0])} {number(end[1])}"


def _way(points: Points, length: Points, back: float) -> Points:
    """The direction in which the last bit of the curve points."""
    way = points[-1] - _at(points, length, length[-1] - back)
    return np.asarray(way / (np.hypot(*way) or 1.0))


def _at(points: Points, length: Points, along: float) -> Points:
    return np.array([np.interp(along, length, points[:, axis]) for axis in (0, 1)])


def _bars(points: Points, length: Points, relation: Relation, scales: Scales) -> str:
    strokes: list[str] = []
    for order, size in enumerate(BARS[speed_class(relation.speed, scales)]):
        along = length[-1] - HEAD - 3.0 - order * BAR_GAP
        if along < 4.0:
            break
        middle = _at(points, length, along)
        way = _at(points, length, along + 1.0) - middle
        aside = np.array([-way[1], way[0]]) / (np.hypot(*way) or 1.0) * BAR
        strokes.append(_stroke(middle - aside if size == 1.0 else middle, middle + aside))
    return "".join(strokes)


def _stroke(one: Points, other: Points) -> str:
    return f"M{number(one[0])} {number(one[1])}L{number(other[0])} {number(other[1])}"


def _head(tip: Points, way: Points, relation: Relation, colours: Palette) -> str:
    """Filled for plus, open for minus, an open diamond when the sign is unknown."""
    aside = np.array([-way[1], way[0]]) * HEAD * 0.45
    back = tip - way * HEAD
    corners = [tip, back + aside, back - aside]
    if relation.sign == 0:
        middle = tip - way * HEAD / 2
        corners = [tip, middle + aside, back, middle - aside]
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "Z"
    fill = "currentColor" if relation.sign == 1 else colours.node
    return element("path", class_="kzd-head", d=path, fill=fill, stroke_width=1.2)


def _sign(points: Points, length: Points, relation: Relation, colours: Palette) -> str:
    along = max(length[-1] - HEAD - 16.0, length[-1] / 2)
    middle = _at(points, length, along)
    way = _at(points, length, along + 1.0) - middle
    aside = np.array([-way[1], way[0]]) / (np.hypot(*way) or 1.0) * 8.5
    x, y = middle + aside
    return sign_mark(int(relation.sign), x, y, colours)


def _middle(points: Points, relation: Relation, colours: Palette) -> str:
    x, y = points[len(points) * 2 // 5]
    crossed = element(
        "path",
        class_="kzd-out",
        d="M-3.5 -3.5L3.5 3.5M-3.5 3.5L3.5 -3.5",
        transform=f"translate({x:.1f} {y:.1f})",
    )
    return layer_mark(Layer(relation.layer).value, x, y, colours) if relation.counts else crossed
