"""./ketenzicht registers: writes the registers that law and policy ask for, from what the code declares."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ketenzicht.config.installation import PROJECT
from ketenzicht.config.problem import Problem
from ketenzicht.config.registers.writing import all_of_them

FOLDER = PROJECT / "docs" / "registers"


class Command(BaseCommand):
    help = "Write the processing register, the annex to the DPIA and the algorithm register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--into", type=Path, default=FOLDER, metavar="FOLDER", help=f"default: {FOLDER}")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["into"]
        try:
            written = all_of_them(timezone.localdate())
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in written.items():
            (folder / name).write_text(text, "utf-8")
            self.stdout.write(f"{folder / name}")
