"""validate, convert, diff: what a file holds, and what two files hold differently."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from causal.cli import taking
from causal.cli.answer import Answer
from causal.cli.options import MODEL_HELP, Parser, model_words
from causal.cli.refusal import MISUSED, Refusal


def validate_options(parser: Parser) -> None:
    model_words(parser)


def validate(options: argparse.Namespace) -> Answer:
    """The model's counts when it is right; files.ModelErrors when it is not."""
    model = taking.model(options)
    counts = {
        "factors": len(model.factors),
        "relations": len(model.relations),
        "counting": sum(relation.counts for relation in model.relations),
        "interventions": len(model.interventions),
        "claims": len(model.claims),
    }
    told = {"valid": True, "model": model.id, **counts}
    return Answer(told, lambda: [_right(model.id, counts, options.language or "en")])


def _right(model: str, counts: Mapping[str, int], language: str) -> str:
    from causal.words.saying import many, say

    told = {name: many(language, f"many-{name}", number) for name, number in counts.items()}
    return say(language, "model-right", model=model, **told)


def convert_options(parser: Parser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="IN OUT", help=f"IN: {MODEL_HELP}. OUT: a file, or - for the screen"
    )
    parser.add_argument(
        "--from", dest="source", metavar="F", help="format of IN, when its extension does not tell"
    )
    parser.add_argument(
        "--to", dest="target", metavar="F", help="format of OUT, when its extension does not tell"
    )


def convert(options: argparse.Namespace) -> Answer:
    """The model in the other format, with both kinds of loss: on the way in and on the way out."""
    from causal.files import dump, format_of, read

    (name, form), (out, _) = taking.named(options.files, 2)
    if _same_file(name, out):
        raise Refusal(f"{out} is the file that is read; name another file to write to.", MISUSED)
    taken = read(name, format=options.source or form)
    target = options.target or ("" if out == "-" else format_of(out).name)
    if not target:
        raise Refusal("Say in which format with --to.", MISUSED)
    written = dump(taken.model, format=target)
    losses = (*taken.losses, *written.losses)
    language = options.language or "en"
    told = {"model": taken.model.id, "to": target, "losses": [one.as_json(language) for one in losses]}
    lines = [one.text(language) for one in losses]
    if out == "-":
        return Answer({**told, "out": None, "text": written.text}, lambda: [written.text.removesuffix("\n")])
    taking.write(Path(out), written.text.encode("utf-8"))
    return Answer(
        {**told, "out": out},
        lambda: [_written(out, target, language, lines), *(f"  {line}" for line in lines)],
    )


def _written(out: str, target: str, language: str, lost: Sequence[str]) -> str:
    from causal.words.saying import say

    return say(language, "written-with-loss" if lost else "written-whole", out=out, target=target)


def _same_file(name: str, out: str) -> bool:
    """Whether two names lead to one file, through links and folders too."""
    try:
        return Path(name).samefile(out)
    except (OSError, ValueError):  # one of them is no file (yet)
        return False


def diff_options(parser: Parser) -> None:
    model_words(parser, "models", "A B")


def diff(options: argparse.Namespace) -> Answer:
    """What has to change in A to get B."""
    old, new = taking.models(options.models, 2)
    from causal.comparing import diff as difference_between

    difference = difference_between(old, new)
    return Answer(difference.as_json(), lambda: difference.lines(options.language or "en"))
