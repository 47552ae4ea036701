"""The pages of figures, as somebody uses them without scripts."""

import csv
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse

from ketenzicht.accounts.tests.factories import sign_in
from ketenzicht.common.actor import acting
from ketenzicht.planning.models import Figure, Goal, InformationNeed, Series
from ketenzicht.planning.tests import casts as consultations
from ketenzicht.planning.tests import figure_casts
from ketenzicht.planning.tests import plan_casts as casts

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return sign_in(Client(), casts.alice_user())


def text(answer):
    return " ".join(unescape(answer.content.decode()).replace("\xa0", " ").split())


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def test_a_shipped_series_is_drawn_beside_its_table_in_both_languages():
    reader = Client()
    page = text(reader.get(url("series", "victims-reported")))
    assert "1.372" in page
    assert "eerdere waarde" in page
    assert page.count('class="pf-line is-series-0"') == 4  # two stretches, wide and narrow
    assert "Van 2023 naar 2024: 76 meer." in page
    estimate = text(reader.get(url("series", "estimate-victims")))
    assert "ongeveer 5.000" in estimate
    assert "pf-line" not in estimate
    undated = text(reader.get(url("series", "in-view-one-in")))
    assert "dus er is geen tekening" in undated
    assert "1,372" in text(reader.get("/en" + url("series", "victims-reported")))


def test_series_that_count_otherwise_are_never_in_one_picture_or_sum(browser):
    found = f"{url('compare_series')}?reeks=victims-reported&reeks=estimate-victims&reeks=reports-police"
    page = text(browser.get(found))
    assert "meldingen, slachtoffers en schattingen zijn niet hetzelfde" in page
    assert "Deze reeksen worden niet opgeteld." in page
    assert page.count("<figure") == 3
    alice = casts.alice()
    codes = [figure_casts.series(alice, region=region).code for region in ("Noord", "Zuid")]
    for code, value in zip(codes, (1200, 34), strict=True):
        seen = {"seen": "0", "text": f"periode;waarde;bron\n2024;{value};Eigen telling", "go": "take_in"}
        browser.post(url("read_figures", code), seen)
    page = text(browser.get(f"{url('compare_series')}?reeks={codes[0]}&reeks={codes[1]}"))
    assert page.count("<figure") == 1
    assert "1.234" in page


def test_a_person_adds_a_series_with_figures_by_form(browser):
    data = {**figure_casts.TOLD, "desk": min(casts.alice().desks(next(iter(casts.alice().grants))))}
    answer = browser.post(url("begin_series"), data)
    assert answer.status_code == 303
    with acting(casts.alice()):
        made = Series.objects.exclude(desk=None).get()
    place = url("add_figure", made.code)
    said = {"period": "2016-2019", "value": "5.000", "low": "4.000", "high": "7.500", "precision": "about"}
    said |= {"source": "Onderzoek", "certainty": "uncertain", "as_of": "1 november 2021", "seen": "0"}
    assert "Dit is geen getal." in text(browser.post(place, {**said, "value": "veel"}))
    assert "niet tussen laag en hoog" in text(browser.post(place, {**said, "value": "9000"}))
    page = text(browser.post(place, said, follow=True))
    assert "ongeveer 5.000" in page
    assert "4.000 tot 7.500" in page
    assert "1 november 2021" in page
    assert "Zeg waarom het verandert" in text(browser.post(place, {**said, "value": "6000", "seen": "1"}))
    late = browser.post(place, {**said, "period": "2020", "value": "6000"})
    assert late.status_code == 409
    like = text(browser.get(f"{url('begin_series')}?zoals=complaints"))
    assert "Aangiften van mensenhandel in een jaar" in like


def test_a_table_is_tried_before_it_comes_in_and_goes_out_as_it_came(browser):
    alice = casts.alice()
    code = figure_casts.series(alice).code
    place = url("read_figures", code)
    table = "periode;waarde;bron;toelichting\n2024;10;Jaarverslag;=1+1\n2025;elf;Jaarverslag;\n"
    tried = text(browser.post(place, {"file": BytesIO(table.encode("utf-16")), "seen": "0"}))
    assert "Waarde: Dit is geen getal." in tried
    assert "Neem deze cijfers op" not in tried
    right = table.replace("elf", "11").replace("Jaarverslag", "Jaarverslag Coördinatie")
    tried = text(browser.post(place, {"file": BytesIO(right.encode("cp1252")), "seen": "0"}))
    assert "2 cijfers komen erin." in tried
    with acting(alice):
        assert not Series.objects.get(code=code).figures.exists()
    done = browser.post(place, {"text": right, "seen": "0", "go": "take_in"}, follow=True)
    assert "2 cijfers zijn opgenomen." in text(done)
    answer = browser.get(url("series_file", code))
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "periode"
    assert rows[1][-1] == "'=1+1"
    again = browser.post(place, {"file": BytesIO(answer.content), "seen": "2"})
    assert "Dit staat er allemaal al." in text(again)
    assert "hier staat geen tabel" in text(browser.post(place, {"text": " ;", "seen": "2"})).lower()


def test_what_the_product_writes_it_reads_as_the_same_numbers(browser):
    alice = casts.alice()
    code = figure_casts.series(alice).code
    place, table = url("add_figure", code), url("read_figures", code)
    said = {"precision": "exact", "source": "Telling", "certainty": "certain", "note": "Zo is het"}
    assert "duizendtallen of decimalen?" in text(
        browser.post(place, {**said, "period": "2023", "value": "1,125"})
    )
    assert "Dit getal is te groot." in text(
        browser.post(place, {**said, "period": "2023", "value": "12.345.678.901.234"})
    )
    for seen, (year, value) in enumerate({"2023": "1,1250", "2024": "1.125", "2025": "12345,5"}.items()):
        browser.post(place, {**said, "period": year, "value": value, "seen": seen})
    later = {"period": "2025", "value": "1234567890123", "reason": "Nagemeld", "note": "Regel één\r\nTwee"}
    browser.post(place, {**said, **later, "seen": "3"})
    dutch = ["1,1250", "1125", "12345,5", "1234567890123"]
    for start, numbers in (("", dutch), ("/en", ["1.1250", "1125", "12345.5", "1234567890123"])):
        answer = browser.get(start + url("series_file", code))
        rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [row[1] for row in rows[1:]] == numbers
        again = browser.post(table, {"file": BytesIO(answer.content), "seen": "4"})
        assert "Dit staat er allemaal al." in text(again)


def test_a_series_with_revisions_and_figures_without_a_period_reads_in_as_another(browser):
    alice = casts.alice()
    for shipped in ("police-victims", "estimate-sexual"):
        code = figure_casts.series(alice).code
        answer = browser.get(url("series_file", shipped))
        read = {"text": answer.content.decode("utf-8-sig"), "seen": "0", "go": "take_in"}
        assert browser.post(url("read_figures", code), read).status_code == 303
        written = browser.get(url("series_file", code))
        assert written.content == answer.content
    with acting(alice):
        last = Figure.objects.get(series__code=code)
        assert (last.period, last.label_nl, last.label_en) == (None, "niet genoemd", "not stated")


def test_from_what_was_said_to_figures_and_a_goal_and_back(browser):
    adviser = consultations.alice()
    held = consultations.consultation(adviser)
    worker = sign_in(Client(), consultations.alice_user())
    place = url("cluster", held.code, "1.2")
    page = worker.get(place)
    assert "Er is nog niets aan de cijfers gevraagd." in text(page)
    ask = next(part for part in page.content.decode().split('"') if part.startswith(url("ask")))
    with acting(adviser):
        complaints = Series.objects.get(code="complaints")
    asked = worker.post(ask, {"question": "Zijn er te weinig plekken?", "series": [complaints.pk]})
    with acting(adviser):
        need = InformationNeed.objects.get()
    judged = {"outcome": "no_figure", "note": "Dit telt iets anders.", "seen": "0"}
    refused = text(worker.post(url("judge_need", need.pk), judged))
    assert "Haal die eerst weg" in refused
    assert "Zeg wat er nodig is om het te weten." in refused
    worker.post(url("judge_need", need.pk), {**judged, "outcome": "says_else"})
    assert "Er is een cijfer, maar het zegt iets anders" in text(worker.get(place))
    page = text(worker.get(asked["Location"]))
    assert f"{place}" in page
    assert "1.045" in page
    assert url("need", need.pk) in text(worker.get(url("series", "complaints")))
    assert "Zijn er te weinig plekken?" in text(worker.get(f"{url('needs')}?uitkomst=says_else"))
    assert "Zijn er te weinig plekken?" not in text(browser.get(url("needs")))


def test_who_judged_before_is_told_to_whoever_keeps_the_question_alone(browser):
    alice = casts.alice()
    plan = casts.plan(alice, visibility="public")
    problem = casts.part(plan, alice, "problem", title="Weinig aangifte")
    asked = browser.post(f"{url('ask')}?problem={problem.pk}", {"question": "Hoeveel?"})
    place = asked["Location"]
    key = place.rstrip("/").rsplit("/", 1)[-1]
    for seen in "01":
        said = {"outcome": "no_figure", "note": f"Oordeel {seen}", "wanted": "Een telling", "seen": seen}
        assert browser.post(url("judge_need", key), said).status_code == 303
    public = text(Client().get(place))
    assert "Oordeel 0" in public
    assert casts.alice_user().name not in public
    others = text(sign_in(Client(), casts.bob_user()).get(place))
    assert "Oordeel 0" in others
    assert casts.alice_user().name not in others
    page = text(browser.get(place))
    assert f", {casts.alice_user().name}: " in page


def test_an_address_with_a_sign_of_no_text_breaks_no_page(browser):
    assert Client().get(f"{url('compare_series')}?reeks=%00&reeks=complaints%00").status_code == 200
    assert browser.get(f"{url('begin_series')}?zoals=%00").status_code == 200
    assert browser.get(f"{url('begin_series')}?zoals=comp%00laints").status_code == 200


def test_a_goal_takes_its_value_from_a_series_with_the_cut_off_date(browser):
    plan = casts.plan(casts.alice(), visibility="public")
    with acting(casts.alice()):
        complaints = Series.objects.get(code="complaints")
    place = reverse("planning:add_part", args=[plan.code, "doel"])
    data = {"title": "Meer aangifte", "level": "main", "series": complaints.pk}
    assert browser.post(place, data).status_code == 303
    page = text(Client().get(url("goals", plan.code)))
    assert "1.045 (2019; peildatum niet genoemd)" in page
    with acting(casts.alice()):
        goal = Goal.objects.get()
    assert f"{url('goals', plan.code)}#d{goal.pk}" in text(Client().get(url("series", "complaints")))
    measure = casts.part(plan, casts.alice(), "measure", title="Proef", goals=[goal.pk])
    casts.part(plan, casts.alice(), "project", title="Proefregio", measure=measure.pk)
    for name, key in (("measure", [measure.pk]), ("projects", [])):
        assert url("series", "complaints") in text(Client().get(url(name, plan.code, *key)))
