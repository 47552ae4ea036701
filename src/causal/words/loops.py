"""A loop in a sentence."""

from causal.model import Graph, Model, graph_of
from causal.structure import Loop, LoopSet
from causal.words.moves import directions, steps
from causal.words.naming import quoted
from causal.words.saying import count, decimal, say

SMALLEST = 0.001
CLOSINGS = {"R": "loop-reinforces", "B": "loop-balances", "?": "loop-unknown"}


def loop_sentence(model: Model, loop: Loop, language: str, graph: Graph | None = None) -> str:
    """What goes round, and whether that strengthens or dampens.

    ``graph`` is the one the loop was found in; the graph of all layers when it is left out.
    """
    arrows = graph_of(model) if graph is None else graph
    moves = directions(arrows, loop.relations)
    first = quoted(model, loop.factors[0], language)
    closing = say(language, CLOSINGS[str(loop.type)], factor=first)
    if len(loop.factors) == 1:
        return f"{say(language, 'loop-self', factor=first)} {closing}"
    between = steps(model, loop.factors[1:], moves[:-1], language)
    return f"{say(language, 'walk', factor=first, steps=between)} {closing}"


def gain_words(language: str, gain: float | None) -> str:
    """What comes back of a change after one round: 0,25; a dash when a sign on the way is unknown."""
    if gain is None:
        return "–"
    if 0 < abs(gain) < SMALLEST:
        return f"{'−' if gain < 0 else ''}< {decimal(language, SMALLEST, 3)}"
    return decimal(language, gain, 3)


def loop_set_sentences(found: LoopSet, language: str) -> list[str]:
    """How many loops there are of each kind, and whether all of them are listed."""
    if not found.count:
        return [say(language, "no-loops")]
    told = say(
        language,
        "loop-counts" if found.count > 1 else "loop-count-one",
        count=count(language, found.count),
        reinforcing=count(language, found.reinforcing),
        balancing=count(language, found.balancing),
    )
    if found.undetermined:
        told += " " + say(language, "loop-counts-unknown", undetermined=count(language, found.undetermined))
    reasons = [
        say(language, f"incomplete-{why}", listed=count(language, len(found.loops)))
        for why in found.why_incomplete
    ]
    return [told, *reasons]
