"""A statement about a model, with what has to hold in the model for it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ketenzicht.systems import words
from ketenzicht.systems.domain.documents import Json, free, items, label_of
from ketenzicht.systems.domain.quick import plain
from ketenzicht.systems.domain.statements import NEEDED, TESTS, Takes, parameters_of
from ketenzicht.systems.forms.fields import (
    MOST_LINES,
    FactorField,
    FactorsField,
    NumberField,
    SignedField,
    TypedField,
    text_fields,
    texts_in,
)
from ketenzicht.systems.forms.items import ItemForm
from ketenzicht.systems.forms.rows import Row, Rows

INLINE = {"data-layout": "inline"}
CHOICES: Mapping[Takes, words.Words] = {
    Takes.SIGN: {"+": words.SIGNS["+"], "-": words.SIGNS["-"]},
    Takes.LOOP: words.LOOPS,
    Takes.VERDICT: words.VERDICTS,
}
# A name in a document that no field of a form can have.
RENAMED = {"from": "source"}


class DirectionsField(SignedField):
    """Factors with + (should rise) or − (should fall) behind them."""

    def meaning(self, text: str) -> Any:
        """The way each factor should go. Raises ValidationError."""
        return {one[:-1]: {"+": "up", "-": "down"}[self._way(one)] for one in super().meaning(text)}

    def _way(self, signed: str) -> str:
        if signed[-1] == "?":
            raise ValidationError(_("Type + for should rise, or − for should fall."))
        return signed[-1]

    def prepare_value(self, value: Any) -> Any:
        """Their names and the way they should go."""
        if isinstance(value, Mapping):
            signs = {"up": "+", "down": "-"}
            return super().prepare_value([f"{key}{signs.get(str(way), '?')}" for key, way in value.items()])
        return value


class PartsField(TypedField):
    """Parts of the system, one on each line."""

    parts: Mapping[str, str] = {}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), **options)

    def meaning(self, text: str) -> Any:
        """Their ids. Raises ValidationError."""
        by_name = {plain(name): key for key, name in self.parts.items()}
        by_name |= {plain(key): key for key in self.parts}
        found = []
        for line in filter(None, map(str.strip, text.splitlines()[:MOST_LINES])):
            if plain(line) not in by_name:
                known = ", ".join(self.parts.values()) or "–"
                said = _("“%(name)s” is no part of the system. There are: %(names)s.")
                raise ValidationError(str(said) % {"name": line[:200], "names": known})
            found.append(by_name[plain(line)])
        return found

    def prepare_value(self, value: Any) -> Any:
        """Their names."""
        if isinstance(value, list | tuple):
            return "\n".join(self.parts.get(str(one), str(one)) for one in value)
        return value


def _field(name: str, takes: Takes, document: Json) -> forms.Field:
    """The field for a parameter of a check."""
    told: dict[str, Any] = {"label": words.PARAMETERS[name], "required": name in NEEDED}
    if takes in CHOICES:
        widget = forms.RadioSelect(attrs=INLINE)
        return forms.ChoiceField(choices=words.choices(CHOICES[takes]), widget=widget, **told)
    if takes is Takes.LAYER:
        choices = [("", _("as the statement itself")), *words.choices(words.LAYERS)]
        return forms.ChoiceField(choices=choices, widget=forms.Select(attrs={"data-width": "m"}), **told)
    if takes is Takes.FLAG:
        return forms.BooleanField(**told)
    if takes is Takes.DOMAINS:
        field = PartsField(help_text=_("One on each line."), **told)
        field.parts = {one["id"]: label_of(one, words.language()) for one in document.get("domains", [])}
        return field
    return _factor_field(takes, told)


def _factor_field(takes: Takes, told: dict[str, Any]) -> forms.Field:
    if takes is Takes.NUMBER:
        return NumberField(least=0, **told)
    if takes is Takes.FACTOR:
        return FactorField(**told)
    if takes is Takes.FACTORS:
        return FactorsField(help_text=_("One factor on each line, in their order."), **told)
    kind = DirectionsField if takes is Takes.DIRECTIONS else SignedField
    return kind(help_text=_("One factor on each line, with + or − behind it."), **told)


class CheckRow(Row):
    """What has to hold: one test with its parameters."""

    may_stay_empty = False
    test = forms.CharField(widget=forms.HiddenInput, max_length=100)

    def __init__(self, *args: Any, test: str, **options: Any) -> None:
        self.name = test
        super().__init__(*args, **options)

    def more_fields(self) -> dict[str, forms.Field]:
        """A field for each parameter of the test."""
        made: dict[str, forms.Field] = {}
        for name, takes in parameters_of(self.name).items():
            if takes is Takes.TEXTS:
                made[f"{name}_nl"] = forms.CharField(label=_("Why not?"), max_length=2000)
                made[f"{name}_en"] = forms.CharField(label=_("The same in English"), required=False)
            else:
                made[RENAMED.get(name, name)] = _field(name, takes, self.document)
        return made

    @property
    def title(self) -> str:
        """The test in words."""
        return str(words.TESTS.get(self.name, self.name))

    @property
    def said(self) -> str:
        """What a check says that this page has no fields for; it stays as it is."""
        return "" if self.name in TESTS else words.check_words(self.document, self.held)

    @classmethod
    def initial_of(cls, held: Json) -> Json:
        """Lists also where the document has one name alone."""
        shown = {RENAMED.get(name, name): value for name, value in held.items()}
        for name, takes in parameters_of(str(held.get("test"))).items():
            here = RENAMED.get(name, name)
            if takes in (Takes.FACTORS, Takes.SIGNED, Takes.DOMAINS) and isinstance(shown.get(here), str):
                shown[here] = [shown[here]]
            if takes is Takes.TEXTS:
                shown |= text_fields(held, name)
        return shown

    def clean(self) -> None:
        """Raises nothing; notes when both lists of neighbours are empty."""
        named = self.cleaned_data.get("include") or self.cleaned_data.get("exactly")
        if self.name in ("inputs", "outputs") and not self.errors and not named:
            self.add_error("include", _("Name at least one factor, here or in the next field."))

    def values(self) -> Json:
        said = self.cleaned_data
        found: Json = {"test": self.name}
        for name, takes in parameters_of(self.name).items():
            if takes is Takes.TEXTS:
                found[name] = texts_in(self.held, name, said)
            else:
                found[name] = said.get(RENAMED.get(name, name)) or None
            if takes is Takes.NUMBER and said.get(name) == 0:
                found[name] = 0
        return found


class CheckRows(Rows):
    """The checks of a statement."""

    form = CheckRow
    word = _("This has to hold")
    one_more_word = _("Add this")
    asks_which = True

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Also which test the row is about: the one in the document, typed, or asked for."""
        told = super().get_form_kwargs(index)
        name = f"{self.prefix}-{index}-test"
        typed = self.data.get(name) if self.is_bound else None
        shown = (
            self.initial[index] if self.initial and index is not None and index < len(self.initial) else {}
        )
        test = str(typed if typed is not None else shown.get("test", ""))
        held = told["held"] if (told["held"] or {}).get("test") == test else None
        return {**told, "held": held, "test": test}


class ClaimForm(ItemForm):
    """A statement that can be run as a test."""

    field_order = ("text_nl", "text_en", "layer", "reference")
    text_nl = forms.CharField(
        label=_("The statement"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=_("The statement in English"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    layer = forms.ChoiceField(
        label=_("The weakest relations it may need"),
        choices=words.choices(words.LAYERS),
        widget=forms.Select(attrs={"data-width": "m"}),
    )
    reference = forms.CharField(label=_("Where it is said"), required=False, max_length=500)

    def rows_of(self, data: Any) -> Rows:
        """The checks."""
        return CheckRows(data, document=self.document, held=self.item.get("checks", []), prefix="checks")

    def clean(self) -> None:
        """Raises nothing; notes when nothing has to hold."""
        if self.rows and self.rows.is_valid() and not self.rows.made():
            self.add_error(None, _("Say at least one thing that has to hold: choose it below and add it."))

    def initial_of(self, item: Json) -> dict[str, Any]:
        return {"layer": "stated", **item, **text_fields(item, "text")}

    def new_key(self) -> str:
        return free("bewering-1", items(self.document, "claims"))

    def values(self) -> Json:
        said = self.cleaned_data
        return {
            "text": texts_in(self.item, "text", said),
            "layer": said["layer"],
            "checks": self.rows.made() if self.rows else [],
            "reference": said["reference"],
        }
