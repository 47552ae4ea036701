"""The options of each command. Nothing of the engine is imported here, so that --help is quick."""

import argparse
import math
import sys
from collections.abc import Callable
from typing import NoReturn

from causal.cli.answer import print_to
from causal.cli.refusal import MISUSED, Refusal

LAYERS = ("stated", "read", "inferred")
SCHEMES = ("uniform", "uniform-unit-self", "in-degree", "classes")
MODEL_HELP = "a file, the name of a shipped model, or: matrix FILE.csv"


class Parser(argparse.ArgumentParser):
    """Tells what is wrong in one sentence, by way of the caller."""

    def error(self, message: str) -> NoReturn:
        raise Refusal(f"{message}. Try: {self.prog} --help", MISUSED)

    def _print_message(self, message: str, file: object = None) -> None:
        print_to(message.removesuffix("\n"), sys.stdout)


def parser_of(program: str, name: str, summary: str, usage: str, add: Callable[[Parser], None]) -> Parser:
    """The parser of one command, with the options every command has."""
    parser = Parser(
        prog=f"{program} {name}",
        usage=f"{program} {name} {usage}",
        description=summary,
        allow_abbrev=False,
        epilog="Exit codes: 0 done, 1 wrong model or file, 2 wrong command line, 3 a claim failed.",
    )
    add(parser)
    parser.add_argument(
        "--json", action="store_true", help="one JSON object on standard output, nothing else"
    )
    parser.add_argument(
        "--seed", type=whole(0), default=0, metavar="N", help="of everything drawn; default 0"
    )
    parser.add_argument("--language", choices=("nl", "en"), default=None, help="of sentences and labels")
    return parser


def whole(least: int, most: int = 2**63 - 1) -> Callable[[str], int]:
    """A whole number of at least and at most so much."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number") from None
        if not least <= number <= most:
            limit = f"{least} or more" if number < least else f"{most} at most"
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of {limit}")
        return number

    return read


def above_zero(text: str) -> float:
    """A finite number above 0."""
    found = _finite(text)
    if found <= 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number above 0")
    return found


def _finite(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number")
    return found


def listed(text: str) -> tuple[str, ...]:
    """``a,b`` as words."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def moments(text: str) -> tuple[float, ...]:
    """``1,2.5,10`` as times from the start."""
    found = tuple(_finite(word) for word in listed(text))
    if not found:
        raise argparse.ArgumentTypeError("name at least one moment")
    if any(moment < 0 for moment in found):
        raise argparse.ArgumentTypeError("a moment is 0 or later")
    return found


def chosen(known: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    """``a,b`` out of a fixed list."""

    def read(text: str) -> tuple[str, ...]:
        words = listed(text)
        odd = [word for word in words if word not in known]
        if odd or not words:
            shown = odd[0] if odd else text
            raise argparse.ArgumentTypeError(f"'{shown}' is not one of {', '.join(known)}")
        return words

    return read


def values(text: str) -> dict[str, float]:
    """``F=0.5,G=1`` as a number per name."""
    found = {}
    for word in listed(text):
        name, equals, number = word.rpartition("=")
        if not equals or not name.strip():
            raise argparse.ArgumentTypeError(f"'{word}' is not FACTOR=NUMBER")
        found[name.strip()] = _finite(number)
    return found


def press(text: str) -> tuple[str, int]:
    """``F``, ``F=+`` or ``F=-`` as a name and a direction."""
    for mark, sign in (("=+", 1), ("=-", -1), ("=−", -1)):
        if text.endswith(mark):
            return text.removesuffix(mark), sign
    if "=" in text:
        raise argparse.ArgumentTypeError(f"'{text}' ends neither in =+ nor in =-")
    return text, 1


def observed(text: str) -> tuple[tuple[str, int], ...]:
    """``F+,G-,H0`` as names with the direction seen."""
    signs = {"+": 1, "-": -1, "−": -1, "0": 0}
    words = listed(text)
    odd = [word for word in words if len(word) < 2 or word[-1] not in signs]
    if odd:
        raise argparse.ArgumentTypeError(f"'{odd[0]}' does not end in +, - or 0")
    return tuple((word[:-1].removesuffix("="), signs[word[-1]]) for word in words)


def model_words(parser: Parser, name: str = "model", metavar: str = "MODEL") -> None:
    parser.add_argument(name, nargs="+", metavar=metavar, help=MODEL_HELP)


def layer_option(parser: Parser) -> None:
    parser.add_argument(
        "--layers",
        type=chosen(LAYERS),
        default=LAYERS,
        metavar="L,…",
        help="use only relations of these layers: stated,read,inferred",
    )
