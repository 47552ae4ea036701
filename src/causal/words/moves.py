"""A walk along relations, told step by step: up, down or not known."""

from collections.abc import Sequence

from causal.model import Graph, Model
from causal.words.naming import quoted
from causal.words.saying import listing, say

DIRECTIONS = {1: "goes-up", -1: "goes-down", 0: "changes"}


def directions(graph: Graph, relations: Sequence[int], start: int = 1) -> list[int]:
    """After each relation, where its target goes when the first factor goes ``start``: 1, -1, 0 (unknown)."""
    found, here = [], start
    for relation in relations:
        here *= int(graph.sign[relation])
        found.append(here)
    return found


def steps(model: Model, factors: Sequence[str], moves: Sequence[int], language: str) -> str:
    """``gaat ‘b’ omhoog, ‘c’ omlaag en ‘d’ omlaag``."""
    told = [
        say(language, DIRECTIONS[move], factor=quoted(model, factor, language))
        for factor, move in zip(factors, moves, strict=True)
    ]
    return listing(language, told)
