"""Counting loops by type without listing them."""

from collections.abc import Sequence

from causal.model import Graph
from causal.structure.contraction import Contracted
from causal.structure.loop import LoopCount
from causal.structure.runs import Run
from causal.structure.search import Net


class Census:
    """Adds up loops until ``limit`` of them, or until ``deadline`` (of ``time.monotonic``)."""

    def __init__(self, limit: int, deadline: float | None = None) -> None:
        self._limit = limit
        self._deadline = deadline
        self._count = self._signed = self._balance = 0
        self._complete = True

    def add_own(self, graph: Graph, relations: Sequence[int]) -> None:
        """Add relations of factors to themselves; each is a loop."""
        signs = graph.sign[list(relations)].tolist()
        self._add((len(signs), len(signs) - signs.count(0), sum(signs)))

    def add(self, net: Net, root: int | None, max_length: int | None) -> None:
        """Add the loops of a component, through a factor when ``root`` is its number there."""
        if self._count >= self._limit:
            self._complete = False
            return
        if max_length is None or max_length >= len(net.offsets) - 1:
            smaller = Contracted(net, root)
            self._add(smaller.closed)
            if root is not None and smaller.root is None:
                return
            net, root, max_length = smaller.net, smaller.root, None
        run = Run(net, max_length=max_length, root=root, deadline=self._deadline)
        run.count(max(self._limit - self._count, 0))
        self._add(run.tally)
        self._complete = self._complete and run.is_done

    def result(self) -> LoopCount:
        """What was counted."""
        return LoopCount(
            count=self._count,
            complete=self._complete,
            reinforcing=(self._signed + self._balance) // 2,
            balancing=(self._signed - self._balance) // 2,
            undetermined=self._count - self._signed,
        )

    def _add(self, tally: tuple[int, int, int]) -> None:
        self._count += tally[0]
        self._signed += tally[1]
        self._balance += tally[2]
