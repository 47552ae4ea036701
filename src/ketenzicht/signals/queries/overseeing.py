"""What is late at which desk, without any content: for whoever oversees the chain."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone

from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.partners import queries as partners
from ketenzicht.signals.clock_words import ClockShown, shown

if TYPE_CHECKING:
    from ketenzicht.partners.models import Desk

_ACUTE = ("signal.acute", "handover.confirmation")


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
    desks = partners.desks_by_id(partners.desks_on(timezone.localdate(at)).values_list("pk", flat=True))
    late = clocks.running_at(desks).filter(paused_at=None, due_at__lte=at)
    by_desk: dict[int, Counter[str]] = {}
    for row in late.order_by().values("desk_id", "kind").annotate(n=Count("pk")):
        by_desk.setdefault(row["desk_id"], Counter())[row["kind"]] = row["n"]
    days_off = clocks.holidays()
    found = [
        LateDesk(
            desk=desks[oldest.desk_id],
            total=by_desk[oldest.desk_id].total(),
            by_kind=sorted(by_desk[oldest.desk_id].items()),
            oldest=shown(oldest, at, days_off),
            acute=sum(by_desk[oldest.desk_id][kind] for kind in _ACUTE),
        )
        for oldest in late.order_by("desk_id", "due_at", "id").distinct("desk_id")
        # Between the two questions the first clock of a desk can have become late.
        if oldest.desk_id in by_desk
    ]
    return sorted(found, key=lambda each: (-each.acute, each.oldest.due_at))
