"""What a note can hold, and what is refused before anything of it is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from ketenzicht.common.actor import acting
from ketenzicht.planning.actions import notes, talks
from ketenzicht.planning.domain.redaction import Decision
from ketenzicht.planning.models import Redaction, TalkNote
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.test_notes import LATER, MARK, by_alice, decided_all, searched, taken
from ketenzicht.planning.tests.test_pages import browser, text, url
from ketenzicht.planning.tests.test_talks import TALK

pytestmark = pytest.mark.django_db


def test_a_note_of_which_nothing_becomes_a_statement_is_kept():
    note = searched()
    with acting(casts.alice()):
        seen = decided_all(note)
        place = url("make_statements", 1, note.pk)
    client = browser()
    uses = {f"piece-{each}": "none" for each in range(5)}
    page = text(client.post(place, {**uses, "seen": f"{seen}"}))
    assert "Kies ten minste één stuk" in page
    with acting(casts.alice()):
        note.refresh_from_db()
        assert (bool(note.draft), note.finished_at, note.revision) == (True, None, seen)


@pytest.mark.parametrize("said", ["Kort.\n" * 1501, "woord " * 34_000], ids=["sentences", "letters"])
def test_what_no_form_can_hold_is_asked_for_in_two_parts(said: str):
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        talks.keep_talk(code="stemmen", stakeholder_ids=[], by=alice, at=casts.AT, **TALK)
    client, day = browser(), f"{LATER:%d-%m-%Y}"
    file = SimpleUploadedFile("notitie.txt", said.encode())
    assert "in twee delen" in text(client.post(url("add_note", 1), {"file": file, "remove_on": day}))
    page = text(client.post(url("add_note", 1), {"text": said, "remove_on": day}))
    assert said.strip() in page
    with acting(alice):
        assert not TalkNote.objects.exists()


def test_words_that_stand_everywhere_are_not_redacted_one_by_one(monkeypatch: pytest.MonkeyPatch):
    note = searched(f"{MARK} en en en en.")
    monkeypatch.setattr(notes, "MOST_FINDS", 4)
    client, place = browser(), url("note", 1, note.pk)
    everywhere = {"step": "words", "words": "en", "kind": "name", "seen": "0"}
    page = text(client.post(place, everywhere))
    assert "op te veel plekken: een notitie heeft hoogstens 4 vondsten" in page
    with acting(casts.alice()):
        assert Redaction.objects.filter(note=note).count() == 1
    monkeypatch.setattr(notes, "MOST_FINDS", 5)
    assert client.post(place, everywhere).status_code == 303


def test_a_note_in_which_too_much_is_found_keeps_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(notes, "MOST_FINDS", 1)
    note = searched(f"{MARK} en {MARK}.")
    page = text(browser().get(url("note", 1, note.pk)))
    assert "Er is te veel gevonden in deze notitie" in page
    assert MARK not in page
    with acting(casts.alice()):
        assert not Redaction.objects.exists()
        note.refresh_from_db()
        with pytest.raises(notes.Undecided):
            notes.clean_text(note)


def test_the_oldest_steps_are_let_go_and_the_page_says_so(monkeypatch: pytest.MonkeyPatch):
    note = searched(f"{MARK} en {MARK}.")
    monkeypatch.setattr(notes, "MOST_UNDONE", 3)
    with acting(casts.alice()):
        ids = list(Redaction.objects.filter(note=note).values_list("pk", flat=True))
        for seen, decision in enumerate((Decision.REDACT, Decision.KEEP)):
            notes.decide(note_id=note.pk, ids=ids, decision=decision, seen=seen, at=casts.AT, **by_alice())
    client, place = browser(), url("note", 1, note.pk)
    assert "de oudste kunt u niet meer ongedaan maken" in text(client.get(place))
    assert client.post(place, {"step": "undo", "seen": "2"}).status_code == 303
    with acting(casts.alice()):
        assert set(Redaction.objects.values_list("decision", flat=True)) == {Decision.REDACT}
    assert client.post(place, {"step": "undo", "seen": "3"}).status_code == 409


def test_asking_again_and_again_queues_one_search():
    note = taken()
    with acting(casts.alice()):
        for _again in range(3):
            notes.search_again(note_id=note.pk, **by_alice())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE lock = %s", [f"note-{note.pk}"])
        assert cursor.fetchone() == (1,)
