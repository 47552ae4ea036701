"""simulate and fcm: the model in motion."""

import argparse
from typing import TYPE_CHECKING

from causal.cli import taking
from causal.cli.about import about
from causal.cli.answer import Answer, number, table
from causal.cli.commands.equations import simulated
from causal.cli.course import moves, spread
from causal.cli.options import Parser, above_zero, layer_option, listed, model_words, moments, values, whole
from causal.cli.refusal import MISUSED, Refusal
from causal.model import Model

if TYPE_CHECKING:
    from causal.fuzzy import FuzzyResult
    from causal.response import Response
    from causal.structure import Loop

FUNCTIONS = ("sigmoid", "tanh")
VARIANTS = ("kosko", "modified", "rescaled")


def simulate_options(parser: Parser) -> None:
    model_words(parser)
    parser.add_argument(
        "--with",
        dest="interventions",
        type=listed,
        action="extend",
        default=[],
        metavar="a,b",
        help="interventions of the model, or FACTOR=AMOUNT for a one-off change",
    )
    parser.add_argument(
        "--until",
        type=above_zero,
        metavar="T",
        help="end of the run in time units; default 10, or what the file says",
    )
    parser.add_argument(
        "--at", type=moments, metavar="t1,t2,…", help="moments to show; default: 21 from start to end"
    )
    parser.add_argument(
        "--order", type=whole(1, 20), default=1, metavar="N", help="order of the delays, 1 to 20; default 1"
    )
    layer_option(parser)


def simulate(options: argparse.Namespace) -> Answer:
    """Levels in time, the score, and where it all ends."""
    if by_equations := simulated(options):
        return by_equations
    model = taking.model(options)
    interventions = taking.interventions(model, options.interventions)
    until = options.until or max(10.0, *(options.at or (0.0,)))
    if options.at and max(options.at) > until:
        raise Refusal(f"--at {max(options.at):g} is later than --until {until:g}.", MISUSED)
    from causal.response import simulate as run
    from causal.response import stability

    layers = taking.layers(options)
    response = run(model, interventions, until=until, at=options.at, order=options.order, layers=layers)
    blamed = None if response.stable else stability(model, layers, order=options.order).responsible
    told = {**response.as_json(), "responsible": blamed and blamed.as_json(), "about": about(model, options)}
    return Answer(told, lambda: _course(model, response, blamed, options.language or "en"))


def _course(model: Model, response: "Response", blamed: "Loop | None", language: str) -> list[str]:
    """The factors that move, at a handful of moments, the score, and what a reader has to know."""
    from causal.words import label, loop_sentence, say
    from causal.words.saying import many

    places = spread(len(response.times))
    end = response.long_run or {}
    moving = [one for one in model.factors if moves(response.levels[one.id], one.initial)]
    rows = [
        [
            label(one, language),
            *(number(response.levels[one.id][place]) for place in places),
            number(end.get(one.id)),
        ]
        for one in moving or model.factors
    ]
    if response.score:
        rows.append([say(language, "score"), *(number(response.score[place], 4) for place in places), ""])
    heads = ["", *(f"t={response.times[place]:g}" for place in places), say(language, "course-end")]
    still = len(model.factors) - len(moving)
    told = [many(language, "still", still)] if still else []
    told += [] if response.stable else [say(language, "course-unstable")]
    if blamed:
        told.append(
            say(language, "course-blamed", loop=loop_sentence(model, blamed, language, response.graph))
        )
    told += [say(language, f"note-{note}") for note in response.notes]
    return [*table(heads, rows), *(["", *told] if told else [])]


def fcm_options(parser: Parser) -> None:
    model_words(parser)
    parser.add_argument(
        "--start", type=values, default={}, metavar="F=v,…", help="levels at the start; others 0"
    )
    parser.add_argument("--function", choices=FUNCTIONS, default="sigmoid", help="default: sigmoid")
    parser.add_argument(
        "--slope", type=above_zero, default=1.0, metavar="S", help="of the function; default 1"
    )
    parser.add_argument("--variant", choices=VARIANTS, default="kosko", help="default: kosko")
    parser.add_argument("--clamp", type=values, default={}, metavar="F=v,…", help="levels held fixed")
    layer_option(parser)


def fcm(options: argparse.Namespace) -> Answer:
    """The end state, after how many steps, and whether it really is a fixed point."""
    model = taking.model(options)
    start, clamp = taking.factors(model, options.start), taking.factors(model, options.clamp)
    from causal.fuzzy import run

    result = run(
        model,
        start,
        function=options.function,
        slope=options.slope,
        variant=options.variant,
        clamp=clamp,
        layers=taking.layers(options),
    )
    told = {**result.as_json(), "about": about(model, options)}
    return Answer(told, lambda: _end(model, result, options.language or "en"))


def _end(model: Model, result: "FuzzyResult", language: str) -> list[str]:
    from causal.words import label, say
    from causal.words.maps import DIGITS, end_sentence, moves_on
    from causal.words.saying import decimal

    states = {"map-end": result.final}
    if result.rest is not None and moves_on(result):
        states["map-rest"] = result.rest
    rows = [
        [label(one, language), *(decimal(language, state[one.id], DIGITS) for state in states.values())]
        for one in model.factors
    ]
    heads = ["", *(say(language, key) for key in states)]
    return [*table(heads, rows), "", end_sentence(result, language)]
