"""report: a question answered on two printed pages."""

import argparse
import datetime
from pathlib import Path

from causal.cli import taking
from causal.cli.about import about
from causal.cli.answer import Answer
from causal.cli.commands.judging import press_options, pressed
from causal.cli.options import Parser, listed, model_words
from causal.cli.refusal import MISUSED, Refusal


def report_options(parser: Parser) -> None:
    model_words(parser)
    parser.add_argument(
        "-o", "--out", required=True, type=Path, metavar="FILE.pdf", help="the report to write"
    )
    press_options(parser, required=False)
    parser.add_argument(
        "--with",
        dest="interventions",
        type=listed,
        action="extend",
        default=[],
        metavar="a,b",
        help="interventions of the model whose course in time is shown",
    )


def report(options: argparse.Namespace) -> Answer:
    """The PDF in a file; Dutch unless --language en."""
    from causal.report import Question
    from causal.report import report as make
    from causal.words.saying import day

    if options.out.suffix.lower() != ".pdf":
        raise Refusal(f"The report is a PDF: let '{options.out}' end in .pdf.", MISUSED)
    model, language = taking.model(options), options.language or "nl"
    question = Question(
        presses=pressed(model, options.press or ()),
        goal=taking.factor(model, options.goal) if options.goal else None,
        interventions=taking.interventions(model, options.interventions),
        layers=taking.layers(options),
        draws=options.draws,
        day=day(language, datetime.date.today()),
    )
    content = make(model, question, language=language, seed=options.seed)
    taking.write(options.out, content)
    told = {"out": str(options.out), "bytes": len(content), "about": about(model, options)}
    return Answer(told, lambda: [f"{options.out} written ({len(content) / 1000:.0f} kB)."])
