"""A factor, a relation, a line, and what a model says about itself."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ketenzicht.systems import words
from ketenzicht.systems.domain import quick
from ketenzicht.systems.domain.documents import DEFAULTS, Json, id_for, items, label_of
from ketenzicht.systems.domain.editing import relation_id
from ketenzicht.systems.forms.fields import (
    MIDDLE,
    SHORT,
    SURE_OF_ITSELF,
    ClassOrNumberField,
    MarkField,
    NumberField,
    SureField,
    factor_choices,
    tell_names,
    text_fields,
    texts_in,
)
from ketenzicht.systems.forms.rows import Rows


class ItemForm(forms.Form):
    """An item of a document. What the form does not ask stays as it is."""

    has_id = True
    seen = MarkField()

    def __init__(
        self, data: Any, *, document: Json, item: Json | None = None, key: str = "", mark: str = ""
    ) -> None:
        self.document, self.item, self.key = document, item or {}, key
        super().__init__(data, initial={**self.initial_of(self.item), "seen": mark})
        tell_names(self, document)
        self.rows = self.rows_of(data)

    def initial_of(self, item: Json) -> dict[str, Any]:
        """What the form shows of an item."""
        return dict(item)

    def rows_of(self, data: Any) -> Rows | None:
        """The parts of the item that have a row of their own."""
        return None

    def is_valid(self) -> bool:
        """Whether the form and its rows can be taken in."""
        rows = self.rows is None or self.rows.is_valid()
        return super().is_valid() and rows

    def new_key(self) -> str:
        """A key that is free, for an item that is new or goes by what it says."""
        raise NotImplementedError

    def values(self) -> Json:
        """What the form says, by field of the item; empty for a field to leave out."""
        return {}

    def made(self) -> Json:
        """The item as it becomes."""
        said = self.values()
        kept = {name: value for name, value in self.item.items() if name not in said}
        named = {"id": self.key or self.new_key()} if self.has_id else {}
        return {
            **named,
            **kept,
            **{name: value for name, value in said.items() if value not in ("", None, {}, [])},
        }

    def one_more(self, blank: Json) -> Self:
        """The same form as it was typed, not looked at yet, with one more row to fill in."""
        typed = {bound.name: bound.value() for bound in self}
        again = type(self)(None, document=self.document, item=self.item, key=self.key)
        again.initial = typed
        if self.rows is not None:
            again.rows = self.rows.one_more(blank)
        return again


class FactorForm(ItemForm):
    """Something that can rise or fall."""

    field_order = ("label_nl", "label_en", "domain", "roles", "desired", "pressure", "unit", "level")
    label_nl = forms.CharField(label=_("Name"), max_length=200)
    label_en = forms.CharField(label=_("Name in English"), required=False, max_length=200)
    domain = forms.ChoiceField(
        label=_("Part of the system"), required=False, widget=forms.Select(attrs=MIDDLE)
    )
    roles = forms.MultipleChoiceField(
        label=_("What is it for in the discussion?"),
        choices=words.choices(words.ROLES),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    desired = forms.ChoiceField(
        label=_("Which way should it go?"),
        choices=[("", _("does not matter")), *words.choices(words.DIRECTIONS)],
        required=False,
        widget=forms.RadioSelect(attrs={"data-layout": "inline"}),
    )
    pressure = forms.BooleanField(label=_("Its rise is strain on part of the system"), required=False)
    unit = forms.CharField(
        label=_("Unit"), required=False, max_length=60, widget=forms.TextInput(attrs=MIDDLE)
    )
    level = NumberField(label=_("Level at the start"), required=False)
    self_limitation = forms.BooleanField(
        label=_("It restrains itself"),
        required=False,
        help_text=_("Nearly everything does: what has risen falls back when nothing holds it up."),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=500)
    note_nl = forms.CharField(
        label=_("Remark"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        parts = [(one["id"], label_of(one, words.language())) for one in self.document.get("domains", [])]
        field = self.fields["domain"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("none")), *parts]

    def initial_of(self, item: Json) -> dict[str, Any]:
        return {
            **item,
            **text_fields(item, "label"),
            **text_fields(item, "note"),
            "self_limitation": item.get("self_limitation", True),
            "level": item.get("initial"),
        }

    def new_key(self) -> str:
        return id_for(self.cleaned_data["label_nl"], items(self.document, "factors"))

    def values(self) -> Json:
        said = self.cleaned_data
        return {
            "label": texts_in(self.item, "label", said),
            "domain": said["domain"],
            "roles": said["roles"] if said["roles"] != ["general"] else [],
            "desired": said["desired"],
            "pressure": said["pressure"] or None,
            "unit": said["unit"],
            "initial": said["level"] or None,
            "self_limitation": None if said["self_limitation"] else False,
            "source": said["source"],
            "note": texts_in(self.item, "note", said),
        }


class RelationForm(ItemForm):
    """An arrow between two factors."""

    source = forms.ChoiceField(label=pgettext_lazy("relation", "From"), widget=forms.Select(attrs=MIDDLE))
    sign = forms.ChoiceField(
        label=_("A rise of the first means for the second"),
        choices=words.choices(words.SIGNS),
        widget=forms.RadioSelect(attrs={"data-layout": "inline"}),
    )
    target = forms.ChoiceField(label=pgettext_lazy("relation", "To"), widget=forms.Select(attrs=MIDDLE))
    strength = ClassOrNumberField(
        words.STRENGTHS,
        quick.STRENGTHS,
        label=_("Strength"),
        widget=forms.TextInput(attrs={**SHORT, "list": "strengths"}),
    )
    speed = ClassOrNumberField(
        words.SPEEDS,
        quick.SPEEDS,
        label=_("Speed"),
        widget=forms.TextInput(attrs={**SHORT, "list": "speeds"}),
    )
    layer = forms.ChoiceField(
        label=_("How firm is it?"),
        choices=words.choices(words.LAYERS),
        required=False,
        widget=forms.Select(attrs=MIDDLE),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=words.choices(words.KINDS),
        required=False,
        widget=forms.Select(attrs=MIDDLE),
    )
    reference = forms.CharField(label=_("Where it is said"), required=False, max_length=500)
    uncertain = forms.CharField(
        label=_("Uncertain together with"),
        required=False,
        max_length=60,
        help_text=_("Relations with the same word here exist together, or not at all."),
        widget=forms.TextInput(attrs=SHORT),
    )
    left_out = forms.CharField(label=_("Leave out of every sum, because"), required=False, max_length=500)
    note_nl = forms.CharField(
        label=_("Remark"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    itself = SureField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ends = self["source"].value(), self["target"].value()
        if not ends[0] or ends[0] != ends[1] or self.item.get("from") == self.item.get("to") == ends[0]:
            del self.fields["itself"]
        choices = factor_choices(self.document, _("choose"))
        for name in ("source", "target"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        for name in ("strength", "speed"):
            classes = self.fields[name]
            if isinstance(classes, ClassOrNumberField):
                classes.known = words.classes(self.document, name)

    def initial_of(self, item: Json) -> dict[str, Any]:
        return {
            **item,
            "source": item.get("from", ""),
            "target": item.get("to", ""),
            **{name: item.get(name, default) for name, default in DEFAULTS.items()},
            **text_fields(item, "note"),
        }

    def clean(self) -> None:
        """Raises nothing; asks to be sure of a relation from a factor to itself."""
        if self.cleaned_data.get("itself") is False:
            self.add_error("itself", SURE_OF_ITSELF)

    def new_key(self) -> str:
        return relation_id(self.document, self.cleaned_data["source"], self.cleaned_data["target"])

    def values(self) -> Json:
        said = self.cleaned_data
        classes = {name: said[name] if said[name] != default else "" for name, default in DEFAULTS.items()}
        return {
            "from": said["source"],
            "to": said["target"],
            "sign": said["sign"],
            **classes,
            "reference": said["reference"],
            "uncertain": said["uncertain"],
            "left_out": said["left_out"],
            "note": texts_in(self.item, "note", said),
        }


class LineForm(forms.Form):
    """A relation in one line; ``sure`` says that new names may become new factors.

    ``meant`` says which factor is meant by a name that was not clear, and ``itself`` that a factor really
    works on itself; the page asks these only when they are needed.
    """

    line = forms.CharField(
        label=_("Add a relation in one line"),
        max_length=500,
        help_text=_("For example: reports to the police > pressure on care + strong fast"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    sure = forms.BooleanField(label=_("Make factors of the names that are new"), required=False)
    itself = forms.BooleanField(required=False)

    @property
    def meant(self) -> dict[str, str]:
        """The factor that was chosen for each end."""
        told = self.data.getlist("meant") if hasattr(self.data, "getlist") else []
        pairs = [value.partition(":") for value in told[:10]]
        return {end: key for end, _colon, key in pairs if end in ("source", "target")}


class ModelForm(forms.Form):
    """What a model says about itself."""

    title_nl = forms.CharField(label=_("Title"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=200)
    description_nl = forms.CharField(
        label=_("What is it about?"),
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    domains = forms.CharField(
        label=_("Parts of the system"),
        required=False,
        max_length=5000,
        help_text=_("One on each line. A part that factors belong to stays."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=500)
    seen = MarkField()
