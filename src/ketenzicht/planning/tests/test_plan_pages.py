"""The pages of plans, as somebody uses them without scripts."""

import csv
from html import unescape
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import acting
from ketenzicht.planning.models import CostItem, DistributionKey, Scenario
from ketenzicht.planning.queries.money import costs
from ketenzicht.planning.tests import plan_casts as casts

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return sign_in(Client(), casts.alice_user())


@pytest.fixture
def plan():
    return casts.plan(casts.alice(), visibility="public")


def text(answer):
    return unescape(answer.content.decode()).replace("\xa0", " ")


def url(name, held, *more):
    return reverse(f"planning:{name}", args=[held.code, *more])


def test_a_plan_begins_empty_and_says_what_to_do(browser):
    (desk,) = casts.alice().desks(next(iter(casts.alice().grants)))
    data = {"title": "Samen tegen uitbuiting", "kind": "municipality", "desk": desk}
    answer = browser.post(reverse("planning:begin_plan"), data)
    assert (answer.status_code, answer["Location"]) == (303, "/plannen/samen-tegen-uitbuiting/")
    assert "Nog geen visie" in text(browser.get(answer["Location"]))
    assert "Nog geen kosten" in text(browser.get(f"{answer['Location']}geld/"))
    assert "0 van de 14 onderdelen zijn er." in text(browser.get(f"{answer['Location']}onderdelen/"))


def test_the_published_table_is_shown_with_what_it_asks_too_much(browser, plan):
    browser.post(url("take_in_published", plan))
    for reader in (browser, Client()):
        page = text(reader.get(url("money", plan)))
        for shown in ("€ 86.320,00", "306.270", "21,8", "€ 18.817,76", "€ 86.406,32", "€ 86,32 te veel"):
            assert shown in page, shown
        assert "bijlage 1" in page
    again = browser.post(url("take_in_published", plan), follow=True)
    assert "Er is niets toegevoegd" in text(again)
    assert "86,320.00" in text(browser.get("/en" + url("money", plan)))


def test_the_table_goes_along_as_a_file_and_on_paper(browser, plan):
    browser.post(url("take_in_published", plan))
    with acting(casts.alice()):
        CostItem.objects.filter(plan=plan, name="Salaris").update(name="=1+1")
    answer = browser.get(url("money_file", plan))
    assert answer["Content-Disposition"].endswith('-2023.csv"')
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert ["'=1+1", "77320,00"] in [row[:2] for row in rows]
    assert ["Bergen op Zoom", "66811", "21,8", "18830,20", "18817,76", "-12,44"] in rows
    assert ["Totaal", "306270", "", "86320,00", "86406,32", "86,32"] in rows
    assert "€ 86,32 te veel" in text(browser.get(url("money_print", plan)))
    empty = casts.plan(casts.alice(), "Leeg", visibility="public")
    assert "Nog geen kosten" in text(browser.get(url("money_file", empty)))


def test_amounts_are_typed_as_people_write_them(browser, plan):
    browser.post(url("take_in_published", plan))
    with acting(casts.alice()):
        scenario = Scenario.objects.get(plan=plan)
        items = list(CostItem.objects.filter(plan=plan))
    place = url("amounts", plan, scenario.pk, 2024)
    data = {"seen": scenario.revision, f"amount-{items[0].pk.hex}": "€ 80.000"}
    data |= {f"amount-{items[1].pk.hex}": "1.500,50", f"amount-{items[2].pk.hex}": "0"}
    wrong = browser.post(place, data | {f"amount-{items[3].pk.hex}": "veel"})
    assert wrong.status_code == 200
    assert "Typ een bedrag zoals" in text(wrong)
    assert "veel" in text(wrong)
    assert browser.post(place, data).status_code == 303
    with acting(casts.alice()):
        assert [str(total) for total in costs(plan, scenario).totals] == ["86320.00", "81500.50"]
    assert "80.000,00" in text(browser.get(place))
    late = browser.post(place, data)
    assert late.status_code == 409
    assert "Iemand anders was eerst" in text(late) or "eerder" in text(late)


@pytest.mark.parametrize("year", [1999, 2101, 99999])
def test_a_year_far_away_is_no_page(browser, plan, year):
    browser.post(url("take_in_published", plan))
    with acting(casts.alice()):
        scenario = Scenario.objects.get(plan=plan)
    assert browser.get(url("amounts", plan, scenario.pk, year)).status_code == 404


def test_a_key_is_pasted_from_a_spreadsheet(browser, plan):
    data = {"name": "Uren", "base": "uren", "weights": "Noord\t1.200\nZuid\t800,5"}
    wrong = browser.post(url("add_part", plan, "verdeelsleutel"), data | {"weights": "Noord\t1\nZuid"})
    assert "Zuid" in text(wrong)
    long = browser.post(url("add_part", plan, "verdeelsleutel"), data | {"weights": "x; 1\n" * 9000})
    assert "te lang" in text(long)
    zero = browser.post(url("add_part", plan, "verdeelsleutel"), data | {"weights": "Noord; 0"})
    assert "boven nul" in text(zero)
    assert browser.post(url("add_part", plan, "verdeelsleutel"), data).status_code == 303
    key = url("money", plan)
    assert "Sleutel: Uren" in text(browser.get(key))
    browser.post(url("take_in_published", plan))
    with acting(casts.alice()):
        made = DistributionKey.objects.get(plan=plan, name="Uren")
        assert made.weights == [["Noord", "1200"], ["Zuid", "800.5"]]
    assert "Zuid; 800.5" in text(browser.get(url("change_part", plan, "verdeelsleutel", made.pk)))


def test_a_part_is_changed_removed_and_put_back(browser, plan):
    item = casts.part(plan, casts.alice(), "costitem", name="Folders")
    place = url("change_part", plan, "kostenpost", item.pk)
    assert "Folders" in text(browser.get(place))
    assert browser.post(place, {"name": "", "seen": 0}).status_code == 200
    assert browser.post(place, {"name": "Drukwerk", "seen": 0}).status_code == 303
    assert browser.post(place, {"name": "Te laat", "seen": 0}).status_code == 409
    assert browser.post(place, {"name": "Zonder gezien"}).status_code == 409
    assert browser.post(url("remove_part", plan, "kostenpost", item.pk), {"seen": 1}).status_code == 303
    assert "Drukwerk" in text(browser.get(url("plan", plan)))
    assert "Drukwerk" not in text(Client().get(url("plan", plan)))
    assert browser.post(url("restore_part", plan, "kostenpost", item.pk)).status_code == 303
    assert "Drukwerk" not in text(browser.get(url("plan", plan)))


def test_what_is_said_about_the_whole_is_kept_and_shown(browser, plan):
    place = url("change_plan", plan)
    data = {"title": "Anders", "kind": "district", "vision": "Eén aanspreekpunt.", "seen": plan.revision}
    wrong = browser.post(place, data | {"starts_on": "1-1-2027", "ends_on": "1-1-2026"})
    assert "vóór de dag" in text(wrong)
    browser.post(place, data | {"starts_on": "1-1-2026", "ends_on": "1-1-2027"})
    page = text(Client().get(url("plan", plan)))
    assert "Eén aanspreekpunt." in page
    assert "1 januari 2027" in page
    assert browser.post(place, data).status_code == 409
    browser.post(url("open_plan", plan), {"visibility": "desk"})
    assert Client().get(url("plan", plan)).status_code == 404
    browser.post(url("open_plan", plan), {"visibility": "nobody"})
    assert Client().get(url("plan", plan)).status_code == 404


def test_the_year_and_the_scenario_stand_in_the_address(browser, plan):
    browser.post(url("take_in_published", plan))
    with acting(casts.alice()):
        scenario = Scenario.objects.get(plan=plan)
    carried = browser.post(url("carry_over", plan, scenario.pk), {"year": 2023, "percent": "2,5"})
    assert carried["Location"].endswith(f"?scenario={scenario.pk}&jaar=2024")
    assert "€ 88.478,00" in text(browser.get(carried["Location"]))
    assert (
        browser.post(url("carry_over", plan, scenario.pk), {"year": 2023, "percent": "2"}).status_code == 409
    )
    copied = browser.post(url("copy_scenario", plan, scenario.pk), {"name": "Ruimer"})
    assert "De scenario’s naast elkaar" in text(browser.get(copied["Location"]))
    for form, data in (
        ("carry_over", {"percent": "veel"}),
        ("copy_scenario", {}),
        ("choose_year", {"year": "x"}),
    ):
        answer = browser.post(url(form, plan, scenario.pk), data, follow=True)
        assert answer.status_code == 200
        assert "kz-alert" in text(answer)
    chosen = browser.post(url("choose_year", plan, scenario.pk), {"year": 2025})
    assert chosen["Location"] == url("amounts", plan, scenario.pk, 2025)
    for nonsense in ("?scenario=x&jaar=y", "?jaar=99999", "?scenario=%00"):
        assert browser.get(url("money", plan) + nonsense).status_code == 200
