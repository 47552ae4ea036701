"""Editions: kept as they were, told apart from the next, closed when withdrawn, whole on paper."""

from dataclasses import asdict
from io import BytesIO

import pikepdf
import pytest
from django.db import connection, transaction
from django.db.utils import Error
from pdfua import validate

from ketenzicht.common.actor import NotAllowed, NotVisible, acting
from ketenzicht.planning import actions
from ketenzicht.planning.actions import editions
from ketenzicht.planning.domain.editions import Differences, Layout, differences
from ketenzicht.planning.models import (
    Cluster,
    Edition,
    EditionCluster,
    EditionFile,
    EditionStatement,
    Statement,
)
from ketenzicht.planning.papers.account import what_changed
from ketenzicht.planning.papers.pieces import Items
from ketenzicht.planning.queries.editions import (
    edition_for,
    edition_statement,
    editions_of,
    file_of,
    search_edition,
)
from ketenzicht.planning.tests import casts, edition_casts

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return casts.alice()


@pytest.fixture
def held(alice):
    return casts.consultation(alice)


def opened(held, by, visibility="public"):
    with acting(by):
        actions.open_to(code=held.code, visibility=visibility, by=by, at=casts.AT)


def moved(held, by, number=1, to="1.2"):
    with acting(by):
        cluster = next(one for one in Cluster.objects.select_related("chapter") if one.number == to)
        said = Statement.objects.get(consultation=held, number=number)
        actions.move_statements(
            code=held.code, statement_ids=[said.pk], to=cluster.pk, by=by, at=edition_casts.AT
        )


def test_it_holds_what_stood_there_on_the_day(held, alice):
    edition_casts.edition(held, alice, note="Voor wie meedeed.")
    moved(held, alice)
    with acting(alice):
        kept = edition_for(alice, held.code, 1)
        assert list(kept.statements.values_list("number", flat=True)) == [1, 2, 3, 4]
        assert edition_statement(kept, 1).clusters[0].number == "1.1"
        assert editions.digest_of(kept) == kept.digest
        assert kept.account["source"]["lines"] == kept.account["source"]["kept"] + sum(
            kept.account["source"]["left_out"].values()
        )
        assert [one.text for one in search_edition(kept, "jongere")] == ["Er is meer aandacht voor jongeren."]
    assert edition_casts.recorded("published") == [{"number": 1}]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("edition", "UPDATE planning_edition SET note = 'anders'"),
        ("edition", "UPDATE planning_edition SET published_at = NULL"),
        ("edition", "DELETE FROM planning_edition"),
        ("editionstatement", "UPDATE planning_editionstatement SET text = 'anders'"),
        ("editionstatement", "DELETE FROM planning_editionstatement"),
        ("editioncluster", "UPDATE planning_editioncluster SET title = 'anders'"),
        ("editionfile", "UPDATE planning_editionfile SET content = ''"),
        (
            "editionstatement",
            "INSERT INTO planning_editionstatement (edition_id, number, place, text)"
            " SELECT id, 99, 99, 'erbij' FROM planning_edition",
        ),
    ],
)
def test_the_database_keeps_it_as_it_was(held, alice, table, change):
    edition_casts.edition(held, alice)

    def whole():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM planning_{table} ORDER BY id")
            return cursor.fetchall()

    with acting(alice):
        before = whole()
        assert before
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)
        except Error:
            pass
        assert whole() == before


def test_a_next_edition_says_what_changed(held, alice):
    edition_casts.edition(held, alice)
    moved(held, alice)
    with acting(alice):
        chapter = held.chapters.get().pk
        actions.add_cluster(code=held.code, chapter_id=chapter, title="Werk", by=alice, at=edition_casts.AT)
        said = Statement.objects.get(consultation=held, number=2)
        actions.split_statement(
            code=held.code,
            statement_id=said.pk,
            place=said.text.index("Scholen"),
            by=alice,
            at=edition_casts.AT,
        )
    second = edition_casts.edition(held, alice)
    found = Differences.of(second.changes)
    assert found.since == 1
    assert (list(found.added), list(found.gone), list(found.moved)) == ([5, 6], [2], [1])
    assert list(found.new_clusters) == [("1.3", "Werk")]


def test_of_what_only_the_edition_before_said_a_next_one_tells_the_number_alone():
    old = Layout({"a": ("1.1", "Over mevrouw X"), "b": ("1.2", "Over meneer Y")}, {1: frozenset("ab")})
    new = Layout({"a": ("1.1", "Opvang")}, {1: frozenset("a")})
    found = differences(1, old, new)
    assert "meneer" not in repr(found)
    assert "mevrouw" not in repr(found)
    _title, told = what_changed(Edition(changes=asdict(found)))
    assert isinstance(told, Items)
    assert [one.rsplit(" ", 1)[-1] for one in told.items] == ["1", "1.2", "Opvang"]


def test_it_needs_somebody_who_keeps_it_and_who_has_looked(held, alice):
    with acting(alice), pytest.raises(editions.NotConfirmed):
        editions.publish_edition(code=held.code, note="", confirmed=False, seen=0, by=alice, at=casts.AT)
    opened(held, alice)
    bob = casts.bob()
    with acting(bob), pytest.raises(NotAllowed):
        editions.publish_edition(code=held.code, note="", confirmed=True, seen=0, by=bob, at=casts.AT)
    with acting(alice):
        assert not Edition.objects.exists()


def test_what_is_withdrawn_is_closed_to_everybody_else_for_good(held, alice):
    edition_casts.edition(held, alice)
    opened(held, alice)
    bob = casts.bob()
    given = {"code": held.code, "number": 1, "by": alice, "at": edition_casts.AT}
    with acting(bob):
        assert file_of(edition_for(bob, held.code, 1), "pdf").size
    with acting(alice):
        editions.withdraw_edition(reason="Iemand is te herkennen.", **given)
        with pytest.raises(actions.Changed):
            editions.withdraw_edition(reason="Nog eens.", **given)
        with pytest.raises(Error), transaction.atomic():
            Edition.objects.update(withdrawn_at=None, withdrawn_reason="")
        assert file_of(edition_for(alice, held.code, 1), "pdf").size
    with acting(bob):
        kept = edition_for(bob, held.code, 1)
        assert kept.withdrawn_reason == "Iemand is te herkennen."
        assert not any((kept.note, kept.chapters, kept.account, kept.changes, kept.pairs, kept.repeated))
        assert not EditionStatement.objects.exists()
        assert not EditionCluster.objects.exists()
        with pytest.raises(NotVisible):
            file_of(kept, "pdf")
    second = edition_casts.edition(held, alice)
    assert second.number == 2
    assert second.changes == {}


def test_it_is_seen_by_whom_the_consultation_was_opened_to(held, alice):
    edition_casts.edition(held, alice)
    charlie = casts.charlie()
    with acting(charlie):
        with pytest.raises(NotVisible):
            edition_for(charlie, held.code, 1)
        assert not Edition.objects.exists()
        assert not EditionFile.objects.exists()
    opened(held, alice)
    with acting(charlie):
        assert [one.number for one in editions_of(held)] == [1]


def test_its_documents_hold_every_statement_once_and_are_accessible(held, alice, tmp_path):
    with acting(alice):
        cluster = Cluster.objects.get(consultation=held, position=2)
        said = Statement.objects.get(consultation=held, number=1)
        actions.move_statements(
            code=held.code, statement_ids=[said.pk], to=cluster.pk, also_keep=True, by=alice, at=casts.AT
        )
    edition = edition_casts.edition(held, alice, note="Voor wie meedeed.\nEn voor wie leest.")
    with acting(alice):
        texts = list(edition.statements.values_list("text", flat=True))
        pdf, word = (bytes(file_of(edition, kind).content) for kind in ("pdf", "docx"))
    edition_casts.each_once(edition_casts.words_of_pdf(pdf, edition.title), texts)
    edition_casts.each_once(edition_casts.words_of_word(word), texts)
    edition_casts.accessible_word(word, title=edition.title, language="nl-NL")
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "nl"
        assert "pdfuaid" in document.Root.Metadata.read_bytes().decode("utf-8")
    (tmp_path / "edition.pdf").write_bytes(pdf)
    assert [finding.message for finding in validate(tmp_path / "edition.pdf").findings] == []


def test_it_never_holds_what_is_held_back(held, alice):
    with acting(alice):
        Statement.objects.filter(consultation=held, number=1).update(held_back=True)
    edition = edition_casts.edition(held, alice)
    with acting(alice):
        assert list(edition.statements.values_list("number", flat=True)) == [2, 3, 4]
        assert all(1 not in one.statements for one in edition.clusters.all())
    assert edition.account["statements"] == 3
