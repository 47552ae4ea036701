"""The loops of a version: all of them ranked, a page of them in words, and one as a picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from causal.drawing import ring
from causal.model import Graph, Layer, graph_of
from ketenzicht.systems.domain.looping import LoopWish, key_of, read_key
from ketenzicht.systems.queries.explorer import Explored, goals
from ketenzicht.systems.queries.sums import in_turn

if TYPE_CHECKING:  # the sums are loaded when they are first asked for, so that the product starts at once
    from causal.structure import Loop, LoopSet

SECONDS = 1.5
LISTED = 10_000


@dataclass(frozen=True)
class LoopRow:
    """A loop in words; ``key`` names it in an address, ``relations`` are places in the model."""

    key: str
    relations: tuple[int, ...]
    factors: tuple[str, ...]
    type: str
    sentence: str
    gain: str
    delay: str


@dataclass(frozen=True)
class Ranked:
    """The loops that were asked for, the first first, and how many there are in all."""

    graph: Graph
    found: "LoopSet"
    loops: "tuple[Loop, ...]"

    def counts(self, seen: Explored) -> list[str]:
        """How many there are, and whether that is all."""
        from causal.words import loop_set_sentences

        return loop_set_sentences(self.found, seen.language)


def ranked_loops(seen: Explored, wanted: LoopWish) -> Ranked:
    """The loops that were asked for, as far as a second and a half allows. Raises BusyError."""
    return in_turn(lambda: _ranked(seen, wanted))


def _ranked(seen: Explored, wanted: LoopWish) -> Ranked:
    from causal.structure import find_loops, rank_loops

    graph = graph_of(seen.engine, [Layer(one) for one in wanted.layers])
    found = find_loops(graph, limit=LISTED, through=wanted.through or None, budget_seconds=SECONDS)
    kept = [one for one in found.loops if wanted.kind in ("", one.type.value)]
    order = rank_loops(kept, by=wanted.order, goals=[one.id for one in goals(seen)])
    return Ranked(graph, found, order)


def loop_rows(seen: Explored, graph: Graph, loops: "Sequence[Loop]") -> list[LoopRow]:
    """Loops of a graph in words."""
    from causal.words import gain_words, loop_sentence
    from causal.words.naming import duration

    unit = seen.engine.scales.time_unit
    rows = []
    for one in loops:
        relations = tuple(int(graph.relations[place]) for place in one.relations)
        rows.append(
            LoopRow(
                key=key_of(relations),
                relations=relations,
                factors=one.factors,
                type=one.type.value,
                sentence=loop_sentence(seen.engine, one, seen.language, graph),
                gain=gain_words(seen.language, one.gain),
                delay=duration(round(one.delay, 2), unit, seen.language),
            )
        )
    return rows


def loop_called(seen: Explored, key: str) -> LoopRow | None:
    """The loop that an address names; None when this version has no such loop."""
    from causal.structure import loop_over

    graph = graph_of(seen.engine)
    place = {int(one): number for number, one in enumerate(graph.relations)}
    try:
        loop = loop_over(graph, [place[one] for one in read_key(key)])
    except (KeyError, ValueError):
        return None
    return loop_rows(seen, graph, [loop])[0]


def loop_picture(seen: Explored, row: LoopRow, link: Callable[[str], str]) -> str:
    """A loop as a ring, as SVG."""
    return ring(seen.engine, row.relations, language=seen.language, links=link)
