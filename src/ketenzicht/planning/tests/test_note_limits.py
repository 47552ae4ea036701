"""What a note can hold, and what is refused before anything of it is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from ketenzicht.common.actor import acting
from ketenzicht.planning.actions import notes, talks
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


def test_asking_again_and_again_queues_one_search():
    note = taken()
    with acting(casts.alice()):
        for _again in range(3):
            notes.search_again(note_id=note.pk, **by_alice())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE lock = %s", [f"note-{note.pk}"])
        assert cursor.fetchone() == (1,)
