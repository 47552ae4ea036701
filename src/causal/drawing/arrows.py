"""One relation in MARVEL's notation: line style is strength, bars are speed, and a sign at the head.

Bars, from van Zijderveld (2007): very high is one half bar, high one, average one and a half, low two.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import atan2, degrees

import numpy as np

from causal.drawing.colours import Palette, sign_colours
from causal.drawing.geometry import Points, bezier
from causal.drawing.marks import SIGNS, layer_mark, sign_mark
from causal.drawing.markup import again, element, number, title, whole
from causal.model import Layer, Model, Relation, Scales

USUAL = 1.1  # how thick a line is when it does not say
LINES: Mapping[str, tuple[float | None, str | None]] = {
    "weak": (None, "1.5 3"),
    "average": (None, None),
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
OVERLAP = HEAD * 0.8  # a line ends this far before the tip, so that thick ones keep a point
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


def shapes(colours: Palette) -> Iterator[str]:
    """The heads of arrows with their bars, pointing right from the end of the line, for the definitions."""
    for name in SIGNS.values():
        for speed, sizes in BARS.items():
            head = element(
                "path",
                class_=None if name == "plus" else "kzd-paper",
                d=_head(name),
                fill="currentColor" if name == "plus" else colours.node,
                stroke_width=1.2,
            )
            bars = element("path", class_="kzd-bars", d=_bars(sizes), stroke_width=1.4)
            yield element("g", [bars, head], id=f"kzd-{name}-{speed}")


def _head(name: str) -> str:
    """Filled for plus, open for minus, an open diamond when the sign is unknown."""
    aside, back = number(HEAD * 0.45), number(OVERLAP - HEAD)
    if name == "unknown":
        middle = number(OVERLAP - HEAD / 2)
        return f"M{number(OVERLAP)} 0L{middle} {aside}L{back} 0L{middle} -{aside}Z"
    return f"M{number(OVERLAP)} 0L{back} {aside}V-{aside}Z"


def _bars(sizes: Sequence[float]) -> str:
    places = [number(OVERLAP - HEAD - 3.0 - order * BAR_GAP) for order in range(len(sizes))]
    whole_bar = f"{number(-BAR)}V{number(BAR)}"
    return "".join(
        f"M{place} {whole_bar if size == 1.0 else f'0V{number(BAR)}'}"
        for place, size in zip(places, sizes, strict=True)
    )


def arrow(
    model: Model, place: int, corners: Points, *, colours: Palette, name: str, lit: bool = False
) -> str:
    """The drawing of relation number ``place`` along these corners; ``name`` says it in words."""
    relation = model.relations[place]
    points = bezier(corners, STEPS)
    length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    width, dashes = LINES[strength_class(relation.strength, model.scales)]
    way = _way(points, length, HEAD)
    base = np.round(points[-1] - way * OVERLAP)
    inner = [
        title(name),
        element(
            "path",
            class_="kzd-line",
            d=_curve(corners - base),
            stroke_width=width,
            stroke_dasharray=dashes,
        ),
        again(
            f"{SIGNS[int(relation.sign)]}-{speed_class(relation.speed, model.scales)}",
            transform=f"rotate({round(degrees(atan2(way[1], way[0])))})",
        ),
        _sign(points - base, length, relation),
        layer_mark(
            Layer(relation.layer).value if relation.counts else "out",
            *(points[len(points) * 2 // 5] - base),
        ),
    ]
    return element(
        "g",
        inner,
        class_=_classes(relation, lit),
        data_from=relation.source,
        data_to=relation.target,
        color=sign_colours(colours)[int(relation.sign)],
        transform=f"translate({_spot(base)})",
    )


def _classes(relation: Relation, lit: bool) -> str:
    extra = (" is-out" if not relation.counts else "") + (" is-lit" if lit else "")
    return f"kzd-relation is-{SIGNS[int(relation.sign)]} is-{relation.layer}{extra}"


def _spot(point: Points) -> str:
    return f"{whole(point[0])} {whole(point[1])}"


def _curve(corners: Points) -> str:
    """The curve to the end of the line, which is the middle of an arrow's own coordinates."""
    start, one, other = (_spot(point) for point in corners[:3])
    return f"M{start}C{one} {other} 0 0"


def _way(points: Points, length: Points, back: float) -> Points:
    """The direction in which the last bit of the curve points."""
    way = points[-1] - _at(points, length, length[-1] - back)
    return np.asarray(way / (np.hypot(*way) or 1.0))


def _at(points: Points, length: Points, along: float) -> Points:
    return np.array([np.interp(along, length, points[:, axis]) for axis in (0, 1)])


def _sign(points: Points, length: Points, relation: Relation) -> str:
    along = max(length[-1] - HEAD - 16.0, length[-1] / 2)
    middle = _at(points, length, along)
    way = _at(points, length, along + 1.0) - middle
    aside = np.array([-way[1], way[0]]) / (np.hypot(*way) or 1.0) * 8.5
    x, y = middle + aside
    return sign_mark(int(relation.sign), x, y)
