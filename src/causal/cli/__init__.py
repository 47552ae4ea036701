"""``./ketenzicht causal …``: the answers of the engine on the command line, as text or as one JSON object."""

from causal.cli.entry import main

__all__ = ["main"]
