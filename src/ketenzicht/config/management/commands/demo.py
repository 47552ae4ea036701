"""./ketenzicht demo load|wipe: the invented region to try things on."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ketenzicht.config.demonstration import loading


class Command(BaseCommand):
    help = "The demonstration region: load it into an empty database, or wipe everything of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        load = actions.add_parser("load", help="bring the invented region in")
        load.add_argument("--at", type=datetime.fromisoformat, help="the moment it is played up to; now")
        wipe = actions.add_parser("wipe", help="remove the demonstration entirely")
        wipe.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is no demonstration installation. Nothing was done.")
        getattr(self, options["action"])(options)

    def load(self, options: dict[str, Any]) -> None:
        at = options["at"] or timezone.now()
        try:
            played = loading.load(at if timezone.is_aware(at) else timezone.make_aware(at))
        except loading.AlreadyThere:
            self.stdout.write("The demonstration region is there already.")
            return
        except loading.NotEmpty:
            raise CommandError("There are people in this database. Nothing was loaded.") from None
        for left_out in played.left_out:
            self.stderr.write(f"left out: {left_out}")
        self.stdout.write(f"{played.reports} reports and {played.steps} steps of the demonstration region.")

    def wipe(self, options: dict[str, Any]) -> None:
        pass
