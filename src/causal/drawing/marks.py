"""Small signs: what a factor is for, and the sign and footing of a relation. Each fits in a square of 14.

A sign is written once in a drawing (``shapes``) and drawn again wherever it stands: a picture of a hundred
factors stays light.
"""

from collections.abc import Iterator

from causal.drawing.colours import Palette
from causal.drawing.markup import again, element, whole
from causal.model import Factor, Role

SIZE = 14.0
SIGNS = {1: "plus", -1: "minus", 0: "unknown"}
SIGN_SHAPES = {
    "plus": ("M-4.5 0A4.5 4.5 0 1 1 4.5 0A4.5 4.5 0 1 1 -4.5 0Z", "M-2.5 0H2.5M0 -2.5V2.5"),
    "minus": ("M-4.2 -4.2H4.2V4.2H-4.2Z", "M-2.5 0H2.5"),
    "unknown": (
        "M0 -5.4L5.4 0L0 5.4L-5.4 0Z",
        "M-1.4 -1.2Q-1.2 -2.6 0.1 -2.6Q1.6 -2.5 1.4 -1.2Q1.2 -0.4 0 0.5M0 1.9V2.9",
    ),
}
LAYER_SHAPES = {"read": "M-3 0A3 3 0 1 1 3 0A3 3 0 1 1 -3 0Z", "inferred": "M0 -4.4L4.4 0L0 4.4L-4.4 0Z"}


def shapes(colours: Palette) -> Iterator[str]:
    """All signs, for the definitions of a drawing."""
    for name, drawn in ROLE_SHAPES.items():
        ground = element(
            "circle",
            class_="kzd-paper",
            r=SIZE / 2,
            fill=colours.node,
            stroke="currentColor",
            stroke_width=1.2,
        )
        yield element("g", [ground, drawn], id=f"kzd-{name}")
    for name, (edge, stroke) in SIGN_SHAPES.items():
        yield element("g", [_edged(edge, colours, 0.9), _stroked(stroke, 1.4)], id=f"kzd-{name}")
    for name, edge in LAYER_SHAPES.items():
        yield element("g", _edged(edge, colours, 1.0), id=f"kzd-{name}")
    yield element("g", _stroked("M-3.5 -3.5L3.5 3.5M-3.5 3.5L3.5 -3.5", 1.0), id="kzd-out")


def _edged(path: str, colours: Palette, width: float) -> str:
    return element(
        "path", class_="kzd-paper", d=path, fill=colours.node, stroke="currentColor", stroke_width=width
    )


def _stroked(path: str, width: float) -> str:
    return element("path", d=path, fill="none", stroke="currentColor", stroke_width=width)


def _bulls_eye() -> str:
    ring = element("circle", r=4.2, fill="none", stroke="currentColor", stroke_width=1.2)
    return ring + element("circle", r=1.8, fill="currentColor")


def _dial() -> str:
    ground = element("circle", r=4.6, fill="currentColor", fill_opacity=0.22)
    return ground + _stroked("M0 0L2.6 -3.2M-4 2.6H4", 1.5)


def _star() -> str:
    return element(
        "path", d="M0 -4.6L1.5 -1.5L4.6 0L1.5 1.5L0 4.6L-1.5 1.5L-4.6 0L-1.5 -1.5Z", fill="currentColor"
    )


ROLE_SHAPES = {
    "goal": _bulls_eye(),
    "lever": _dial(),
    "key": _star(),
    "effectiveness": _stroked("M-3.6 3.6V0.6M0 3.6V-2M3.6 3.6V-4.2", 1.9),
    "pressure": _stroked("M-4.4 -3.8H4.4M-4.4 3.8H4.4", 1.4)
    + _stroked("M0 -2.8V2.8M-1.8 -1L0 -2.8L1.8 -1M-1.8 1L0 2.8L1.8 1", 1.0),
}


def marks_of(factor: Factor) -> Iterator[str]:
    """The names of the marks a factor carries, in the order in which they are drawn."""
    for role in (Role.GOAL, Role.LEVER, Role.KEY, Role.EFFECTIVENESS):
        if role in factor.roles:
            yield role.value
    if factor.pressure:
        yield "pressure"


def mark(name: str, x: float, y: float, colours: Palette) -> str:
    """The mark of a role with its middle at this point."""
    return again(name, class_=f"kzd-mark is-{name}", x=x, y=y, color=getattr(colours, name))


def sign_mark(sign: int, x: float, y: float) -> str:
    """Plus in a circle, minus in a square, unknown in a diamond: told apart without colour."""
    return again(SIGNS[sign], class_="kzd-sign", x=whole(x), y=whole(y))


def layer_mark(layer: str, x: float, y: float) -> str:
    """Nothing for a stated relation, an open ring for a read one, an open diamond for an inferred one.

    A cross (``out``) for one that does not count.
    """
    known = layer in LAYER_SHAPES or layer == "out"
    return again(layer, class_="kzd-layer", x=whole(x), y=whole(y)) if known else ""
