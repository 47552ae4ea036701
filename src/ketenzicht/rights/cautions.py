"""What a desk is warned of: that a signal is kept and not used."""

from collections.abc import Iterator
from uuid import UUID

from ketenzicht.common.actor import Actor
from ketenzicht.rights import queries, words
from ketenzicht.signals.hooks import Caution


def cautions(actor: Actor, signal_id: UUID) -> Iterator[Caution]:
    """A warning for each objection that was granted. Joined to ``signals.hooks.cautions``."""
    for stop in queries.stops_of(actor, signal_id):
        yield Caution(str(words.CAUTION), str(words.CAUTION_TEXT), stop.stopped_at)
