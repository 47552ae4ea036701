"""What the gallery page shows: invented rows in every state, so that every shape can be looked at."""

import datetime
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from ketenzicht.common.forms import Hinted, WrittenDateField

_AMSTERDAM: Final = datetime.timezone(datetime.timedelta(hours=1))


def _at(day: int, hour: int, minute: int) -> datetime.datetime:
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=_AMSTERDAM)


NOW: Final = _at(22, 14, 5)


class ExampleForm(forms.Form):
    """Every kind of field."""

    place = forms.CharField(
        label="Waar was het?",
        help_text="Een adres of een omschrijving. Weet u het niet precies? Schrijf wat u wel weet.",
    )
    seen = forms.CharField(
        label="Wat heeft u zelf gezien of gehoord?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Alleen wat u zelf zag of hoorde. Wat u denkt, vragen we straks.",
    )
    on = WrittenDateField(label="Wanneer?", required=False, help_text="Bijvoorbeeld 22 november 2026")
    setting = forms.ChoiceField(
        label="In welke omgeving?",
        choices=[
            ("", "Kies een omgeving"),
            ("hotel", "Hotel of vakantiewoning"),
            ("work", "Werkplek"),
            ("home", "Woning"),
        ],
    )
    danger = forms.ChoiceField(
        label="Is er nu gevaar?",
        widget=forms.RadioSelect(attrs={"data-layout": "inline"}),
        choices=[("yes", "Ja"), ("no", "Nee"), ("unknown", "Weet ik niet")],
    )
    who = forms.ChoiceField(
        label="Hoe wilt u melden?",
        widget=forms.RadioSelect,
        choices=[
            (
                "anonymous",
                Hinted("Anoniem", "Niemand weet wie u bent. U krijgt een code om het antwoord te lezen."),
            ),
            (
                "confidential",
                Hinted("Vertrouwelijk", "Alleen wie uw melding behandelt, kan zien wie u bent."),
            ),
            ("named", "Met mijn naam"),
        ],
    )
    signs = forms.MultipleChoiceField(
        label="Wat viel u op?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("papers", "Geen eigen papieren"),
            ("money", "Geen eigen geld"),
            ("alone", "Mag niet alleen praten"),
        ],
    )
    hours = forms.IntegerField(
        label="Uren per week",
        required=False,
        widget=forms.NumberInput(attrs={"data-width": "xs", "data-suffix": "uur"}),
    )
    file = forms.FileField(
        label="Bijlage",
        required=False,
        widget=forms.FileInput(attrs={"data-max-bytes": "10000000"}),
        help_text="Foto of document, ten hoogste 10 MB",
    )
    true = forms.BooleanField(label="Wat ik schrijf, is naar mijn beste weten waar")


class ExampleFilter(forms.Form):
    """What a worklist can be narrowed by."""

    place = forms.ChoiceField(
        label="Plaats", required=False, choices=[("", "Alle plaatsen"), ("r", "Roosendaal")]
    )
    state = forms.ChoiceField(label="Stand", required=False, choices=[("", "Elke stand"), ("new", "Nieuw")])
    words = forms.CharField(label="Woorden", required=False)


class ExampleSignIn(forms.Form):
    """Two fields, as on the sign-in page."""

    email = forms.EmailField(label="E-mailadres")
    password = forms.CharField(label="Wachtwoord", widget=forms.PasswordInput)


def _wrong_form() -> ExampleForm:
    typed = {
        "seen": "Steeds andere mannen op kamer 214",
        "on": "31 februari 2026",
        "signs": ["money"],
        "hours": "veel",
    }
    return ExampleForm({f"wrong-{name}": value for name, value in typed.items()}, prefix="wrong")


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "number": "2026-0412",
            "title": "Meisje op hotelkamer, wisselende bezoekers",
            "form": "Seksuele uitbuiting",
            "place": "Bergen op Zoom",
            "received": _at(22, 9, 12),
            "status": "Acuut",
            "tone": "acute",
            "clock": "overdue",
            "clock_text": "20 minuten te laat",
            "mine": True,
        },
        {
            "number": "2026-0409",
            "title": "Lange dagen in wasserij, geen loonstrook",
            "form": "Arbeidsuitbuiting",
            "place": "Roosendaal",
            "received": _at(20, 16, 40),
            "status": "Nieuw",
            "tone": "new",
            "clock": "soon",
            "clock_text": "nog 1 werkdag",
            "mine": False,
        },
        {
            "number": "2026-0398",
            "title": "Au pair mag huis niet uit",
            "form": "Nog niet bekend",
            "place": "Steenbergen",
            "received": _at(17, 11, 3),
            "status": "In behandeling",
            "tone": "busy",
            "clock": "running",
            "clock_text": "nog 4 werkdagen",
            "mine": True,
        },
        {
            "number": "2026-0391",
            "title": "Telefooncontracten op naam van een jongen",
            "form": "Criminele uitbuiting",
            "place": "Bergen op Zoom",
            "received": _at(12, 8, 30),
            "status": "Wacht op antwoord",
            "tone": "waiting",
            "clock": "paused",
            "clock_text": "gepauzeerd",
            "mine": False,
        },
        {
            "number": "2026-0377",
            "title": "Drie mannen in een schuur, matrassen op de grond",
            "form": "Arbeidsuitbuiting",
            "place": "Halderberge",
            "received": _at(3, 13, 55),
            "status": "Afgerond",
            "tone": "done",
            "clock": "done",
            "clock_text": "op tijd",
            "mine": False,
        },
    ]


def _shell() -> dict[str, Any]:
    return {
        "demonstration": True,
        "region_name": "De Markiezaten",
        "exit_url": "https://www.buienradar.nl/",
        "version": "0.1.0",
        "nav": [
            {
                "url": "#werk",
                "label": "Werklijst",
                "current": True,
                "count": 12,
                "count_label": "signalen voor u",
            },
            {
                "url": "#overdrachten",
                "label": "Overdrachten",
                "current": False,
                "count": 3,
                "count_label": "te beantwoorden",
            },
            {"url": "#meldingen", "label": "Mijn meldingen", "current": False},
            {"url": "#verstrekkingen", "label": "Verstrekkingen", "current": False},
            {"url": "#logboek", "label": "Logboek", "current": False},
            {"url": "#beheer", "label": "Beheer", "current": False},
        ],
        "who": {
            "name": "Alice Voorbeeld",
            "desk": "Meldpunt Bergen op Zoom",
            "roles": ["Aandachtsfunctionaris", "Ketenregisseur"],
            "links": [
                {"url": "#profiel", "label": "Mijn account"},
                {"url": "#sessies", "label": "Waar ik ben aangemeld"},
            ],
            "sign_out_url": "#uit",
        },
        "search_url": "#zoek",
        "breadcrumbs": [{"url": "#werk", "label": "Werklijst"}, {"url": "", "label": "Signaal 2026-0412"}],
        "footer_links": [
            {"url": "#uitleg", "label": "Uitleg"},
            {"url": "#privacy", "label": "Privacy"},
            {"url": "#toegankelijkheid", "label": "Toegankelijkheid"},
        ],
    }


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Everything the gallery page needs."""
    return {
        **_shell(),
        "wide": request.GET.get("shell") == "worklist",
        "form": ExampleForm(),
        "wrong_form": _wrong_form(),
        "filter_form": ExampleFilter(prefix="filter"),
        "sign_in_form": ExampleSignIn(),
        "receivers": ["AVIM Zeeland–West-Brabant (politie)"],
        "rows": _rows(),
        "page_obj": Paginator(range(243), 25).get_page(request.GET.get("page", 4)),
        "now": NOW,
        "tones": ["neutral", "new", "busy", "waiting", "done", "stopped", "acute"],
        "chips": [{"text": "Roosendaal", "remove_url": "?"}, {"text": "Te laat", "remove_url": "?"}],
        "tabs": [
            {"url": "?", "label": "Van mij", "current": True, "count": 4},
            {"url": "?", "label": "Mijn meldpunt", "current": False, "count": 12},
            {"url": "?", "label": "Niet toegewezen", "current": False, "count": 0},
            {"url": "?", "label": "Te laat", "current": False, "count": 3},
        ],
        "facts": [
            {"label": "Signaal", "value": "2026-0412"},
            {"label": "Gaat over", "value": "Meisje, 14 tot 16 jaar"},
            {"label": "Gevoeligheid", "value": "Bijzondere persoonsgegevens"},
            {"label": "U kijkt als", "value": "Aandachtsfunctionaris, Bergen op Zoom"},
        ],
        **_lists(),
    }


def _lists() -> dict[str, Any]:
    return {
        "events": [
            {
                "title": "Telefonisch gesproken met AVIM Zeeland–West-Brabant",
                "at": _at(22, 9, 31),
                "actor": "Meldpunt Bergen op Zoom",
                "icon": "phone",
                "tone": "acute",
            },
            {
                "title": "Signaal opgepakt",
                "at": _at(22, 9, 20),
                "actor": "Meldpunt Bergen op Zoom",
                "icon": "person",
            },
            {
                "title": "Melder voegde informatie toe",
                "at": _at(22, 9, 15),
                "actor": "Melder",
                "icon": "message",
                "text": "De auto is vanochtend vertrokken.\nHet kenteken stond al in mijn melding.",
            },
            {"title": "Melding ontvangen", "at": _at(22, 9, 12), "icon": "signal"},
        ],
        "summary_rows": [
            {"term": "Waar", "value": "Hotel aan de rand van Bergen op Zoom", "change_url": "#w"},
            {"term": "Wanneer", "value": "21 november 2026, ’s avonds", "change_url": "#w"},
            {
                "term": "Wat viel op",
                "lines": ["Geen eigen papieren", "Mag niet alleen praten"],
                "change_url": "#w",
            },
            {"term": "Bijlagen", "value": "", "change_url": "#w"},
        ],
        "tasks": [
            {"title": "Wat is er gezien", "url": "#t", "status": "Klaar", "tone": "done"},
            {
                "title": "Personen en plaatsen",
                "url": "#t",
                "status": "Bezig",
                "tone": "busy",
                "hint": "2 van 3 ingevuld",
            },
            {"title": "Bijlagen", "url": "#t", "status": "Nog te doen", "tone": "new"},
            {"title": "Controleren en versturen", "status": "Kan nog niet", "tone": "stopped"},
        ],
        "files": [
            {
                "name": "parkeerplaats.jpg",
                "url": "#f",
                "size": 1_240_000,
                "kind": "Foto",
                "added_at": _at(22, 9, 12),
            },
            {
                "name": "verklaring.pdf",
                "size": 84_000,
                "kind": "PDF",
                "note": "Wordt nog gecontroleerd",
                "remove_url": "#r",
            },
        ],
        "messages_list": [
            {
                "author": "Meldpunt Bergen op Zoom",
                "at": _at(22, 10, 2),
                "text": "Dank voor uw melding. Weet u nog welke kleur de auto had?",
            },
            {
                "author": "U",
                "at": _at(22, 10, 40),
                "text": "Grijs. Er zat een deuk in het portier.",
                "mine": True,
                "note": "Gelezen",
            },
        ],
        "progress": [
            {"label": "Ontvangen", "state": "done"},
            {"label": "Wordt bekeken", "state": "current"},
            {"label": "Bij een organisatie", "state": "todo"},
            {"label": "Antwoord", "state": "todo"},
        ],
    }
