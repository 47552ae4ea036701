"""./ketenzicht audit verify: is the audit trail whole?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ketenzicht.audit.anchors import anchor_file, keep_anchor
from ketenzicht.audit.queries import verify
from ketenzicht.common.actor import Actor, acting
from ketenzicht.common.domain.rights import Verb

REASONS = {
    "link_missing": "a link of the chain is missing before this one",
    "event_missing": "the event of this link is gone",
    "out_of_order": "this link does not follow the one before it",
    "event_changed": "the event of this link was changed",
    "end_missing": "the end of the chain was cut off or replaced",
    "event_without_link": "an event was put in beside the chain",
    "removed_is_back": "something is there again that was removed",
    "checkpoint_changed": "what was removed before this link is not what the trail says of it",
    "cut_elsewhere": "the trail was shortened here, and no end of it was kept outside the database",
    "rebuilt": "the chain differs from an end that was written down outside the database",
}


class Command(BaseCommand):
    help = "Check the audit trail: names the first place where it was changed, cut or reordered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["verify"], help="walk the whole chain")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting(Actor.operator(Verb.AUDIT_READ)):
            state = verify(Actor.operator(Verb.AUDIT_READ), anchor_file())
            if state.whole:
                keep_anchor()
        if not state.whole:
            reason = REASONS[state.reason]
            raise CommandError(f"The audit trail is broken at link {state.broken_at}: {reason}.")
        removed = f", {state.links - state.left} of them removed" if state.begins else ""
        self.stdout.write(f"The audit trail is whole: {state.links} links{removed}, end {state.digest[:16]}…")
