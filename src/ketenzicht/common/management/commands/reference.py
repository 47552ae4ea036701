"""./ketenzicht reference load|check: bring in the reference data, or say what is wrong with it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.reference.beside import load_beside
from ketenzicht.common.reference.kinds import all_kinds
from ketenzicht.common.reference.loading import Loaded, check, load
from ketenzicht.common.reference.problems import Problem, ReferenceRefused


class Command(BaseCommand):
    help = "Load the reference data, or check them: names the file, the row and the remedy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        loading = actions.add_parser("load", help="bring the database up to the files")
        loading.add_argument("--check-only", action="store_true", help="only say what would be refused")
        checking = actions.add_parser("check", help="say what is wrong, and write nothing")
        checking.add_argument(
            "--files-only", action="store_true", help="do not compare with what the database holds"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "load" and not options["check_only"]:
            self._load()
        else:
            self._check(with_database=not options.get("files_only", False))

    def _load(self) -> None:
        operator = Actor.operator(Verb.REFERENCE_EDIT)
        try:
            with acting(operator):
                done = load(kinds=all_kinds(), by=operator, at=timezone.now())
                beside = load_beside(by=operator, at=timezone.now())
        except ReferenceRefused as refused:
            raise _refusal(refused.problems) from refused
        for one in done:
            self.stdout.write(_line(one))
        for line in beside:
            self.stdout.write(line)
        if not done and not beside:
            self.stdout.write("Reference data are up to date.")

    def _check(self, *, with_database: bool) -> None:
        at = timezone.now()
        if with_database:
            with acting(Actor.operator(Verb.REFERENCE_EDIT)):
                catalogue = check(kinds=all_kinds(), at=at)
        else:
            catalogue = check(kinds=all_kinds(), at=at, with_database=False)
        if catalogue.problems:
            raise _refusal(catalogue.problems)
        for kind in all_kinds():
            rows = catalogue.rows[kind.id]
            doubtful = sum(row.certainty != "certain" for row in rows)
            self.stdout.write(f"{kind.shown_as}: {len(rows)} rows, {doubtful} still to be verified.")


def _refusal(problems: list[Problem] | tuple[Problem, ...]) -> CommandError:
    lines = "\n".join(f"  {problem}" for problem in problems)
    return CommandError(f"The reference data are refused; nothing was loaded.\n{lines}")


def _line(done: Loaded) -> str:
    numbers = f"{done.rows} rows, {done.added} new, {done.changed} changed"
    line = f"{done.kind.shown_as} version {done.version}: {numbers}"
    if done.kept:
        line += f"; corrected here and changed in the file, kept as corrected: {', '.join(done.kept)}"
    return f"{line}."
