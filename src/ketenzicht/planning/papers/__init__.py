"""Documents that leave: made of a few kinds of pieces, set as an accessible PDF, as Word or as a page."""

from ketenzicht.planning.papers.pieces import (
    Facts,
    Heading,
    Items,
    Paper,
    Paragraph,
    Picture,
    Piece,
    Said,
    Table,
)

__all__ = ["Facts", "Heading", "Items", "Paper", "Paragraph", "Picture", "Piece", "Said", "Table"]
