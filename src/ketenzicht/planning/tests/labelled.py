"""Hand-labelled notes, and how well text that could point to someone is found in them.

A label counts as found when proposals cover all of it: half a name still names. A proposal is right when
it has a letter in common with a label.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ketenzicht.planning.domain.redaction import Kind, Span
from ketenzicht.planning.identifying import proposals
from ketenzicht.planning.identifying.names import names_in

DATA = Path(__file__).parent / "data"
ORGANISATIONS = [
    row["label_nl"]
    for row in yaml.safe_load(
        (Path(__file__).parents[2] / "partners" / "refdata" / "organisations.yaml").read_text("utf-8")
    )["items"]
]
_LABEL = re.compile(r"\{(\w+)\|([^}]*)\}")
_WORDS = {
    "naam": Kind.NAME,
    "organisatie": Kind.ORGANISATION,
    "telefoon": Kind.PHONE,
    "email": Kind.EMAIL,
    "adres": Kind.ADDRESS,
    "kenteken": Kind.PLATE,
    "account": Kind.ACCOUNT,
    "nummer": Kind.NUMBER,
}


@dataclass(frozen=True)
class Note:
    """A note as it was written, with what can point to someone."""

    text: str
    labels: tuple[Span, ...]


@dataclass(frozen=True)
class Score:
    """How many labels there are and how many were found; how many proposals there are and are right."""

    labels: int
    found: int
    proposals: int
    right: int

    @property
    def recall(self) -> float:
        """The share of what had to be found that was found whole."""
        return self.found / self.labels if self.labels else 1.0

    @property
    def precision(self) -> float:
        """The share of the proposals that touch something that had to be found."""
        return self.right / self.proposals if self.proposals else 1.0


def read_labelled(part: str) -> list[Note]:
    """The notes of a part of the test set: ``tuned`` or ``held_out``."""
    whole = (DATA / f"notes_{part}.txt").read_text("utf-8")
    return [_note(piece.partition("\n")[2]) for piece in whole.split("\n== ")[1:]]


def proposals_for(notes: Sequence[Note]) -> list[list[Span]]:
    """What is proposed in each note on its own; the lists of names, which take seconds, are read once."""
    starts, whole = [], ""
    for note in notes:
        starts.append(len(whole))
        whole += note.text + "\n\n\n"
    people, places = names_in(whole)
    return [
        proposals(note.text, ORGANISATIONS, _within(people, start, note), _within(places, start, note))
        for note, start in zip(notes, starts, strict=True)
    ]


def _within(found: Sequence[tuple[int, int]], start: int, note: Note) -> list[tuple[int, int]]:
    end = start + len(note.text)
    return [(one - start, other - start) for one, other in found if start <= one < end]


def scored(notes: Sequence[Note], proposed: Sequence[Sequence[Span]], kind: Kind | None = None) -> Score:
    """How well one kind was found, or all of them. Of a kind, any proposal counts as finding it."""
    labels = found = proposals = right = 0
    for note, spans in zip(notes, proposed, strict=True):
        wanted = [one for one in note.labels if kind in (None, one.kind)]
        labels += len(wanted)
        found += sum(_covered(one, spans) for one in wanted)
        made = [one for one in spans if kind in (None, one.kind)]
        proposals += len(made)
        right += sum(any(one.meets(label) for label in note.labels) for one in made)
    return Score(labels, found, proposals, right)


def _covered(label: Span, spans: Sequence[Span]) -> bool:
    """Whether no letter or digit of a label is left."""
    return all(any(one.start <= place < one.end for one in spans) for place in range(label.start, label.end))


def _note(marked: str) -> Note:
    text, labels, place = "", [], 0
    for match in _LABEL.finditer(marked):
        text += marked[place : match.start()]
        labels.append(Span(len(text), len(text) + len(match.group(2)), _WORDS[match.group(1)]))
        text += match.group(2)
        place = match.end()
    return Note(text + marked[place:], tuple(labels))
