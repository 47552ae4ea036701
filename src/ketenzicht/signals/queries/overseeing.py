"""What is late at which desk, without any content: for whoever oversees the chain."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.partners import queries as partners
from ketenzicht.signals.clock_words import ClockShown, shown

if TYPE_CHECKING:
    from ketenzicht.common.models import Clock
    from ketenzicht.partners.models import Desk


@dataclass(frozen=True)
class LateDesk:
    """One desk with what it is late with: how many of each kind, and the oldest."""

    desk: "Desk"
    total: int
    by_kind: list[tuple[str, int]]
    oldest: ClockShown
    acute: int


def late_desks(actor: Actor, at: datetime) -> list[LateDesk]:
    """The desks that are late, acute and the oldest first. Raises NotAllowed without the right to oversee."""
    actor.require(Verb.CLOCK_OVERSEE)
    desks = partners.desks_by_id(partners.desks_on(at.date()).values_list("pk", flat=True))
    late = [clock for clock in clocks.running_at(desks) if not clock.paused_at and clock.due_at <= at]
    days_off = clocks.holidays()
    by_desk: dict[int, list[Clock]] = {}
    for clock in late:
        by_desk.setdefault(clock.desk_id, []).append(clock)
    found = [
        LateDesk(
            desk=desks[desk_id],
            total=len(rows),
            by_kind=_by_kind(rows),
            oldest=shown(rows[0], at, days_off),
            acute=sum(row.kind in {"signal.acute", "handover.confirmation"} for row in rows),
        )
        for desk_id, rows in by_desk.items()
    ]
    return sorted(found, key=lambda each: (-each.acute, each.oldest.due_at))


def _by_kind(rows: "list[Clock]") -> list[tuple[str, int]]:
    return sorted(Counter(row.kind for row in rows).items())
