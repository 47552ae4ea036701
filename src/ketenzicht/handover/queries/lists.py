"""The lists of a desk's day: what to answer, what is in hand, what was sent, what has ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from ketenzicht.common.actor import Actor
from ketenzicht.handover.domain.states import ENDED, TAKEN_ON, UNANSWERED
from ketenzicht.handover.models import Handover
from ketenzicht.handover.queries.visible import handovers_visible_to, received_by, sent_by
from ketenzicht.partners import queries as partners

if TYPE_CHECKING:
    from ketenzicht.partners.models import Desk


class Tab(StrEnum):
    """The lists."""

    TO_ANSWER = "to_answer"
    IN_HAND = "in_hand"
    SENT = "sent"
    ENDED = "ended"


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in a list; empty means everything."""

    urgency: str = ""
    desk_id: int | None = None
    number: int | None = None
    late: bool = False


@dataclass(frozen=True)
class Counts:
    """How many there are in each list, and how many of those to answer are late or acute."""

    to_answer: int
    in_hand: int
    sent: int
    ended: int
    late: int
    acute: int


def inbox(actor: Actor, tab: Tab, wanted: Wanted, at: datetime) -> QuerySet[Handover]:
    """The hand-offs of one list: acute first, then what is due first; what has ended, the newest first."""
    rows = handovers_visible_to(actor).filter(_in_tab(actor)[tab])
    if wanted.urgency:
        rows = rows.filter(urgency=wanted.urgency)
    if wanted.desk_id is not None:
        rows = rows.filter(_with_desk(actor, wanted.desk_id))
    if wanted.number is not None:
        rows = rows.filter(number=wanted.number)
    if wanted.late:
        rows = rows.filter(_late(at))
    if tab is Tab.ENDED:
        return rows.order_by("-ended_at", "-number")
    acute_first = Case(
        When(urgency=Handover.Urgency.ACUTE, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return rows.order_by(acute_first, "answer_due_at", "number")


def inbox_counts(actor: Actor, at: datetime) -> Counts:
    """How many hand-offs are in each list of the actor."""
    tabs = _in_tab(actor)
    to_answer = tabs[Tab.TO_ANSWER]
    found = handovers_visible_to(actor).aggregate(
        **{tab.value: Count("pk", filter=rows) for tab, rows in tabs.items()},
        late=Count("pk", filter=to_answer & _late(at)),
        acute=Count("pk", filter=to_answer & Q(urgency=Handover.Urgency.ACUTE)),
    )
    return Counts(**found)


def count_to_answer(actor: Actor) -> int:
    """How many hand-offs wait for an answer. Every page asks this, so what has ended is not read for it."""
    return handovers_visible_to(actor).filter(_in_tab(actor)[Tab.TO_ANSWER]).count()


def other_desks(actor: Actor) -> "list[Desk]":
    """The desks that the actor's own ones have exchanged hand-offs with, for a filter."""
    pairs = handovers_visible_to(actor).order_by().values_list("from_desk_id", "to_desk_id").distinct()
    ids = {pk for pair in pairs for pk in pair}
    return sorted(partners.desks_by_id(ids).values(), key=lambda desk: desk.label)


def _in_tab(actor: Actor) -> Mapping[Tab, Q]:
    return {
        Tab.TO_ANSWER: received_by(actor) & Q(state__in=UNANSWERED),
        Tab.IN_HAND: received_by(actor) & Q(state__in=TAKEN_ON),
        Tab.SENT: sent_by(actor) & ~Q(state__in=ENDED),
        Tab.ENDED: Q(state__in=ENDED),
    }


def _with_desk(actor: Actor, desk_id: int) -> Q:
    return (received_by(actor) & Q(from_desk=desk_id)) | (sent_by(actor) & Q(to_desk=desk_id))


def _late(at: datetime) -> Q:
    return Q(state__in=UNANSWERED, answer_due_at__lte=at)
