"""The worklist: which signals a person sees, in the order in which they ask for attention."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.domain.workdays import due_at
from ketenzicht.common.remembered import remembered
from ketenzicht.signals.clock_words import ClockShown, shown
from ketenzicht.signals.domain import limits
from ketenzicht.signals.domain.states import NOT_OPEN, SignalState
from ketenzicht.signals.models import Signal, SignalReport
from ketenzicht.signals.queries.visible import signals_visible_to
from ketenzicht.signals.words import Urgency

if TYPE_CHECKING:
    from ketenzicht.common.models import Clock

    _AnyPaginator = Paginator[Any]
else:
    _AnyPaginator = Paginator

PAGE_SIZE = 50
# Of what a search finds, so many are kept while the page is made: ten pages.
FOUND_FIRST = 500
CHASED = ("signal.acute", "signal.assessment", "signal.reply")
_ELSEWHERE = (SignalState.WAITING, SignalState.HANDED_OVER, SignalState.IN_FOLLOW_UP)
_MOMENTS: Any = ArrayField(DateTimeField())
_NUMBER = re.compile(r"[sS]?-?\s*(\d{1,9})")


class Tab(StrEnum):
    """Whose work is shown."""

    MINE = "mine"
    DESK = "desk"
    UNASSIGNED = "unassigned"
    OVERDUE = "overdue"
    ALL = "all"


class Severity(IntEnum):
    """How much attention a signal asks for now; the order of the list."""

    ACUTE = 0
    OVERDUE = 1
    SOON = 2
    LATER = 3
    NO_CLOCK = 4
    ENDED = 5


SORTS: Mapping[str, tuple[Any, ...]] = {
    "due": (F("severity").asc(), F("due_at").asc(nulls_last=True), "received_at", "number"),
    "-due": (F("severity").desc(), F("due_at").desc(nulls_last=True), "-received_at", "-number"),
    "number": ("number",),
    "-number": ("-number",),
    "received": ("received_at", "number"),
    "-received": ("-received_at", "-number"),
    "activity": ("last_activity_at", "number"),
    "-activity": ("-last_activity_at", "-number"),
    "municipality": (F("municipality__label_nl").asc(nulls_last=True), "number"),
    "-municipality": (F("municipality__label_nl").desc(nulls_last=True), "-number"),
}


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; empty means everything."""

    tab: Tab = Tab.MINE
    q: str = ""
    state: Sequence[str] = ()
    urgency: str = ""
    form: str = ""
    municipality_id: int | None = None
    assignee_id: int | None = None
    channel: str = ""
    subject: str = ""
    overdue: bool = False
    since: date | None = None
    until: date | None = None
    sort: str = "due"


@dataclass(frozen=True)
class Counts:
    """How many open signals there are: of one's own, of the desks, that nobody has, and that are late."""

    mine: int = 0
    desk: int = 0
    unassigned: int = 0
    overdue: int = 0
    acute: int = 0


@dataclass(frozen=True)
class Row:
    """A signal in the list, with the clock that is due first."""

    signal: Signal
    severity: Severity
    clock: ClockShown | None


@dataclass(frozen=True)
class Group:
    """The rows of one severity on this page, and how many there are in all."""

    severity: Severity
    total: int
    rows: list[Row]


@dataclass(frozen=True)
class Worklist:
    """One page of the list. ``groups`` is one unnamed group when it is not sorted by what is due.

    ``late`` counts what is too late as the tab does: also what is acute, though that stands first.
    """

    page: "Page[Any]"
    groups: list[Group]
    totals: Mapping[Severity, int]
    late: int
    grouped: bool


class _CountedPaginator(_AnyPaginator):
    """Knows how many there are from the counts per severity, which are asked for anyway."""

    def __init__(self, rows: Any, total: int) -> None:
        super().__init__(rows, PAGE_SIZE)
        self._total = total

    @property
    def count(self) -> int:
        return self._total


class _FoundOnce:
    """What a search finds, in order. Searching reads every signal, so what is found first is kept.

    For a list that is looked into: where other rows fill the page, counting is all there is to do.
    """

    def __init__(self, rows: QuerySet[Any]) -> None:
        self._rows = rows
        self._first = list(rows.values_list("pk", flat=True)[:FOUND_FIRST])
        self._all = len(self._first) < FOUND_FIRST

    def count(self) -> int:
        return len(self._first) if self._all else self._rows.count()

    def __getitem__(self, wanted: slice) -> list[Any]:
        if self._all or wanted.stop <= FOUND_FIRST:
            return list(self._rows.filter(pk__in=self._first[wanted]))
        return list(self._rows[wanted])


_Rows = QuerySet[Any] | _FoundOnce


class _InTurn:
    """Two lists as one, the second after the first; each is asked only for what a page shows of it."""

    def __init__(self, first: _Rows, number: int, second: _Rows) -> None:
        self._first, self._number, self._second = first, number, second

    def __getitem__(self, wanted: slice) -> list[Any]:
        parts = [(self._first, wanted.start, min(wanted.stop, self._number))]
        parts.append((self._second, max(0, wanted.start - self._number), wanted.stop - self._number))
        return [row for rows, start, stop in parts if start < stop for row in rows[start:stop]]


def worklist(actor: Actor, wanted: Wanted, at: datetime, page: int | str = 1) -> Worklist:
    """One page of what the actor looks for; the number of queries does not depend on how much there is."""
    rows, over = filtered(actor, wanted, at), _ended(actor, wanted, at)
    totals, late = _numbers(rows, at)
    # What ended has no clock and is nearly everything there is: counted and listed by indexes of its own.
    searched = wanted.q and sum(totals.values()) < PAGE_SIZE
    ended: _Rows = _FoundOnce(over) if searched else over
    if number := ended.count():
        totals[Severity.ENDED] = number
    found = _CountedPaginator(_ordered(rows, ended, wanted.sort, totals), sum(totals.values())).get_page(page)
    shown_rows = _rows(actor, list(found.object_list), at)
    grouped = wanted.sort in {"due", "-due"}
    groups = _groups(shown_rows, totals) if grouped else _one(shown_rows)
    return Worklist(found, groups, totals, late, grouped)


@remembered(lambda actor, at: (actor.user_id, actor.desks(Verb.SIGNAL_READ)))
def counts(actor: Actor, at: datetime) -> Counts:
    """What the tabs and the navigation show, in one query."""
    if not actor.desks(Verb.SIGNAL_READ):
        return Counts()
    found = _with_due(signals_visible_to(actor).filter(_open()), actor).aggregate(
        mine=Count("pk", filter=Q(assignee_id=actor.user_id or 0)),
        desk=Count("pk"),
        unassigned=Count("pk", filter=Q(assignee=None)),
        overdue=Count("pk", filter=_late(at)),
        acute=Count("pk", filter=_acute()),
    )
    return Counts(**found)


def filtered(actor: Actor, wanted: Wanted, at: datetime) -> QuerySet[Any]:
    """The signals that somebody looks for, each knowing when it is due and how much attention it asks."""
    rows: QuerySet[Any] = _with_due(signals_visible_to(actor), actor).annotate(severity=_severity(at))
    rows = rows.filter(_tab(wanted.tab, actor, at))
    for condition in _conditions(wanted, at):
        rows = rows.filter(condition)
    return rows


def _ended(actor: Actor, wanted: Wanted, at: datetime) -> QuerySet[Any]:
    """What somebody looks for among what ended, which is never late and asks for no attention."""
    rows: QuerySet[Any] = signals_visible_to(actor).filter(state__in=sorted(NOT_OPEN))
    if wanted.tab is not Tab.ALL or wanted.overdue:
        return rows.none()
    for condition in _conditions(wanted, at):
        rows = rows.filter(condition)
    ended: QuerySet[Any] = rows.annotate(severity=Value(Severity.ENDED.value, output_field=IntegerField()))
    back = "-" if wanted.sort == "-due" else ""
    return ended.order_by(f"{back}received_at", f"{back}number")


def _ordered(
    rows: QuerySet[Any], ended: _Rows, sort: str, totals: Mapping[Severity, int]
) -> "QuerySet[Any] | _InTurn":
    order = SORTS.get(sort, SORTS["due"])
    number = totals.get(Severity.ENDED, 0)
    if sort == "-due":
        return _InTurn(ended, number, rows.filter(_open()).order_by(*order))
    if order is SORTS["due"]:
        others = sum(totals.values()) - number
        return _InTurn(rows.filter(_open()).order_by(*order), others, ended)
    return rows.order_by(*order)


def _conditions(wanted: Wanted, at: datetime) -> list[Any]:
    chosen: list[tuple[object, Any]] = [
        (wanted.q, _says(wanted.q)),
        (wanted.state, Q(state__in=list(wanted.state))),
        (wanted.urgency, Q(urgency=wanted.urgency)),
        (wanted.form, Q(forms__contains=[wanted.form])),
        (wanted.municipality_id, Q(municipality_id=wanted.municipality_id)),
        (wanted.assignee_id, Q(assignee_id=wanted.assignee_id)),
        (wanted.channel, _came_by(wanted.channel)),
        (wanted.subject, Q(subject=wanted.subject)),
        (wanted.overdue, _late(at)),
        (wanted.since, Q(received_at__gte=_midnight(wanted.since))),
        (wanted.until, Q(received_at__lt=_midnight(wanted.until, days=1))),
    ]
    return [condition for value, condition in chosen if value]


def _says(text: str) -> Q:
    number = _NUMBER.fullmatch(text.strip())
    said = Q(search=SearchQuery(text, config="dutch", search_type="websearch"))
    return said | Q(number=int(number[1])) if number else said


def _came_by(channel: str) -> Exists:
    lying = SignalReport.objects.filter(signal=OuterRef("pk"), removed_at=None, report__channel=channel)
    return Exists(lying)


def _tab(tab: Tab, actor: Actor, at: datetime) -> Q:
    return {
        Tab.MINE: _open() & Q(assignee_id=actor.user_id or 0),
        Tab.DESK: _open(),
        Tab.UNASSIGNED: _open() & Q(assignee=None),
        Tab.OVERDUE: _late(at),
        Tab.ALL: Q(),
    }[tab]


def _open() -> Q:
    return ~Q(state__in=sorted(NOT_OPEN))


def _late(at: datetime) -> Q:
    """The one meaning of too late, for the tab, the filter and every count."""
    return _open() & Q(due_at__lt=at)


def _acute() -> Q:
    waiting = (SignalState.RECEIVED, SignalState.IN_TRIAGE, SignalState.WAITING, SignalState.HANDED_OVER)
    return Q(urgency=Urgency.ACUTE, state__in=waiting)


def _with_due(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    running = clocks.running_at(actor.desks(Verb.SIGNAL_READ)).filter(
        subject_kind="signal", subject_id=OuterRef("pk"), kind__in=CHASED, paused_at=None
    )
    with_due: QuerySet[Any] = rows.annotate(due_at=Subquery(running.order_by("due_at").values("due_at")[:1]))
    return with_due


def _severity(at: datetime) -> Case:
    """How much attention a signal asks for, in an expression that names ``due_at`` once.

    PostgreSQL looks up when a signal is due for each time that an expression names it.
    """
    after_soon = due_at(at, limits.SOON, clocks.holidays()) + timedelta(microseconds=1)
    by_clock = Func(F("due_at"), Value([at, after_soon], _MOMENTS), function="width_bucket") + Value(
        Severity.OVERDUE.value
    )
    without = Case(
        When(state__in=_ELSEWHERE, then=Value(Severity.NO_CLOCK.value)), default=Value(Severity.LATER.value)
    )
    return Case(
        When(state__in=sorted(NOT_OPEN), then=Value(Severity.ENDED.value)),
        When(_acute(), then=Value(Severity.ACUTE.value)),
        default=Coalesce(by_clock, without, output_field=IntegerField()),
        output_field=IntegerField(),
    )


def _numbers(rows: QuerySet[Any], at: datetime) -> tuple[dict[Severity, int], int]:
    """How many of what is open there are of each severity, and how many are late."""
    late = Count("pk", filter=_acute() & _late(at))
    each = list(rows.filter(_open()).order_by().values("severity").annotate(n=Count("pk"), acute_late=late))
    totals = {Severity(row["severity"]): row["n"] for row in each}
    return totals, totals.get(Severity.OVERDUE, 0) + sum(row["acute_late"] for row in each)


def _rows(actor: Actor, signals: list[Any], at: datetime) -> list[Row]:
    # Not joined: that would be done for all there is, before the page is taken from it.
    prefetch_related_objects(signals, "municipality", "setting", "assignee")
    due = _first_clocks(actor, [signal.pk for signal in signals], at)
    return [Row(signal, Severity(signal.severity), due.get(signal.pk)) for signal in signals]


def _first_clocks(actor: Actor, signal_ids: list[UUID], at: datetime) -> dict[UUID, ClockShown]:
    running = clocks.running_at(actor.desks(Verb.SIGNAL_READ)).filter(
        subject_kind="signal", subject_id__in=signal_ids, kind__in=CHASED
    )
    first: dict[UUID, Clock] = {}
    for clock in running:
        known = first.get(clock.subject_id)
        # One that runs comes before one that stands still; among those, the one that is due first.
        if known is None or (known.paused_at and not clock.paused_at):
            first[clock.subject_id] = clock
    days_off = clocks.holidays()
    return {signal_id: shown(clock, at, days_off) for signal_id, clock in first.items()}


def _groups(rows: list[Row], totals: Mapping[Severity, int]) -> list[Group]:
    present = dict.fromkeys(row.severity for row in rows)
    return [
        Group(each, totals.get(each, 0), [row for row in rows if row.severity is each]) for each in present
    ]


def _one(rows: list[Row]) -> list[Group]:
    return [Group(Severity.LATER, len(rows), rows)] if rows else []


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min))
