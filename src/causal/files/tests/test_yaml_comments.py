"""Comments of a hand-written file are told, and what only looks like one is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from causal.files import dump, parse
from causal.files.own_text import read_own_yaml
from causal.files.yaml_comments import comments_in

MODEL = "id: m\nfactors:\n  - id: a\nrelations: []\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("a: 1\n", []),
        ("# one\na: 1 # two\n#three", ["one", "two", "three"]),
        ("a: 'no # comment'\nb: no#comment\n", []),
        ('a: "no # comment"  # yes\n', ["yes"]),
        ("a: |\n  # inside a text\n  more\nb: 1\n", []),
        ("a: [1, # one\n  2]\n", ["one"]),
        ("é: ö # wörds 🙂\nb: 1 # after\n", ["wörds 🙂", "after"]),
        ("#\n##\na: 1\n", []),
        ("# " + "x" * 500, ["x" * 60]),
    ],
)
def test_it_finds_comments_and_nothing_else(text: str, found: list[str]) -> None:
    assert comments_in(text) == found


def test_a_file_with_comments_says_what_it_loses() -> None:
    read = read_own_yaml("# why\n" + MODEL, "m.yaml")
    assert [(one.field, one.count, one.examples) for one in read.losses] == [("comment", 1, ("# why",))]
    assert "opmerking" in read.losses[0].text("nl")
    assert read_own_yaml(MODEL, "m.yaml").losses == ()


@given(st.text(max_size=40))
def test_what_is_written_has_no_comments(note: str) -> None:
    model = parse(MODEL, format="yaml", name="m")
    label = "".join(letter for letter in note if letter.isprintable())
    text = dump(model, format="yaml").text.replace("id: a", f"id: a\n    source: {label!r}")
    try:
        again = parse(text, format="yaml", name="m")
    except ValueError:
        return
    assert comments_in(dump(again, format="yaml").text) == []
