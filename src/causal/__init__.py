"""Causal models of factors and signed relations: time response, loops, paths, press perturbation, formats.

Knows nothing of Django, of a database or of any subject; ``README.md`` says where to start reading.
"""

__version__ = "0.1.0"
