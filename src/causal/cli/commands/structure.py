"""loops and paths: what the arrows alone tell."""

import argparse
from typing import TYPE_CHECKING

from causal.cli import taking
from causal.cli.about import about
from causal.cli.answer import Answer
from causal.cli.options import Parser, above_zero, layer_option, model_words, whole
from causal.model import Graph, Model, graph_of

if TYPE_CHECKING:
    from causal.structure import LoopSet, PathSet

SHOWN = 20  # on the screen; --json gives all


def _budget(parser: Parser) -> None:
    parser.add_argument(
        "--budget",
        type=above_zero,
        default=60.0,
        metavar="S",
        help="stop searching after S seconds; default 60",
    )
    layer_option(parser)


def _graph(options: argparse.Namespace) -> tuple[Model, Graph]:
    model = taking.model(options)
    return model, graph_of(model, taking.layers(options))


def loops_options(parser: Parser) -> None:
    model_words(parser)
    parser.add_argument(
        "--max", type=whole(0), default=10_000, metavar="N", help="list N loops at most; default 10000"
    )
    parser.add_argument("--through", metavar="F", help="only loops through this factor")
    parser.add_argument("--max-length", type=whole(1), metavar="L", help="only loops of L relations or fewer")
    _budget(parser)


def loops(options: argparse.Namespace) -> Answer:
    """The loops, strongest first on the screen; ``complete`` is false when some are not listed."""
    model, graph = _graph(options)
    through = taking.factor(model, options.through) if options.through else None
    from causal.structure import find_loops

    found = find_loops(
        graph,
        limit=options.max,
        max_length=options.max_length,
        through=through,
        budget_seconds=options.budget,
    )
    told = {**found.as_json(), "about": about(model, options)}
    return Answer(told, lambda: _loop_lines(model, graph, found, options.language or "en"))


def _loop_lines(model: Model, graph: Graph, found: "LoopSet", language: str) -> list[str]:
    from causal.structure import rank_loops
    from causal.words import loop_sentence, loop_set_sentences, say
    from causal.words.naming import duration
    from causal.words.saying import count, decimal

    lines = loop_set_sentences(found, language)
    for loop in rank_loops(found.loops)[:SHOWN]:
        gain = "–" if loop.gain is None else decimal(language, loop.gain, 4)
        delay = duration(loop.delay, model.scales.time_unit, language)
        lines += [
            "",
            f"{loop.type.value}  {say(language, 'loop-numbers', gain=gain, delay=delay)}",
            f"   {' → '.join((*loop.factors, loop.factors[0]))}",
            f"   {loop_sentence(model, loop, language, graph)}",
        ]
    if len(found.loops) > SHOWN:
        lines += ["", say(language, "loops-left", count=count(language, len(found.loops) - SHOWN))]
    return lines


def paths_options(parser: Parser) -> None:
    model_words(parser)
    parser.add_argument("--from", dest="source", required=True, metavar="F", help="where the routes begin")
    parser.add_argument("--to", dest="target", required=True, metavar="G", help="where they end")
    parser.add_argument("--k", type=whole(0), default=10, metavar="N", help="list N routes; default 10")
    parser.add_argument(
        "--order", choices=("strongest", "shortest"), default="strongest", help="default: strongest"
    )
    _budget(parser)


def paths(options: argparse.Namespace) -> Answer:
    """The k first routes, and how many there are of each sign."""
    model, graph = _graph(options)
    source, target = taking.factor(model, options.source), taking.factor(model, options.target)
    from causal.structure import find_paths

    found = find_paths(graph, source, target, k=options.k, order=options.order, budget_seconds=options.budget)
    told = {"from": source, "to": target, **found.as_json(), "about": about(model, options)}
    return Answer(told, lambda: _path_lines(model, graph, found, (source, target), options.language or "en"))


def _path_lines(
    model: Model, graph: Graph, found: "PathSet", ends: tuple[str, str], language: str
) -> list[str]:
    from causal.words import path_sentence, path_set_sentences

    lines = path_set_sentences(model, *ends, found, language)
    for path in found.paths:
        lines += ["", f"   {' → '.join(path.factors)}", f"   {path_sentence(model, path, language, graph)}"]
    return lines
