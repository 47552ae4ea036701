"""A document as PDF."""

from pathlib import Path

from causal.typesetting import accessible_pdf
from ketenzicht.planning.papers.pieces import Paper, legible

_TEMPLATE = Path(__file__).with_name("paper.typ")


def as_pdf(paper: Paper) -> bytes:
    """The document as PDF/UA-1. The same document gives the same bytes."""
    return accessible_pdf(_TEMPLATE.read_bytes(), legible(paper).as_data())
