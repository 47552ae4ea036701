"""./ketenzicht retention: what would be destroyed and why, and destroying again after a restore."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from ketenzicht.common.actor import acting
from ketenzicht.retention import destroyed, queries
from ketenzicht.retention.words import VERDICTS


class Command(BaseCommand):
    help = (
        "Says what is past its term and why it goes or stays (list); destroys again after a restore (replay)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["list", "replay"], help="what to do")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "list":
            self._list()
        else:
            self._replay()

    def _list(self) -> None:
        today = timezone.localdate()
        with acting(destroyed.OPERATOR), translation.override("en"):
            found = queries.past_their_term(destroyed.OPERATOR, today)
            for one in found:
                self.stdout.write(
                    f"S-{one.number}\t{one.regime.code}\t{one.ends_on or '-'}\t{VERDICTS[one.verdict]}"
                )
        due = sum(one.verdict == "due" for one in found)
        self.stdout.write(
            f"{len(found)} past their term or held, of which {due} may be proposed. Nothing was done."
        )

    def _replay(self) -> None:
        path = destroyed.list_file()
        try:
            done = destroyed.replay(path, timezone.now())
        except destroyed.NotOwner as error:
            raise CommandError(
                f"{path} names records that are back in the database. Set DATABASE_OWNER_URL and run again."
            ) from error
        except ValueError as error:
            raise CommandError(f"{path} is damaged: {error}.") from error
        self.stdout.write(f"{done} records destroyed again." if done else "Nothing to destroy again.")
