"""./ketenzicht retention: what would go and why, and destroying again after a restore."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from ketenzicht.common.actor import acting
from ketenzicht.retention import destroyed, queries
from ketenzicht.retention.words import ROWS, VERDICTS


class Command(BaseCommand):
    help = (
        "Says what is past its term and why it goes or stays (list), or what of the audit trail is (trail);"
        " destroys again after a restore (replay)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["list", "trail", "replay"], help="what to do")

    def handle(self, *args: Any, **options: Any) -> None:
        {"list": self._list, "trail": self._trail, "replay": self._replay}[options["action"]]()

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

    def _trail(self) -> None:
        with acting(destroyed.OPERATOR), translation.override("en"):
            due = queries.trail_due(destroyed.OPERATOR)
            for part in due.parts:
                days = "\t".join(f"{timezone.localdate(at)}" for at in (part.first_at, part.last_at))
                self.stdout.write(f"{part.kind}\t{part.events}\t{days}")
            for what, there in due.rows.items():
                self.stdout.write(f"{ROWS[what]}\t{there}")
        until = timezone.localdate(due.before) if due.before else "-"
        self.stdout.write(f"{due.events} events of before {until} may be proposed. Nothing was done.")

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
