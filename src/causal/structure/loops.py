"""All feedback loops of a graph: listed, streamed, counted, ranked."""

import time
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from causal.model import Graph
from causal.structure.census import Census
from causal.structure.components import Piece, pieces
from causal.structure.loop import Loop, LoopCount, LoopSet, LoopType
from causal.structure.runs import NO_LIMIT, Run

LISTED = 10_000
COUNTED = 1_000_000
TYPES = {1: LoopType.REINFORCING, -1: LoopType.BALANCING, 0: LoopType.UNDETERMINED}


def find_loops(
    graph: Graph,
    *,
    limit: int = LISTED,
    max_length: int | None = None,
    through: str | None = None,
    budget_seconds: float | None = None,
    count_limit: int = COUNTED,
) -> LoopSet:
    """The loops of at most ``max_length`` relations (through a factor), ``limit`` of them at most.

    Relations of a factor to itself are loops; the self-limitation that goes without saying is not. After
    ``limit`` loops it goes on counting, up to ``count_limit``. Raises ValueError for an unknown factor.
    """
    began = time.monotonic()
    hunt = _Hunt(graph, max_length, through, budget_seconds)
    loops = tuple(hunt.stream(limit))
    if hunt.is_done:
        counted = _counted(loops)
    else:
        left = None if budget_seconds is None else began + budget_seconds - time.monotonic()
        counted = count_loops(
            graph, limit=max(limit, count_limit), max_length=max_length, through=through, budget_seconds=left
        )
    why = _why_incomplete(len(loops), counted)
    if not why and _has_longer(graph, max_length, through, counted.count):
        why = ("length",)
    return LoopSet(
        count=max(counted.count, len(loops)),
        complete=not why,
        reinforcing=counted.reinforcing,
        balancing=counted.balancing,
        undetermined=counted.undetermined,
        loops=loops,
        why_incomplete=why,
    )


def iter_loops(
    graph: Graph,
    *,
    max_length: int | None = None,
    through: str | None = None,
    budget_seconds: float | None = None,
) -> Iterator[Loop]:
    """The loops one by one while the search goes on. Raises ValueError for an unknown factor."""
    return _Hunt(graph, max_length, through, budget_seconds).stream(NO_LIMIT)


def count_loops(
    graph: Graph,
    *,
    limit: int | None = None,
    max_length: int | None = None,
    through: str | None = None,
    budget_seconds: float | None = None,
) -> LoopCount:
    """How many loops there are, without making them; stops at ``limit``. Raises ValueError as above."""
    at = None if through is None else graph.index(through)
    deadline = None if budget_seconds is None else time.monotonic() + budget_seconds
    census = Census(NO_LIMIT if limit is None else limit, deadline)
    census.add_own(graph, _own(graph, at, max_length))
    for piece, root in _aimed(pieces(graph), at):
        census.add(piece.net, root, max_length)
    return census.result()


def rank_loops(loops: Iterable[Loop], by: str = "gain", goals: Collection[str] = ()) -> tuple[Loop, ...]:
    """Loops by size of gain (unknown last), by length (short first) or by goals touched (most first).

    Ties go to the stronger and then the shorter loop. Raises ValueError for another order.
    """

    def strength(loop: Loop) -> tuple[float, int, tuple[int, ...]]:
        return (-abs(loop.gain) if loop.gain is not None else 1.0, len(loop.relations), loop.relations)

    orders = {
        "gain": strength,
        "length": lambda loop: (len(loop.relations), *strength(loop)),
        "goals": lambda loop: (-len(set(goals) & set(loop.factors)), *strength(loop)),
    }
    if by not in orders:
        raise ValueError(f"Loops are ranked by {', '.join(orders)}, not by {by}.")
    return tuple(sorted(loops, key=orders[by]))


def loop_over(graph: Graph, relations: Sequence[int]) -> Loop:
    """The loop over these relations (places in the graph's arrays), in order from any of them.

    Raises ValueError when they do not lead back to where they began, or pass a factor twice.
    """
    places = np.array(relations, dtype=np.int64)
    if not len(places) or places.min() < 0 or places.max() >= len(graph.source):
        raise ValueError("no such relations")
    passed = graph.source[places]
    if (np.roll(passed, -1) != graph.target[places]).any() or len(set(passed.tolist())) < len(passed):
        raise ValueError("these relations make no loop")
    return next(_loops(graph, places, np.array([len(places)], dtype=np.int64)))


def _counted(loops: Sequence[Loop]) -> LoopCount:
    types = [loop.type for loop in loops]
    return LoopCount(
        count=len(loops),
        complete=True,
        reinforcing=types.count(LoopType.REINFORCING),
        balancing=types.count(LoopType.BALANCING),
        undetermined=types.count(LoopType.UNDETERMINED),
    )


def _why_incomplete(listed: int, counted: LoopCount) -> tuple[str, ...]:
    if not counted.complete:
        return ("budget",)
    return ("limit",) if listed < counted.count else ()


def _has_longer(graph: Graph, max_length: int | None, through: str | None, count: int) -> bool:
    """Whether there are more loops without the bound; finding one more than ``count`` is enough to know."""
    if max_length is None:
        return False
    return count_loops(graph, through=through, limit=count + 1).count > count


def _own(graph: Graph, at: int | None, max_length: int | None) -> list[int]:
    """The relations of a factor to itself."""
    if max_length is not None and max_length < 1:
        return []
    own = np.flatnonzero(graph.source == graph.target).tolist()
    return [relation for relation in own if at is None or graph.source[relation] == at]


class _Hunt:
    """The self relations and the runs over all components, one after another."""

    def __init__(
        self, graph: Graph, max_length: int | None, through: str | None, budget_seconds: float | None
    ) -> None:
        at = None if through is None else graph.index(through)
        deadline = None if budget_seconds is None else time.monotonic() + budget_seconds
        self._own = _own(graph, at, max_length)
        self._graph = graph
        self._runs = [
            (piece, Run(piece.net, max_length=max_length, root=root, deadline=deadline))
            for piece, root in _aimed(pieces(graph), at)
        ]
        self.is_done = False

    def stream(self, limit: int) -> Iterator[Loop]:
        own = self._own[:limit]
        yield from _loops(self._graph, np.array(own, dtype=np.int64), np.ones(len(own), dtype=np.int64))
        room = limit - len(own)
        for piece, run in self._runs:
            places = np.array(piece.relations, dtype=np.int64)
            for lengths, slots in run.batches(room):
                yield from _loops(self._graph, places[slots], lengths)
            room -= run.closed
            if not run.is_done:
                return
        self.is_done = len(own) == len(self._own)


def _aimed(found: Sequence[Piece], at: int | None) -> Iterator[tuple[Piece, int | None]]:
    for piece in found:
        if at is None:
            yield piece, None
        elif at in piece.factors:
            yield piece, piece.factors.index(at)


def _loops(graph: Graph, relations: NDArray[np.int64], lengths: NDArray[np.int64]) -> Iterator[Loop]:
    """Loops out of their relations, one loop after another."""
    if not len(lengths):
        return
    ends = np.cumsum(lengths)
    starts = ends - lengths
    turned = _turned(relations, lengths, starts)
    signs = np.multiply.reduceat(graph.sign[turned].astype(np.int64), starts)
    gains = np.multiply.reduceat(graph.gain[turned], starts)
    delays = np.add.reduceat(graph.delay[turned], starts)
    names = np.array(graph.factors, dtype=object)[graph.source[turned]].tolist()
    along = turned.tolist()
    numbers = (starts, ends, signs, gains, delays)
    for start, end, sign, gain, delay in zip(*(one.tolist() for one in numbers), strict=True):
        factors = tuple(names[start:end])
        yield Loop(factors, tuple(along[start:end]), TYPES[sign], gain if sign else None, delay)


def _turned(
    relations: NDArray[np.int64], lengths: NDArray[np.int64], starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The relations of each loop turned so that the smallest comes first."""
    loop = np.repeat(np.arange(len(lengths)), lengths)
    within = np.arange(len(relations)) - starts[loop]
    first = within[relations == np.minimum.reduceat(relations, starts)[loop]]
    turned: NDArray[np.int64] = relations[starts[loop] + (within + first[loop]) % lengths[loop]]
    return turned
