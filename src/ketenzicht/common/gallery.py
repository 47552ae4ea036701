"""What the gallery page shows: invented rows in every state, so that every shape can be looked at."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from ketenzicht.common.forms import Hinted, WrittenDateField

_ROWS = Path(__file__).with_suffix(".yaml")


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


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Everything the gallery page needs."""
    invented = _invented()
    return {
        **invented["shell"],
        **invented,
        "wide": request.GET.get("shell") == "worklist",
        "form": ExampleForm(),
        "filter_form": ExampleFilter(prefix="filter"),
        "sign_in_form": ExampleSignIn(),
        "wrong_form": _wrong_form(),
        "page_obj": Paginator(range(243), 25).get_page(request.GET.get("page", 4)),
        "now": invented["rows"][0]["received"],
    }


@cache
def _invented() -> dict[str, Any]:
    rows: dict[str, Any] = yaml.safe_load(_ROWS.read_text("utf-8"))
    return rows
