"""Pictures of a model: the diagram in MARVEL's notation, routes, charts; SVG or PNG."""

from causal.drawing.arranging import arrange, layout
from causal.drawing.charts import Series, line_chart
from causal.drawing.diagram import Highlight, diagram
from causal.drawing.layers import around, ring, routes
from causal.drawing.legend import legend
from causal.drawing.png import png

__all__ = [
    "Highlight",
    "Series",
    "around",
    "arrange",
    "diagram",
    "layout",
    "legend",
    "line_chart",
    "png",
    "ring",
    "routes",
]
