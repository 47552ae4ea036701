"""A smaller net with as many loops, for counting only."""

from collections import defaultdict
from collections.abc import Iterable

from causal.structure.components import net_of
from causal.structure.search import Net

Weight = tuple[int, int, int]  # ways, of known sign, positive minus negative


class Contracted:
    """A net of which every factor with a single way in, or a single way out, is merged into that neighbour.

    A loop through such a factor passes its neighbour too: no loop is lost and none is made. What becomes a
    way from a factor to itself is a loop already: ``closed`` holds those as (loops, signed, balance). Between
    two factors all ways become one slot that carries how many they are. ``kept`` is never merged away, and
    then only loops through it are counted: ``root`` is its new number, None when none of them is left.
    """

    def __init__(self, net: Net, kept: int | None = None) -> None:
        self.closed: Weight = (0, 0, 0)
        self._kept = kept
        self._ahead: dict[int, dict[int, Weight]] = defaultdict(dict)
        self._behind: dict[int, set[int]] = defaultdict(set)
        weights = zip(net.ways, net.signed, net.balance, strict=True)
        for tail, head, weight in zip(net.tail, net.head, weights, strict=True):
            self._join(tail, head, weight)
        self._merge(range(len(net.offsets) - 1))
        self.net, self.root = self._renumbered()

    def _join(self, tail: int, head: int, weight: Weight) -> None:
        if tail == head:
            if self._kept in (None, tail):
                self.closed = _sum(self.closed, weight)
            return
        self._ahead[tail][head] = _sum(self._ahead[tail].get(head, (0, 0, 0)), weight)
        self._behind[head].add(tail)

    def _merge(self, nodes: Iterable[int]) -> None:
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            ahead, behind = self._ahead[node], self._behind[node]
            if node == self._kept or not (ahead or behind):
                continue
            if not (ahead and behind) or len(ahead) == 1 or len(behind) == 1:
                waiting.extend({*ahead, *behind})
                self._bridge(node)

    def _bridge(self, node: int) -> None:
        ahead, behind = self._ahead.pop(node), self._behind.pop(node)
        for head in ahead:
            self._behind[head].discard(node)
        for tail in behind:
            before = self._ahead[tail].pop(node)
            for head, after in ahead.items():
                self._join(tail, head, (before[0] * after[0], before[1] * after[1], before[2] * after[2]))

    def _renumbered(self) -> tuple[Net, int | None]:
        nodes = [node for node, ahead in self._ahead.items() if ahead]
        order = sorted(nodes, key=lambda node: (-len(self._ahead[node]) - len(self._behind[node]), node))
        number = {node: place for place, node in enumerate(order)}
        slots = [
            (number[tail], number[head], weight)
            for tail in order
            for head, weight in self._ahead[tail].items()
        ]
        net = net_of(len(order), [s[0] for s in slots], [s[1] for s in slots], [s[2] for s in slots])
        return net, None if self._kept is None else number.get(self._kept)


def _sum(one: Weight, other: Weight) -> Weight:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
