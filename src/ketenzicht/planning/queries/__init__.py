"""What one may read of consultations."""

from ketenzicht.planning.queries.clusters import (
    ClusterView,
    chapters_of,
    cluster_by_number,
    clusters_to_choose,
    neighbours,
    statements_in,
)
from ketenzicht.planning.queries.consultations import (
    consultation_for,
    consultations_visible_to,
    keeps,
    last_change,
    source_of,
    tally,
)
from ketenzicht.planning.queries.reviewing import (
    LeftOutGroup,
    Unsure,
    left_out_lines,
    next_unsure,
    unsure_of,
)
from ketenzicht.planning.queries.searching import Found, search, statement_by_number

__all__ = [
    "ClusterView",
    "Found",
    "LeftOutGroup",
    "Unsure",
    "chapters_of",
    "cluster_by_number",
    "clusters_to_choose",
    "consultation_for",
    "consultations_visible_to",
    "keeps",
    "last_change",
    "left_out_lines",
    "neighbours",
    "next_unsure",
    "search",
    "source_of",
    "statement_by_number",
    "statements_in",
    "tally",
    "unsure_of",
]
