"""Tables of figures as they come out of spreadsheets."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.planning.domain.figures.counting import Precision
from ketenzicht.planning.domain.figures.numbers import NoNumber, parse_number, write_number
from ketenzicht.planning.domain.figures.periods import FIRST_DAY, LAST_DAY, Period, parse_period
from ketenzicht.planning.domain.figures.table import (
    Column,
    NoTable,
    TableTrouble,
    read_table,
    write_table,
)
from ketenzicht.planning.domain.figures.typed import Certainty, FigureTrouble, There, TypedFigure, changes_by


def test_it_reads_dutch_and_english_tables_with_any_separator():
    dutch = "Periode;Waarde;Laag;Hoog;Peildatum;Bron\n2016-2019;ca. 5.000;5.000;7.500;1 november 2021;WODC\n"
    english = (
        "period\tvalue\tlow\thigh\tcut-off date\tsource\n"
        '2016-2019\tabout 5,000\t5000\t"7,500"\t2021-11-01\tWODC'
    )
    for text in (dutch, english):
        (line,) = read_table(text)
        figure = line.figure
        assert figure is not None
        assert [figure.value, figure.low, figure.high] == [Decimal(5000), Decimal(5000), Decimal(7500)]
        assert (figure.precision, figure.as_of) == (Precision.ABOUT, date(2021, 11, 1))


def test_every_line_says_all_that_is_wrong_with_it_by_column():
    text = (
        "periode;waarde;laag;hoog;peildatum;bron;zekerheid;nauwkeurigheid\n"
        "vorig jaar;veel;;;gisteren;;misschien;bijna\n"
        "\n"
        "2020;12;20;30;;Eigen telling;onzeker;meer dan\n"
        "2021;12;;;;Eigen telling;;;;\n"
        "2022;12;;;;Eigen telling;;;x\n"
    )
    first, second, third, fourth = read_table(text)
    assert first.number == 2
    assert [column for column, _why in first.troubles] == [
        *(Column.PERIOD, Column.VALUE, Column.PRECISION, Column.AS_OF, Column.CERTAINTY, Column.SOURCE)
    ]
    assert second.troubles == [(Column.VALUE, FigureTrouble.OUTSIDE_INTERVAL)]
    assert third.figure is not None
    assert fourth.troubles == [(None, FigureTrouble.COLUMNS)]


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", TableTrouble.EMPTY),
        ("  \n ; \n", TableTrouble.EMPTY),
        ("jaar;waarde\n2020;1", TableTrouble.NO_HEADING),
        ("periode;bron\n2020;x", TableTrouble.NO_HEADING),
        ("periode;waarde;value\n2020;1;1", TableTrouble.TWICE),
        ('periode;waarde\n2020;"1', TableTrouble.BROKEN),
        ("periode;waarde\n" + "2020;1\n" * 2001, TableTrouble.TOO_LONG),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(text, trouble):
    with pytest.raises(NoTable) as refused:
        read_table(text)
    assert refused.value.trouble == trouble


def test_what_a_spreadsheet_was_kept_from_running_comes_back_as_it_was():
    (line,) = read_table("periode;waarde;bron;toelichting\n2020;1;'=HYPERLINK(1);'t is zo\n")
    assert line.figure is not None
    assert (line.figure.source, line.figure.note) == ("=HYPERLINK(1)", "'t is zo")


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    try:
        lines = read_table(text)
    except NoTable:
        return
    assert all(line.figure or line.troubles for line in lines)


@pytest.mark.parametrize("dutch", [True, False])
def test_numbers_are_read_in_both_notations(dutch):
    read = {
        "1.372" if dutch else "1,372": 1372,
        "12,5": Decimal("12.5"),
        "12.5": Decimal("12.5"),
        "0.125": Decimal("0.125"),
        "1,1250": Decimal("1.125"),
        "1.1250": Decimal("1.125"),
        "1234,567": Decimal("1234.567"),
        "1 234 567": 1234567,
        "1\u202f234,5": Decimal("1234.5"),
        "1.234.567": 1234567,
        "1,234,567": 1234567,
        "1,234.567": Decimal("1234.567"),
        "1.234,567": Decimal("1234.567"),
    }
    assert {text: parse_number(text, dutch=dutch) for text in read} == read
    for wrong in (" ", "-5", "1e9", "12%", "1.23.4", "1.234.5", "1,234.567,8", "1.234 567", "twaalf"):
        with pytest.raises(NoNumber, match=re.escape(wrong)) as refused:
            parse_number(wrong, dutch=dutch)
        assert refused.value.trouble == FigureTrouble.NO_NUMBER
    for large in ("1" * 14, "12.345.678.901.234", "9" * 17 + ",5"):
        with pytest.raises(NoNumber, match=re.escape(large)) as refused:
            parse_number(large, dutch=dutch)
        assert refused.value.trouble == FigureTrouble.TOO_LARGE


def test_a_sign_before_three_digits_is_asked_about_where_it_is_not_the_one_for_thousands():
    for text, dutch in (("1,125", True), ("1.125", False), ("250,000", True)):
        with pytest.raises(NoNumber, match=re.escape(text)) as refused:
            parse_number(text, dutch=dutch)
        assert refused.value.trouble == FigureTrouble.WHICH_NUMBER
    in_dutch, in_english = (
        read_table(f"{names}\n2020;5,125;x")[0] for names in ("periode;waarde;bron", "period;value;source")
    )
    assert in_dutch.troubles == [(Column.VALUE, FigureTrouble.WHICH_NUMBER)]
    assert in_english.figure is not None
    assert in_english.figure.value == 5125


@given(st.decimals(0, 10**13 - 1, places=3), st.booleans(), st.booleans())
def test_a_number_reads_back_as_it_is_written_in_either_language(number, written, read):
    assert parse_number(write_number(number, dutch=written), dutch=read) == number


def test_a_sign_that_only_looks_like_a_known_one_and_a_large_number_are_troubles():
    unknown, large = read_table("periode;waarde;hoog;bron\n2020;cİrca 5;;x\n2021;1;99.999.999.999.999;x")
    assert unknown.troubles == [(Column.VALUE, FigureTrouble.UNKNOWN_WORD)]
    assert large.troubles == [(Column.HIGH, FigureTrouble.TOO_LARGE)]


def typed(year, value, **more):
    number = None if value is None else Decimal(value)
    return TypedFigure(parse_period(str(year)), number, "Eigen telling", **more)


def test_adding_says_what_is_new_what_is_the_same_and_what_needs_a_reason():
    there: dict[Period | None, list[There]] = {
        parse_period("2020"): [There(1, Decimal(10), None, None, "exact", None, "Eigen telling", "")],
    }
    new, same, silent, revised, gone, nothing, doubted, noted = (
        changes_by([figure], there)[0]
        for figure in (
            typed(2021, 5),
            typed(2020, 10),
            typed(2020, 12),
            typed(2020, 12, reason="Nagemeld", certainty=Certainty.CERTAIN),
            typed(2020, None, reason="Dubbel geteld"),
            typed(2022, None),
            typed(2020, 10, certainty=Certainty.UNCERTAIN, reason="Bij nader inzien"),
            typed(2020, 10, note="Zonder de zomer", reason="Bij nader inzien"),
        )
    )
    assert (new.revision, new.adds) == (1, True)
    assert (same.same, same.adds) == (True, False)
    assert FigureTrouble.NO_REASON in silent.troubles
    assert (revised.revision, revised.before, revised.adds) == (2, Decimal(10), True)
    assert gone.revision == 2
    assert [(one.same, one.revision) for one in (doubted, noted)] == [(False, 2), (False, 2)]
    assert nothing.troubles == [FigureTrouble.NOTHING_TO_WITHDRAW]


def test_figures_of_one_period_follow_each_other_with_a_reason():
    wrong = changes_by([typed(2021, 5), typed(2021, 6), typed(2021, 5)], {})
    assert [one.troubles for one in wrong] == [[], [FigureTrouble.TWICE], []]
    back = [typed(2021, 5), typed(2021, 6, reason="Nagemeld"), typed(2021, 5, reason="Toch niet")]
    assert [(one.revision, one.adds) for one in changes_by(back, {})] == [(1, True), (2, True), (3, True)]
    held: dict[Period | None, list[There]] = {parse_period("2021"): kept(back[:2])}
    # Written out before the last revision came in, and as it is now: nothing new. Going on from there is.
    assert [one.same for one in changes_by(back[:2], held)] == [True, True]
    assert [one.adds for one in changes_by(back, held)] == [False, False, True]
    # One figure alone goes back to what was said before, and has to say why.
    assert changes_by(back[:1], held)[0].troubles == [FigureTrouble.NO_REASON]
    # What another told otherwise is no continuation, and comes behind what is there.
    other = changes_by([typed(2021, 9, reason="Anders geteld"), typed(2021, 6, reason="Nagemeld")], held)
    assert [(one.revision, one.adds) for one in other] == [(3, True), (4, True)]


def kept(figures):
    """The revisions of one period as a series holds them."""
    return [
        There(
            revision=number,
            value=one.value,
            low=one.low,
            high=one.high,
            precision=one.precision,
            as_of=one.as_of,
            source=one.source,
            break_before=one.break_before,
            certainty=one.certainty,
            note=one.note,
            reason=one.reason,
        )
        for number, one in enumerate(figures, 1)
    ]


NUMBERS = st.none() | st.decimals(0, 10**13 - 1, places=3)
WORDS = st.text(st.sampled_from("aé '=+-@|%;\"\r\n\u2028<,."), max_size=12)
DAYS = st.dates(FIRST_DAY, LAST_DAY)
PERIODS = st.sampled_from(
    [None, *map(parse_period, ("2019", "2019-2", "2019-Q3", "2019-03", "2016-2019", "2100", "2020-02-29"))]
) | st.tuples(DAYS, DAYS).map(lambda days: Period(*sorted(days)))


@st.composite
def figures(draw):
    low, value, high = sorted(draw(st.lists(st.decimals(0, 10**13 - 1, places=3), min_size=3, max_size=3)))
    return TypedFigure(
        period=draw(PERIODS),
        value=draw(st.sampled_from([value, None])),
        source=draw(WORDS.filter(str.strip)),
        low=draw(st.sampled_from([low, None])),
        high=draw(st.sampled_from([high, None])),
        precision=draw(st.sampled_from(Precision)),
        as_of=draw(st.none() | st.dates(date(1800, 1, 1), date(2200, 1, 1))),
        certainty=draw(st.sampled_from(Certainty)),
        break_before=draw(WORDS),
        reason=draw(WORDS),
        note=draw(WORDS),
    )


@given(st.lists(figures(), max_size=8), st.booleans())
def test_a_series_that_is_written_out_reads_back_as_the_same_series(tried, dutch):
    series = [one.figure for one in changes_by(tried, {}) if one.adds]
    lines = read_table(write_table(series, dutch=dutch))
    assert [line.troubles for line in lines] == [[] for _figure in series]
    read = [line.figure for line in lines if line.figure]
    again = changes_by(read, {})
    assert all(one.adds for one in again)
    assert [(one.revision, one.figure.value) for one in again] == [
        (one.revision, one.figure.value) for one in changes_by(series, {})
    ]
    by_period = {
        period: kept([one for one in series if one.period == period])
        for period in {one.period for one in series}
    }
    assert all(one.same for one in changes_by(read, by_period))
    assert write_table(read, dutch=dutch) == write_table(series, dutch=dutch)
