"""Plain questions to the arrows of a graph: which signs, which way, how far."""

import itertools
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from causal.model import Graph, Sign


@dataclass(frozen=True)
class Arrow:
    """One relation that counts; ``delay`` is in the model's time unit."""

    source: str
    target: str
    sign: Sign
    delay: float


class Arrows:
    """The arrows of a graph by factor. Parallel arrows stay apart."""

    def __init__(self, graph: Graph) -> None:
        self.out: dict[str, list[Arrow]] = {factor: [] for factor in graph.factors}
        self.into: dict[str, list[Arrow]] = {factor: [] for factor in graph.factors}
        rows = zip(graph.source, graph.target, graph.sign, graph.delay, strict=True)
        for source, target, sign, delay in rows:
            arrow = Arrow(graph.factors[source], graph.factors[target], Sign(int(sign)), float(delay))
            self.out[arrow.source].append(arrow)
            self.into[arrow.target].append(arrow)

    def between(self, source: str, target: str) -> list[Arrow]:
        return [arrow for arrow in self.out[source] if arrow.target == target]

    def signs_along(self, route: Sequence[str]) -> frozenset[Sign]:
        """Every product of signs along this exact route; empty when a step has no arrow."""
        products = {Sign.PLUS}
        for source, target in itertools.pairwise(route):
            steps = {arrow.sign for arrow in self.between(source, target)}
            products = {Sign(int(one) * int(step)) for one in products for step in steps}
        return frozenset(products)

    def missing_step(self, route: Sequence[str]) -> tuple[str, str] | None:
        for source, target in itertools.pairwise(route):
            if not self.between(source, target):
                return source, target
        return None

    def reached(self, start: str, without: Collection[str] = ()) -> frozenset[str]:
        """The factors that can be reached from ``start`` in one step or more, never through ``without``."""
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            for arrow in self.out[waiting.pop()]:
                if arrow.target not in seen and arrow.target not in without:
                    seen.add(arrow.target)
                    waiting.append(arrow.target)
        return frozenset(seen)

    def fewest_steps(self, start: str, end: str) -> dict[Sign, int]:
        """Per sign, the fewest steps after which such an effect arrives; absent when it never does."""
        first: dict[tuple[str, Sign], int] = {(start, Sign.PLUS): 0}
        waiting = deque(first)
        while waiting:
            factor, sign = waiting.popleft()
            for arrow in self.out[factor]:
                there = (arrow.target, Sign(int(sign) * int(arrow.sign)))
                if arrow.sign and there not in first:
                    first[there] = first[(factor, sign)] + 1
                    waiting.append(there)
        return {sign: steps for (factor, sign), steps in first.items() if factor == end and steps}
