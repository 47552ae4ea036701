"""The kinds of things in a draft: where they are listed, the form they have, and what they are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketenzicht.systems import words
from ketenzicht.systems.domain.documents import Json, label_of, texts_of
from ketenzicht.systems.forms.claims import ClaimForm
from ketenzicht.systems.forms.indicators import IndicatorForm
from ketenzicht.systems.forms.interventions import InterventionForm
from ketenzicht.systems.forms.items import FactorForm, ItemForm, RelationForm

LONGEST = 200


Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """One kind of thing. ``name`` goes into addresses and steps, ``tab`` is its list in the editor."""

    collection: str
    name: str
    tab: str
    form: type[ItemForm]
    heading: Words
    adding: Words
    changing: Words
    nothing: Words
    meaning: Words


RELATION = Kind(
    "relations",
    "relation",
    "",
    RelationForm,
    _("Relation"),
    _("Add a relation"),
    _("Change the relation"),
    _("No relations here"),
    _("Add one in the line above: cause > effect +"),
)
FACTOR = Kind(
    "factors",
    "factor",
    "factoren",
    FactorForm,
    _("Factor"),
    _("Add a factor"),
    _("Change the factor"),
    _("No factors here"),
    _("A factor is something that can rise or fall."),
)
INTERVENTION = Kind(
    "interventions",
    "intervention",
    "maatregelen",
    InterventionForm,
    _("Intervention"),
    _("Add an intervention"),
    _("Change the intervention"),
    _("No interventions here"),
    _("An intervention is something that people can do, with what it changes in which factors."),
)
INDICATOR = Kind(
    "indicators",
    "indicator",
    "indicatoren",
    IndicatorForm,
    _("Indicator"),
    _("Add an indicator"),
    _("Change the indicator"),
    _("No indicators here"),
    _("An indicator makes a mark between 0 and 1 of the level of a factor; together they make the score."),
)
CLAIM = Kind(
    "claims",
    "claim",
    "beweringen",
    ClaimForm,
    _("Statement"),
    _("Add a statement"),
    _("Change the statement"),
    _("No statements here"),
    _("A statement says what has to hold in the model. Each time the model changes it is tried again."),
)
KINDS: Mapping[str, Kind] = {
    one.collection: one for one in (RELATION, FACTOR, INTERVENTION, INDICATOR, CLAIM)
}


def said(document: Mapping[str, Any], collection: str, thing: Json) -> str:
    """What people call this thing."""
    if collection == "relations":
        return words.relation_words(document, thing)
    if collection == "indicators":
        return words.shown(document, "factor", thing["factor"])
    if collection == "claims":
        texts = texts_of(thing.get("text"))
        return (texts.get(words.language()) or next(iter(texts.values()), "") or thing["id"])[:LONGEST]
    return label_of(thing, words.language())
