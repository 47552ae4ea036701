"""A note from its being sealed to the statements that readers see, and what leaks nowhere on that way."""

import logging
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from ketenzicht.accounts.tests import factories
from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import Actor, NotAllowed, NotVisible, acting
from ketenzicht.common.domain.rights import Role, Verb
from ketenzicht.planning import actions as steps
from ketenzicht.planning import tasks
from ketenzicht.planning.actions import notes, originals, pointing, talks
from ketenzicht.planning.actions.editions import publish_edition
from ketenzicht.planning.domain.listening import Look
from ketenzicht.planning.domain.redaction import Decision, Edge, Kind, Span, Use
from ketenzicht.planning.identifying import NamesNotFound, rules
from ketenzicht.planning.models import NoteOriginal, Redaction, Statement, TalkNote
from ketenzicht.planning.queries.notes import originals_for
from ketenzicht.planning.queries.pointing import pointing_of, releasable
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.test_pages import browser, text, url
from ketenzicht.planning.tests.test_talks import TALK

pytestmark = pytest.mark.django_db
MARK = "Zwaluwmarkering"
NOTE = f"""Wat gaat er goed?
- Ik ben {MARK} Verzonnen en ik wachtte lang. Niemand belde terug.
- {MARK} mailde naar {MARK.lower()}@voorbeeld.invalid.
- In Roosendaal kwamen op 3 mei 2026 37 meisjes tegelijk."""
LATER = timezone.localdate() + timedelta(days=30)


def by_alice() -> dict[str, Any]:
    return {"code": "stemmen", "number": 1, "by": casts.alice()}


def at_work(note: TalkNote) -> tuple[str, int]:
    """What the worker is given to search a note."""
    with acting(casts.alice()):
        return str(note.pk), TalkNote.objects.get(pk=note.pk).talk.consultation.desk_id


def privacy_officer() -> Any:
    return factories.user("Petra Privacy", (factories.desk("fourth-desk"), Role.PRIVACY_OFFICER))


def taken(remove_on: date = LATER, said: str = NOTE) -> TalkNote:
    """A note that was sealed, in a talk of a consultation; not searched yet."""
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        talks.keep_talk(code="stemmen", stakeholder_ids=[], by=alice, at=casts.AT, **TALK)
        return notes.take_note(text=said, remove_on=remove_on, at=casts.AT, **by_alice())


def searched(said: str = NOTE) -> TalkNote:
    """The same, with the name and the address that were found in it."""
    note = taken(said=said)
    with acting(casts.alice()):
        spans = [Span(*match.span(), Kind.NAME) for match in re.finditer(MARK, said)]
        spans += [Span(*match.span(), Kind.EMAIL) for match in re.finditer(r"\S+@\S+\w", said)]
        notes.keep_found(note_id=note.pk, spans=spans, at=casts.AT, **by_alice())
    return note


def decided_all(note: TalkNote) -> int:
    """Redact everything; the revision after it."""
    ids = list(Redaction.objects.filter(note=note).values_list("pk", flat=True))
    notes.decide(note_id=note.pk, ids=ids, decision=Decision.REDACT, seen=0, at=casts.AT, **by_alice())
    notes.add_words(note_id=note.pk, words="verzonnen", kind=Kind.NAME, seen=1, at=casts.AT, **by_alice())
    return 2


def finished(note: TalkNote) -> list[Statement]:
    uses = [Use.NONE, Use.OWN, Use.WITH_BEFORE, Use.OWN, Use.OWN]
    return notes.make_statements(
        note_id=note.pk, uses=uses, cluster_id=None, seen=decided_all(note), at=casts.AT, **by_alice()
    )


def test_a_note_becomes_statements_only_after_every_decision():
    note = searched()
    with acting(casts.alice()):
        with pytest.raises(notes.Undecided):
            notes.clean_text(note)
        with pytest.raises(notes.Undecided):
            notes.make_statements(
                note_id=note.pk, uses=[], cluster_id=None, seen=0, at=casts.AT, **by_alice()
            )
        made = finished(note)
        assert [one.text for one in made] == [
            "Ik ben [naam] [naam] en ik wachtte lang. Niemand belde terug.",
            "[naam] mailde naar [e-mailadres].",
            "In Roosendaal kwamen op 3 mei 2026 37 meisjes tegelijk.",
        ]
        assert all(one.held_back for one in made)
        note.refresh_from_db()
        assert bytes(note.draft) == b""
        with pytest.raises(steps.Changed):
            finished(note)
        with pytest.raises(steps.NothingToUndo):
            steps.undo(code="stemmen", number=2, by=casts.alice(), at=casts.AT)


def test_every_step_in_a_note_can_be_undone_and_nobody_overwrites_another():
    note = searched()
    with acting(casts.alice()):
        first = Redaction.objects.filter(note=note)[0]
        given: dict[str, Any] = {"note_id": note.pk, **by_alice()}
        notes.move_edge(redaction_id=first.pk, edge=Edge.END_LATER, seen=0, **given)
        first.refresh_from_db()
        assert NOTE[first.start : first.end] == f"{MARK} Verzonnen"
        with pytest.raises(steps.Changed):
            notes.move_edge(redaction_id=first.pk, edge=Edge.END_LATER, seen=0, **given)
        notes.add_words(words="ROOSENDAAL", kind=Kind.ADDRESS, seen=1, at=casts.AT, **given)
        with pytest.raises(notes.NothingFound):
            notes.add_words(words="Atlantis", kind=Kind.NAME, seen=2, at=casts.AT, **given)
        notes.decide(ids=[first.pk], decision=Decision.KEEP, seen=2, at=casts.AT, **given)
        for seen in (3, 4, 5):
            notes.undo_decision(seen=seen, **given)
        first.refresh_from_db()
        assert (NOTE[first.start : first.end], first.decision) == (MARK, "")
        assert not Redaction.objects.filter(note=note, by_hand=True).exists()
        with pytest.raises(steps.Changed):
            notes.undo_decision(seen=6, **given)
        with pytest.raises(steps.Changed):
            notes.decide(ids=[10**6], decision=Decision.KEEP, seen=6, at=casts.AT, **given)


def test_a_place_cannot_grow_into_another():
    note = searched(f"{MARK} {MARK} belde.")
    with acting(casts.alice()):
        first = Redaction.objects.filter(note=note)[0]
        with pytest.raises(steps.Changed):
            notes.move_edge(note_id=note.pk, redaction_id=first.pk, edge=Edge.END_LATER, seen=0, **by_alice())


def test_an_edition_holds_nothing_that_readers_do_not_see_yet():
    note = searched(f"{MARK} zag dat wachten lang duurt.\nWachten duurt lang.")
    alice = casts.alice()
    with acting(alice):
        (first,) = Redaction.objects.filter(note=note)
        notes.decide(
            note_id=note.pk, ids=[first.pk], decision=Decision.REDACT, seen=0, at=casts.AT, **by_alice()
        )
        made = notes.make_statements(
            note_id=note.pk, uses=[Use.OWN] * 2, cluster_id=None, seen=1, at=casts.AT, **by_alice()
        )
        said = Statement.objects.get(text="Er zijn te weinig plekken.")
        given: dict[str, Any] = {"code": "stemmen", "by": alice, "at": casts.AT}
        steps.oppose(statement_id=said.pk, number=made[0].number, **given)
        edition = publish_edition(note="", confirmed=True, seen=0, **given)
        numbers = set(edition.statements.values_list("number", flat=True))
        assert numbers.isdisjoint(one.number for one in made)
        assert edition.pairs == []
        assert edition.repeated == []


def test_an_original_opens_for_whoever_may_and_leaves_a_trace():
    note = taken()
    petra = factories.actor(privacy_officer())
    with acting(casts.alice()):
        assert not NoteOriginal.objects.exists()
        assert originals_for(casts.alice()) == []
        with pytest.raises(NotAllowed):
            originals.look_at_original(original_id=note.pk, reason=Look.CHECK, by=casts.alice(), at=casts.AT)
    with acting(petra):
        (one,) = originals_for(petra)
        said = originals.look_at_original(original_id=one.pk, reason=Look.CHECK, by=petra, at=casts.AT)
        assert said == NOTE
        with pytest.raises(NotVisible):
            originals.look_at_original(original_id=note.pk, reason=Look.CHECK, by=petra, at=casts.AT)
    with acting(petra), connection.cursor() as cursor:
        cursor.execute("SELECT detail::text FROM audit_auditevent WHERE kind = 'planning.original.read'")
        assert cursor.fetchall() == [('{"reason": "check"}',)]


def test_originals_and_drafts_are_removed_on_their_date():
    note = taken(remove_on=timezone.localdate())
    given = at_work(note)
    assert originals.remove_expired(at=timezone.now() - timedelta(days=2)) == 0
    tasks.remove_originals(timestamp=0)
    with acting(casts.alice()):
        note.refresh_from_db()
        assert bytes(note.draft) == b""
        assert note.removed_at
    petra = factories.actor(privacy_officer())
    with acting(petra):
        assert originals_for(petra) == []
    tasks.find_identifying(*given)


def test_the_worker_searches_and_a_failure_loses_nothing(monkeypatch: pytest.MonkeyPatch):
    note = taken()
    given = at_work(note)

    def fails(said: str, names: list[str]) -> list[Span]:
        raise NamesNotFound

    monkeypatch.setattr(tasks, "find", fails)
    with pytest.raises(NamesNotFound):
        tasks.find_identifying(*given)
    monkeypatch.setattr(tasks, "find", lambda said, names: list(rules.by_rules(said, names)))
    tasks.find_identifying(*given)
    tasks.find_identifying(*given)
    with acting(casts.alice()):
        assert Redaction.objects.filter(note=note, kind="email").count() == 1


def test_somebody_redacts_a_note_on_its_pages():
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        talks.keep_talk(code="stemmen", stakeholder_ids=[], by=alice, at=casts.AT, **TALK)
    client = browser()
    page = text(client.post(url("add_note", 1), {"text": NOTE, "remove_on": "gisteren"}))
    assert "Niemand belde terug." in page
    assert "een van de twee" in text(client.post(url("add_note", 1), {"remove_on": "1-1-2199"}))
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.4 half")
    assert "Fout:" in text(client.post(url("add_note", 1), {"file": scan, "remove_on": f"{LATER:%d-%m-%Y}"}))
    file = SimpleUploadedFile("notitie.txt", NOTE.encode())
    place = client.post(url("add_note", 1), {"file": file, "remove_on": f"{LATER:%d-%m-%Y}"})["Location"]
    assert "wordt doorzocht" in text(client.get(place))
    assert client.post(place, {"step": "again"}).status_code == 303
    with acting(alice):
        note = TalkNote.objects.get()
        spans = [Span(*match.span(), Kind.NAME) for match in re.finditer(MARK, NOTE)]
        notes.keep_found(note_id=note.pk, spans=spans, at=casts.AT, **by_alice())
        ids = ",".join(str(one.pk) for one in Redaction.objects.all())
        first = Redaction.objects.all()[0].pk
    assert "2 vondsten wachten" in text(client.get(place))
    assert "Beslis eerst" in text(client.get(f"{place}uitspraken/", follow=True))
    assert "Er is niets gewijzigd" in text(client.post(place, {"step": "keep", "seen": "0"}, follow=True))
    assert client.post(place, {"step": f"edge:{first}:end_later", "seen": "0"}).status_code == 303
    assert client.post(place, {"step": f"edge:{first}:sideways", "seen": "1"}).status_code == 409
    assert client.post(place, {"step": "undo", "seen": "1"}).status_code == 303
    client.post(place, {"step": "redact", "selected": [ids], "seen": "2"})
    assert client.post(place, {"step": "redact", "selected": ["x"], "seen": "3"}).status_code == 409
    nowhere = {"step": "words", "words": "Atlantis", "kind": "name", "seen": "3"}
    assert "al gevonden" in text(client.post(place, nowhere))
    client.post(place, {**nowhere, "words": f"{MARK.lower()}@voorbeeld.invalid", "kind": "email"})
    client.post(place, {**nowhere, "words": "Verzonnen", "seen": "4"})
    cut = text(client.get(f"{place}uitspraken/"))
    assert MARK not in cut
    uses = dict(re.findall(r'name="(piece-\d+)" value="(\w+)"[^>]*checked', cut))
    assert list(uses.values()) == ["none", "own", "with_before", "own", "own"]
    assert client.post(f"{place}uitspraken/", {**uses, "seen": "1"}).status_code == 409
    page = text(client.post(f"{place}uitspraken/", {**uses, "seen": "5"}, follow=True))
    assert "3 uitspraken gemaakt." in page
    assert "nog niet te zien voor lezers" in page
    assert "zijn uitspraken gemaakt" in text(client.get(place))
    assert client.get(f"{place}uitspraken/").status_code == 303
    page = text(client.get(url("pointing")))
    assert "functie" in page
    assert "precieze datum" in page
    found = re.search(r'name="number" value="(\d+)"><input[^>]*value="(\d+)"><input[^>]*value="(\d+)"', page)
    assert found
    point = dict(zip(("number", "start", "end"), found.groups(), strict=True))
    assert client.post(url("pointing"), {**point, "choice": "redact"}).status_code == 303
    assert client.post(url("pointing"), {**point, "choice": "no"}).status_code == 409


def test_nothing_sealed_is_anywhere_in_the_open(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    alice = casts.alice()
    casts.consultation(alice)
    with acting(alice):
        talks.keep_talk(code="stemmen", stakeholder_ids=[], by=alice, at=casts.AT, **TALK)
    client = browser()
    given = {"text": NOTE, "remove_on": f"{LATER:%d-%m-%Y}"}
    client.post(url("add_note", 1), given)
    with acting(alice):
        note = TalkNote.objects.get()
    tasks.find_identifying(*at_work(note))
    with acting(alice):
        assert Redaction.objects.filter(note=note, kind="name").count() >= 2
    assert not in_tables(), "while it is worked on"
    with acting(alice):
        ids = list(Redaction.objects.filter(note=note).values_list("pk", flat=True))
        notes.decide(note_id=note.pk, ids=ids, decision=Decision.REDACT, seen=0, at=casts.AT, **by_alice())
        uses = [Use.NONE, Use.OWN, Use.OWN, Use.OWN, Use.OWN]
        notes.make_statements(note_id=note.pk, uses=uses, cluster_id=None, seen=1, at=casts.AT, **by_alice())
        ready = releasable(note.talk.consultation, pointing_of(alice, note.talk.consultation))
        pointing.release(code="stemmen", numbers=[one.number for one in ready], by=alice, at=casts.AT)
    client.post(url("open"), {"visibility": "public"})
    petra = sign_in(Client(), privacy_officer())
    with acting(factories.actor(privacy_officer())):
        original = NoteOriginal.objects.get().pk
    assert MARK in text(petra.post(f"/verzegeld/{original}/", {"reason": "check"}))
    shown = [
        text(who.get(place))
        for who in (client, petra, Client())
        for place in (
            *(url("consultation"), f"{url('consultation')}?q={MARK}", url("talk", 1), url("talks")),
            *(url("pointing"), url("decided"), url("repeated"), url("note", 1, note.pk)),
            *("/verzegeld/", f"/verzegeld/{original}/", "/logboek/", f"/logboek/?target={note.pk}"),
        )
    ]
    # What was searched for stands in the box to search in and in links to this same page.
    own = re.compile(rf'value="{MARK}"|[?&]q={MARK}')
    leaks = [page for page in shown if MARK.lower() in own.sub("", page).lower()]
    assert not leaks
    assert not in_tables(), "after statements were made of it"
    assert MARK.lower() not in caplog.text.lower()


def in_tables() -> list[str]:
    """The tables that hold the marker in the open, in any column, read past row security where that is on."""
    found = []
    everything = Actor.operator(*Verb)
    readers = [casts.alice(), factories.actor(privacy_officer()), everything]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        tables = [name for (name,) in cursor.fetchall()]
    for reader in readers:
        with acting(reader), connection.cursor() as cursor:
            for table in tables:
                if table == "django_session":
                    continue
                cursor.execute(f'SELECT count(*) FROM "{table}" AS r WHERE r::text ILIKE %s', [f"%{MARK}%"])
                hexed = MARK.encode().hex()
                if cursor.fetchone() != (0,):
                    found.append(table)
                cursor.execute(f'SELECT count(*) FROM "{table}" AS r WHERE r::text ILIKE %s', [f"%{hexed}%"])
                if cursor.fetchone() != (0,):
                    found.append(f"{table} as bytes")
    return found
