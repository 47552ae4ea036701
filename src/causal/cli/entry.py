"""From words to a command, and from its answer to the screen."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module

from causal.cli.answer import Answer, as_json, print_to
from causal.cli.options import Parser, parser_of
from causal.cli.refusal import INTERRUPTED, MISUSED, WRONG, Refusal


@dataclass(frozen=True)
class Command:
    """Where a command lives; its module is imported only when it is chosen."""

    summary: str
    usage: str
    module: str

    def parts(self, name: str) -> tuple[Callable[[Parser], None], Callable[[argparse.Namespace], Answer]]:
        """What adds its options, and what carries it out."""
        room = import_module(f"causal.cli.commands.{self.module}")
        return getattr(room, f"{name}_options"), getattr(room, name)


COMMANDS = {
    "validate": Command("Say whether a model is right, and where it is not.", "MODEL", "files"),
    "convert": Command(
        "Write a model in another format, and say what is lost.", "IN OUT [--from F] [--to F]", "files"
    ),
    "diff": Command("Say how two models differ.", "A B", "files"),
    "loops": Command(
        "List the feedback loops.", "MODEL [--max N] [--through F] [--max-length L] [--layers …]", "structure"
    ),
    "paths": Command(
        "List the routes from one factor to another.",
        "MODEL --from F --to G [--k N] [--order strongest|shortest] [--layers …]",
        "structure",
    ),
    "simulate": Command(
        "Let interventions work out in time.",
        "MODEL [--with a,b] [--until T] [--at t1,t2,…] [--order N] [--layers …]",
        "acting",
    ),
    "verdict": Command(
        "Press a factor: what happens to the goal, and what does that rest on?",
        "MODEL --press F[=+|-] [--press …] [--goal G] [--layers …] [--draws N] [--schemes a,b] "
        '[--validate "F+,G-"]',
        "judging",
    ),
    "fcm": Command(
        "Run the model as a fuzzy cognitive map.",
        "MODEL --start F=v,… [--function sigmoid|tanh] [--slope 1] [--variant kosko|modified|rescaled] "
        "[--clamp F=v,…]",
        "acting",
    ),
    "claims": Command("Run the statements of the model as tests.", "MODEL", "judging"),
    "rank": Command(
        "Rank interventions by what they do for a goal.", "MODEL --goal G [--layers …]", "judging"
    ),
    "report": Command(
        "Make a two-page report as an accessible PDF.",
        "MODEL -o FILE.pdf [--press F[=+|-]] [--goal G] [--with a,b] [--layers …] [--draws N]",
        "reporting",
    ),
}
INTRODUCTION = "Causal models: loops, routes, time response, verdicts. MODEL is a file, the name of a shipped"


def main(arguments: Sequence[str], program: str = "./ketenzicht causal") -> int:
    """Run one command and answer its exit code. Everything that goes wrong becomes one sentence, or one JSON
    object when --json was asked."""
    words = list(arguments)
    try:
        return _written(_run(words, program))
    except BrokenPipeError:
        return _reader_left()
    except OSError as error:
        return _refused(words, Refusal(f"{error.filename or 'The output'}: {error.strerror or error}."))
    except SystemExit as done:  # --help
        return _flushed(done)
    except KeyboardInterrupt:
        return _refused(words, Refusal("Interrupted.", INTERRUPTED))
    except Refusal as refusal:
        return _refused(words, refusal)


def _run(words: list[str], program: str) -> tuple[Answer, bool]:
    if not words or words[0] in ("-h", "--help", "help"):
        known = {name: one.summary for name, one in COMMANDS.items()}
        return Answer({"commands": known}, lambda: _overview(program)), "--json" in words
    name = words[0]
    command = COMMANDS.get(name)
    if command is None:
        raise Refusal(f"There is no command '{name}'. Choose from {', '.join(COMMANDS)}.", MISUSED)
    add, run = command.parts(name)
    options = parser_of(program, name, command.summary, command.usage, add).parse_intermixed_args(words[1:])
    return _carried_out(run, options), options.json


def _carried_out(run: Callable[[argparse.Namespace], Answer], options: argparse.Namespace) -> Answer:
    from causal.files import ModelErrors

    try:
        return run(options)
    except ModelErrors as errors:
        language = options.language or "en"
        raise Refusal(errors.text(language).removeprefix(": "), details=errors.as_json(language)) from None
    except (ValueError, ArithmeticError) as error:  # how the engine says that it cannot do what was asked
        raise Refusal(str(error)) from None
    except MemoryError:
        raise Refusal("There is not enough memory for this.") from None


def _overview(program: str) -> list[str]:
    from causal.files.loading import shipped_names

    lines = [f"{program} COMMAND MODEL [options]", "", INTRODUCTION]
    lines += [f"model ({', '.join(shipped_names())}), or: matrix FILE.csv", ""]
    lines += [f"  {name:<10}{one.summary}" for name, one in COMMANDS.items()]
    lines += ["", "Every command takes --json, --seed N and --language nl|en."]
    return [*lines, f"{program} COMMAND --help tells more."]


def _written(given: tuple[Answer, bool]) -> int:
    answer, wants_json = given
    text = as_json(answer.json) if wants_json else "\n".join(answer.lines())
    print_to(text, sys.stdout)
    return answer.code


def _refused(words: Sequence[str], refusal: Refusal) -> int:
    try:
        if "--json" in words:
            print_to(as_json({"error": {"message": str(refusal), **refusal.details}}), sys.stdout)
        else:
            print_to(str(refusal), sys.stderr)
    except BrokenPipeError:
        return _reader_left() or refusal.code
    except OSError:  # nor can the refusal be written there
        _reader_left()
        with suppress(OSError):
            print_to(str(refusal), sys.stderr)
    return refusal.code or WRONG


def _flushed(done: SystemExit) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    return int(done.code or 0)


def _reader_left() -> int:
    """Whoever read us has stopped; nothing may be written at the end either."""
    with suppress(OSError, AttributeError):  # an output without a number of its own
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
