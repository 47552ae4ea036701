"""How well one factor does, as a mark between 0 and 1 with a weight in the score."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from causal.model.core import INDICATOR_SHAPES
from ketenzicht.systems import words
from ketenzicht.systems.domain.documents import Json, indicator_key, items
from ketenzicht.systems.forms.fields import FactorField, NumberField, NumbersField
from ketenzicht.systems.forms.items import ItemForm

DEFAULTS = {"shape": "ramp", "parameters": [0.0, 1.0], "reference": 1.0, "weight": 1.0}


class IndicatorForm(ItemForm):
    """A mark for one factor. It has no id of its own: it goes by its factor."""

    has_id = False
    field_order = ("factor", "shape", "parameters", "reference", "inverted", "weight")
    factor = FactorField(label=_("Factor"))
    shape = forms.ChoiceField(
        label=_("How does the level become a mark between 0 and 1?"),
        choices=words.choices(words.SHAPES),
        widget=forms.Select(attrs={"data-width": "l"}),
    )
    parameters = NumbersField(
        label=_("The numbers of this shape"),
        required=False,
        help_text=_("With spaces between them, from low to high. Empty means 0 1."),
        widget=forms.TextInput(attrs={"data-width": "m"}),
    )
    reference = NumberField(
        label=_("The level is first divided by"),
        required=False,
        above=0,
        help_text=_("The level that counts as one. Empty means 1."),
    )
    inverted = forms.BooleanField(label=_("Less is better"), required=False)
    weight = NumberField(
        label=_("Weight in the score"), required=False, least=0, help_text=_("Empty means 1.")
    )

    def clean(self) -> None:
        """Raises nothing; notes when the shape takes another number of numbers."""
        wanted = INDICATOR_SHAPES.get(self.cleaned_data.get("shape", ""), 0)
        typed = self.cleaned_data.get("parameters") or DEFAULTS["parameters"]
        if wanted and isinstance(typed, list) and len(typed) != wanted and "parameters" in self.cleaned_data:
            self.add_error("parameters", _("This shape takes %(count)s numbers.") % {"count": wanted})

    def initial_of(self, item: Json) -> dict[str, Any]:
        return {**DEFAULTS, **item}

    def new_key(self) -> str:
        there = {key: None for key in items(self.document, "indicators") if key != self.key}
        return indicator_key(self.cleaned_data["factor"], there)

    def values(self) -> Json:
        said = self.cleaned_data
        typed = {name: said[name] for name in DEFAULTS}
        return {
            "factor": said["factor"],
            **{name: None if value == DEFAULTS[name] else value for name, value in typed.items()},
            "inverted": said["inverted"] or None,
        }
