"""Bars as SVG. The table that belongs to a chart is for the document: it holds the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from causal.drawing.geometry import Box
from causal.drawing.markup import document, element, number, text

WIDTH, LABELS, ROW, BAR = 720.0, 220.0, 34.0, 20.0
LEGEND = 30.0
LETTER = 13.0
_LONGEST = 34
_COLOURS = ("#7d8a91", "#2b6ea3", "#b4632a", "#0b6b75", "#55666f")
# In a PDF only the fonts that come with its maker are there.
_FONT = "'Source Sans 3', 'Helvetica Neue', Arial, 'Libertinus Serif', sans-serif"


@dataclass(frozen=True)
class Row:
    """A named bar of as many parts as there are series; ``told`` is what is written behind it."""

    name: str
    parts: Sequence[float]
    told: str


def bars(rows: Sequence[Row], series: Sequence[str], *, label: str) -> str:
    """Stacked bars on one scale, told apart by colour, order and a legend; ``label`` names the chart."""
    most = max((sum(row.parts) for row in rows), default=0.0) or 1.0
    top = LEGEND if len(series) > 1 else 4.0
    content = list(_legend(series)) if len(series) > 1 else []
    for place, row in enumerate(rows):
        content += _row(row, top + place * ROW, (WIDTH - LABELS - 110.0) / most)
    frame = Box(0.0, 0.0, WIDTH, top + len(rows) * ROW + 4.0)
    return document(content, frame=frame, label=label, class_="pl-bars")


def _row(row: Row, y: float, scale: float) -> list[str]:
    middle = y + BAR / 2 + LETTER / 3
    name = row.name if len(row.name) <= _LONGEST else f"{row.name[: _LONGEST - 1]}…"
    drawn = [_words(name, 0.0, middle)]
    x = LABELS
    for place, value in enumerate(row.parts):
        if value:
            drawn.append(_block(x, y, value * scale, BAR, place))
            x += value * scale
    return [*drawn, _words(row.told, x + 8.0, middle)]


def _legend(series: Sequence[str]) -> list[str]:
    drawn = []
    for place, name in enumerate(series):
        x = place * WIDTH / len(series)
        drawn += [_block(x, 4.0, 12.0, 12.0, place), _words(name, x + 18.0, 15.0)]
    return drawn


def _block(x: float, y: float, width: float, height: float, place: int) -> str:
    colour = _COLOURS[place % len(_COLOURS)]
    return element(
        "rect", x=x, y=y, width=max(width, 1.0), height=height, fill=colour, class_=f"pl-bar-{place}"
    )


def _words(words: str, x: float, y: float) -> str:
    return text(
        words, x=number(x), y=number(y), font_size=number(LETTER), font_family=_FONT, fill="currentColor"
    )
