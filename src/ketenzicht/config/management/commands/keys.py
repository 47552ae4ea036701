"""./ketenzicht keys: which keys there are, and changing them while the product runs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ketenzicht.common import keyring
from ketenzicht.config import keys, rotation
from ketenzicht.config.problem import Problem

KEPT = "Copy the folder with the keys to where you keep it, and to other machines that serve, now."


class Command(BaseCommand):
    help = "Which keys there are (list), a new one (new), seals under it (rewrap), an old one away (retire)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("list", help="the keys, and how many seals hang under each")
        new = actions.add_parser("new", help="make a new key; the old ones go on opening")
        new.add_argument("kind", choices=list(keys.CHANGED), nargs="?", default="sealing")
        actions.add_parser("rewrap", help="put every seal under the newest key; goes on where it stopped")
        retire = actions.add_parser("retire", help="take a key away that nothing needs any more")
        retire.add_argument("id", help="as list says")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["action"])(options)
        except rotation.NotOwner as error:
            raise CommandError("Set DATABASE_OWNER_URL: this is for the owner of the tables.") from error
        except Problem as problem:
            raise CommandError(str(problem)) from None

    def list(self, _options: dict[str, Any]) -> None:
        """Say which keys there are."""
        under = rotation.seals_under()
        for place, key in enumerate(keyring.sealing_keys()):
            made = key.made_at.isoformat(timespec="seconds") if key.made_at else "-"
            state = "seals" if place == 0 else "opens"
            self.stdout.write(f"sealing\t{key.id}\t{made}\t{state}\t{under.pop(key.id, 0)} seals")
        for name, count in under.items():
            self.stdout.write(f"sealing\t{name or 'before ids'}\t-\tnot in front\t{count} seals")
        for place, key in enumerate(keys.there("secret")):
            made = key.made_at.isoformat(timespec="seconds") if key.made_at else "-"
            self.stdout.write(f"secret\t{key.id}\t{made}\t{'signs' if place == 0 else 'believed'}")

    def new(self, options: dict[str, Any]) -> None:
        """Put a new key in front."""
        made = rotation.make(options["kind"], timezone.now())
        then = "It seals from now on; then: keys rewrap." if options["kind"] == "sealing" else "Now restart."
        self.stdout.write(f"{made} is the newest {options['kind']} key. {then} {KEPT}")

    def rewrap(self, _options: dict[str, Any]) -> None:
        """Put every seal under the newest key."""
        done, unreadable = rotation.rewrap(self._tell, timezone.now())
        self.stdout.write(f"{done} seals were put under {keyring.sealing_keys()[0].id}.")
        if unreadable:
            raise CommandError(
                f"{unreadable} seals cannot be opened with the keys that are here, and stayed as they were. "
                "Put the key they hang under (keys list) back from your copy, and run this again."
            )

    def retire(self, options: dict[str, Any]) -> None:
        """Take a key away."""
        kind = rotation.retire(options["id"], timezone.now())
        self.stdout.write(
            f"{options['id']} is retired as {kind} key. Keep your copy as long as backups of before. {KEPT}"
        )

    def _tell(self, done: int) -> None:
        self.stdout.write(f"  {done} seals …")
        self.stdout.flush()
