"""The pages on which statements are put together, as somebody uses them without scripts."""

import re

import pytest
from django.test import Client

from ketenzicht.accounts.tests import factories
from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import acting
from ketenzicht.planning.models import Chapter, Cluster, Opposition, Round, Statement
from ketenzicht.planning.tests import casts
from ketenzicht.planning.tests.test_clustering import anna_user
from ketenzicht.planning.tests.test_pages import browser, number_of, text, url
from ketenzicht.planning.words import agreement_in_words

pytestmark = pytest.mark.django_db


def pk_of(said: str) -> str:
    with acting(casts.alice()):
        return str(Statement.objects.get(text=said, replaced_by=None).pk)


def cluster_pk(title: str) -> str:
    with acting(casts.alice()):
        return str(Cluster.objects.get(title=title).pk)


def test_it_moves_what_was_ticked_and_comes_back_to_the_list():
    casts.consultation(casts.alice())
    client = browser()
    chosen = [pk_of("Er zijn te weinig plekken."), pk_of("Wachten duurt lang.")]
    answer = client.post(
        url("sort", "1.2"), {"selected": chosen, "cluster": cluster_pk("Aandacht")}, follow=True
    )
    assert "2 uitspraken verplaatst." in text(answer)
    assert "In dit cluster staat geen uitspraak" in text(answer)
    back = client.post(url("undo", 2), {"back": url("sort", "1.2")})
    assert back["Location"] == url("sort", "1.2")
    assert text(client.get(url("sort", "1.2"))).count("data-drag=") == 2


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "/consultaties/andere/", "9" * 9]
)
def test_it_goes_back_to_no_other_place_after_undoing(back):
    casts.consultation(casts.alice())
    client = browser()
    moved = {"selected": [pk_of("Wachten duurt lang.")], "cluster": cluster_pk("Aandacht")}
    client.post(url("sort", "1.2"), moved)
    assert client.post(url("undo", 2), {"back": back})["Location"] == url("consultation")


def test_it_keeps_what_was_ticked_when_no_cluster_was_chosen():
    casts.consultation(casts.alice())
    page = text(browser().post(url("sort", "1.2"), {"selected": [pk_of("Wachten duurt lang.")]}))
    assert "Kies een cluster." in page
    assert len(re.findall(r'name="selected"[^>]*checked', page)) == 1


def test_it_moves_nothing_that_stands_in_another_cluster():
    casts.consultation(casts.alice())
    lie = {"selected": [pk_of("Er is meer aandacht voor jongeren.")], "cluster": cluster_pk("Opvang")}
    assert browser().post(url("sort", "1.2"), lie).status_code == 200
    with acting(casts.alice()):
        assert Cluster.objects.get(title="Opvang").placements.filter(ended_by=None).count() == 2


def test_it_adds_a_cluster_and_goes_there():
    casts.consultation(casts.alice())
    client = browser()
    with acting(casts.alice()):
        chapter = Chapter.objects.get().pk
    answer = client.post(url("add_cluster"), {"chapter": chapter, "title": "Wonen"}, follow=True)
    assert "Cluster 1.3 is toegevoegd." in text(answer)
    assert client.post(url("undo", 2), {"back": url("cluster", "1.3")})["Location"] == url("consultation")


def test_it_shows_opposite_statements_side_by_side_to_every_reader():
    casts.consultation(casts.alice())
    client = browser()
    one, other = number_of("Er zijn te weinig plekken."), number_of("Wachten duurt lang.")
    assert "tegenover elkaar" in text(client.post(url("oppose", one), {"number": other}, follow=True))
    client.post(url("open"), {"visibility": "public"})
    visitor = Client()
    page = text(visitor.get(url("opposed")))
    assert "Er zijn te weinig plekken." in page
    assert "Wachten duurt lang." in page
    assert "Toch niet" not in page
    assert "Wachten duurt lang." in text(visitor.get(url("statement", one)))
    assert text(client.get(url("decided"))).count("/uitspraak/") == 2
    with acting(casts.alice()):
        pair = Opposition.objects.get().pk
    assert client.post(url("no_longer_oppose", pair)).status_code == 303
    assert client.post(url("no_longer_oppose", pair)).status_code == 409
    assert "geen uitspraken tegenover elkaar gezet" in text(visitor.get(url("opposed")))


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "1", "99999999999"])
def test_it_puts_nothing_beside_itself_or_beside_nonsense(number):
    casts.consultation(casts.alice())
    answer = browser().post(url("oppose", 1), {"number": number}, follow=True)
    assert "Er is niets gewijzigd." in text(answer)


def test_it_tells_who_decided_what():
    casts.consultation(casts.alice())
    client = browser()
    assert "Er is nog niets gewijzigd" in text(client.get(url("decided")))
    client.post(
        url("sort", "1.2"),
        {"selected": [pk_of("Wachten duurt lang.")], "cluster": cluster_pk("Aandacht")},
    )
    client.post(url("undo", 2))
    page = text(client.get(url("decided")))
    assert "uitspraken verplaatst → 1.1 Aandacht" in page
    assert "ongedaan gemaakt door Alice Advies" in page


def test_a_round_hides_choices_until_it_is_closed_and_then_compares_them():
    casts.consultation(casts.alice())
    alice, anna = browser(), sign_in(Client(), anna_user())
    clusters = [cluster_pk("Aandacht"), cluster_pk("Opvang")]
    place = alice.post(url("rounds"), {"title": "Proef", "clusters": clusters})["Location"]
    for step in range(4):
        assert f"U hebt {step} van de 4 ingedeeld." in text(alice.get(place))
        alice.post(place, {"cluster": clusters[step // 2]})
        anna.post(place, {"cluster": clusters[step % 2]})
    assert "U hebt alle uitspraken ingedeeld" in text(alice.get(place))
    assert "Anna" not in text(alice.get(place))
    anna.post(f"{place}sluiten/")
    page = text(alice.get(place))
    assert "Overeenstemming van elke twee mensen" in page
    assert "-0,50" in page
    assert page.count("Zet uitspraak") == 2
    with acting(casts.alice()):
        held = Round.objects.get()
    settled = alice.post(
        url("settle", held.pk, number_of("Wachten duurt lang.")), {"cluster": clusters[0]}, follow=True
    )
    assert "Verplaatst." in text(settled)
    assert alice.post(place, {"cluster": clusters[0]}).status_code == 200
    assert alice.post(f"{place}sluiten/").status_code == 409


def test_agreement_is_rounded_and_not_cut_off():
    figures = [agreement_in_words(value) for value in (-0.5 + 1e-12, 0.999, -0.001, None)]
    assert figures == ["-0,50", "1,00", "0,00", "niets te vergelijken"]


def test_a_round_needs_statements_and_a_choice():
    casts.consultation(casts.alice())
    client = browser()
    assert "Kies minstens één cluster." in text(client.post(url("rounds"), {"title": "Leeg"}))
    place = client.post(url("rounds"), {"title": "Proef", "clusters": [cluster_pk("Opvang")]})["Location"]
    assert "Kies een cluster." in text(client.post(place, {"cluster": ""}))
    said = number_of("Wachten duurt lang.")
    client.post(f"{place}?uitspraak={said}", {"cluster": cluster_pk("Aandacht")})
    assert "U hebt 1 van de 2 ingedeeld." in text(client.get(place))
    assert "Wachten duurt lang." in text(client.get(f"{place}?uitspraak={said}"))


def test_whoever_works_elsewhere_takes_no_part():
    casts.consultation(casts.alice())
    browser().post(url("open"), {"visibility": "public"})
    other = sign_in(Client(), casts.charlie_user())
    for name in ("sort", "rounds", "decided", "add_cluster"):
        more = ("1.2",) if name == "sort" else ()
        assert other.get(url(name, *more)).status_code == 403
    assert factories.actor(casts.charlie_user()).user_id
