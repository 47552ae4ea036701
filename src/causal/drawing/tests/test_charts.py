from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causal.drawing import Series, line_chart
from causal.drawing.charts import nice, written
from causal.drawing.lettering import HYPHEN, width_of, wrap


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_it_puts_every_value_between_round_numbers(values) -> None:
    ticks = nice(values)

    assert ticks[0] <= min(values) + 1e-6
    assert ticks[-1] >= max(values) - 1e-6
    assert 2 <= len(ticks) <= 12


def test_it_writes_numbers_as_the_language_does() -> None:
    assert written(-0.25, "nl") == "−0,25"
    assert written(1.5, "en") == "1.5"


def test_it_draws_a_line_for_each_series_with_its_name() -> None:
    svg = line_chart(
        (0.0, 1.0, 2.0), (Series("druk", (0, 1, 2)), Series("goal", (0, -1, 0))), label="x", marks=(1.0,)
    )

    assert svg.count("kzd-series ") == 2
    assert ">druk</text>" in svg


def test_a_narrow_sheet_holds_every_name_whole_below_the_lines() -> None:
    names = ("druk op de hulpverlening en op al wat daarbij hoort in de regio", "aantal slachtoffers")
    svg = line_chart((0.0, 1.0), [Series(name, (0, 1)) for name in names], label="x", narrow=True)
    told = [one for one in ElementTree.fromstring(svg).iter() if "kzd-series-name" in one.get("class", "")]

    assert " ".join(one.text or "" for one in told) == " ".join(names)
    for one in told:
        assert float(one.get("x", 0)) + width_of(one.text or "", 13.0) <= 360.0
        assert float(one.get("y", 0)) < float(ElementTree.fromstring(svg).get("height", 0))


def test_it_refuses_a_line_that_does_not_fit_the_times() -> None:
    with pytest.raises(ValueError, match="each time"):
        line_chart((0.0, 1.0), (Series("a", (1.0,)),), label="x")


@given(st.text(st.sampled_from("abcdeinorstuvwz -/"), max_size=60))
def test_it_breaks_labels_into_lines_that_fit_without_losing_a_letter(label) -> None:
    rows = wrap(label, 90.0, 12.0, 99)

    assert all(width_of(row, 12.0) <= 90.0 for row in rows)
    kept = "".join(row.removesuffix(HYPHEN) for row in rows)
    assert kept.replace(" ", "") == label.replace(" ", "")
