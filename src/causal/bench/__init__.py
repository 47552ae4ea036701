"""How fast the engine is, beside networkx and beside the same work written plainly in numpy."""

from causal.bench.rows import HEAD, Row, measured, peak_megabytes

__all__ = ["HEAD", "Row", "measured", "peak_megabytes"]
