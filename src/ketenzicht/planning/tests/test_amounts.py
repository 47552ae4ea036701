"""Amounts as people type them."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.planning.domain.amounts import NoAmount, parse_amount, parse_weights, raised


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1500", "1500.00"),
        ("77.320", "77320.00"),
        ("77,320", "77320.00"),
        ("€ 86.320,00", "86320.00"),
        ("1.234.567,8", "1234567.80"),
        ("18817.76", "18817.76"),
        ("0", "0.00"),
        ("€5", "5.00"),
    ],
)
def test_it_reads_both_notations(typed, amount):
    assert parse_amount(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "€", "-5", "1.23.456", "1,2345", "12 a", "1e5", "NaN", "9" * 40, "1..5"]
)
def test_it_refuses_what_is_no_amount(typed):
    with pytest.raises(NoAmount):
        parse_amount(typed)


@given(st.integers(0, 10**11))
def test_it_reads_back_what_dutch_pages_show(cents):
    whole, part = divmod(cents, 100)
    assert parse_amount(f"{whole:,}".replace(",", ".") + f",{part:02}") == Decimal(cents) / 100


@given(st.text(max_size=30))
def test_it_never_fails_in_another_way(typed):
    with contextlib.suppress(NoAmount):
        assert parse_amount(typed) >= 0


@pytest.mark.parametrize("between", ["; ", "\t", ";", "  "])
def test_it_reads_lines_of_a_spreadsheet(between):
    text = f"Bergen op Zoom{between}66.811\n\nTholen{between}25780\n"
    assert parse_weights(text) == [("Bergen op Zoom", Decimal(66811)), ("Tholen", Decimal(25780))]


@pytest.mark.parametrize("text", ["Tholen", "25780", "Tholen; veel", "Tholen; 1\nTholen; 2"])
def test_it_says_which_line_is_wrong(text):
    with pytest.raises(NoAmount, match=text.splitlines()[-1]):
        parse_weights(text)


def test_it_raises_to_the_cent():
    assert raised(Decimal("77320"), Decimal("2.5")) == Decimal("79253.00")
    assert raised(Decimal("0.10"), Decimal(-50)) == Decimal("0.05")
