"""Sharing costs over municipalities."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.planning.domain.distribution import NoKey, Rounding, distribute

POPULATION_2019 = {
    "Bergen op Zoom": Decimal(66811),
    "Halderberge": Decimal(30194),
    "Moerdijk": Decimal(36961),
    "Roosendaal": Decimal(77032),
    "Rucphen": Decimal(22572),
    "Steenbergen": Decimal(25054),
    "Tholen": Decimal(25780),
    "Woensdrecht": Decimal(21866),
}
COSTS = {
    "salary": Decimal(77320),
    "ict": Decimal(1500),
    "client registration": Decimal(0),
    "training": Decimal(0),
    "workplace": Decimal(5000),
    "print": Decimal(1500),
    "day against trafficking": Decimal(1000),
}
TOTAL = sum(COSTS.values(), Decimal(0))


def amounts(distribution) -> list[str]:
    return [str(share.amount) for share in distribution.shares]


def test_it_gives_the_table_as_published_and_says_what_is_too_much():
    published = distribute(TOTAL, POPULATION_2019, Rounding.PUBLISHED_PERCENTAGE)
    assert published.total == Decimal(86320)
    assert [str(share.percentage) for share in published.shares] == [
        "21.8",
        "9.9",
        "12.1",
        "25.2",
        "7.4",
        "8.2",
        "8.4",
        "7.1",
    ]
    assert amounts(published) == (
        ["18817.76", "8545.68", "10444.72", "21752.64", "6387.68", "7078.24", "7250.88", "6128.72"]
    )
    assert published.surplus == Decimal("86.32")


def test_it_shares_the_same_costs_to_the_cent():
    fair = distribute(TOTAL, POPULATION_2019, Rounding.LARGEST_REMAINDER)
    assert fair.surplus == 0
    assert all(
        abs(share.amount - fair.total * share.weight / Decimal(306270)) < Decimal("0.01")
        for share in fair.shares
    )


@given(
    st.integers(0, 10**11),
    st.dictionaries(st.text(min_size=1, max_size=5), st.integers(0, 10**7), min_size=1, max_size=40),
)
def test_it_always_adds_up_to_the_total(cents, weights):
    key = {party: Decimal(weight) for party, weight in weights.items()}
    if not any(weights.values()):
        key["someone"] = Decimal(1)
    distribution = distribute(Decimal(cents) / 100, key, Rounding.LARGEST_REMAINDER)
    assert distribution.surplus == 0
    assert all(share.amount == 0 for share in distribution.shares if share.weight == 0)


@pytest.mark.parametrize("key", [{}, {"a": Decimal(0)}, {"a": Decimal(5), "b": Decimal(-1)}])
@pytest.mark.parametrize("rounding", Rounding)
def test_it_refuses_a_key_that_shares_nothing(key, rounding):
    with pytest.raises(NoKey):
        distribute(Decimal(10), key, rounding)
