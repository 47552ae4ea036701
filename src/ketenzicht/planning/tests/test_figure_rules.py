"""What may stand in one line, on one axis or in one sum."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.planning.charts import Drawn, breaks_in, figure_chart
from ketenzicht.planning.domain.figures.combining import (
    Apart,
    Gap,
    NotComparable,
    added,
    change_between,
    newest,
    require_one_axis,
    stretches,
)
from ketenzicht.planning.domain.figures.counting import (
    ADDS_UP,
    Counted,
    CountKind,
    Point,
    Precision,
    Told,
)
from ketenzicht.planning.domain.figures.judging import Judged, Lacking, Outcome, lacking
from ketenzicht.planning.domain.figures.periods import NoPeriod, Period, parse_period
from ketenzicht.planning.figure_rows import FigureRow

REPORTS = Counted(CountKind.REPORT, "meldingen", "Meldingen in een jaar", "Meldingen", "Noord")
years = st.integers(2000, 2030)
values = st.integers(0, 5000).map(Decimal)
periods = st.one_of(
    years.map(lambda year: parse_period(str(year))),
    st.tuples(years, st.integers(1, 5)).map(lambda two: parse_period(f"{two[0]}-{two[0] + two[1]}")),
    st.tuples(years, st.integers(1, 2)).map(lambda two: parse_period(f"{two[0]}-{two[1]}")),
)
points = st.lists(
    st.builds(
        Point,
        period=st.one_of(st.none(), periods),
        value=st.one_of(st.none(), values),
        precision=st.sampled_from(Precision),
        revision=st.integers(1, 3),
        break_before=st.sampled_from(["", "", "anders geteld"]),
    ),
    max_size=12,
).map(tuple)
counted = st.builds(
    Counted,
    kind=st.sampled_from(CountKind),
    unit=st.sampled_from(["meldingen", "slachtoffers", "procent"]),
    definition=st.sampled_from(["in een jaar", "In een jaar.", "in twee jaar"]),
    population=st.sampled_from(["bij het meldpunt", "bij de politie"]),
    region=st.sampled_from(["", "Noord", "Zuid"]),
    counted_twice=st.sampled_from(["", "wie twee keer meldt"]),
)
told = st.builds(Told, counted, points)


def yearly(*numbers: int, first: int = 2019, what: Counted = REPORTS) -> Told:
    years = range(first, first + len(numbers))
    return Told(
        what,
        tuple(
            Point(parse_period(str(year)), Decimal(number))
            for year, number in zip(years, numbers, strict=True)
        ),
    )


@given(told)
def test_every_placed_figure_stands_in_one_stretch_and_no_line_crosses_a_gap(series):
    found = stretches(series)
    assert [figure for stretch in found for figure in stretch.figures] == newest(series.points)
    for stretch in found:
        for before, after in pairwise(stretch.figures):
            assert after.period.follows(before.period)
            assert after.period.length == before.period.length
            assert not after.point.break_before
            assert series.counted.kind != CountKind.ESTIMATE
    assert all(stretch.why is not None for stretch in found[1:])


@given(st.lists(told, min_size=2, max_size=4))
def test_only_what_counts_the_same_shares_an_axis(several):
    kinds = {(one.counted.kind, one.counted.unit, one.counted.population) for one in several}
    definitions = {one.counted.definition.casefold().rstrip(".") for one in several}
    same = len(kinds) == 1 and len(definitions) == 1
    drawn = [Drawn(str(place), one, stretches(one)) for place, one in enumerate(several)]
    if same:
        require_one_axis(several)
        figure_chart(drawn, label="x", write=str)
        return
    with pytest.raises(NotComparable):
        figure_chart(drawn, label="x", write=str)
    with pytest.raises(NotComparable):
        added(several)


@given(st.lists(told, min_size=2, max_size=3))
def test_a_sum_is_made_of_exact_unbroken_figures_of_separate_regions_or_refused(several):
    try:
        sums = added(several)
    except NotComparable:
        return
    assert {one.counted.kind for one in several} <= ADDS_UP
    assert len({one.counted.region for one in several} - {""}) == len(several)
    assert not any(one.counted.counted_twice for one in several)
    for period, total in sums:
        parts = [f for one in several for f in newest(one.points) if f.period == period]
        assert total == sum(part.value for part in parts)
        assert all(part.point.precision == Precision.EXACT for part in parts)
    assert not any(stretch.why == Gap.BREAK for one in several for stretch in stretches(one))


@given(told, years, years)
def test_a_change_is_told_within_one_stretch_alone(series, first, last):
    begin, end = parse_period(str(first)), parse_period(str(last))
    try:
        change = change_between(series, begin, end)
    except NotComparable:
        return
    together = [stretch.figures for stretch in stretches(series) if change.first in stretch.figures]
    assert change.last in together[0]
    assert change.difference == change.last.value - change.first.value


def test_reports_victims_and_estimates_are_never_put_together():
    others = [replace(REPORTS, kind=kind) for kind in CountKind if kind != CountKind.REPORT]
    for other in others:
        with pytest.raises(NotComparable) as refused:
            require_one_axis([yearly(1, 2), yearly(3, 4, what=other)])
        assert refused.value.reasons == (Apart.KIND,)


def test_regions_that_count_the_same_are_added_and_everything_else_says_why_not():
    north, south = yearly(10, 20), yearly(1, 2, what=replace(REPORTS, region="Zuid"))
    assert [total for _period, total in added([north, south])] == [11, 22]
    whole = yearly(11, 22, what=replace(REPORTS, region=""))
    twice = yearly(1, 2, what=replace(REPORTS, region="Oost", counted_twice="wie twee keer meldt"))
    broken = Told(
        replace(REPORTS, region="Oost"),
        (*yearly(1).points, Point(parse_period("2020"), Decimal(2), break_before="anders geteld")),
    )
    about = Told(
        replace(REPORTS, region="Oost"),
        (Point(parse_period("2019"), Decimal(2), precision=Precision.ABOUT),),
    )
    for other, reason in (
        (north, Apart.REGION),
        (whole, Apart.REGION),
        (twice, Apart.COUNTED_TWICE),
        (broken, Apart.BROKEN),
        (about, Apart.INEXACT),
        (yearly(5, first=2001, what=replace(REPORTS, region="Oost")), Apart.NO_PERIOD),
    ):
        with pytest.raises(NotComparable) as refused:
            added([north, other])
        assert refused.value.reasons == (reason,)


def test_a_later_value_counts_and_a_withdrawn_one_leaves_a_gap():
    first = yearly(1334, 984, 791)
    later = replace(first.points[1], value=Decimal(1013), revision=2)
    assert [figure.value for figure in newest((*first.points, later))] == [1334, 1013, 791]
    gone = replace(first.points[1], value=None, revision=2)
    found = stretches(Told(REPORTS, (*first.points, gone)))
    assert [stretch.why for stretch in found] == [None, Gap.MISSING]


def test_a_drawing_stops_its_line_at_a_break_and_shows_intervals_and_earlier_values():
    broken = Told(
        REPORTS,
        (
            *yearly(900, 950).points,
            replace(yearly(600, first=2021).points[0], break_before="Andere melders & regels"),
            *yearly(700, first=2022).points,
        ),
    )
    drawn = Drawn("Meldingen", broken, stretches(broken), [newest(broken.points)[0]])
    svg = figure_chart([drawn], label="Meldingen <2>", write=lambda value: f"{value:.0f}")
    assert svg.count('class="pf-line') == 2
    assert svg.count('class="pf-dot') == 4
    assert "pf-earlier" in svg
    assert "Andere melders &amp; regels" in svg
    assert "style=" not in svg
    assert [one.reason for one in breaks_in([drawn])] == ["Andere melders & regels"]
    estimate = Told(
        replace(REPORTS, kind=CountKind.ESTIMATE),
        (Point(parse_period("2016-2019"), Decimal(5000), low=Decimal(5000), high=Decimal(7500)),),
    )
    svg = figure_chart([Drawn("S", estimate, stretches(estimate))], label="S", write=str, narrow=True)
    assert "pf-interval" in svg
    assert "pf-over" in svg
    assert "pf-line" not in svg
    assert figure_chart([Drawn("S", Told(REPORTS, ()), [])], label="S", write=str) == ""


@given(periods)
def test_a_period_reads_back_as_it_is_written(period):
    assert parse_period(str(period)) == period


def test_periods_are_typed_as_people_write_them():
    assert str(parse_period("2024 Q3".replace(" ", "-"))) == "2024-Q3"
    assert str(parse_period("2024-11")) == "2024-11"
    assert parse_period("2024-2") == Period(date(2024, 7, 1), date(2024, 12, 31))
    assert parse_period("2024-02-29") == Period(date(2024, 2, 29), date(2024, 2, 29))
    assert str(parse_period("2024-01-05 t/m 2024-02-06")) == "2024-01-05/2024-02-06"
    for wrong in (
        "",
        "24",
        "2024-3",
        "2024-13",
        "2020-2010",
        "2023-02-29",
        "een jaar",
        "2024-02-06/2024-01-05",
        "9999-12-31",
        "2024-01-01/9999-12-31",
        "1899-12-31",
        "2100-01-01/2101-01-01",
    ):
        with pytest.raises(NoPeriod):
            parse_period(wrong)


def test_the_last_day_that_there_is_breaks_no_drawing():
    last = Period(date(9999, 1, 1), date.max)
    assert last.span == (9999.0, 10000.0)
    assert last.middle == 9999.5
    assert not parse_period("2024").follows(last)
    assert parse_period("2024").follows(parse_period("2023"))


def test_each_outcome_asks_for_what_it_rests_on():
    assert lacking(Judged(Outcome.AGREE, "Klopt.", "", 0)) == [Lacking.SERIES]
    assert lacking(Judged(Outcome.NO_FIGURE, "Niemand telt dit.", "Een telling.", 0)) == []
    assert lacking(Judged(Outcome.NO_FIGURE, "", "", 1)) == [
        *(Lacking.NO_SERIES, Lacking.NOTE, Lacking.WANTED)
    ]


@pytest.mark.parametrize(("first", "last"), [("2024-01-01", "9999-12-31"), ("1024-01-01", "2024-12-31")])
def test_a_shipped_figure_lies_in_a_time_that_somebody_counted(first, last):
    row: dict[str, Any] = {"code": "een", "label_nl": "x", "label_en": "x", "source": "Ergens"}
    row |= {"series": "reeks", "valid_from": "2024-01-01", "verified_on": "2024-01-01"}
    row |= {"revision": 1, "value": "1", "precision": "exact", "certainty": "certain"}
    assert FigureRow.model_validate({**row, "begins_on": "2024-01-01", "ends_on": "2024-12-31"}).value == 1
    with pytest.raises(ValueError, match="lies outside 1900 to 2100"):
        FigureRow.model_validate({**row, "begins_on": first, "ends_on": last})
