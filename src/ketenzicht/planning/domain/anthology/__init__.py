"""Reads an anthology as it was published: chapters, numbered clusters, literal statements."""

from ketenzicht.planning.domain.anthology.lines import Line
from ketenzicht.planning.domain.anthology.reading import read
from ketenzicht.planning.domain.anthology.result import (
    Anthology,
    Chapter,
    Cluster,
    Doubt,
    LeftOut,
    Reason,
    Statement,
)

__all__ = ["Anthology", "Chapter", "Cluster", "Doubt", "LeftOut", "Line", "Reason", "Statement", "read"]
