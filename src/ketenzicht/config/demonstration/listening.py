"""Talks to try things on: invented, with a note that is done, and one of which the finds wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from ketenzicht.common.actor import Actor, acting
from ketenzicht.partners.queries import organisations
from ketenzicht.planning.actions import notes, pointing, talks
from ketenzicht.planning.domain.redaction import Decision, Kind, Span, occurrences, pieces, proposed_use
from ketenzicht.planning.queries import chapters_of, consultation_for
from ketenzicht.planning.queries.notes import note_for, redactions_of
from ketenzicht.planning.queries.pointing import pointing_of, releasable
from ketenzicht.planning.queries.talks import talk_for

KEPT = timedelta(days=90)
DATA = Path(__file__).parent / "data"
# Name, view, and whether it has to be heard; the last one is an organisation of the reference data.
STAKEHOLDERS = (
    ("Groep ervaringsdeskundigen Vergezicht", "experience", True),
    ("Hotels aan de kust van Vergezicht", "work", True),
    ("Leerplicht in de regio", "youth", True),
    ("Huisartsen in de regio", "care", False),
)
PROSECUTION = "om"
QUESTION = "Wat ging er mis toen u hulp zocht?"
FOUND_FIRST = (("Klaasje Verzonnen", Kind.NAME), ("Opvang De Luchtbel", Kind.ORGANISATION))
FOUND_SECOND = (
    ("Fenna Verzinsel", Kind.NAME),
    ("Hotel De Gouden Kwast", Kind.ORGANISATION),
    ("fenna@voorbeeld.invalid", Kind.EMAIL),
)


def listen(by: Actor, code: str, at: datetime) -> None:
    """Two talks, as whoever works with consultations would write them down."""
    given: dict[str, Any] = {"code": code, "by": by, "at": at}
    with acting(by):
        heard = [
            talks.keep_stakeholder(
                organisation_id=None, name=name, angles=[angle], must_be_heard=must, **given
            ).pk
            for name, angle, must in STAKEHOLDERS
        ]
        talks.keep_stakeholder(
            organisation_id=organisations(timezone.localdate(at)).get(code=PROSECUTION).pk,
            name="",
            angles=["prosecution"],
            must_be_heard=True,
            **given,
        )
        first = _talk(given, "experience", 6, heard[:1])
        second = _talk(given, "work", 3, heard[1:2])
        _finish(given, first, _noted(given, first, "gesprek_1.txt", FOUND_FIRST))
        held = consultation_for(by, code)
        ready = releasable(held, pointing_of(by, held))
        pointing.release(numbers=[one.number for one in ready], **given)
        _noted(given, second, "gesprek_2.txt", FOUND_SECOND)


def _talk(given: dict[str, Any], angle: str, people: int, heard: Sequence[UUID]) -> int:
    return talks.keep_talk(
        held_on=timezone.localdate(given["at"]),
        place_kind="elsewhere",
        angle=angle,
        turn=1,
        people=people,
        questions=[QUESTION],
        stakeholder_ids=heard,
        **given,
    ).number


def _noted(given: dict[str, Any], number: int, name: str, found: Sequence[tuple[str, Kind]]) -> UUID:
    """A note with what is found in it. Said here, so that a first start does not wait for the search."""
    text = (DATA / name).read_text("utf-8").strip()
    remove_on = timezone.localdate(given["at"]) + KEPT
    note = notes.take_note(number=number, text=text, remove_on=remove_on, **given)
    spans = [Span(*place, kind) for words, kind in found for place in occurrences(text, words)]
    notes.keep_found(number=number, note_id=note.pk, spans=spans, **given)
    return note.pk


def _finish(given: dict[str, Any], number: int, note_id: UUID) -> None:
    """Redact what was found, and put the statements in a cluster about places and people."""
    note = note_for(talk_for(given["by"], given["code"], number), note_id)
    ids = [one.pk for one in redactions_of(note)]
    notes.decide(
        number=number, note_id=note_id, ids=ids, decision=Decision.REDACT, seen=note.revision, **given
    )
    chapters = chapters_of(consultation_for(given["by"], given["code"]))
    clusters = [cluster.pk for chapter in chapters for cluster in chapter.clusters.all()]
    cut = pieces(notes.clean_text(note))
    notes.make_statements(
        number=number,
        note_id=note_id,
        uses=[proposed_use(piece, [QUESTION]) for piece in cut],
        cluster_id=clusters[3],
        seen=note.revision + 1,
        **given,
    )
