"""What a graph holds without any sums in time: components, loops, routes and what cuts them."""

from causal.structure.components import strongly_connected
from causal.structure.cuts import Cut, cut_factors, smallest_cut
from causal.structure.leading import Leading, leading_routes
from causal.structure.loop import Loop, LoopCount, LoopSet, LoopType
from causal.structure.loops import count_loops, find_loops, iter_loops, loop_over, rank_loops
from causal.structure.path import Path, PathSet
from causal.structure.paths import find_paths, path_of

__all__ = [
    "Cut",
    "Leading",
    "Loop",
    "LoopCount",
    "LoopSet",
    "LoopType",
    "Path",
    "PathSet",
    "count_loops",
    "cut_factors",
    "find_loops",
    "find_paths",
    "iter_loops",
    "leading_routes",
    "loop_over",
    "path_of",
    "rank_loops",
    "smallest_cut",
    "strongly_connected",
]
