"""Cutting and joining what was read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.planning.domain.reviewing import CannotCut, Words, breaks, cut, join

SENTENCES = st.lists(
    st.from_regex(r"[A-Z][a-z]{2,9}( [a-z]{2,9}){1,4}\.", fullmatch=True), min_size=2, max_size=6
)


def test_it_cuts_between_sentences_and_where_lines_met():
    text = "Er is meer aandacht. En meer geld nodig"
    assert [text[place:] for place in breaks(text, ["Er is meer", "aandacht. En meer geld nodig"])] == [
        "aandacht. En meer geld nodig",
        "En meer geld nodig",
    ]


def test_it_gives_each_part_its_own_lines():
    words = Words("Er is meer aandacht.", (703, 705))
    first, second = cut(words, ["Er is meer", "aandacht."], 11)
    assert (first, second) == (Words("Er is meer", (703,)), Words("aandacht.", (705,)))


def test_it_gives_both_parts_the_line_they_share():
    words = Words("Eerst dit. Dan dat.", (5,))
    first, second = cut(words, ["Eerst dit. Dan dat."], 11)
    assert (first.lines, second.lines) == ((5,), (5,))


def test_it_cuts_a_list_before_an_item():
    words = Words("Wat nodig is:\n- Geld.\n- Tijd.", (1, 2, 3))
    sources = ["Wat nodig is:", "- Geld.", "- Tijd."]
    first, second = cut(words, sources, breaks(words.text, sources)[-1])
    assert (first, second) == (Words("Wat nodig is:\n- Geld.", (1, 2)), Words("Tijd.", (3,)))


@pytest.mark.parametrize("place", [0, 3, 19, 100, -1])
def test_it_refuses_to_cut_inside_a_word(place):
    with pytest.raises(CannotCut):
        cut(Words("Eerst dit. Dan dat.", (5,)), ["Eerst dit. Dan dat."], place)


@given(SENTENCES, st.data())
def test_it_loses_no_word_and_no_line(sentences, data):
    words = Words(" ".join(sentences), tuple(range(10, 10 + len(sentences))))
    at = data.draw(st.sampled_from(breaks(words.text, sentences)))
    first, second = cut(words, sentences, at)
    assert f"{first.text} {second.text}" == words.text
    assert sorted({*first.lines, *second.lines}) == list(words.lines)
    assert join(second, first) == words
