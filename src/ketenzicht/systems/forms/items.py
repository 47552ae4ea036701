"""A factor, a relation, a line, and what a model says about itself."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ketenzicht.systems import words
from ketenzicht.systems.domain import quick
from ketenzicht.systems.domain.documents import Json, label_of, texts_of

LANGUAGES = ("nl", "en")
SHORT = {"data-width": "s"}
MIDDLE = {"data-width": "m"}


class MarkField(forms.CharField):
    """What the item looked like when the form was opened; nothing means that it was not there."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, max_length=64)


class ItemForm(forms.Form):
    """An item of a document. What the form does not ask stays as it is."""

    seen = MarkField()

    def __init__(
        self,
        data: Any,
        *,
        document: Json,
        item: Json | None = None,
        mark: str = "",
        prefix: str | None = None,
    ) -> None:
        self.document, self.item = document, item or {}
        super().__init__(data, initial={**self.initial_of(self.item), "seen": mark}, prefix=prefix)

    def initial_of(self, item: Json) -> dict[str, Any]:
        """What the form shows of an item."""
        return dict(item)

    def values(self) -> Json:
        """What the form says, by field of the item; empty for a field to leave out."""
        return {}

    def made(self, key: str) -> Json:
        """The item as it becomes."""
        said = self.values()
        kept = {name: value for name, value in self.item.items() if name not in said}
        return {
            "id": key,
            **kept,
            **{name: value for name, value in said.items() if value not in ("", None, {}, [])},
        }


def _text_fields(item: Json, name: str) -> dict[str, str]:
    texts = texts_of(item.get(name))
    return {
        f"{name}_{one}": texts.get(one) or (texts.get("", "") if one == "nl" else "") for one in LANGUAGES
    }


def _texts(cleaned: Mapping[str, Any], name: str) -> dict[str, str]:
    return {one: cleaned[f"{name}_{one}"] for one in LANGUAGES if cleaned.get(f"{name}_{one}")}


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
    level = forms.FloatField(
        label=_("Level at the start"), required=False, widget=forms.TextInput(attrs=SHORT)
    )
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
            **_text_fields(item, "label"),
            "note_nl": texts_of(item.get("note")).get("nl", ""),
            "self_limitation": item.get("self_limitation", True),
            "level": item.get("initial"),
        }

    def values(self) -> Json:
        said = self.cleaned_data
        note = {**texts_of(self.item.get("note")), "nl": said["note_nl"]}
        return {
            "label": _texts(said, "label"),
            "domain": said["domain"],
            "roles": said["roles"] if said["roles"] != ["general"] else [],
            "desired": said["desired"],
            "pressure": said["pressure"] or None,
            "unit": said["unit"],
            "initial": said["level"] or None,
            "self_limitation": None if said["self_limitation"] else False,
            "source": said["source"],
            "note": {key: text for key, text in note.items() if text},
        }


class ClassOrNumberField(forms.CharField):
    """A class of the scales by its code, or a number above 0."""

    def __init__(self, known: words.Words, spelled: Mapping[str, str], **options: Any) -> None:
        self.known, self.spelled = known, spelled
        super().__init__(required=False, max_length=20, **options)

    def to_python(self, value: Any) -> Any:
        """The code, the number, or nothing. Raises ValidationError."""
        text = str(value or "").strip()
        if not text or text in self.known:
            return text
        by_word = {**self.spelled, **{str(word).lower(): code for code, word in self.known.items()}}
        if text.lower() in by_word:
            return by_word[text.lower()]
        try:
            number = float(text.replace(",", "."))
        except ValueError as wrong:
            raise ValidationError(self._wanted()) from wrong
        if not 0 < number < 1e6:
            raise ValidationError(self._wanted())
        return number

    def prepare_value(self, value: Any) -> Any:
        """A code in words."""
        return str(self.known[value]) if isinstance(value, str) and value in self.known else value

    def _wanted(self) -> str:
        named = ", ".join(map(str, self.known.values()))
        return str(_("Choose one of these: %(words)s. Or type a number above 0.") % {"words": named})


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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one["id"], label_of(one, words.language())) for one in self.document.get("factors", [])]
        named.sort(key=lambda one: one[1].lower())
        for name in ("source", "target"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("choose")), *named]

    def initial_of(self, item: Json) -> dict[str, Any]:
        return {
            **item,
            "source": item.get("from", ""),
            "target": item.get("to", ""),
            "strength": item.get("strength", "average"),
            "speed": item.get("speed", "average"),
            "layer": item.get("layer", "stated"),
            "kind": item.get("kind", "causal"),
            "note_nl": texts_of(item.get("note")).get("nl", ""),
        }

    def values(self) -> Json:
        said = self.cleaned_data
        note = {**texts_of(self.item.get("note")), "nl": said["note_nl"]}
        defaults = {"strength": "average", "speed": "average", "layer": "stated", "kind": "causal"}
        classes = {name: said[name] if said[name] != default else "" for name, default in defaults.items()}
        return {
            "from": said["source"],
            "to": said["target"],
            "sign": said["sign"],
            **classes,
            "reference": said["reference"],
            "uncertain": said["uncertain"],
            "left_out": said["left_out"],
            "note": {key: text for key, text in note.items() if text},
        }


class LineForm(forms.Form):
    """A relation in one line; ``sure`` says that new names may become new factors."""

    line = forms.CharField(
        label=_("Add a relation in one line"),
        max_length=500,
        help_text=_("For example: reports to the police > pressure on care + strong fast"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    sure = forms.BooleanField(label=_("Make factors of the names that are new"), required=False)


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
