"""One field of a relation, as it is chosen in the table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketenzicht.systems import words
from ketenzicht.systems.actions.drafts import Cell
from ketenzicht.systems.domain.documents import Json

FIELDS = ("sign", "strength", "speed", "layer")


def choices_of(document: Json, field: str) -> list[tuple[str, str]]:
    """What can be chosen in a cell, in code and in words."""
    if field == "sign":
        return [(code, f"{words.minus(code)} {word}") for code, word in words.SIGNS.items()]
    known = words.LAYERS if field == "layer" else words.classes(document, field)
    return [(code, str(word)) for code, word in known.items()]


class CellForm(forms.Form):
    """What was seen in a cell, and what was chosen instead."""

    field = forms.ChoiceField(choices=[(name, name) for name in FIELDS])
    was = forms.CharField(max_length=100)
    value = forms.CharField(max_length=100)

    def __init__(self, data: Any, *, document: Json) -> None:
        self.document = document
        super().__init__(data)

    def clean(self) -> None:
        """Raises nothing; notes what cannot be chosen in this cell."""
        known = dict(choices_of(self.document, self.cleaned_data.get("field", "layer")))
        if self.cleaned_data.get("value") not in known:
            self.add_error("value", _("Choose one of the answers."))

    def cell(self, key: str) -> Cell:
        """The change that was asked for; a strength or speed may have been a number."""
        said = self.cleaned_data
        return Cell(
            key=key, field=said["field"], was=_stored(said["field"], said["was"]), value=said["value"]
        )


def _stored(field: str, seen: str) -> str | float:
    if field not in ("strength", "speed"):
        return seen
    try:
        return float(seen)
    except ValueError:
        return seen
