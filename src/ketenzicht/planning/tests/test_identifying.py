"""How well text that could point to someone is found, held against notes that were labelled by hand.

The rules were written with the tuned part open; with the other part nothing was tuned. One person wrote
and labelled both. The floors lie just under what was measured.
"""

import subprocess
from functools import cache

import pytest

from ketenzicht.planning.domain.redaction import (
    Edge,
    Kind,
    Piece,
    Span,
    Use,
    joined,
    moved,
    occurrences,
    pieces,
    proposed_use,
    redacted,
    settled,
)
from ketenzicht.planning.identifying import names
from ketenzicht.planning.identifying.rules import variants
from ketenzicht.planning.tests.labelled import Note, Score, proposals_for, read_labelled, scored
from tests.yardstick import within

PARTS = {"tuned": 182, "held_out": 134}
# Precision and recall of each part, over all kinds.
FLOORS = {"tuned": (0.95, 0.97), "held_out": (0.97, 0.90)}
# Recall of each kind in the part that nothing was tuned with.
RECALL = {
    Kind.EMAIL: 1.0,
    Kind.PHONE: 1.0,
    Kind.PLATE: 1.0,
    Kind.ADDRESS: 1.0,
    Kind.ORGANISATION: 0.9,
    Kind.NAME: 0.85,
    Kind.NUMBER: 0.85,
    Kind.ACCOUNT: 0.8,
}


@cache
def _proposed() -> dict[str, tuple[list[Note], list[list[Span]]]]:
    parts = {part: read_labelled(part) for part in PARTS}
    every = iter(proposals_for([note for notes in parts.values() for note in notes]))
    return {part: (notes, [next(every) for _note in notes]) for part, notes in parts.items()}


def measured(part: str, kind: Kind | None = None) -> Score:
    return scored(*_proposed()[part], kind)


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_it_finds_what_was_labelled(part: str):
    precision, recall = FLOORS[part]
    found = measured(part)
    assert found.labels == PARTS[part]
    assert found.precision >= precision
    assert found.recall >= recall


@pytest.mark.slow
@pytest.mark.parametrize("kind", Kind)
def test_it_finds_every_kind_where_nothing_was_tuned(kind: Kind):
    found = measured("held_out", kind)
    assert found.labels >= 4
    assert found.recall >= RECALL[kind]
    assert found.precision >= 0.95


def test_it_tells_nothing_of_the_text_when_names_cannot_be_looked_for(monkeypatch: pytest.MonkeyPatch):
    def fails(*asked: object, **given: object) -> None:
        raise subprocess.CalledProcessError(1, "names", b"Fenna Okkerman", b"Fenna Okkerman")

    monkeypatch.setattr(subprocess, "run", fails)
    with pytest.raises(names.NamesNotFound) as raised:
        names.names_in("Fenna Okkerman")
    assert raised.value.__cause__ is None
    assert "Fenna" not in str(raised.value)


def test_an_organisation_has_more_names_than_one():
    assert variants("Expertisecentrum Proef en Test (EPT)") >= {"Expertisecentrum Proef en Test", "EPT"}
    assert "Politie" not in variants("Politie, eenheid Zeeland-West-Brabant")


def test_of_two_that_meet_the_surer_one_wins_and_the_rest_stays():
    text = "Fenna Okkerman van Stichting Waterlelie"
    found = settled(text, [Span(0, 39, Kind.NAME), Span(19, 39, Kind.ORGANISATION), Span(0, 5, Kind.NAME)])
    assert [(text[one.start : one.end], one.kind) for one in found] == [
        ("Fenna Okkerman", Kind.NAME),
        ("Stichting Waterlelie", Kind.ORGANISATION),
    ]


def test_a_note_full_of_finds_is_settled_in_the_time_of_a_look():
    text = "Bo " * 30_000
    finds = [Span(place, place + 2, Kind.NAME) for place in range(0, len(text), 3)]
    with within(5):
        assert settled(text, [*finds, *reversed(finds)]) == finds


def test_redacting_leaves_nothing_of_spans_that_meet():
    assert (
        redacted("Fenna Okkerman belt", [Span(0, 14, Kind.NAME), Span(6, 14, Kind.ADDRESS)]) == "[naam] belt"
    )


def test_words_are_found_whole_and_in_any_case():
    assert occurrences("Roos en roos, roosjes", "ROOS") == [(0, 4), (8, 12)]
    assert occurrences("Roos", "  ") == []


@pytest.mark.parametrize(
    ("edge", "words"),
    [
        (Edge.BEGIN_SOONER, "van Okkerman belt"),
        (Edge.BEGIN_LATER, "belt"),
        (Edge.END_SOONER, "Okkerman"),
        (Edge.END_LATER, "Okkerman belt morgen"),
    ],
)
def test_an_edge_goes_a_word_further(edge: Edge, words: str):
    text = "van Okkerman belt morgen"
    span = moved(text, Span(4, 17, Kind.NAME), edge)
    assert text[span.start : span.end] == words


def test_an_edge_stays_where_no_word_is_left():
    whole = Span(0, 8, Kind.NAME)
    assert {moved("Okkerman", whole, edge) for edge in Edge} == {whole}


def test_a_note_is_cut_at_lines_and_sentences():
    found = pieces("Wat helpt?\n\n- Eén nummer. Het is er.\n2) Tolken\n")
    assert found == [
        Piece("Wat helpt?", begins=True),
        Piece("Eén nummer.", begins=True),
        Piece("Het is er.", begins=False),
        Piece("Tolken", begins=True),
    ]
    uses = [proposed_use(piece, ["wat helpt"]) for piece in found]
    assert uses == [Use.NONE, Use.OWN, Use.WITH_BEFORE, Use.OWN]
    assert joined(found, uses) == ["Eén nummer. Het is er.", "Tolken"]
    assert joined(found, [Use.WITH_BEFORE, Use.NONE, Use.NONE, Use.NONE]) == ["Wat helpt?"]
