"""How far a plan is, as a report to a council or to parliament."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketenzicht.common.written import written_date
from ketenzicht.planning.domain.figures.numbers import NoNumber, parse_number
from ketenzicht.planning.domain.measures import MeasureStatus
from ketenzicht.planning.figure_words import plain_number
from ketenzicht.planning.models import Goal, Measure, Measurement, Plan
from ketenzicht.planning.papers.charts import Row, bars
from ketenzicht.planning.papers.pieces import Heading, Items, Paragraph, Picture, Piece, Table
from ketenzicht.planning.papers.plans import euros, last_measured, money_pieces
from ketenzicht.planning.plan_words import INVOLVED, PAID, STATUSES
from ketenzicht.planning.queries.goals import goals_of, measurements_of
from ketenzicht.planning.queries.measures import (
    LineRow,
    MeasureFilter,
    MeasureView,
    measure_rows,
    measure_view,
    plan_tally,
)
from ketenzicht.planning.queries.money import costs, scenarios_of

Facts = Mapping[str, Any]


def facts_of(plan: Plan, as_of: date) -> dict[str, Any]:
    """What the next report is compared with."""
    rows = [row.measure for line in measure_rows(plan, MeasureFilter(), as_of) for row in line.rows]
    return {
        "as_of": as_of.isoformat(),
        "measures": {str(one.pk): [one.title, one.status] for one in rows},
        "goals": {str(one.pk): one.title for one in goals_of(plan)},
    }


def report_pieces(plan: Plan, as_of: date, before: Facts | None) -> Iterator[Piece]:
    """Everything that stands in a report; ``before`` are the facts of the last one."""
    lines = measure_rows(plan, MeasureFilter(), as_of)
    views = [measure_view(plan, row.measure.pk, as_of) for line in lines for row in line.rows]
    yield from _in_short(plan, as_of)
    yield from _changes(facts_of(plan, as_of), before)
    yield from _how_far(lines)
    yield from _indicators(plan, views)
    yield from _told(views)
    yield from _spoken_of(views)
    yield from money_pieces(plan, as_of)
    yield from _money_drawn(plan)


def _in_short(plan: Plan, as_of: date) -> Iterator[Piece]:
    tally = plan_tally(plan, as_of)
    yield Heading(_("In short"))
    told = [f"{STATUSES[status]}: {number}" for status, number in tally.statuses.items() if number]
    measures = ngettext(
        "The plan has %(number)d measure.", "The plan has %(number)d measures.", tally.measures
    )
    yield Paragraph(measures % {"number": tally.measures})
    told.append(_("Without an owner: %(number)d") % {"number": tally.without_owner})
    told.append(_("With a half-year of which nothing was told: %(number)d") % {"number": tally.untold})
    if tally.budget:
        told.append(_("Budgets of the measures together: %(sum)s") % {"sum": euros(tally.budget)})
    yield Items(told)


def _changes(now: Facts, before: Facts | None) -> Iterator[Piece]:
    yield Heading(_("What changed since the last report"))
    if before is None:
        yield Paragraph(_("This is the first report of this plan."))
        return
    day = written_date(date.fromisoformat(before["as_of"]))
    yield Paragraph(_("The last report told how it stood on %(day)s.") % {"day": day})
    yield Items(list(_changed(now, before)) or [_("Nothing was added, taken away or brought further.")])


def _changed(now: Facts, before: Facts) -> Iterator[str]:
    for pk, (title, status) in now["measures"].items():
        old = before["measures"].get(pk)
        if old is None:
            yield _("New measure: %(title)s") % {"title": title}
        elif old[1] != status:
            yield f"{title}: {STATUSES[old[1]]} → {STATUSES[status]}"
    gone = [title for pk, (title, _status) in before["measures"].items() if pk not in now["measures"]]
    yield from (_("Measure that is no longer there: %(title)s") % {"title": title} for title in gone)
    new = [title for pk, title in now["goals"].items() if pk not in before["goals"]]
    yield from (_("New goal: %(title)s") % {"title": title} for title in new)
    gone = [title for pk, title in before["goals"].items() if pk not in now["goals"]]
    yield from (_("Goal that is no longer there: %(title)s") % {"title": title} for title in gone)


def _how_far(lines: Sequence[LineRow]) -> Iterator[Piece]:
    yield Heading(_("Measures by action line"))
    rows = [
        (
            line.line.title if line.line else _("Without an action line"),
            [sum(row.measure.status == status for row in line.rows) for status in MeasureStatus],
        )
        for line in lines
    ]
    if not rows:
        yield Paragraph(_("There is no measure yet."))
        return
    names = [str(STATUSES[status]) for status in MeasureStatus]
    caption = _("How far the measures are, by action line")
    drawn = bars([Row(name, counts, str(sum(counts))) for name, counts in rows], names, label=caption)
    yield Picture(drawn, _("Bars of the number of measures; the table below has the same numbers."))
    table = [[name, *(str(count) for count in counts)] for name, counts in rows]
    yield Table(caption, [_("Action line"), *names], table, "l" + "r" * len(names))


def _indicators(plan: Plan, views: Sequence[MeasureView]) -> Iterator[Piece]:
    yield Heading(_("Indicators"))
    goals, taken = [goal for goal in goals_of(plan) if goal.indicator], measurements_of(plan)
    wanted = [
        [
            goal.title,
            goal.indicator,
            _value(goal.baseline, goal.baseline_on),
            last_measured(taken.get(goal.pk, ())) or _("not recorded"),
            _value(goal.target, goal.due_on),
        ]
        for goal in goals
    ]
    if wanted:
        head = [_("Goal"), _("Indicator"), _("Baseline"), _("Last measured"), _("Target")]
        yield Table(_("What goals are measured by"), head, wanted, "lllll")
    yield from _taken([(goal, taken[goal.pk]) for goal in goals if goal.pk in taken])
    measured = [
        [view.measure.title, view.measure.indicator, _latest(view)]
        for view in views
        if view.measure.indicator
    ]
    if measured:
        head = [_("Measure"), _("Indicator"), _("Latest")]
        yield Table(_("What measures are measured by"), head, measured, "lll")
    if not wanted and not measured:
        yield Paragraph(_("No indicator was written down."))


def _taken(measured: Sequence[tuple[Goal, Sequence[Measurement]]]) -> Iterator[Piece]:
    """What was measured, as a table, and of each goal as bars between where it began and where it goes."""
    rows = [
        [goal.title, written_date(one.measured_on), plain_number(one.value), one.source]
        for goal, taken in measured
        for one in taken
    ]
    if rows:
        head = [_("Goal"), _("Measured on"), _("Measured value"), _("Source")]
        yield Table(_("What was measured"), head, rows, "llrl")
    for goal, taken in measured:
        drawn = [
            *_bar(_("Baseline"), goal.baseline),
            *(_drawn(written_date(one.measured_on), one.value) for one in reversed(taken)),
            *_bar(_("Target"), goal.target),
        ]
        alt = _("Bars of what was measured of “%(goal)s”; the tables above have the same numbers.")
        yield Paragraph(f"{goal.title}: {goal.indicator}")
        yield Picture(bars(drawn, [goal.indicator], label=goal.indicator), alt % {"goal": goal.title})


def _bar(name: str, typed: str) -> list[Row]:
    """A bar of what was typed, when that is a number and nothing else."""
    try:
        return [_drawn(name, parse_number(typed.removesuffix("%"), dutch=True))]
    except NoNumber:
        return []


def _drawn(name: str, value: Decimal) -> Row:
    return Row(name, [float(value)], plain_number(value))


def _value(value: str, day: date | None) -> str:
    told = value or _("not recorded")
    return f"{told} ({written_date(day)})" if day else told


def _latest(view: MeasureView) -> str:
    note = next((note for note in view.notes if note.value), None)
    return f"{note.value} ({note.half_year})" if note else _("not recorded")


def _told(views: Sequence[MeasureView]) -> Iterator[Piece]:
    yield Heading(_("How it goes"))
    for view in views:
        yield Heading(view.measure.title, 2)
        yield Paragraph(_state(view.measure))
        if view.notes:
            yield Paragraph(f"{view.notes[0].half_year}: {view.notes[0].text}")
        else:
            yield Paragraph(_("Nothing was told of it."))


def _state(measure: Measure) -> str:
    owner = measure.owner.label if measure.owner else _("Nobody yet")
    return f"{STATUSES[measure.status]}. {_('Owner')}: {owner}."


def _spoken_of(views: Sequence[MeasureView]) -> Iterator[Piece]:
    yield Heading(_("Risks"))
    risks = [[view.measure.title, one.text, one.remedy or "–"] for view in views for one in view.risks]
    head = [_("Measure"), _("Risk"), _("Against it")]
    yield Table(_("Risks"), head, risks, "lll") if risks else Paragraph(_("No risk was written down."))
    yield Heading(_("Decisions"))
    decided = [
        [view.measure.title, one.text, f"{one.decided_by}, {written_date(one.decided_on)}"]
        for view in views
        for one in view.decisions
    ]
    head = [_("Measure"), _("Decision"), _("By whom and when")]
    none = Paragraph(_("No decision was written down."))
    yield Table(_("Decisions"), head, decided, "lll") if decided else none
    yield Heading(_("Experts by experience"))
    rows = [_involved(view) for view in views]
    head = [_("Measure"), _("Asked"), _("How"), _("Paid"), _("What changed")]
    yield Table(_("Experts by experience"), head, rows, "lllll") if rows else Paragraph(_("Nothing yet"))


def _involved(view: MeasureView) -> list[str]:
    if not view.involvements:
        return [view.measure.title, _("not recorded"), "–", "–", "–"]
    one = view.involvements[0]
    return [
        view.measure.title,
        str(INVOLVED[one.asked]),
        one.how or "–",
        str(PAID[one.paid]),
        one.changed or "–",
    ]


def _money_drawn(plan: Plan) -> Iterator[Piece]:
    for scenario in scenarios_of(plan):
        found = costs(plan, scenario)
        if len(found.years) > 1:
            caption = _("Costs by year: %(scenario)s") % {"scenario": scenario.name}
            rows = [
                Row(str(year), [float(total)], euros(total))
                for year, total in zip(found.years, found.totals, strict=True)
            ]
            alt = _("Bars of the costs of each year; the table above has the same numbers.")
            yield Picture(bars(rows, [scenario.name], label=caption), alt)
