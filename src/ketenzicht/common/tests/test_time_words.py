"""Terms in words."""

import pytest

from ketenzicht.common.time_words import months_words


@pytest.mark.parametrize(
    ("months", "words"),
    [(1, "1 maand"), (3, "3 maanden"), (12, "1 jaar"), (18, "18 maanden"), (180, "15 jaar")],
)
def test_it_says_whole_years_as_people_do(months: int, words: str) -> None:
    assert months_words(months) == words
