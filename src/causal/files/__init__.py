"""Models in files: reading, checking, writing, and what a format cannot hold."""

from causal.files.loading import dump, load, parse, read
from causal.files.losses import Loss, Read, Written
from causal.files.own import from_json, to_json
from causal.files.problems import ModelErrors, Problem
from causal.files.registry import format_names, format_of

__all__ = [
    "Loss",
    "ModelErrors",
    "Problem",
    "Read",
    "Written",
    "dump",
    "format_names",
    "format_of",
    "from_json",
    "load",
    "parse",
    "read",
    "to_json",
]
