"""A whole plan as a document: problems, goals, measures, how they cover each other, and money."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ketenzicht.common.written import written_date
from ketenzicht.planning.figure_words import plain_number
from ketenzicht.planning.models import Measure, Measurement, Plan
from ketenzicht.planning.papers.pieces import Facts, Heading, Items, Paper, Paragraph, Piece, Table
from ketenzicht.planning.plan_words import LEVELS, PLAN_KINDS, STATUSES
from ketenzicht.planning.queries.goals import (
    conflicts_of,
    goal_tree,
    goals_of,
    measurements_of,
    problem_rows,
)
from ketenzicht.planning.queries.measures import (
    MeasureFilter,
    coverage,
    measure_rows,
    measure_view,
    projects_of,
)
from ketenzicht.planning.queries.money import Costs, costs, scenarios_of, sharing, year_to_show


def plan_paper(plan: Plan, today: date) -> Paper:
    """The plan as it stands on a day, in the language of who asks."""
    return Paper(
        language=(get_language() or "nl")[:2],
        title=plan.title,
        subtitle=_("%(kind)s, as it stood on %(day)s")
        % {"kind": PLAN_KINDS[plan.kind], "day": written_date(today)},
        author=plan.desk.label,
        front=[_("Kept by %(desk)s.") % {"desk": plan.desk.label}],
        pieces=list(plan_pieces(plan, today)),
        contents=_("Contents"),
        page=_("Page"),
        demonstration=_("Demonstration: nothing in it is real") if plan.is_demonstration else "",
    )


def plan_pieces(plan: Plan, today: date) -> Iterator[Piece]:
    """Everything that stands in a plan."""
    yield Heading(_("Vision"))
    yield Paragraph(plan.vision or _("No vision was written."))
    yield from _problems(plan)
    yield from _goals(plan, today)
    yield from _measures(plan, today)
    yield from _coverage(plan)
    yield from money_pieces(plan, today)
    yield from _projects(plan)


def _problems(plan: Plan) -> Iterator[Piece]:
    yield Heading(_("Problems"))
    rows = []
    for row in problem_rows(plan):
        rests = f"{row.problem.cluster} ({row.statements})" if row.problem.cluster else "–"
        goals = "; ".join(goal.title for goal in row.goals) or _("No goal answers it yet")
        left = f"{_('The plan leaves it, and says why')}: {row.problem.reason}"
        rows.append([row.problem.title, rests, left if row.is_left else goals])
    head = [_("Problem"), _("Cluster (number of statements)"), _("What the plan does with it")]
    yield _table(_("Problems and what is done with them"), head, rows, "lll")


def _goals(plan: Plan, today: date) -> Iterator[Piece]:
    yield Heading(_("Goals"))
    measured = measurements_of(plan)
    rows = [
        [
            goal.title,
            str(LEVELS[goal.level]),
            goal.indicator or "–",
            _on(goal.baseline, goal.baseline_on),
            last_measured(measured.get(goal.pk, ())) or "–",
            _on(goal.target, goal.due_on),
        ]
        for goal in (node.goal for node in goal_tree(plan, today))
    ]
    head = [_("Goal"), _("Level"), _("Indicator"), _("Baseline"), _("Last measured"), _("Target")]
    yield _table(_("Goals from the top down"), head, rows, "llllll")
    conflicts = [
        f"{one.goal.title} ↔ {one.other.title}: {one.text} {one.choice}".strip() for one in conflicts_of(plan)
    ]
    if conflicts:
        yield Paragraph(_("Where goals pull apart:"))
        yield Items(conflicts)


def last_measured(measured: Sequence[Measurement]) -> str:
    """The last value of an indicator with its day; empty when nothing was measured."""
    return f"{plain_number(measured[0].value)} ({written_date(measured[0].measured_on)})" if measured else ""


def _on(value: str, day: date | None) -> str:
    return (f"{value} ({written_date(day)})" if day else value) if value else "–"


def _measures(plan: Plan, today: date) -> Iterator[Piece]:
    yield Heading(_("Measures"))
    lines = measure_rows(plan, MeasureFilter(), today)
    if not lines:
        yield Paragraph(_("There is no measure yet."))
    for line in lines:
        yield Heading(line.line.title if line.line else _("Without an action line"), 2)
        for row in line.rows:
            yield Heading(row.measure.title, 3)
            if row.measure.text:
                yield Paragraph(row.measure.text)
            yield Facts(list(_about(plan, row.measure, today)))


def _about(plan: Plan, measure: Measure, today: date) -> Iterator[tuple[str, str]]:
    view = measure_view(plan, measure.pk, today)
    yield _("Owner"), measure.owner.label if measure.owner else _("Nobody yet")
    yield _("How far"), str(STATUSES[measure.status])
    if view.partners:
        yield _("Takes part"), ", ".join(one.label for one in view.partners)
    if term := term_of(measure):
        yield _("Term"), term
    if measure.budget is not None:
        yield _("Budget"), euros(measure.budget)
    if measure.indicator:
        yield _("Indicator"), measure.indicator
    if view.goals:
        yield _("Goals"), "; ".join(goal.title for goal in view.goals)
    if view.notes:
        yield _("Last told of"), f"{view.notes[0].half_year}: {view.notes[0].text}"
    if view.risks:
        yield _("Risks"), "; ".join(one.text for one in view.risks)


def term_of(measure: Measure) -> str:
    """From when to when a measure runs, as far as that is known."""
    days = [written_date(day) for day in (measure.starts_on, measure.ends_on) if day]
    return " – ".join(days)


def _coverage(plan: Plan) -> Iterator[Piece]:
    goals = [goal for goal in goals_of(plan) if goal.level != "main"]
    found = coverage(plan, goals)
    yield Heading(_("Coverage"))
    rows = [
        [
            row.goal.title,
            "; ".join(one.title for one, mark in zip(found.measures, row.marks, strict=True) if mark)
            or _("Nothing yet"),
        ]
        for row in found.rows
    ]
    yield _table(_("Which measure serves which goal"), [_("Goal"), _("Measures")], rows, "ll")
    if found.without_goal:
        yield Paragraph(_("Measures that serve no goal:"))
        yield Items([one.title for one in found.without_goal])


def money_pieces(plan: Plan, today: date) -> Iterator[Piece]:
    """What a plan costs by scenario and year, and who pays in the year nearest to today."""
    yield Heading(_("Money"))
    scenarios = scenarios_of(plan)
    if not scenarios:
        yield Paragraph(_("No costs yet"))
    for scenario in scenarios:
        found = costs(plan, scenario)
        yield Heading(scenario.name, 2)
        yield from _costs(found)
        year = year_to_show(found.years, "", today)
        shared = sharing(scenario, found.total(year)) if year else None
        if shared:
            rows = [[row.to_the_cent.party, euros(row.to_the_cent.amount)] for row in shared.rows]
            caption = _("Who pays in %(year)d, to the cent") % {"year": year}
            yield _table(caption, [_("Party"), _("Share")], rows, "lr")


def _costs(found: Costs) -> Iterator[Piece]:
    if not found.years:
        yield Paragraph(_("No costs yet"))
        return
    years = [str(year) for year in found.years]
    rows = [
        [row.item.name, *(euros(amount) if amount is not None else "–" for amount in row.amounts)]
        for row in found.rows
    ]
    total = [_("Total"), *(euros(amount) for amount in found.totals)]
    yield _table(_("Costs by year"), [_("Item"), *years], [*rows, total], "l" + "r" * len(years))


def _projects(plan: Plan) -> Iterator[Piece]:
    projects = projects_of(plan)
    if not projects:
        return
    yield Heading(_("Projects"))
    for one in projects:
        yield Heading(one.title, 2)
        pairs = [
            (_("Aim"), one.aim),
            (_("Parties"), one.parties),
            (_("Period"), one.period),
            (_("Result"), one.result),
            (_("Lesson"), one.lesson),
            (_("What cannot be concluded"), one.cannot_conclude),
            *((figure.label, f"{figure.value} ({figure.as_of})") for figure in one.figures.all()),
        ]
        yield Facts([(name, value) for name, value in pairs if value])


def euros(amount: Decimal) -> str:
    """An amount as it is written in this language."""
    return f"€\xa0{number_format(amount, 2, force_grouping=True)}"


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> Piece:
    return Table(caption, head, rows, align) if rows else Paragraph(_("Nothing yet"))
