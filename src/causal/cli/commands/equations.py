"""simulate, for a file that brings its own equations."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from causal import __version__
from causal.cli import taking
from causal.cli.answer import Answer, number, table
from causal.cli.course import moves, spread
from causal.cli.options import LAYERS
from causal.cli.refusal import MISUSED, Refusal

if TYPE_CHECKING:
    from causal.equations import Course, Equations


def simulated(options: argparse.Namespace) -> Answer | None:
    """The course by the equations of the file; None when the model is no file with equations."""
    (name, form), *_ = taking.named(options.model, 1)
    if form is not None:
        return None
    from causal.equations import find_equations, run

    equations = find_equations(name)
    if equations is None:
        return None
    _check(options, equations)
    course = run(equations, until=options.until, at=options.at)
    told = {**course.as_json(), "responsible": None, "about": _about(equations, options)}
    return Answer(told, lambda: _lines(course, options.language or "en"))


def _check(options: argparse.Namespace, equations: "Equations") -> None:
    if options.interventions or options.order != 1 or tuple(options.layers) != LAYERS:
        raise Refusal(
            "This file runs by its own equations, which know no --with, --order or --layers. To use its "
            f"signs, write them to a file of our own first: convert {equations.file} NAME.yaml",
            MISUSED,
        )
    start, end = equations.specs.start, options.until or equations.specs.stop
    if end <= start:
        raise Refusal(f"--until {end:g} is not later than the start of the file, {start:g}.", MISUSED)
    for moment in options.at or ():
        if not start <= moment <= end:
            raise Refusal(f"--at {moment:g} lies outside the run, from {start:g} to {end:g}.", MISUSED)


def _about(equations: "Equations", options: argparse.Namespace) -> dict[str, object]:
    specs = equations.specs
    return {
        "model": equations.name or Path(equations.file).stem,
        "method": specs.method,
        "start": specs.start,
        "stop": specs.stop,
        "dt": specs.dt,
        "time_unit": specs.time_unit,
        "seed": options.seed,
        "version": __version__,
    }


def _lines(course: "Course", language: str) -> list[str]:
    """The variables that move, at a handful of moments, and what a reader has to know."""
    from causal.words import say
    from causal.words.saying import many

    places = spread(len(course.times))
    moving = {name: levels for name, levels in course.levels.items() if moves(levels, levels[0])}
    shown = moving or course.levels
    rows = [[name, *(number(levels[place]) for place in places)] for name, levels in shown.items()]
    still = len(course.levels) - len(moving)
    told = [many(language, "still-variables", still)] if still else []
    told += [say(language, f"note-{note}") for note in course.notes]
    return [*table(["", *(f"t={course.times[place]:g}" for place in places)], rows), "", *told]
