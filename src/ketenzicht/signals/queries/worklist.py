"""The worklist: which signals a person sees, in the order in which they ask for attention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import (
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    prefetch_related_objects,
)
from django.utils import timezone

from ketenzicht.common import clocks
from ketenzicht.common.actor import Actor
from ketenzicht.common.domain.rights import Verb
from ketenzicht.common.paging import reach
from ketenzicht.signals.clock_words import ClockShown, shown
from ketenzicht.signals.domain.states import NOT_OPEN
from ketenzicht.signals.models import Signal, SignalReport
from ketenzicht.signals.queries.attention import CHASED, Severity, is_late, is_open, with_attention
from ketenzicht.signals.queries.counting import Tab, in_tab, of_the_desks, tally, within
from ketenzicht.signals.queries.searching import ended, says
from ketenzicht.signals.queries.visible import signals_visible_to

if TYPE_CHECKING:
    from ketenzicht.common.models import Clock

    _AnyPaginator = Paginator[Any]
else:
    _AnyPaginator = Paginator

PAGE_SIZE = 50
# What ended longer ago than this many others is found by searching, not by turning pages.
FARTHEST = 10_000


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

    ``late`` counts what is too late as the tab does: also what is acute, though that stands first. ``cut``
    when more has ended than was counted.
    """

    page: "Page[Any]"
    groups: list[Group]
    totals: Mapping[Severity, int]
    late: int
    grouped: bool
    cut: bool


class _CountedPaginator(_AnyPaginator):
    """Knows how many there are, which was asked for anyway, and whether there are more."""

    def __init__(self, rows: Any, total: int, cut: bool) -> None:
        super().__init__(rows, PAGE_SIZE)
        self._total, self.cut = total, cut

    @property
    def count(self) -> int:
        return self._total


class _Ended:
    """What ended, in its order: looked up once, as far as the page that is asked for and a good deal on."""

    def __init__(self, rows: QuerySet[Any], found: list[UUID], reach: int) -> None:
        self._rows = rows
        self._ids, self.cut = found[:reach], len(found) > reach

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, wanted: slice) -> list[Any]:
        ids = self._ids[wanted]
        found = {row.pk: row for row in self._rows.filter(pk__in=ids)}
        return [found[pk] for pk in ids if pk in found]


class _InTurn:
    """Two lists as one, the second after the first; each is asked only for what a page shows of it."""

    def __init__(self, first: QuerySet[Any] | _Ended, number: int, second: QuerySet[Any] | _Ended) -> None:
        self._first, self._number, self._second = first, number, second

    def __getitem__(self, wanted: slice) -> list[Any]:
        parts = [(self._first, wanted.start, min(wanted.stop, self._number))]
        parts.append((self._second, max(0, wanted.start - self._number), wanted.stop - self._number))
        return [row for rows, start, stop in parts if start < stop for row in rows[start:stop]]


def worklist(actor: Actor, wanted: Wanted, at: datetime, page: str = "1") -> Worklist:
    """One page of what the actor looks for; the number of queries does not depend on how much there is."""
    conditions = _conditions(wanted, at)
    rows = _matching(actor, wanted.tab, conditions, at)
    # Filters of the list are of the rows already; of all there is, the tab takes its part.
    tallied = tally(rows, actor, at) if conditions else of_the_desks(actor, at)
    totals = in_tab(tallied, wanted.tab)
    late = sum(in_tab((each for each in tallied if each.late), wanted.tab).values())
    ended = _ended(actor, wanted, conditions, reach(page, PAGE_SIZE))
    if ended:
        totals[Severity.ENDED] = len(ended)
    listed = _ordered(rows, ended, wanted.sort, totals)
    found = _CountedPaginator(listed, sum(totals.values()), ended.cut).get_page(page)
    shown_rows = _rows(actor, list(found.object_list), at)
    grouped = wanted.sort in {"due", "-due"}
    groups = _groups(shown_rows, totals) if grouped else _one(shown_rows)
    return Worklist(found, groups, totals, late, grouped, ended.cut)


def filtered(actor: Actor, wanted: Wanted, at: datetime) -> QuerySet[Any]:
    """The signals that somebody looks for, each knowing when it is due and how much attention it asks."""
    return _matching(actor, wanted.tab, _conditions(wanted, at), at)


def _matching(actor: Actor, tab: Tab, conditions: list[Any], at: datetime) -> QuerySet[Any]:
    rows = with_attention(signals_visible_to(actor), actor, at)
    return _all_of(rows.filter(within(tab, actor, at)), conditions)


def _ended(actor: Actor, wanted: Wanted, conditions: list[Any], reach: int) -> _Ended:
    """What somebody looks for among what ended: nearly all there is, so it is not counted to the end."""
    severity = Value(Severity.ENDED.value, output_field=IntegerField())
    rows = signals_visible_to(actor).filter(state__in=sorted(NOT_OPEN)).annotate(severity=severity)
    reach, newest = min(reach, FARTHEST), wanted.sort != "-due"
    if wanted.tab is not Tab.ALL or wanted.overdue:
        return _Ended(rows, [], reach)
    filters = len(conditions) > bool(wanted.q)
    found = ended(actor, wanted.q, newest=newest, most=reach + 1) if wanted.q or not filters else []
    if filters:
        # Filters are not looked up: they are of what was found by its words, or else of all there is.
        among = rows.filter(pk__in=found) if wanted.q and len(found) <= reach else rows
        order = ("-received_at", "-pk") if newest else ("received_at", "pk")
        filtered = _all_of(among, conditions).order_by(*order)
        found = list(filtered.values_list("pk", flat=True)[: reach + 1])
    return _Ended(rows, found, reach)


def _all_of(rows: QuerySet[Any], conditions: list[Any]) -> QuerySet[Any]:
    for condition in conditions:
        rows = rows.filter(condition)
    return rows


def _ordered(
    rows: QuerySet[Any], ended: _Ended, sort: str, totals: Mapping[Severity, int]
) -> "QuerySet[Any] | _InTurn":
    order = SORTS.get(sort, SORTS["due"])
    if sort == "-due":
        return _InTurn(ended, len(ended), rows.filter(is_open()).order_by(*order))
    if order is SORTS["due"]:
        others = sum(totals.values()) - len(ended)
        return _InTurn(rows.filter(is_open()).order_by(*order), others, ended)
    return rows.order_by(*order)


def _conditions(wanted: Wanted, at: datetime) -> list[Any]:
    chosen: list[tuple[object, Any]] = [
        (wanted.q, says(wanted.q)),
        (wanted.state, Q(state__in=list(wanted.state))),
        (wanted.urgency, Q(urgency=wanted.urgency)),
        (wanted.form, Q(forms__contains=[wanted.form])),
        (wanted.municipality_id, Q(municipality_id=wanted.municipality_id)),
        (wanted.assignee_id, Q(assignee_id=wanted.assignee_id)),
        (wanted.channel, _came_by(wanted.channel)),
        (wanted.subject, Q(subject=wanted.subject)),
        (wanted.overdue, is_late(at)),
        (wanted.since, Q(received_at__gte=_midnight(wanted.since))),
        (wanted.until, Q(received_at__lt=_midnight(wanted.until, days=1))),
    ]
    return [condition for value, condition in chosen if value]


def _came_by(channel: str) -> Exists:
    lying = SignalReport.objects.filter(signal=OuterRef("pk"), removed_at=None, report__channel=channel)
    return Exists(lying)


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
