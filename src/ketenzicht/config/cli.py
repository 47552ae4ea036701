"""The commands of ./run and ./ketenzicht."""

import argparse
import compileall
import errno
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from ketenzicht.config import installation, overview
from ketenzicht.config.environment import take_files
from ketenzicht.config.installation import Installation, Mode
from ketenzicht.config.keys import KEYS
from ketenzicht.config.problem import Problem
from ketenzicht.config.supervisor.lifeline import follow_parent
from ketenzicht.config.supervisor.terminal import complain

# These look at the code only, or make what they need themselves.
WITHOUT_DATABASE = {
    "bench",
    "bom",
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "registers",
    "version",
}
# What the command for keys does with every seal there is.
OF_THE_OWNER = ("list", "rewrap", "retire")
SETTINGS = {"DJANGO_SETTINGS_MODULE": "ketenzicht.config.settings"}
CODE_ONLY = SETTINGS | {"KETENZICHT_MODE": "test"}


def main(arguments: Sequence[str]) -> int:
    """Run one command and answer its exit code; what goes wrong is told in one sentence."""
    follow_parent()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        take_files(leave=KEYS)
        return _run(list(arguments))
    except (Problem, ImproperlyConfigured) as problem:
        complain(f"\n{problem}")
    except OSError as error:
        complain(f"\n{_in_words(error)}")
    except KeyboardInterrupt:
        complain("\nInterrupted.")
    return 1


def _in_words(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full. Make room and start again."
    return f"{error.filename or 'The system'}: {error.strerror or error}"


def _run(arguments: list[str]) -> int:
    home, rest = _without_data_option(arguments)
    if not rest:
        os.environ.update(CODE_ONLY)
        return overview.show()
    command = rest[0]
    if command in ("run", "serve"):
        return _serve(command, home, rest[1:])
    if command == "prepare":
        return _prepare()
    if command == "causal":
        from causal.cli import main as causal

        return causal(rest[1:])
    if command in ("backup", "restore"):
        from ketenzicht.config.backup import commands

        return (commands.backup if command == "backup" else commands.bring_back)(home, rest[1:])
    return _manage(home, rest)


def _prepare() -> int:
    """Write beside the code what a start would write there, so that it may be read-only afterwards."""
    from ketenzicht.config import translations

    translations.compile_all()
    return 0 if compileall.compile_dir(installation.PROJECT / "src", quiet=1) else 1


def _without_data_option(arguments: list[str]) -> tuple[Path, list[str]]:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data", type=Path, default=installation.default_home())
    known, rest = parser.parse_known_args(arguments)
    return known.data.expanduser().absolute(), rest


def _serve(command: str, home: Path, arguments: list[str]) -> int:
    from ketenzicht.config.supervisor import serve
    from ketenzicht.config.supervisor.addresses import Address
    from ketenzicht.config.supervisor.serve import Wishes
    from ketenzicht.config.supervisor.side import Side

    wished = _serve_parser(command).parse_args(arguments)
    demonstration = command == "run" and not wished.empty
    if "KETENZICHT_MODE" in os.environ and not wished.empty:
        demonstration = os.environ["KETENZICHT_MODE"] == "demonstration"
    mode = Mode.DEMONSTRATION if demonstration else Mode.EMPTY
    ask = not wished.no_input and sys.stdin.isatty()
    if wished.empty and (here := installation.find(home)) and here.mode is Mode.DEMONSTRATION:
        raise Problem(f"{home} holds a demonstration. Name another directory with --data for an empty start.")
    if wished.only:
        os.environ["KETENZICHT_ONLY"] = wished.only
    return serve(Wishes(home, mode, Address(wished.host, wished.port), ask, Side(wished.only)))


def _serve_parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run" if command == "run" else "./ketenzicht serve",
        description="Start Ketenzicht and serve until Ctrl-C.",
        epilog="--data DIR: where the data are (default: KETENZICHT_DATA, or data/ beside this script).",
    )
    parser.add_argument(
        "--empty", action="store_true", help="a new data directory gets no demonstration data"
    )
    parser.add_argument("--port", type=_port, default=8000, help="default: 8000")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine only")
    parser.add_argument(
        "--only",
        choices=("public", "casework"),
        default="",
        help="only the pages of reporters, or only the others",
    )
    parser.add_argument("--no-input", action="store_true", help="ask nothing")
    return parser


def _port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number


def _manage(home: Path, arguments: list[str]) -> int:
    here = None if os.environ.get("KETENZICHT_MODE") == "test" else installation.find(home)
    if here is None:
        if "DATABASE_URL" not in os.environ and arguments[0] not in WITHOUT_DATABASE:
            here = _first_made_by(arguments[0], home)
        else:
            os.environ.update(_code_only_environment())
    if here is None:
        return _execute(arguments)
    with here.databases() as databases:
        address = databases.owner if _needs_owner(arguments) else databases.app
        os.environ.update(here.environment(address or databases.app))
        os.environ.pop("DATABASE_OWNER_URL", None)
        return _execute(arguments)


def _needs_owner(arguments: list[str]) -> bool:
    words = ("demo", "wipe"), ("retention", "replay"), *(("keys", word) for word in OF_THE_OWNER)
    return arguments[0] == "migrate" or any(
        arguments[0] == name and word in arguments for name, word in words
    )


def _first_made_by(command: str, home: Path) -> Installation:
    if command != "migrate":
        raise Problem(
            f"There are no data in {home}. Begin with ./run or ./ketenzicht serve, or name them with --data."
        )
    return installation.find_or_make(home, Mode.EMPTY)


def _code_only_environment() -> dict[str, str]:
    return SETTINGS if "DATABASE_URL" in os.environ else CODE_ONLY


def _execute(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["./ketenzicht", *arguments])
    return 0
