"""The numbers behind the classes of strength and speed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from causal.model.core import Scales
from ketenzicht.systems import words
from ketenzicht.systems.domain.documents import Json
from ketenzicht.systems.forms.fields import MOST_LINES, MarkField, TypedField, number_in

STANDARD = Scales()


def scales_of(document: Mapping[str, Any]) -> Json:
    """The scales of a document, said or not."""
    said = document.get("scales") or {}
    return {
        "time_unit": said.get("time_unit") or STANDARD.time_unit,
        "strengths": dict(said.get("strengths") or STANDARD.strengths),
        "speeds": dict(said.get("speeds") or STANDARD.speeds),
    }


class ClassesField(TypedField):
    """Classes, one on each line: a name, an equals sign, and a number above 0."""

    def __init__(self, known: words.Words, **options: Any) -> None:
        self.known = known
        widget = forms.Textarea(attrs={"rows": 5, "data-width": "m"})
        super().__init__(max_length=5000, widget=widget, **options)

    def meaning(self, text: str) -> Any:
        """The number of each class by its code. Raises ValidationError."""
        found: dict[str, float] = {}
        for line in filter(None, map(str.strip, text.splitlines()[:MOST_LINES])):
            code, number = self._class(line)
            if code in found:
                raise ValidationError(_("“%(name)s” stands here twice.") % {"name": line[:100]})
            found[code] = number
        return found

    def _class(self, line: str) -> tuple[str, float]:
        name, _equals, typed = line.rpartition("=")
        number = number_in(typed.strip())
        if not name.strip() or number is None or number <= 0:
            said = _("Type a name, an equals sign and a number above 0: “%(line)s” is not that.")
            raise ValidationError(str(said) % {"line": line[:100]})
        codes = {str(word).lower(): code for code, word in self.known.items()}
        return codes.get(name.strip().lower(), name.strip()), number

    def prepare_value(self, value: Any) -> Any:
        """The classes in words, from small to large."""
        if not isinstance(value, Mapping):
            return value
        rows = sorted(value.items(), key=lambda one: one[1])
        return "\n".join(f"{self.known.get(code, code)} = {words.number(number)}" for code, number in rows)


class ScalesForm(forms.Form):
    """What a class of strength or speed stands for."""

    time_unit = forms.CharField(
        label=_("Unit of time"),
        max_length=60,
        help_text=_("For example year or month. All times and delays are in it."),
        widget=forms.TextInput(attrs={"data-width": "s"}),
    )
    strengths = ClassesField(
        words.STRENGTHS,
        label=_("Strength: how much of a change is passed on"),
        help_text=_("One class on each line, for example: strong = 1"),
    )
    speeds = ClassesField(
        words.SPEEDS,
        label=_("Speed: how long a change is under way on average"),
        help_text=_("One class on each line, in units of time, for example: fast = 0.5"),
    )
    seen = MarkField()

    def made(self) -> Json | None:
        """The scales as a document says them; None when they are the standard ones."""
        said = {name: self.cleaned_data[name] for name in ("time_unit", "strengths", "speeds")}
        return None if said == scales_of({}) else said
