"""What a field of a package holds is read the same way everywhere, whatever was put in."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ketenzicht.handover.domain import package
from ketenzicht.handover.domain.package import Card, FieldContent, IndicatorLine, read

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
SHAPES = st.fixed_dictionaries(
    {},
    optional={
        key: ANYTHING
        for key in ("statement", "text", "indicator", "answer", "shows", "facts", "title", "note", "nl", "en")
    },
)


def test_it_keeps_kinds_of_statements_apart_and_in_order() -> None:
    content = read(
        [
            package.statement("heard", "They say so."),
            package.statement("fact", "I saw it."),
            package.statement("heard", "Somebody else says so too."),
            package.statement("rumour", "An unknown kind stays."),
        ],
        "en",
    )

    assert content.statements == (
        ("fact", ("I saw it.",)),
        ("heard", ("They say so.", "Somebody else says so too.")),
        ("rumour", ("An unknown kind stays.",)),
    )


def test_it_reads_words_in_the_language_of_the_page() -> None:
    words = {"nl": "Wasserij", "en": "Laundry"}

    assert read([package.text(words)], "nl").texts == ("Wasserij",)
    assert read([package.text(words)], "en-gb").texts == ("Laundry",)
    assert read([package.text({"nl": "Alleen Nederlands"})], "en").texts == ("Alleen Nederlands",)


def test_it_reads_what_the_builders_make() -> None:
    content = read(
        [
            package.indicator({"nl": "Geen papieren", "en": "No papers"}, "seen", "She said so."),
            package.indicator("Speaks no Dutch", "seen", risk_factor=True),
            package.facts("Person", [({"nl": "Naam", "en": "Name"}, "not known")], note="age estimated"),
        ],
        "en",
    )

    assert content.indicators == (
        IndicatorLine("No papers", "seen", "She said so."),
        IndicatorLine("Speaks no Dutch", "seen", "", risk_factor=True),
    )
    assert content.cards == (Card("Person", (("Name", "not known"),), "age estimated"),)


def test_it_knows_when_nothing_was_known() -> None:
    empty: list[Any] = [[], None, "", {}, [None, "", {}, []]]
    for nothing in empty:
        assert read(nothing, "nl").is_empty


@given(st.lists(ANYTHING | SHAPES, max_size=6), st.sampled_from(["nl", "en"]))
def test_it_reads_anything_that_was_stored(content: list[Any], language: str) -> None:
    assert isinstance(read(content, language), FieldContent)
