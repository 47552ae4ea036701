"""./ketenzicht demo load|wipe: the invented region to try things on."""

from argparse import ArgumentParser
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ketenzicht.config import installation
from ketenzicht.config.demonstration import loading, wiping
from ketenzicht.config.problem import Problem
from ketenzicht.config.supervisor import lock

TOLD_EVERY = 20
SURE = "Everything in this database goes: reports, signals, hand-offs, people, audit trail. Type yes: "


class Command(BaseCommand):
    help = "The demonstration region: load it into an empty database, or wipe everything of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        load = actions.add_parser("load", help="bring the invented region in")
        load.add_argument("--at", type=datetime.fromisoformat, help="the moment it is played up to; now")
        wipe = actions.add_parser("wipe", help="remove the demonstration entirely")
        wipe.add_argument("--yes", action="store_true", help="do not ask")
        wipe.add_argument(
            "--own-work-too", action="store_true", help="also what people made themselves beside it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("This is no demonstration installation. Nothing was done.")
        getattr(self, options["action"])(options)

    def load(self, options: dict[str, Any]) -> None:
        at = options["at"] or timezone.now()
        try:
            played = loading.load(at if timezone.is_aware(at) else timezone.make_aware(at), self._tell)
        except loading.AlreadyThere:
            self.stdout.write("The demonstration region is there already.")
            return
        except loading.NotEmpty as found:
            raise CommandError(f"This database holds {found}. Nothing was loaded.") from None
        for left_out in played.left_out:
            self.stderr.write(f"Left out: {left_out}")
        self._say(f"  {played.reports} reports and {played.steps} steps of the demonstration region.")

    def _tell(self, done: int, of: int) -> None:
        if done % TOLD_EVERY == 0:
            self._say(f"  Loading the demonstration region … {done} of {of}")

    def _say(self, text: str) -> None:
        # A terminal that was closed meanwhile is no reason to leave half a region behind.
        with suppress(OSError):
            self.stdout.write(text)
            self.stdout.flush()

    def wipe(self, options: dict[str, Any]) -> None:
        home = Path(settings.DATA)
        try:
            with lock.serving(home, "demo wipe"):
                if options["yes"] or self._is_sure():
                    self._wipe(home, own_work_too=options["own_work_too"])
                else:
                    self.stdout.write("Nothing was done.")
        except Problem as problem:
            raise CommandError(str(problem)) from None

    def _is_sure(self) -> bool:
        try:
            return input(SURE).strip().lower() == "yes"
        except EOFError:
            return False

    def _wipe(self, home: Path, *, own_work_too: bool) -> None:
        try:
            wiping.wipe(timezone.now(), own_work_too=own_work_too)
        except wiping.NotOwner:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner can remove anything.") from None
        except wiping.NotOnlyDemonstration as found:
            raise CommandError(in_the_way(found)) from None
        except wiping.NothingThere:
            # The last wipe may have been stopped before it came to the files.
            self.stdout.write("There is no demonstration in this database.")
        installation.leave_demonstration(home)
        self.stdout.write("The demonstration is gone. The next start asks for the first administrator.")


def in_the_way(found: wiping.NotOnlyDemonstration) -> str:
    """What keeps the demonstration from being wiped, and what somebody can do about it."""
    if not found.names:
        return f"This database holds {found} that are not of the demonstration. Nothing was removed."
    listed = "".join(f"\n  {name}" for name in found.names)
    return (
        f"Nothing was removed. Beside the demonstration this database holds what people made:{listed}\n"
        "Keep what you need: ./ketenzicht backup FILE keeps all of it. Then\n"
        "./ketenzicht demo wipe --own-work-too removes that as well."
    )
