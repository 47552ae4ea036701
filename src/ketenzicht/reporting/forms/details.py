"""Structured details: persons, addresses and so on, as repeatable groups that need no JavaScript.

Nothing here decides whether a number or address is valid: what is not is kept as typed and marked.
"""

from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.reporting.forms.answers import Answers, Raw
from ketenzicht.reporting.forms.fields import PARAGRAPH, OneOf, Words

MOST_GROUPS: Final = 20
PAGE: Final = "details"


def _short(label: Promise, width: str, help_text: Promise | str = "", **attrs: str) -> Words:
    attrs = {"data-width": width, "data-quiet-optional": "yes", "autocomplete": "off"} | attrs
    return Words(label=label, help_text=help_text, widget=forms.TextInput(attrs=attrs))


def _about(label: Promise) -> Words:
    return Words(label=label, limit=PARAGRAPH, widget=forms.TextInput(attrs={"data-quiet-optional": "yes"}))


class PersonForm(forms.Form):
    """A person, as far as somebody can say."""

    role = OneOf(
        [
            ("possible_victim", _("May need help")),
            ("possible_perpetrator", _("May be behind it")),
            ("other", _("Something else, or I don’t know")),
        ],
        label=_("Who is this?"),
        quiet=True,
    )
    called = _short(_("Name or nickname"), "l", _("Leave this empty if you don’t know."))
    age_from = _short(_("Age, at least"), "xs", inputmode="numeric")
    age_to = _short(_("Age, at most"), "xs", inputmode="numeric")
    age_in_doubt = forms.BooleanField(required=False, label=_("May be younger than 18"))
    about = _about(_("What does this person look like, what stands out?"))


class AddressForm(forms.Form):
    """An address."""

    street = _short(_("Street"), "l")
    number = _short(_("House number"), "s")
    postcode = _short(_("Postcode"), "s")
    place = _short(_("Town"), "m")
    about = _about(_("What is there, or what stands out?"))


class CompanyForm(forms.Form):
    """A company."""

    name = _short(_("Name of the company"), "l")
    kvk = _short(_("Chamber of Commerce number"), "s", inputmode="numeric")
    about = _about(_("What kind of company is it, what stands out?"))


class PhoneForm(forms.Form):
    """A telephone number."""

    as_typed = _short(_("Phone number"), "m", inputmode="tel")
    about = _about(_("Whose number is it, or where did you see it?"))


class VehicleForm(forms.Form):
    """A vehicle."""

    plate = _short(_("Number plate"), "s")
    about = _about(_("Make, colour, what stands out?"))


class OnlineForm(forms.Form):
    """An account, advert or site on the internet."""

    platform = _short(_("App or website"), "m")
    handle = _short(_("Name of the account, or the web address"), "l")
    about = _about(_("What did you see there?"))


KINDS: Final[dict[str, tuple[type[forms.Form], Promise, Promise]]] = {
    "person": (PersonForm, _("Persons"), _("Add another person")),
    "address": (AddressForm, _("Addresses"), _("Add another address")),
    "company": (CompanyForm, _("Companies"), _("Add another company")),
    "phone": (PhoneForm, _("Phone numbers"), _("Add another phone number")),
    "vehicle": (VehicleForm, _("Cars and other vehicles"), _("Add another vehicle")),
    "online": (OnlineForm, _("Accounts, adverts and websites"), _("Add another account or website")),
}


def count_name(kind: str) -> str:
    """The hidden field that says how many groups of a kind there are on the page."""
    return f"{kind}-count"


def count_of(raw: Raw, kind: str) -> int:
    """How many groups of a kind there are; always one to fill in, and never more than fit."""
    typed = (raw.get(count_name(kind)) or ["1"])[0]
    return (
        min(max(int(typed), 1), MOST_GROUPS) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1
    )


def add_group(answers: Answers, kind: str) -> None:
    """One more empty group of a kind."""
    if kind in KINDS:
        raw = answers.pages.setdefault(PAGE, {})
        raw[count_name(kind)] = [str(min(count_of(raw, kind) + 1, MOST_GROUPS))]


def remove_group(answers: Answers, kind: str, index: int) -> None:
    """Take one group of a kind away; those after it move up."""
    if kind not in KINDS:
        return
    raw = answers.raw(PAGE)
    count = count_of(raw, kind)
    fields = list(KINDS[kind][0].base_fields)
    for position in range(index, count):
        for name in fields:
            moved = raw.pop(f"{kind}-{position + 1}-{name}", None)
            raw.pop(f"{kind}-{position}-{name}", None)
            if moved is not None:
                raw[f"{kind}-{position}-{name}"] = moved
    raw[count_name(kind)] = [str(max(count - 1, 1))]
