"""People who cluster the same statements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.planning.domain.agreement import adjusted_rand, disputed, mean_agreement

CLUSTERING = st.dictionaries(st.integers(0, 12), st.sampled_from("abc"), min_size=2)


def test_it_gives_the_figure_worked_out_by_hand():
    """Six items that meet as [[2, 1, 0], [0, 1, 2]]: 2 pairs together, 1.2 by chance, at most 4.5."""
    one = dict(enumerate("aaabbb"))
    other = dict(enumerate("xxyyzz"))
    assert adjusted_rand(one, other) == pytest.approx((2 - 1.2) / (4.5 - 1.2))


@given(CLUSTERING)
def test_it_agrees_fully_with_itself_under_other_names(clustering):
    renamed = {statement: cluster * 2 for statement, cluster in clustering.items()}
    assert adjusted_rand(clustering, renamed) == pytest.approx(1)


@given(CLUSTERING, CLUSTERING)
def test_it_does_not_matter_who_is_first(one, other):
    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand(other, one))


def test_it_says_nothing_when_nothing_is_shared():
    assert adjusted_rand({1: "a"}, {2: "a"}) is None
    assert mean_agreement([{1: "a"}]) is None


def test_it_means_over_the_pairs_that_can_be_compared():
    one, other = dict(enumerate("aabb")), dict(enumerate("abab"))
    assert mean_agreement([one, one, {9: "a"}]) == pytest.approx(1)
    assert mean_agreement([one, one, other]) == pytest.approx((1 + 2 * -0.5) / 3)


def test_it_shows_the_most_disputed_first():
    found = disputed([{1: "a", 2: "a", 3: "a"}, {1: "a", 2: "b", 3: "a"}, {1: "b", 2: "c", 3: "a"}])
    assert [one.statement for one in found] == [2, 1]
    assert found[1].chosen == (("a", 2), ("b", 1))
