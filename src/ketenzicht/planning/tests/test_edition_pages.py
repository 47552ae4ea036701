"""The pages of editions, as somebody reads them without scripts."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import acting
from ketenzicht.planning import actions
from ketenzicht.planning.models import Edition, Placement, Statement
from ketenzicht.planning.tests import casts, edition_casts

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return sign_in(Client(), casts.alice_user())


@pytest.fixture
def held():
    return casts.consultation(casts.alice())


def url(name, *more):
    return reverse(f"planning:{name}", args=["stemmen", *more])


def text(answer):
    return unescape(answer.content.decode())


def opened(visibility="public"):
    alice = casts.alice()
    with acting(alice):
        actions.open_to(code="stemmen", visibility=visibility, by=alice, at=casts.AT)


def test_publishing_asks_whether_somebody_looked(browser, held):
    assert "Nog niets uitgegeven" in text(browser.get(url("editions")))
    refused = browser.post(url("publish"), {"note": ""})
    assert refused.status_code == 200
    assert "Kijk eerst of een zeldzame plaats" in text(refused)
    done = browser.post(url("publish"), {"note": "Voor wie meedeed.", "confirmed": "on", "seen": "0"})
    assert (done.status_code, done["Location"]) == (303, url("edition", 1))
    page = text(browser.get(done["Location"]))
    assert "Voor wie meedeed." in page
    assert f"http://localhost:8000{url('edition', 1)}" in page


def test_a_second_send_publishes_nothing(browser, held):
    given = {"note": "Voor wie meedeed.", "confirmed": "on", "seen": "0"}
    assert 'name="seen" value="0"' in text(browser.get(url("publish")))
    assert browser.post(url("publish"), given).status_code == 303
    again = browser.post(url("publish"), given)
    assert again.status_code == 409
    page = text(again)
    assert "Uitgave 1 is intussen uitgegeven" in page
    assert "Voor wie meedeed." in page
    assert 'name="seen" value="1"' in page
    with acting(casts.alice()):
        assert Edition.objects.count() == 1
    assert browser.post(url("publish"), {**given, "seen": "1"}).status_code == 303


def test_it_counts_what_readers_see_and_names_what_is_held_back(browser, held):
    with acting(casts.alice()):
        Statement.objects.filter(number=4).update(held_back=True)
    page = text(browser.get(url("publish")))
    assert "3 uitspraken in 2 clusters" in page
    assert "1 uitspraak wordt tegengehouden" in page
    assert f'href="{url("pointing")}"' in page


def test_nothing_is_published_while_a_statement_stands_in_no_cluster(browser, held):
    with acting(casts.alice()):
        first = Placement.objects.get(statement__number=3)
        Placement.objects.filter(pk=first.pk).update(ended_by=first.made_by)
    page = text(browser.post(url("publish"), {"confirmed": "on", "seen": "0"}))
    assert "zet eerst elke uitspraak in een cluster" in page
    assert "1 uitspraak staat in geen cluster" in page
    assert f'href="{url("look", 3)}"' in page
    assert browser.get(url("look", 3)).status_code == 200
    with acting(casts.alice()):
        assert not Edition.objects.exists()
        Statement.objects.filter(number=3).update(held_back=True)
    assert browser.post(url("publish"), {"confirmed": "on", "seen": "0"}).status_code == 303


def test_everybody_reads_what_was_opened_and_finds_their_way(browser, held):
    edition_casts.edition(held, casts.alice())
    reader = Client()
    assert reader.get(url("edition", 1)).status_code == 404
    opened()
    front = text(reader.get(url("edition", 1)))
    for address in (
        url("edition_account", 1),
        url("edition_chapter", 1, 1),
        url("edition_cluster", 1, "1.2"),
        url("edition_file", 1, "pdf"),
    ):
        assert f'href="{address}"' in front
    assert "Er zijn te weinig plekken." in text(reader.get(url("edition_chapter", 1, 1)))
    assert "1.2 Opvang" in text(reader.get(url("edition_cluster", 1, "1.2")))
    assert "Er is meer aandacht voor jongeren." in text(reader.get(url("edition_statement", 1, 1)))
    assert "<mark>plekken</mark>" in text(reader.get(url("edition", 1), {"q": "plek"}))
    account = text(reader.get(url("edition_account", 1)))
    assert "is niet vastgelegd in dit systeem" in account
    assert "Alice" not in account
    for missing in (url("edition_statement", 1, 99), url("edition_cluster", 1, "9.9"), url("edition", 2)):
        assert reader.get(missing).status_code == 404
    assert "Reading guide" in text(reader.get("/en" + url("edition_account", 1)))


def test_an_older_edition_points_to_the_newest_and_keeps_its_address(browser, held):
    alice = casts.alice()
    edition_casts.edition(held, alice)
    edition_casts.edition(held, alice)
    page = text(browser.get(url("edition_statement", 1, 1)))
    assert "Er is een nieuwere uitgave, nummer 2" in page
    assert "Er is niets bijgekomen" in text(browser.get(url("edition_account", 2)))


def test_what_is_withdrawn_says_why_and_shows_nothing(browser, held):
    edition_casts.edition(held, casts.alice())
    opened()
    assert browser.post(url("withdraw_edition", 1), {"reason": ""}).status_code == 200
    assert browser.post(url("withdraw_edition", 1), {"reason": "Te herkennen."}).status_code == 303
    assert browser.post(url("withdraw_edition", 1), {"reason": "Nog eens."}).status_code == 409
    reader = Client()
    for address in (url("edition", 1), url("edition_statement", 1, 1), url("edition_file", 1, "pdf")):
        answer = reader.get(address)
        assert answer.status_code == 410
        assert "Te herkennen." in text(answer)
        assert "jongeren" not in text(answer)
    assert "jongeren" in text(browser.get(url("edition_chapter", 1, 1)))


def test_taking_along_what_is_not_open_is_written_down(browser, held):
    edition_casts.edition(held, casts.alice())
    answer = browser.get(url("edition_file", 1, "docx"))
    assert answer["Content-Disposition"] == 'attachment; filename="stemmen-1.docx"'
    opened()
    assert Client().get(url("edition_file", 1, "pdf")).content.startswith(b"%PDF")
    assert edition_casts.recorded("downloaded") == [{"number": 1, "file": "docx"}]
