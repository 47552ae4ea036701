"""The pages of consultations, as somebody uses them without scripts."""

from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import acting
from ketenzicht.planning import actions, queries
from ketenzicht.planning.models import Change, Cluster, Consultation, Statement
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.casts import AT, TEXT
from ketenzicht.planning.tests.test_documents import archive, pdf, picture_pdf, word

pytestmark = pytest.mark.django_db
CODE = "stemmen"


def browser() -> Client:
    return sign_in(Client(), casts.alice_user())


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def url(name: str, *more: object) -> str:
    return reverse(f"planning:{name}", args=[CODE, *more])


def number_of(said: str) -> int:
    with acting(casts.alice()):
        return Statement.objects.get(text=said, replaced_by=None).number


def send_file(client: Client, data: bytes, name: str, title: str = "Nieuwe stemmen") -> Any:
    (desk,) = casts.alice().desks(next(iter(casts.alice().grants)))
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("planning:import"), {"title": title, "file": file, "desk": desk})


@pytest.mark.parametrize(
    ("data", "name"),
    [(TEXT.encode(), "stemmen.txt"), (word(), "stemmen.docx"), (pdf(), "stemmen.pdf")],
    ids=["text", "word", "pdf"],
)
def test_it_takes_in_text_word_and_pdf(data, name):
    client = browser()
    answer = send_file(client, data, name)
    assert (answer.status_code, answer["Location"]) == (303, "/consultaties/nieuwe-stemmen/")
    page = text(client.get(answer["Location"]))
    assert "Trends" in page
    assert f"Ingelezen uit {name}" in page


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Dit bestand is leeg."),
        (b" \n", "Dit bestand is leeg."),
        (b"x" * (11 * 1024 * 1024), "te groot"),
        (b"x" * (50 * 1024 * 1024), "Kies een document van hoogstens 10 MB."),
        (b"\x89PNG\r\n\x1a\n and more", "geen tekst, Word-document"),
        (b"\xff\xfe\x00", "De letters van dit bestand"),
        (picture_pdf(), "In dit bestand staat geen tekst."),
        (pdf()[:400], "kapot of maar een deel"),
        (word()[:-300], "kapot of maar een deel"),
        (archive({"word/document.xml": b"0" * (201 * 1024 * 1024)}), "te groot"),
        (archive({"xl/workbook.xml": b"x"}), "geen tekst, Word-document"),
        (b"Alleen een brief.\n\nZonder hoofdstukken.", "Er zijn geen genummerde hoofdstukken"),
        (TEXT.partition("1 Trends\n\n1.1")[0].encode(), "Er zijn geen genummerde hoofdstukken"),
    ],
)
def test_it_says_what_is_the_matter_and_takes_in_nothing(data, says):
    answer = send_file(browser(), data, "stemmen.txt")
    assert answer.status_code == 200
    assert says in text(answer)
    with acting(casts.alice()):
        assert not Consultation.objects.exists()


def test_it_takes_in_nothing_under_a_title_that_is_there():
    client = browser()
    send_file(client, TEXT.encode(), "een.txt")
    assert "Er is al een consultatie met deze titel." in text(send_file(client, TEXT.encode(), "twee.txt"))


def test_it_shows_what_was_said_and_finds_it():
    casts.consultation(casts.alice())
    client = browser()
    assert "Stemmen uit de keten" in text(client.get(reverse("planning:consultations")))
    page = text(client.get(url("consultation"), {"q": "plek"}))
    assert "1 uitspraak gevonden" in page
    assert "<mark>plekken</mark>" in page
    assert "Niets gevonden" in text(client.get(url("consultation"), {"q": "zeppelin"}))
    cluster = text(client.get(url("cluster", "1.2")))
    assert "Wachten duurt lang." in cluster
    number = number_of("Wachten duurt lang.")
    assert "Wachten duurt lang." in text(client.get(url("statement", number)))
    assert client.get(url("statement", 999)).status_code == 404
    assert client.get(url("cluster", "9.9")).status_code == 404


def test_it_shows_what_was_said_more_than_once():
    twice = TEXT.replace("Wachten duurt lang.", "Er zijn te weinig plekken!")
    casts.consultation(casts.alice(), twice)
    assert "2 keer" in text(browser().get(url("repeated")))


def test_it_lets_somebody_look_over_every_place():
    casts.consultation(casts.alice())
    client = browser()
    said = number_of("Gemeenten doen mee. Scholen ook.")
    page = text(client.get(url("look", said)))
    assert "Zoals het in het document staat" in page
    assert client.post(url("cut", said), {"place": "20"}).status_code == 303
    first, second = number_of("Gemeenten doen mee."), number_of("Scholen ook.")
    assert client.post(url("join", second), {"with": "before"}).status_code == 303
    with acting(casts.alice()):
        assert Statement.objects.get(replaced_by=None, text__startswith="Gemeenten").text == (
            "Gemeenten doen mee. Scholen ook."
        )
        target = Cluster.objects.get(title="Opvang")
    joined = number_of("Gemeenten doen mee. Scholen ook.")
    assert client.post(url("move", joined), {"cluster": str(target.pk)}).status_code == 303
    assert client.post(url("right", joined)).status_code == 303
    assert client.post(url("leave_out", joined), {"reason": "furniture"}).status_code == 303
    assert "Scholen ook." in text(client.get(url("left_out")))
    assert text(client.get(url("statement", first))).count("Deze uitspraak is geknipt") == 1
    assert client.get(url("look", first)).status_code == 303


def test_it_goes_from_doubt_to_doubt_until_there_is_none():
    casts.consultation(casts.alice())
    client, passed = browser(), 0
    while "/nakijken/" in (place := client.get(url("review"))["Location"]):
        assert client.post(f"{place}goed/").status_code == 303
        passed += 1
    assert (place, passed) == ("/consultaties/stemmen/", 1)


def test_it_names_a_cluster_and_takes_in_a_line():
    casts.consultation(casts.alice())
    client = browser()
    assert "Opvnag" in text(client.get(url("name_cluster", "1.2")))
    client.post(url("name_cluster", "1.2"), {"title": "Opvang en wonen"})
    assert "Opvang en wonen" in text(client.get(url("cluster", "1.2")))
    with acting(casts.alice()):
        held = queries.consultation_for(casts.alice(), CODE)
        line = next(one.number for group in queries.left_out_lines(held) for one in group.lines)
        cluster = str(Cluster.objects.get(title="Aandacht").pk)
    answer = client.post(url("left_out"), {"lines": [str(line)], "cluster": cluster})
    assert answer.status_code == 303
    assert 'id="u5"' in text(client.get(url("cluster", "1.1")))


@pytest.mark.parametrize("name", ["cut", "join", "move", "leave_out"])
def test_it_changes_nothing_when_nothing_was_chosen(name):
    casts.consultation(casts.alice())
    client = browser()
    said = number_of("Gemeenten doen mee. Scholen ook.")
    answer = client.post(
        url(name, said), {"cluster": "nonsense", "reason": "nonsense", "place": "3"}, follow=True
    )
    assert "Kies eerst iets. Er is niets gewijzigd." in text(answer)
    with acting(casts.alice()):
        assert Change.objects.count() == 1


def test_it_undoes_by_a_button_and_says_when_somebody_was_first():
    alice = casts.alice()
    casts.consultation(alice)
    client = browser()
    said = number_of("Gemeenten doen mee. Scholen ook.")
    client.post(url("cut", said), {"place": "20"})
    answer = client.post(url("right", said))
    assert answer.status_code == 409
    assert "Iemand heeft dit intussen gewijzigd" in text(answer)
    assert "Laatste stap" in text(client.get(url("consultation")))
    assert client.post(url("undo", 2), {"back": str(said)})["Location"] == url("look", said)
    assert client.post(url("undo", 2)).status_code == 409


def test_it_is_opened_and_closed_to_others():
    alice = casts.alice()
    casts.consultation(alice)
    visitor, other = Client(), sign_in(Client(), casts.charlie_user())
    assert [one.get(url("consultation")).status_code for one in (visitor, other)] == [404, 404]
    browser().post(url("open"), {"visibility": "public"})
    assert [one.get(url("consultation")).status_code for one in (visitor, other)] == [200, 200]
    assert "Ingelezen uit" not in text(other.get(url("consultation")))
    assert other.post(url("open"), {"visibility": "desk"}).status_code == 403
    assert other.get(url("left_out")).status_code == 403
    with acting(alice):
        actions.open_to(code=CODE, visibility="desk", by=alice, at=AT)
    assert visitor.get(url("consultation")).status_code == 404


def begin(client: Client, title: str, chapters: str) -> Any:
    (desk,) = casts.alice().desks(next(iter(casts.alice().grants)))
    sent = {"title": title, "chapters": chapters, "desk": desk}
    return client.post(reverse("planning:begin_consultation"), sent)


def test_it_begins_with_talks_before_there_is_a_document():
    client = browser()
    answer = begin(client, "Eerst praten", "Wat er speelt\n\n  Wat  wij willen \n")
    assert (answer.status_code, answer["Location"]) == (303, "/consultaties/eerst-praten/gesprekken/")
    page = text(client.get("/consultaties/eerst-praten/"))
    assert "Ingelezen uit" not in page
    with acting(casts.alice()):
        held = Consultation.objects.get(code="eerst-praten")
        assert list(held.chapters.values_list("title", flat=True)) == ["Wat er speelt", "Wat wij willen"]
    assert "Er is al een consultatie" in text(begin(client, "Eerst praten", "Wat er speelt"))
    for name in ("review", "left_out", "repeated", "opposed", "decided", "rounds", "editions", "causes"):
        assert client.get(reverse(f"planning:{name}", args=[held.code])).status_code in {200, 303}, name


@pytest.mark.parametrize(
    ("title", "code"), [("Beginnen", "beginnen-1"), ("Inlezen!", "inlezen-1"), ("!", "consultatie")]
)
def test_its_address_is_none_that_means_something_else(title, code):
    assert begin(browser(), title, "Wat er speelt")["Location"] == f"/consultaties/{code}/gesprekken/"


@pytest.mark.parametrize(
    ("chapters", "says"),
    [
        (" \n ", "Typ een of meer koppen."),
        ("x" * 301, "Hoogstens 20 koppen"),
        ("\n".join("abcdefghijklmnopqrstu"), "Hoogstens 20 koppen"),
    ],
)
def test_it_begins_nothing_without_headings_that_fit(chapters, says):
    answer = begin(browser(), "Eerst praten", chapters)
    assert answer.status_code == 200
    assert says in text(answer)
    with acting(casts.alice()):
        assert not Consultation.objects.exists()
