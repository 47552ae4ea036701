"""The anthology as it was published comes in whole. Its words are not in this repository."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from pdfua import validate

from ketenzicht.common.actor import acting
from ketenzicht.planning.actions import editions
from ketenzicht.planning.documents import read_document
from ketenzicht.planning.domain.anthology import Anthology, Reason, read
from ketenzicht.planning.queries.editions import file_of
from ketenzicht.planning.tests import casts, edition_casts
from ketenzicht.planning.tests.published import ANTHOLOGY

IN_CONTENTS = re.compile(r"^(\d+\.\d+)\s(.+)\t\d+$")
# Counted by hand in the document.
COUNTED = {"3.2": 6, "3.3": 2, "3.4": 5, "3.5": 5, "3.6": 3, "3.7": 3, "2.2": 6, "2.3": 4, "2.4": 3, "4.3": 1}


@pytest.fixture(scope="module")
def lines() -> list[str]:
    assert ANTHOLOGY.exists(), f"{ANTHOLOGY} has to lie beside the repository"
    return [line.text for line in read_document(ANTHOLOGY.read_bytes()).lines]


@pytest.fixture(scope="module")
def anthology() -> Anthology:
    return read(read_document(ANTHOLOGY.read_bytes()).lines)


def test_it_has_the_clusters_of_its_own_contents(lines, anthology):
    promised = [match.groups() for line in lines if (match := IN_CONTENTS.match(line))]
    found = [
        (cluster.number, cluster.contents_title)
        for chapter in anthology.chapters
        for cluster in chapter.clusters
    ]
    assert found == promised
    assert [len(chapter.clusters) for chapter in anthology.chapters] == [9, 27, 15, 14]


def test_it_has_as_many_statements_as_were_counted_by_hand(anthology):
    clusters = {cluster.number: cluster for chapter in anthology.chapters for cluster in chapter.clusters}
    assert {number: len(clusters[number].statements) for number in COUNTED} == COUNTED


def test_it_accounts_for_every_line_once(lines, anthology):
    headings = [number for chapter in anthology.chapters for number in chapter.lines]
    headings += [
        number for chapter in anthology.chapters for cluster in chapter.clusters for number in cluster.lines
    ]
    said = [number for statement in anthology.statements for number in statement.lines]
    left = [one.line for one in anthology.left_out]
    assert sorted([*headings, *said, *left]) == list(range(1, len(lines) + 1))


def test_it_keeps_every_word_of_a_line_in_its_statement(lines, anthology):
    for statement in anthology.statements:
        kept = re.sub(r"\W+", "", statement.text)
        source = re.sub(r"\W+", "", "".join(lines[number - 1] for number in statement.lines))
        assert kept == source


def test_it_leaves_no_statement_out_of_a_chapter(anthology):
    begun = min(number for chapter in anthology.chapters for number in chapter.lines)
    inside = {one.reason for one in anthology.left_out if one.line > begun}
    assert inside <= {Reason.EMPTY, Reason.SEPARATOR, Reason.END_MATTER}


@pytest.mark.django_db
def test_it_comes_in_by_one_command():
    casts.alice()
    said = StringIO()
    call_command(
        "consultation",
        "import",
        ANTHOLOGY,
        "--title",
        "Bloemlezing",
        "--desk",
        "first-desk",
        "--json",
        stdout=said,
    )
    found = json.loads(said.getvalue())
    clusters = [cluster for chapter in found["chapters"] for cluster in chapter["clusters"]]
    assert len(clusters) == 65
    assert sum(cluster["statements"] for cluster in clusters) == found["statements"] == 1086
    assert found["left_out"] == 218
    assert set(found) == {"chapters", "statements", "unsure", "left_out"}


@pytest.mark.slow
@pytest.mark.django_db
def test_its_edition_holds_every_statement_once_as_pdf_and_as_word(tmp_path):
    alice = casts.alice()
    held = casts.consultation(alice, ANTHOLOGY.read_text(encoding="utf-8"))
    edition = edition_casts.edition(held, alice)
    with acting(alice):
        texts = list(edition.statements.values_list("text", flat=True))
        pdf, word = (bytes(file_of(edition, kind).content) for kind in ("pdf", "docx"))
        assert editions.digest_of(edition) == edition.digest
    assert len(texts) == edition.account["statements"] == 1086
    edition_casts.each_once(edition_casts.words_of_pdf(pdf, edition.title), texts)
    edition_casts.each_once(edition_casts.words_of_word(word), texts)
    edition_casts.accessible_word(word, title=edition.title, language="nl-NL")
    (tmp_path / "edition.pdf").write_bytes(pdf)
    assert [finding.message for finding in validate(tmp_path / "edition.pdf").findings] == []
