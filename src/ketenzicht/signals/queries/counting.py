"""Counting what is open, once for the tabs, the navigation and the list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, Q, QuerySet, Value, When

from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.remembered import remembered
from ketenzicht.signals.queries.attention import (
    Severity,
    chased_at,
    is_acute,
    is_late,
    is_open,
    with_attention,
)
from ketenzicht.signals.queries.visible import signals_visible_to


class Tab(StrEnum):
    """Whose work is shown."""

    MINE = "mine"
    DESK = "desk"
    UNASSIGNED = "unassigned"
    OVERDUE = "overdue"
    ALL = "all"


@dataclass(frozen=True)
class Counts:
    """How many open signals there are: of one's own, of the desks, that nobody has, and that are late."""

    mine: int = 0
    desk: int = 0
    unassigned: int = 0
    overdue: int = 0
    acute: int = 0


def counts(actor: Actor, at: datetime) -> Counts:
    """What the tabs and the navigation show, in one query."""
    if not actor.desks(Verb.SIGNAL_READ):
        return Counts()
    tallied = of_the_desks(actor, at)
    number = {tab: sum(in_tab(tallied, tab).values()) for tab in Tab}
    acute = in_tab(tallied, Tab.DESK).get(Severity.ACUTE, 0)
    return Counts(number[Tab.MINE], number[Tab.DESK], number[Tab.UNASSIGNED], number[Tab.OVERDUE], acute)


def count_late(actor: Actor, at: datetime) -> int:
    """How many are late, for pages that want to know no more."""
    tallied = of_the_desks.known(actor, at)
    if tallied is not None:
        return sum(in_tab(tallied, Tab.OVERDUE).values())
    late = chased_at(actor).filter(due_at__lt=at)
    return signals_visible_to(actor).filter(is_open(), Exists(late)).count()


@dataclass(frozen=True)
class Tallied:
    """How many open signals there are of one severity that are somebody's, and late or not."""

    severity: Severity
    whose: Tab
    late: bool
    number: int


@remembered(lambda actor, at: (actor.user_id, actor.desks(Verb.SIGNAL_READ)))
def of_the_desks(actor: Actor, at: datetime) -> list[Tallied]:
    """All that is open at the actor's desks; the tabs, the navigation and an unfiltered list count it."""
    return tally(with_attention(signals_visible_to(actor), actor, at), actor, at)


def tally(rows: QuerySet[Any], actor: Actor, at: datetime) -> list[Tallied]:
    """What is open of ``rows``, which know when they are due and how much attention they ask."""
    whose = Case(
        When(assignee_id=actor.user_id or 0, then=Value(Tab.MINE.value)),
        When(assignee=None, then=Value(Tab.UNASSIGNED.value)),
        default=Value(Tab.DESK.value),
    )
    # Only of what is acute does the severity leave open whether it is late.
    late = Case(When(is_acute(), then=Q(due_at__lt=at)), default=Value(False), output_field=BooleanField())
    each = rows.filter(is_open()).order_by().annotate(whose=whose, late=late)
    each = each.values("severity", "whose", "late").annotate(n=Count("pk"))
    return [
        Tallied(
            severity := Severity(row["severity"]),
            Tab(row["whose"]),
            severity is Severity.OVERDUE or bool(row["late"]),
            row["n"],
        )
        for row in each
    ]


def in_tab(tallied: Iterable[Tallied], tab: Tab) -> dict[Severity, int]:
    """How many of what is open a tab shows of each severity."""
    totals: Counter[Severity] = Counter()
    for each in tallied:
        if tab in {Tab.DESK, Tab.ALL, each.whose} or (tab is Tab.OVERDUE and each.late):
            totals[each.severity] += each.number
    return dict(totals)


def within(tab: Tab, actor: Actor, at: datetime) -> Q:
    """The condition that a tab shows a signal."""
    return {
        Tab.MINE: is_open() & Q(assignee_id=actor.user_id or 0),
        Tab.DESK: is_open(),
        Tab.UNASSIGNED: is_open() & Q(assignee=None),
        Tab.OVERDUE: is_late(at),
        Tab.ALL: Q(),
    }[tab]
