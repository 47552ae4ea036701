"""Dates in words, fields that explain themselves, and a public page that stays light."""

import datetime
import gzip
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from ketenzicht.common.domain.written_dates import parse_written_date
from ketenzicht.common.forms import Hinted, WrittenDateField
from ketenzicht.common.written import (
    file_size,
    receipt_groups,
    written_date,
    written_datetime,
    written_number,
    written_period,
)

STATIC = Path(__file__).resolve().parent.parent / "static"
PUBLIC_STATIC = [
    "vendor/utrecht-9.0.4/components.css",
    "vendor/source-sans-3-5.3.0/source-sans-3-latin-wght-normal.woff2",
    *(f"common/css/{name}.css" for name in ("theme", "layout", "forms", "components")),
    *(f"common/js/{name}.js" for name in ("public", "forms", "exit", "once", "files", "errors", "receipt")),
    "common/icon.svg",
]
# What is left of a hundred kilobytes for the page itself.
ROOM_FOR_HTML = 40_000


class _Form(forms.Form):
    place = forms.CharField(label="Place", help_text="A street or a city")
    how = forms.ChoiceField(
        label="How",
        widget=forms.RadioSelect,
        choices=[("a", Hinted("Anonymous", "Nobody knows")), ("n", "Named")],
    )
    on = WrittenDateField(label="When", required=False)
    hours = forms.IntegerField(label="Hours", required=False)


def _render(source: str, **context: object) -> str:
    return Template("{% load ketenzicht %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "text", ["22-11-2026", "22/11/2026", "22 november 2026", "22 Nov 2026", "2026-11-22", "22 nov. 2026"]
)
def test_it_reads_a_date_the_way_people_write_it(text: str) -> None:
    assert parse_written_date(text) == datetime.date(2026, 11, 22)


@pytest.mark.parametrize("text", ["31 februari 2026", "22-11-26", "morgen", "2026", "1 foo 2026"])
def test_it_takes_no_date_from_what_is_none(text: str) -> None:
    assert parse_written_date(text) is None


def test_it_writes_dates_out_in_the_language_of_the_page() -> None:
    moment = datetime.datetime(2026, 11, 22, 13, 5, tzinfo=datetime.UTC)
    with translation.override("nl"):
        assert written_datetime(moment) == "22 november 2026 om 14:05"
        assert written_date(moment) == "22 november 2026"
    with translation.override("en"):
        assert written_datetime(moment) == "22 November 2026 at 14:05"


def test_it_groups_a_receipt_in_fours_and_names_sizes() -> None:
    assert receipt_groups("4821 39075512") == ["4821", "3907", "5512"]
    with translation.override("nl"):
        assert file_size(1_240_000) == "1,2 MB"


def test_it_joins_a_field_to_its_help_and_its_error_in_the_words_of_the_summary() -> None:
    form = _Form({"on": "31 februari 2026", "hours": "veel"})
    with translation.override("en"):
        page = _render("{% error_summary form %}{{ form }}", form=form)
    assert page.count("Fill this in: Place") == 2
    assert 'aria-describedby="id_place_helptext id_place_error"' in page
    assert 'href="#id_how_0"' in page
    assert 'id="id_how_0"' in page
    assert "Nobody knows" in page
    assert not re.search(r"<input[^>]* required[ >]", page)


def test_it_gives_back_what_was_typed_in_a_number_field() -> None:
    page = _render("{{ form.hours.as_field_group }}", form=_Form({"hours": "veel"}))
    assert 'type="text"' in page
    assert 'value="veel"' in page


def test_it_draws_a_list_to_choose_from_with_its_groups_and_what_was_chosen() -> None:
    class Form(forms.Form):
        town = forms.ChoiceField(
            choices=[("", "—"), ("1", "Dam & <Dijk>"), ("Elsewhere", [("2", Hinted("Verzinstad", "Far"))])]
        )

    drawn = str(Form({"town": "2"})["town"])
    assert re.findall(r"<option.*?</option>|<optgroup[^>]*>|</optgroup>", drawn) == [
        '<option value="">—</option>',
        '<option value="1">Dam &amp; &lt;Dijk&gt;</option>',
        '<optgroup label="Elsewhere">',
        '<option value="2" selected>Verzinstad</option>',
        "</optgroup>",
    ]


def test_it_marks_only_what_is_not_required() -> None:
    with translation.override("nl"):
        page = _render("{{ form }}", form=_Form())
    assert page.count("(niet verplicht)") == 2


def test_it_keeps_the_other_filters_when_it_sorts() -> None:
    request = RequestFactory().get("/", {"sort": "place", "state": "new", "page": "3"})
    page = _render('{% sort_header "place" "Place" %}', request=request)
    assert 'href="?sort=-place&amp;state=new"' in page
    assert 'aria-sort="ascending"' in page


@pytest.mark.parametrize(
    ("here", "dutch", "english"),
    [
        ("/stijl/?shell=public", "/stijl/?shell=public", "/en/stijl/?shell=public"),
        ("/en/stijl/", "/stijl/", "/en/stijl/"),
        ("/nergens", "/nergens", "/en/nergens"),
        ("/en/nowhere/", "/nowhere/", "/en/nowhere/"),
    ],
)
def test_it_finds_the_page_in_the_other_language(here: str, dutch: str, english: str) -> None:
    request = RequestFactory().get(here)
    with translation.override("en" if here.startswith("/en/") else "nl"):
        source = '{% page_in_language "nl" %} {% page_in_language "en" %}'
        assert _render(source, request=request) == f"{dutch} {english}"


def test_it_leaves_room_for_the_page_within_a_hundred_kilobytes() -> None:
    weight = sum(
        len(content) if name.endswith(".woff2") else len(gzip.compress(content))
        for name, content in ((name, (STATIC / name).read_bytes()) for name in PUBLIC_STATIC)
    )
    assert weight + ROOM_FOR_HTML <= 100_000


def test_it_has_no_style_attributes_or_scripts_in_templates() -> None:
    templates = (STATIC.parent / "templates").rglob("*.html")
    inline = re.compile(r'\sstyle="|\son\w+="|<style|<script(?![^>]*\ssrc=)')
    assert [path.name for path in templates if inline.search(path.read_text())] == []


def test_it_draws_every_class_that_a_template_names() -> None:
    source = STATIC.parent.parent
    drawn = set(re.findall(r"\.(kz-[\w-]+)", "".join(path.read_text() for path in STATIC.rglob("*.css"))))
    drawn |= {"kz-brand__name", "kz-chips__clear", "kz-steps__text", "kz-summary"}
    named = {
        (path.name, name)
        for path in source.rglob("templates/**/*.html")
        for attribute in re.findall(r'class="([^"]*)"', path.read_text())
        for name in re.findall(r"(?<![\w-])kz-[\w-]+(?![\w-]*{)", attribute)
    }
    assert {(page, name) for page, name in named if name not in drawn} == set()


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (datetime.date(2025, 1, 1), datetime.date(2026, 12, 31), "1 januari 2025 – 31 december 2026"),
        (datetime.date(2026, 1, 1), None, "vanaf 1 januari 2026"),
        (None, datetime.date(2026, 12, 31), "tot en met 31 december 2026"),
        (None, None, ""),
    ],
)
def test_a_period_says_which_side_is_open(
    start: datetime.date | None, end: datetime.date | None, words: str
) -> None:
    with translation.override("nl"):
        assert written_period(start, end) == words


def test_numbers_are_rounded_and_not_cut_off() -> None:
    with translation.override("nl"):
        assert [written_number(value, 1) for value in (1.97, 0.05, -0.04, 1.25, 2)] == [
            *("2,0", "0,1", "0,0", "1,3", "2,0"),
        ]
        assert written_number(Decimal("86320.005"), 2, grouped=True) == "86.320,01"
        assert file_size(1_970_000) == "2,0 MB"
        assert file_size(999_600) == "1,0 MB"
    with translation.override("en"):
        assert written_number(1234.5678, 2, grouped=True) == "1,234.57"
        assert written_number(1e30, 0) == "1" + "0" * 30
        assert written_number(float("inf"), 2) == "inf"
