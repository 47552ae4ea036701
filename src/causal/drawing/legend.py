"""What the signs of a diagram mean."""

from collections.abc import Iterator

import numpy as np

from causal.drawing.arrows import BARS, LINES, USUAL, arrow
from causal.drawing.colours import Palette, palette
from causal.drawing.diagram import shapes
from causal.drawing.geometry import Box
from causal.drawing.marks import mark
from causal.drawing.markup import document, element, text
from causal.drawing.words import words
from causal.model import Factor, Layer, Model, Relation, RelationKind, Sign

LINE = 26.0
COLUMN = 226.0
ARROW = 64.0
LETTER = 13.0
ROLES = ("goal", "lever", "key", "effectiveness", "pressure")


def legend(*, language: str = "nl", dark: bool = False, alone: bool = True) -> str:
    """The legend as an SVG document: direction, strength, speed, footing, role.

    On a page that shows a diagram too it need not be ``alone``: it draws the shapes of that one.
    """
    colours, said = palette(dark), words(language)
    columns = (
        (
            "sign",
            [
                ("plus", _relation(sign=Sign.PLUS)),
                ("minus", _relation(sign=Sign.MINUS)),
                ("unknown", _relation(sign=Sign.UNKNOWN)),
            ],
        ),
        ("strength", [(name, _relation(strength=name)) for name in LINES]),
        ("speed", [(name, _relation(speed=name)) for name in BARS]),
        (
            "layer",
            [
                *((one.value, _relation(layer=one)) for one in Layer),
                ("out", _relation(kind=RelationKind.SUMMARY)),
            ],
        ),
    )
    content: list[str] = []
    for place, (heading, rows) in enumerate(columns):
        content.append(_heading(said[heading], place * COLUMN, colours))
        for line, (name, relation) in enumerate(rows):
            content += _row(relation, said[name], place * COLUMN, (line + 1.6) * LINE, colours)
    content += _roles(len(columns) * COLUMN, colours, language)
    frame = Box(0.0, 0.0, COLUMN * (len(columns) + 1), LINE * 6.4)
    return document(
        content,
        frame=frame,
        label=said["legend"],
        class_="kzd kzd-legend",
        shapes=shapes(colours) if alone else (),
    )


def _relation(
    *,
    sign: Sign = Sign.PLUS,
    strength: str = "average",
    speed: str = "high",
    layer: Layer = Layer.STATED,
    kind: RelationKind = RelationKind.CAUSAL,
) -> Relation:
    return Relation("r", "a", "b", sign, strength=strength, speed=speed, layer=layer, kind=kind)


def _heading(name: str, x: float, colours: Palette) -> str:
    return text(
        name, x=x + 6, y=18.0, font_size=LETTER + 1, font_weight="650", fill=colours.ink, class_="kzd-label"
    )


def _row(relation: Relation, name: str, x: float, y: float, colours: Palette) -> list[str]:
    model = Model("legend", (Factor("a"), Factor("b")), (relation,))
    across = np.linspace(x + 6, x + 6 + ARROW, 4)
    corners = np.stack([across, np.full(4, y)], axis=1)
    drawn = arrow(model, 0, corners, colours=colours, name=name)
    return [
        element("g", drawn, stroke="currentColor", stroke_width=USUAL, fill="none"),
        text(name, x=x + ARROW + 18, y=y + 4.5, font_size=LETTER, fill=colours.ink, class_="kzd-label"),
    ]


def _roles(x: float, colours: Palette, language: str) -> Iterator[str]:
    said = words(language)
    yield _heading(said["role"], x, colours)
    for line, name in enumerate(ROLES):
        y = (line + 1.6) * LINE * 0.92
        yield mark(name, x + 15, y, colours)
        yield text(said[name], x=x + 32, y=y + 4.5, font_size=LETTER, fill=colours.ink, class_="kzd-label")
