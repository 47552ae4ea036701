"""Cleaning what people type."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.common.domain.text import CleanText, TextProblem, clean, clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  she said \r\nno\r", "she said \nno"),
        ("nul\x00 bell\x07", "nul bell"),
        ("tab\tstays", "tab\tstays"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("isolate\u2066d\u2069", "isolated"),
        ("cafe\u0301", "café"),
        ("\ufeffstart", "start"),
        ("soft\u00adhyphen", "softhyphen"),
        ("one\u2028two", "one\ntwo"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("👩‍👧 سلام", "👩‍👧 سلام"),
        ("line\u0085", "line"),
    ],
)
def test_it_takes_out_only_what_cannot_be_read(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_it_keeps_one_line_on_one_line() -> None:
    assert clean_line(" Jan \n de\t Vries ") == "Jan de Vries"


def test_it_never_cuts_off() -> None:
    assert clean_text("four", longest=3) == CleanText("four", TextProblem.TOO_LONG, 1)
    assert clean_text("four", longest=4) == CleanText("four")


def test_it_counts_after_cleaning() -> None:
    assert clean_text("  ab\x00 ", longest=2).problem is None


@pytest.mark.parametrize("typed", ["", "  \n ", "\x00"])
def test_it_says_when_a_required_text_is_empty(typed: str) -> None:
    assert clean_text(typed, longest=9, required=True).problem is TextProblem.EMPTY
    assert clean_text(typed, longest=9).problem is None


@given(st.text(st.characters()))
def test_it_gives_text_that_can_be_stored_and_cleaned_again(typed: str) -> None:
    once = clean(typed)
    once.encode("utf-8")
    assert "\x00" not in once
    assert "\r" not in once
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(st.characters(categories=["L", "N", "P"])))
def test_it_keeps_every_letter_digit_and_mark_of_punctuation(typed: str) -> None:
    assert clean(typed) == unicodedata.normalize("NFC", typed)


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\u0f73", "\u0344\u0f81", "\u0301"])
def test_it_is_quick_with_a_letter_that_has_a_hundred_thousand_marks(marks: str) -> None:
    typed = "a" + marks * (100_000 // len(marks))

    kept = clean(typed)

    # Sorting them all at once takes minutes; between two joiners there are few to sort.
    assert max(map(len, kept.split("\u034f"))) <= 32
    apart = ["".join(unicodedata.normalize("NFD", char) for char in text) for text in (typed, kept)]
    assert Counter(apart[0]) <= Counter(apart[1])
    assert clean(kept) == kept


MARKS = "a\u0301\u0316\u0344\u0f73\u0f71\u0f81\u034f\u1100\u1161"


@given(st.text(st.sampled_from(MARKS), min_size=30, max_size=200))
def test_it_cleans_a_heap_of_marks_once(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)
