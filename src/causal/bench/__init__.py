"""How fast the engine is, beside networkx and beside the same work written plainly in numpy."""

from causal.bench.rows import HEAD, Row, measured

__all__ = ["HEAD", "Row", "measured"]
