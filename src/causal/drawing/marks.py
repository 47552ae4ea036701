"""Small signs: what a factor is for, and the sign and footing of a relation. Each fits in a square of 14."""

from collections.abc import Iterator

from causal.drawing.colours import Palette
from causal.drawing.markup import element
from causal.model import Factor, Role

SIZE = 14.0


def marks_of(factor: Factor) -> Iterator[str]:
    """The names of the marks a factor carries, in the order in which they are drawn."""
    for role in (Role.GOAL, Role.LEVER, Role.KEY, Role.EFFECTIVENESS):
        if role in factor.roles:
            yield role.value
    if factor.pressure:
        yield "pressure"


def mark(name: str, x: float, y: float, colours: Palette) -> str:
    """The mark with its middle at this point."""
    colour = getattr(colours, name)
    shapes = {"goal": _bulls_eye, "lever": _dial, "key": _star, "effectiveness": _gauge, "pressure": _weight}
    ground = element("circle", r=SIZE / 2, fill=colours.node, stroke="currentColor", stroke_width=1.2)
    return element(
        "g",
        [ground, shapes[name]()],
        class_=f"kzd-mark is-{name}",
        transform=f"translate({x:g} {y:g})",
        color=colour,
    )


def _bulls_eye() -> str:
    ring = element("circle", r=4.2, fill="none", stroke="currentColor", stroke_width=1.2)
    return ring + element("circle", r=1.8, fill="currentColor")


def _dial() -> str:
    return element("circle", r=4.6, fill="currentColor", fill_opacity=0.22) + element(
        "path", d="M0 0L2.6 -3.2M-4 2.6H4", fill="none", stroke="currentColor", stroke_width=1.5
    )


def _star() -> str:
    return element(
        "path", d="M0 -4.6L1.5 -1.5L4.6 0L1.5 1.5L0 4.6L-1.5 1.5L-4.6 0L-1.5 -1.5Z", fill="currentColor"
    )


def _gauge() -> str:
    return element(
        "path", d="M-3.6 3.6V0.6M0 3.6V-2M3.6 3.6V-4.2", fill="none", stroke="currentColor", stroke_width=1.9
    )


def _weight() -> str:
    return element(
        "path", d="M-4.4 -3.8H4.4M-4.4 3.8H4.4", fill="none", stroke="currentColor", stroke_width=1.4
    ) + (
        element(
            "path",
            d="M0 -2.8V2.8M-1.8 -1L0 -2.8L1.8 -1M-1.8 1L0 2.8L1.8 1",
            fill="none",
            stroke="currentColor",
        )
    )


def sign_mark(sign: int, x: float, y: float, colours: Palette) -> str:
    """Plus in a circle, minus in a square, unknown in a diamond: told apart without colour."""
    shape = {
        1: "M-4.5 0A4.5 4.5 0 1 1 4.5 0A4.5 4.5 0 1 1 -4.5 0Z",
        -1: "M-4.2 -4.2H4.2V4.2H-4.2Z",
        0: "M0 -5.4L5.4 0L0 5.4L-5.4 0Z",
    }[sign]
    stroke = {
        1: "M-2.5 0H2.5M0 -2.5V2.5",
        -1: "M-2.5 0H2.5",
        0: "M-1.4 -1.2Q-1.2 -2.6 0.1 -2.6Q1.6 -2.5 1.4 -1.2Q1.2 -0.4 0 0.5M0 1.9V2.9",
    }
    return element(
        "g",
        [
            element("path", d=shape, fill=colours.node, stroke="currentColor", stroke_width=0.9),
            element("path", d=stroke[sign], fill="none", stroke="currentColor", stroke_width=1.4),
        ],
        class_="kzd-sign",
        transform=f"translate({x:.1f} {y:.1f})",
    )


def layer_mark(layer: str, x: float, y: float, colours: Palette) -> str:
    """Nothing for a stated relation, an open ring for a read one, an open diamond for an inferred one."""
    shape = {"read": "M-3 0A3 3 0 1 1 3 0A3 3 0 1 1 -3 0Z", "inferred": "M0 -4.4L4.4 0L0 4.4L-4.4 0Z"}.get(
        layer
    )
    if not shape:
        return ""
    return element(
        "path",
        d=shape,
        class_="kzd-layer",
        fill=colours.node,
        stroke="currentColor",
        transform=f"translate({x:.1f} {y:.1f})",
    )
