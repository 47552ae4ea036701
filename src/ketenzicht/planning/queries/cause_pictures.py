"""An analysis as the engine sees it: as a picture, and the loops in it in words."""

from collections.abc import Callable
from dataclasses import dataclass

from causal.drawing import diagram
from causal.model import Model, graph_of
from ketenzicht.planning.domain.causes.arranging import positions
from ketenzicht.planning.domain.causes.handing import Links, model_of
from ketenzicht.planning.domain.causes.network import Network

DRAWN_AT_MOST = 200
LOOPS_SHOWN = 10
LOOP_SECONDS = 0.3


@dataclass(frozen=True)
class Loops:
    """What goes round: the shortest loops, each in a sentence, and whether those are all."""

    sentences: tuple[str, ...]
    complete: bool


def picture(network: Network, *, title: str, language: str, link: Callable[[str], str]) -> str:
    """The network as SVG: causes, problems and consequences beside each other; "" for too much or nothing."""
    if not network.nodes or len(network.nodes) > DRAWN_AT_MOST:
        return ""
    model = _model(network, title, language)
    return diagram(model, language=language, positions=positions(network), links=link)


def loops_in(network: Network, *, language: str) -> Loops:
    """The loops of a network, the shortest first, counted as far as a third of a second allows."""
    from causal.structure import find_loops, rank_loops
    from causal.words import loop_sentence

    model = _model(network, "", language)
    found = find_loops(graph_of(model), budget_seconds=LOOP_SECONDS)
    shortest = rank_loops(found.loops, by="length")[:LOOPS_SHOWN]
    sentences = tuple(loop_sentence(model, loop, language) for loop in shortest)
    return Loops(sentences, found.complete and len(found.loops) <= LOOPS_SHOWN)


def _model(network: Network, title: str, language: str) -> Model:
    nowhere = Links("", lambda node: "", lambda said: "")
    return model_of(network, code="analysis", title=title, language=language, links=nowhere)
