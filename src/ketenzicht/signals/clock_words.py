"""A clock as the pages of a signal show it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ketenzicht.common import clocks
from ketenzicht.common.time_words import clock_state, limit_words, time_left
from ketenzicht.signals.words import CLOCK_LABELS, label

if TYPE_CHECKING:
    from ketenzicht.common.models import Clock


@dataclass(frozen=True)
class ClockShown:
    """A clock as a page shows it: what it is for, its state (a look), its words and its moment."""

    kind: str
    label: str
    state: str
    text: str
    due_at: datetime
    limit: str

    @property
    def overdue(self) -> bool:
        """Whether its moment has passed."""
        return self.state == "overdue"


def shown(clock: "Clock", now: datetime, days_off: frozenset[date]) -> ClockShown:
    """A running or paused clock as a page shows it."""
    left = clocks.time_left(clock, now, days_off)
    paused = clock.paused_at is not None
    return ClockShown(
        kind=clock.kind,
        label=label(CLOCK_LABELS, clock.kind),
        state="paused" if paused else clock_state(left),
        text=_("stands still, %(left)s") % {"left": time_left(left)} if paused else time_left(left),
        due_at=clock.due_at,
        limit=limit_words(clock.limit_quantity, clock.limit_unit),
    )
