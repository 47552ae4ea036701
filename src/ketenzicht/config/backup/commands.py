"""./ketenzicht backup and ./ketenzicht restore."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ketenzicht.config import installation
from ketenzicht.config.backup.making import make
from ketenzicht.config.backup.restoring import look_into, restore
from ketenzicht.config.backup.sealed import new_key
from ketenzicht.config.problem import Problem
from ketenzicht.config.supervisor.terminal import say


def backup(home: Path, arguments: Sequence[str]) -> int:
    """Write a backup of the installation in ``home``, or make the key to its backups. Answers the exit code.

    Raises Problem when it cannot be done.
    """
    parser = argparse.ArgumentParser(
        prog="./ketenzicht backup",
        description="Write the whole database, sealed, to a new file. The product may go on meanwhile.",
        epilog="--data DIR: the installation. Its keys are not in the backup: keep a copy of them apart.",
    )
    parser.add_argument("file", type=Path, nargs="?", help="where the backup goes; not overwritten")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="make the key that opens backups")
    wished = parser.parse_args(arguments)
    here = installation.find(home)
    if here is None:
        raise Problem(f"There are no data in {home}. Name them with --data.")
    if wished.new_key:
        new_key(home, wished.new_key)
        say(f"{wished.new_key} opens the backups made from now on. Keep it away from this machine.")
    if wished.file:
        make(here, wished.file)
    if not (wished.file or wished.new_key):
        parser.error("name the file of the backup")
    return 0


def bring_back(home: Path, arguments: Sequence[str]) -> int:
    """Restore a backup into the new directory ``home``, or only look into it. Answers the exit code.

    Raises Problem when it cannot be done.
    """
    parser = argparse.ArgumentParser(
        prog="./ketenzicht restore",
        description="Make a new data directory (--data DIR) out of a backup.",
    )
    parser.add_argument("file", type=Path, help="the backup")
    parser.add_argument("--key", type=Path, required=True, help="the file that opens it")
    parser.add_argument("--keys", type=Path, metavar="FOLDER", help="the kept keys of the installation")
    gone = parser.add_mutually_exclusive_group()
    gone.add_argument(
        "--destroyed", type=Path, metavar="FILE", help="the kept destroyed.txt: what must not come back"
    )
    gone.add_argument(
        "--nothing-destroyed", action="store_true", help="nothing was destroyed since: no list is kept"
    )
    parser.add_argument("--check", action="store_true", help="only look whether it is whole")
    wished = parser.parse_args(arguments)
    if wished.check:
        look_into(wished.file, wished.key)
        return 0
    if not (wished.destroyed or wished.nothing_destroyed):
        raise Problem(
            "What was destroyed after this backup must not come back: name the kept destroyed.txt with "
            "--destroyed FILE. Only when nothing ever was: --nothing-destroyed."
        )
    restore(wished.file, wished.key, home, wished.keys, wished.destroyed)
    return 0
