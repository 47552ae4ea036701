"""The tables of this part, by subject."""

from ketenzicht.planning.models.consultations import (
    Change,
    Chapter,
    Cluster,
    Consultation,
    Placement,
    Source,
    SourceLine,
    Statement,
)

__all__ = [
    "Change",
    "Chapter",
    "Cluster",
    "Consultation",
    "Placement",
    "Source",
    "SourceLine",
    "Statement",
]
