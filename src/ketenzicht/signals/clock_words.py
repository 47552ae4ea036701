"""How much time is left, in words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketenzicht.common import clocks
from ketenzicht.common.domain.workdays import Remaining, Unit
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
        state="paused" if paused else _state(left),
        text=_("stands still, %(left)s") % {"left": time_left(left)} if paused else time_left(left),
        due_at=clock.due_at,
        limit=limit_words(clock.limit_quantity, clock.limit_unit),
    )


def time_left(left: Remaining) -> str:
    """What is left or how late it is: "2 working days left", "3 days late"."""
    count = {"count": left.quantity}
    if left.unit is Unit.MINUTES:
        return _minutes(left.quantity, left.late)
    if left.late and left.quantity == 0:
        return _("too late since today")
    if left.late:
        return ngettext("%(count)s day late", "%(count)s days late", left.quantity) % count
    if left.quantity == 0:
        return _("today")
    if left.unit is Unit.DAYS:
        return ngettext("%(count)s day left", "%(count)s days left", left.quantity) % count
    return ngettext("%(count)s working day left", "%(count)s working days left", left.quantity) % count


def limit_words(quantity: int, unit: str) -> str:
    """A limit: "2 working days"."""
    count = {"count": quantity}
    if unit == Unit.MINUTES and quantity % 60 == 0:
        return ngettext("%(count)s hour", "%(count)s hours", quantity // 60) % {"count": quantity // 60}
    if unit == Unit.MINUTES:
        return ngettext("%(count)s minute", "%(count)s minutes", quantity) % count
    if unit == Unit.DAYS:
        return ngettext("%(count)s day", "%(count)s days", quantity) % count
    return ngettext("%(count)s working day", "%(count)s working days", quantity) % count


def _minutes(minutes: int, late: bool) -> str:
    days, hours = minutes // 1440, minutes // 60
    if late and days:
        return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}
    if late and hours:
        return ngettext("%(count)s hour late", "%(count)s hours late", hours) % {"count": hours}
    if late:
        return ngettext("%(count)s minute late", "%(count)s minutes late", minutes) % {"count": minutes}
    if hours:
        return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": hours}
    return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}


def _state(left: Remaining) -> str:
    if left.late:
        return "overdue"
    return "soon" if left.unit is Unit.MINUTES or left.quantity <= 1 else "running"
