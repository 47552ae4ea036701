"""Suggestions from words, and what is said more than once."""

from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.planning.domain.likeness import Texts, stem

SAID = [
    "Gemeenten hebben te weinig capaciteit voor toezicht.",
    "Te weinig capaciteit bij de gemeente voor het toezicht.",
    "Jongeren worden online geronseld.",
    "Jongeren worden online geronseld!",
    "Het delen van informatie is moeilijk.",
]


def test_it_suggests_by_shared_words_and_says_which():
    nearest = Texts(SAID).like("Toezicht door gemeenten", leave_out={0})[0]
    assert nearest.other == 1
    assert set(nearest.shared) == {stem("toezicht"), stem("gemeenten")}


def test_it_suggests_nothing_where_no_word_is_shared():
    assert Texts(SAID).like("Volstrekt iets anders") == []


def test_it_leaves_common_words_out():
    assert Texts(SAID, common=["capaciteit"]).like("capaciteit") == []


def test_it_finds_what_is_said_more_than_once():
    assert Texts(SAID).nearly_the_same() == [(2, 3)]


@given(st.lists(st.text("abcde ", min_size=1, max_size=40), max_size=25))
def test_it_finds_every_pair_that_comparing_all_would_find(texts):
    def pieces(text):
        letters = " ".join(text.split())
        return {letters[place : place + 4] for place in range(max(1, len(letters) - 3))}

    found = {place: number for number, group in enumerate(Texts(texts).nearly_the_same()) for place in group}
    for one, first in enumerate(texts):
        for other in range(one + 1, len(texts)):
            a, b = pieces(first), pieces(texts[other])
            if len(a & b) / len(a | b) >= 0.8:
                assert found[one] == found[other]


@given(st.lists(st.text("abcd efgh", max_size=40), min_size=1, max_size=10))
def test_it_keeps_likeness_between_nothing_and_all(texts):
    for one in Texts(texts).like(texts[0]):
        assert 0 < one.weight <= 1 + 1e-9
