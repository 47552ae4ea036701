"""Something that people can do, with the changes it imposes on factors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ketenzicht.systems import words
from ketenzicht.systems.domain.documents import Json, id_for, items
from ketenzicht.systems.forms.fields import FactorField, NumberField, text_fields, texts_in
from ketenzicht.systems.forms.items import ItemForm
from ketenzicht.systems.forms.rows import Row, Rows


class ChangeRow(Row):
    """What is imposed on one factor."""

    factor = FactorField(label=_("Factor"))
    kind = forms.ChoiceField(
        label=_("How is it imposed?"),
        choices=words.choices(words.CHANGES),
        initial="one_off",
        widget=forms.Select(attrs={"data-width": "l"}),
    )
    amount = NumberField(
        label=_("How much?"),
        help_text=_("A difference, for example 0.2 or −0.2; when pinned or steered the level itself."),
    )
    start = NumberField(label=_("Begins at"), required=False, least=0)
    over = NumberField(
        label=_("Spread over"), required=False, least=0, help_text=_("Empty means: all at once.")
    )
    until = NumberField(
        label=_("Ends at"), required=False, least=0, help_text=_("Empty means: it does not end.")
    )
    adjustment = NumberField(
        label=_("Adjustment time"),
        required=False,
        above=0,
        help_text=_("Only when steering to a goal: the time in which the gap is closed. Empty means 1."),
    )

    def values(self) -> Json:
        said = dict(self.cleaned_data)
        amount = said.pop("amount")
        said.pop("DELETE", None)
        defaults = {"start": 0.0, "over": 0.0, "adjustment": 1.0}
        return {
            **{name: None if defaults.get(name) == value else value for name, value in said.items()},
            "amount": amount,
        }


class ChangeRows(Rows):
    """The changes of an intervention."""

    form = ChangeRow
    word = pgettext_lazy("part of an intervention", "Change")
    one_more_word = _("One more change")


class InterventionForm(ItemForm):
    """Something that people can do."""

    field_order = ("label_nl", "label_en", "source", "note_nl")
    label_nl = forms.CharField(label=_("Name"), max_length=200)
    label_en = forms.CharField(label=_("Name in English"), required=False, max_length=200)
    source = forms.CharField(label=_("Source"), required=False, max_length=500)
    note_nl = forms.CharField(
        label=_("Remark"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def rows_of(self, data: Any) -> Rows:
        """The changes; a new intervention begins with one to fill in."""
        held = self.item.get("changes", [])
        return ChangeRows(
            data, document=self.document, held=held, prefix="changes", blanks=0 if held or data else 1
        )

    def clean(self) -> None:
        """Raises nothing; notes when there is nothing that it changes."""
        if self.rows and self.rows.is_valid() and not self.rows.made():
            self.add_error(None, _("Say at least one change: which factor, and how much."))

    def initial_of(self, item: Json) -> dict[str, Any]:
        return {**item, **text_fields(item, "label"), **text_fields(item, "note")}

    def new_key(self) -> str:
        return id_for(
            self.cleaned_data["label_nl"], items(self.document, "interventions"), otherwise="maatregel"
        )

    def values(self) -> Json:
        said = self.cleaned_data
        return {
            "label": texts_in(self.item, "label", said),
            "changes": self.rows.made() if self.rows else [],
            "source": said["source"],
            "note": texts_in(self.item, "note", said),
        }
